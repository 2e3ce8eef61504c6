import { maxRows } from '../domain/vocabulary';
import type { HttpRequest } from '../google/http-request';
import { type Encoding, type LeaderboardQuery, queryText } from './query';

/** The only host that requests go to; the manifest allows no other. */
const host = 'https://api.journeybee.io';

/** Pages count from 1, of a hundred partners each. */
export function directoryRequest(page: number, key: string): HttpRequest {
  return request(`/v1/partners?page=${page}&per_page=100`, key);
}

export function leaderboardRequest(
  query: LeaderboardQuery,
  key: string,
  limit: number = maxRows,
  encoding?: Encoding,
): HttpRequest {
  return request(`/v1/analytics/partners?${queryText(query, encoding)}&limit=${limit}`, key);
}

const request = (path: string, key: string): HttpRequest => ({
  url: host + path,
  headers: { Authorization: `Bearer ${key}`, Accept: 'application/json' },
});
