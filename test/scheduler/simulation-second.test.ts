import { holdsThrough } from './spans';

holdsThrough('second', [
  ['America/New_York', 21],
  ['Europe/Berlin', 22],
  ['Pacific/Auckland', 23],
]);
