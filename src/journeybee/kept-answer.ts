import type { Leaderboard } from '../domain/leaderboard';
import { cached } from '../google/cache';
import { answerEntries } from './answer-entries';
import { readCachedLeaderboard } from './cache-entry';
import { JourneybeeError } from './failure';
import { storedLabels } from './labels';
import { type LeaderboardQuery, singleQueries } from './query';
import { filteredWay } from './request-cost';
import { merged } from './source';

/**
 * The latest answer to a query that is still kept, whatever its age; nothing is asked. null where there is none, or not all of it.
 * Whoever needs one of a certain time looks at `fetchedAt`.
 */
export function keptLeaderboard(query: LeaderboardQuery, owner: string): Leaderboard | null {
  const isSplit = filteredWay(query, () => storedLabels(owner)?.partners ?? Number.NaN) === 'singles';
  const parts = (isSplit ? singleQueries(query) : [query]).map((part) => answerEntries(part, owner));
  const texts = cached(parts.flat());
  const answers = parts.map((entries) => readCachedLeaderboard(entries.map((entry) => texts[entry])));
  const whole = answers.filter((answer) => answer !== null);
  if (whole.length < answers.length) return null;
  try {
    return merged(whole);
  } catch (error) {
    if (error instanceof JourneybeeError) return null;
    throw error;
  }
}
