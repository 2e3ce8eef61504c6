import { holdsThrough } from './spans';

holdsThrough('first', [
  ['America/New_York', 11],
  ['Europe/Berlin', 14],
  ['Pacific/Auckland', 13],
]);
