import { isProtection } from '../google/errors';
import { Problem } from '../problem';

/** A problem is a result. Anything else that is thrown is put in `words`, but for the one thing a person can mend. */
export function attempt<T>(words: string, work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;

    return isProtection(error)
      ? new Problem('A cell of the table is protected, and you may not edit it. Ask the owner of the spreadsheet.')
      : new Problem(words, 'google');
  }
}

export const notFetched = 'The leaderboard could not be fetched. Try again.';
export const notWritten = 'Google Sheets did not accept the table. Try again.';
