import type { DayRange } from '../domain/days';
import { compareCells } from './ordering';
import type { Figure } from './partner-figures';

/**
 * One partner's figures in a period. Money in the leaderboard's currency, rounded to its smallest unit; rates as fractions
 * of 1; null where Journeybee has none.
 */
export interface Partner extends Readonly<Record<Figure, number | null>> {
  readonly uuid: string;
  readonly name: string;
  readonly logoUuid: string | null;
  /** As Journeybee says it, where it does: it is not a documented field. */
  readonly type: string | null;
}

export interface Leaderboard {
  /** ISO 4217 in capitals, or null where the answer names none. */
  readonly currency: string | null;
  /** First and last day as Journeybee resolved them, ISO dates; null where the answer says none that can be read. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** When Journeybee answered, in milliseconds since 1970. */
  readonly fetchedAt: number;
  /** Whether an answer was as long as answers can be (`maxRows`): then there may be partners that are not listed. */
  readonly full: boolean;
  /** By revenue, highest first; see `byRevenue`. */
  readonly partners: readonly Partner[];
}

/** The days that an answer is for, where it names them. */
export const daysAnswered = ({ startDate, endDate }: Leaderboard): DayRange | null =>
  startDate === null || endDate === null ? null : { startDate, endDate };

/**
 * Highest revenue first, partners without a figure last, equals by name and then by uuid: a total order, so that the same
 * answer always gives the same table. The API does not state its own order.
 */
export function byRevenue(a: Partner, b: Partner): number {
  return (
    compareCells(a.revenue, b.revenue, true) ||
    compareCells(a.name, b.name, false) ||
    compareCells(a.uuid, b.uuid, false)
  );
}
