import { isGoogles, isProtection } from '../google/errors';
import { problemOf } from '../google/faults';
import { Problem } from '../problem';

/**
 * What work comes to, or the problem that it ends in. `words`: of an exception of Google's, but for the one thing that a person
 * can mend.
 */
export function resultOf<T>(words: string, work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    return isGoogles(error) && isProtection(error)
      ? new Problem('A cell of the table is protected, and you may not edit it. Ask the owner of the spreadsheet.')
      : problemOf('report', error, words);
  }
}

export const notFetched = 'The leaderboard could not be fetched. Try again.';
export const notWritten = 'Google Sheets did not accept the table. Try again.';
