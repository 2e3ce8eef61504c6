import type { DayRange } from './days';
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
  /** The value of an undocumented field of the API, where the answer has it. */
  readonly type: string | null;
  /** Figures as they were sent, where they cannot be told from what was made of them: amounts that were rounded. */
  readonly sent?: { readonly [field in Figure]?: number } | undefined;
}

export interface Leaderboard {
  /** ISO 4217 in capitals, or null where the answer names none. */
  readonly currency: string | null;
  /** First and last day as Journeybee resolved them, ISO dates; null where the answer says none that can be read. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** When Journeybee answered, in milliseconds since 1970. */
  readonly fetchedAt: number;
  /**
   * Whether the answer had as many rows as an answer can have (`maxRows`): there may be more partners than it lists.
   */
  readonly full: boolean;
  /** How many rows of the answer cannot be read. They are part of no figure. */
  readonly missing: number;
  /** By revenue, highest first, each partner once; see `byRevenue`. */
  readonly partners: readonly Partner[];
  readonly leftOut: LeftOut;
  readonly rates: Rates;
}

/** How many rows of an answer are not among its partners. */
export interface LeftOut {
  /** Rows of partners that were not asked for: Journeybee did not apply a filter. */
  readonly unasked: number;
  /** Of partners that an earlier row is of. */
  readonly repeated: number;
}

/** The rows that were left out, in the few words that a header or a title has room for; null where there are none. */
export function leftOutNote({ leftOut: { unasked, repeated }, full }: Leaderboard): string | null {
  const others = `Journeybee answered for others too, who are left out${full ? ', and may not list all' : ''}`;
  const twice =
    repeated === 1
      ? 'a row of a partner that came twice is left out'
      : `${repeated} rows of partners that came twice are left out`;
  return [...(unasked > 0 ? [others] : []), ...(repeated > 0 ? [twice] : [])].join(', ') || null;
}

/** The value that a rate of 100 % has in an answer: 1 or 100. The documentation does not say which. */
export type RateScale = 1 | 100;

/** How the rates of an answer were read. */
export interface Rates {
  readonly scale: RateScale;
  /** Whether the answer itself leaves no doubt. */
  readonly certain: boolean;
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
