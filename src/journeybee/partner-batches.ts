import { maxRows } from '../domain/vocabulary';
import type { Encoding, LeaderboardQuery } from './query';
import { leaderboardRequest } from './requests';

/** What Google takes at least: its own pages differ (P0-3). */
const mostUrlChars = 2000;

/**
 * The query for some of the partners at a time, each of them in one: no more than an answer has rows, in a URL that is short
 * enough. The uuids have to be canonical.
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
