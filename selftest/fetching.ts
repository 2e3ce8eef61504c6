import { leaderboardQuery } from '../src/journeybee/query';
import { leaderboardRequest } from '../src/journeybee/requests';
import type { Answer } from './answer';

type FetchOptions = GoogleAppsScript.URL_Fetch.URLFetchRequestOptions & { timeoutSeconds?: number };

const options: FetchOptions = {
  method: 'get',
  headers: { Accept: 'application/json' },
  followRedirects: false,
  muteHttpExceptions: true,
};

/** Without a key: Journeybee refuses it, and that is an answer. */
export function fetchJourneybee(more: FetchOptions = {}): GoogleAppsScript.URL_Fetch.HTTPResponse {
  const { url } = leaderboardRequest(leaderboardQuery({ period: 'current_month' }), '', 1);
  return UrlFetchApp.fetch(url, { ...options, ...more });
}

export function fetchElsewhere(): GoogleAppsScript.URL_Fetch.HTTPResponse {
  return UrlFetchApp.fetch('https://example.org/', options);
}

export const fetchStatus = (): Answer => ({ answer: `status ${fetchJourneybee().getResponseCode()}` });
