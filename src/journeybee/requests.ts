import type { HttpRequest } from '../google/http';
import { maxRows } from '../leaderboard/vocabulary';
import { type LeaderboardQuery, queryText } from './query';

/** The one host this product talks to; the manifest allows no other. */
const host = 'https://api.journeybee.io';

export function leaderboardRequest(query: LeaderboardQuery, key: string, limit: number = maxRows): HttpRequest {
  return {
    url: `${host}/v1/analytics/partners?${queryText(query)}&limit=${limit}`,
    headers: { Authorization: `Bearer ${key}`, Accept: 'application/json' },
  };
}
