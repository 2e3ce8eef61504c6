import { type LeaderboardQuery, queryText, singleCount } from './query';
import { cacheEntryName } from './single-flight';

/** How many entries hold the largest answer to a cell. */
const mostEntries = 20;

/** The names of the cache entries of the answer to a query: one for a query that is one request. */
export function answerEntries(query: LeaderboardQuery, owner: string): string[] {
  const text = queryText(query);
  return Array.from({ length: singleCount(query) === 1 ? 1 : mostEntries }, (_, index) =>
    cacheEntryName('answer', owner, index === 0 ? text : `${index} ${text}`),
  );
}
