import { clockChanges } from './due-times';
import type { SpanOptions } from './scenario';

const dayMs = 24 * 3_600_000;
const year = 2026;
/** Ticks are not to come at the full hour. */
const offMs = 7 * 60_000 + 23_000;

/** When the clocks of a zone change in the year that is simulated. */
export const changesOf = (timeZone: string): number[] => clockChanges(timeZone, year);

/** Three weeks with the change in the middle. */
export function clockChangeSpan(timeZone: string, change: number, seed: number): SpanOptions {
  const days = 21;
  return { seed, timeZone, from: change - (days / 2) * dayMs + offMs, days, hourlyDays: 3 };
}

export function yearSpan(timeZone: string, seed: number): SpanOptions {
  return { seed, timeZone, from: Date.UTC(year, 0, 1) + offMs, days: 365, hourlyDays: 365 };
}
