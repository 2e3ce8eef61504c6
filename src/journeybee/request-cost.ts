import { maxRows } from '../leaderboard/vocabulary';
import { partnerBatches } from './partner-batches';
import { canonical, type Encoding, type LeaderboardQuery, singleQueries } from './query';

/** Of a consumer account, for everything it runs (P4-1). */
const dailyQuota = 20_000;
const calibrations = 3;

/**
 * The most requests that all partners of a query take, of an account with `total` partners: in the longest way of asking for
 * several at once, unless another is known. Partners that are listed with the first hundred are not asked for again.
 */
export function requestsForAll(total: number, query: LeaderboardQuery, encoding: Encoding = 'brackets'): number {
  const { filters } = query;
  const chosen = canonical(filters.partner).length;
  const singles = singleQueries({ ...query, filters: { ...filters, partner: [] } });
  if (total < maxRows) return singles.length;
  const uuids = Array.from({ length: chosen || total }, (_, index) => String(index).padStart(36, '0'));
  const pages = chosen > 0 ? 0 : Math.ceil(total / 100);
  const batches = singles.map((single) => partnerBatches(single, uuids, encoding).length);
  return singles.length + pages + calibrations + batches.reduce((sum, count) => sum + count, 0);
}

export interface DailyCost {
  /** On a day. */
  readonly requests: number;
  /** Up to half of Google's quota: cells, people and other tables need the rest. */
  readonly allowed: boolean;
  readonly sentence: string;
}

/** What refreshing all partners costs: each time, and on a day with as many refreshes as a schedule has. */
export function dailyCost(requestsEach: number, requests: number): DailyCost {
  const allowed = requests <= dailyQuota / 2;
  const each = `All partners take up to ${grouped(requestsEach)} requests each time`;
  const day = `${each}, ${grouped(requests)} a day`;
  if (!allowed) {
    const rule = `more than half of the ${grouped(dailyQuota)} that Google allows a day`;
    return { requests, allowed, sentence: `${day}: ${rule}. Choose a schedule with fewer refreshes.` };
  }
  return {
    requests,
    allowed,
    sentence: requests === 0 ? `${each}.` : `${day} of the ${grouped(dailyQuota)} that Google allows.`,
  };
}

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
