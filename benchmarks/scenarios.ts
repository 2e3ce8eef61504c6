import { measureAll } from './all';
import { measureCells } from './cells';
import { measureLoad } from './load';
import type { Scenario } from './measure';
import { measureOutage } from './outage';
import { measurePartners } from './partners';
import { measureRefresh } from './refresh';
import { measureScale } from './scale';
import { measureSidebar } from './sidebar';
import { measureYear } from './year';

/** In the order in which they run. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map([
  ['cells', measureCells],
  ['outage', measureOutage],
  ['refresh', measureRefresh],
  ['all', measureAll],
  ['partners', measurePartners],
  ['scale', measureScale],
  ['load', measureLoad],
  ['sidebar', measureSidebar],
  ['year', measureYear],
]);
