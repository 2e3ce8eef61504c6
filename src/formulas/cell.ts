import { clockAt } from '../domain/time-zone';
import { problemOf } from '../google/faults';
import { localTime } from '../google/spreadsheet';
import { briefly, type Failure } from '../journeybee/failure';
import type { ServedLeaderboard } from '../journeybee/source';
import { Problem } from '../problem';

/** Runs what a cell asks for. */
export function inCell<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    // Google's services throw their own errors where a sheet has too many cells at work, or a daily limit is reached.
    const { message } = problemOf(
      'cell',
      error,
      'Google Sheets could not run this formula now: too many at once, or a daily limit. Try again later.',
    );
    // Sheets shows the name of an error before its message.
    throw new Error(message);
  }
}

/** A figure that would be shown without a partner that belongs to it, as `missingText` says. */
export const missingProblem = (gap: string): Problem =>
  new Problem(
    `Journeybee’s answer could not be read whole: ${gap}. Try again later; if it stays so, this add-on needs an update.`,
  );

/** A date in a cell is a point in time; its day is the one that the spreadsheet shows (P8-10). */
export const dayOf = (date: Date): string => localTime(date.getTime(), 'yyyy-MM-dd');

/** How old the last good data is. Without a header nothing says so beside the figures; the sidebar does. */
export function ageNote({ answer: { fetchedAt }, aheadMs }: ServedLeaderboard, stale: Failure): string {
  const time = aheadMs === null ? localTime(fetchedAt, 'HH:mm') : clockAt(fetchedAt, () => aheadMs);
  return `data from ${time}, ${briefly(stale)}`;
}
