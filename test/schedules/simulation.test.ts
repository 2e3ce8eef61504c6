import { holdsThrough } from './spans';

holdsThrough([
  ['first', 'Europe/Berlin', 14],
  ['first', 'America/New_York', 11],
  ['first', 'Pacific/Auckland', 13],
  ['second', 'America/New_York', 21],
  ['second', 'Europe/Berlin', 22],
  ['second', 'Pacific/Auckland', 23],
]);
