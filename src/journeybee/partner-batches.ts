import { maxRows } from '../domain/vocabulary';
import type { Encoding, LeaderboardQuery } from './query';
import { leaderboardRequest } from './requests';

/** The shortest limit of a URL that Google's own pages name (P0-3). */
const mostUrlChars = 2000;

/**
 * The query split into batches of partners: at most as many as an answer has rows, in a URL that is short enough. The
 * uuids are canonical.
 */
export function partnerBatches(
  query: LeaderboardQuery,
  uuids: readonly string[],
  encoding: Encoding,
): LeaderboardQuery[] {
  for (let size = encoding === 'single' ? 1 : maxRows; ; size -= 1) {
    const batches = Array.from({ length: Math.ceil(uuids.length / size) }, (_, index) => ({
      ...query,
      filters: { ...query.filters, partner: uuids.slice(index * size, (index + 1) * size) },
    }));
    const fits = (batch: LeaderboardQuery) =>
      leaderboardRequest(batch, '', maxRows, encoding).url.length < mostUrlChars;
    if (size === 1 || batches.every(fits)) return batches;
  }
}
