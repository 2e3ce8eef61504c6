import { holdsThrough } from './spans';

holdsThrough('first', [
  ['Europe/Berlin', 14],
  ['America/New_York', 11],
  ['Pacific/Auckland', 13],
]);
