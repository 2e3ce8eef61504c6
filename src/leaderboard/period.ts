import type { PeriodName } from './vocabulary';

/** A period by its name, which Journeybee resolves to days itself, or days that somebody chose. */
export type Period = PeriodName | DayRange;

/** ISO dates, both included. */
export interface DayRange {
  readonly startDate: string;
  readonly endDate: string;
}
