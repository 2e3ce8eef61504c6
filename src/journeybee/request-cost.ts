import { asksForEarlier } from '../domain/movement-base';
import { maxRows } from '../domain/vocabulary';
import { partnerBatches } from './partner-batches';
import { canonical, type Encoding, forEverybody, type LeaderboardQuery, singleCount, withoutLabels } from './query';

/** The daily quota of a consumer account, for all that it runs (P4-1). */
const dailyQuota = 20_000;
const calibrations = 3;

/** Up to this many combinations are asked for one by one, however few partners there are. */
export const mostSingles = 12;

/** The most requests of a cell, sent without a pause: enough for the 2,000 partners whose directory a cell reads. */
const mostAtOnce = 85;

/**
 * The most requests that all partners of a query take, of an account with `total` partners: in the longest way of asking for
 * several at once, unless another is known. Partners that are listed with the first answers are not asked for again. Where
 * several labels are wanted, the directory says who is meant, so that labels do not multiply what partners take.
 */
export function requestsForAll(total: number, query: LeaderboardQuery, encoding: Encoding = 'brackets'): number {
  const chosen = canonical(query.filters.partner).length;
  const labels = singleCount(forEverybody(query));
  const first = labels > mostSingles ? 1 : labels;
  const read = Math.max(1, Math.ceil(total / 100));
  if (total < maxRows) return first + (labels > mostSingles ? read : 0);
  const isRead = labels > 1 || chosen === 0 || chosen > Math.max(total, mostUnread);
  const wanted = isRead ? Math.min(chosen || total, total) : chosen;
  const uuids = Array.from({ length: wanted }, (_, index) => String(index).padStart(36, '0'));
  const batches = partnerBatches(labels > 1 ? withoutLabels(query) : query, uuids, encoding);
  return first + (isRead ? read : 0) + calibrations + batches.length;
}

/** Up to this many chosen partners are assumed to exist; for more, the directory tells. */
export const mostUnread = 1000;

/**
 * Whether each combination of labels and partners is asked for by itself, or the directory says who is meant: whatever takes
 * fewer requests. `total` is asked only where it matters: it may take a request itself.
 */
export function filteredWay(query: LeaderboardQuery, total: () => number): 'singles' | 'members' {
  const count = singleCount(query);
  if (count <= mostSingles) return 'singles';
  return count <= mostAtOnce && count <= requestsForAll(total(), query) ? 'singles' : 'members';
}

/** The most requests that rows for one answer take: no filters take more than all partners of the account would. */
export function filteredRequests(query: LeaderboardQuery, total: () => number): number {
  return filteredWay(query, total) === 'singles' ? singleCount(query) : requestsForAll(total(), query);
}

/** What a refresh takes: a report that is compared with earlier days asks for these as it asks for its own. */
export const requestsOfRefresh = (requests: number, report: Parameters<typeof asksForEarlier>[0]): number =>
  asksForEarlier(report) ? 2 * requests : requests;

/** Whether a cell may ask for so much. */
export const fitsCell = (requests: number): boolean => requests <= mostAtOnce;

export interface DailyCost {
  /** On a day. */
  readonly requests: number;
  /** Up to half of Google's quota: cells, people and other reports need the rest. */
  readonly allowed: boolean;
  readonly sentence: string;
}

/** The cost of refreshing all partners: once, and on a day with a schedule's refreshes. */
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
