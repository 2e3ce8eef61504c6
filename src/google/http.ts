import { isFetchQuota } from './errors';
import { isFault } from './faults';
import type { HttpRequest } from './http-request';

/** An answer, or why there is none: no connection, or no time left. */
export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null; readonly body: string }
  | { readonly kind: 'unreachable' }
  /** Google's own daily limit on requests is used up (P4-1). */
  | { readonly kind: 'exhausted' };

/**
 * `timeoutSeconds` is documented but not confirmed (P0-4). Where it has no effect, a hung request ends with the
 * execution, and cells that wait for its answer give up by the clock.
 */
type FetchOptions = GoogleAppsScript.URL_Fetch.URLFetchRequest & { timeoutSeconds: number };

let sent = 0;

/** How many requests this execution has sent, retries included: globals are new in each execution (P1.5-5). */
export const requestsSent = (): number => sent;

/**
 * Sends GET requests, all at once, and gives their answers in the same order. A redirect is an answer like any other: it is
 * never followed, so a key cannot travel to another host. Google's own error texts are dropped because they carry the
 * whole URL (P5-4). One request that cannot be delivered fails the whole batch (P5-6): then each is sent by itself, as far
 * as `until` allows (milliseconds since 1970).
 */
export function getAll(requests: readonly HttpRequest[], timeoutSeconds: number, until: number): HttpAnswer[] {
  const options = requests.map((request) => optionsOf(request, timeoutSeconds));
  if (options.length > 1) {
    sent += options.length;
    try {
      return UrlFetchApp.fetchAll(options).map(answerOf);
    } catch (error) {
      if (isFault(error)) throw error;
      // The requests are sent one by one below.
    }
  }
  return options.map(({ url, ...params }, index) => {
    if (index > 0 && Date.now() > until) return { kind: 'unreachable' };
    sent += 1;
    try {
      return answerOf(UrlFetchApp.fetch(url, params));
    } catch (error) {
      if (isFault(error)) throw error;
      return { kind: isFetchQuota(error) ? 'exhausted' : 'unreachable' };
    }
  });
}

function optionsOf({ url, headers }: HttpRequest, timeoutSeconds: number): FetchOptions {
  return { url, method: 'get', headers, followRedirects: false, muteHttpExceptions: true, timeoutSeconds };
}

function answerOf(response: GoogleAppsScript.URL_Fetch.HTTPResponse): HttpAnswer {
  const status = response.getResponseCode();
  const body = response.getContentText('UTF-8');
  // Some services send an error with status 200. Any other answer of that status is spared the question.
  const isAnswer = status === 200 && !/^\W*error\W/.test(body);
  return { kind: 'answered', status, retryAfter: isAnswer ? null : header(response, 'retry-after'), body };
}

/** Header names have whatever case the server sent (P5-9). */
function header(response: GoogleAppsScript.URL_Fetch.HTTPResponse, name: string): string | null {
  const headers = response.getHeaders() as Record<string, string>;
  const header = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return header === undefined ? null : String(headers[header]);
}
