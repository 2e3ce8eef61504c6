export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came back, or why nothing did: no answer, no connection, the time ran out. */
export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null; readonly body: string }
  | { readonly kind: 'unreachable' }
  /** Google's own daily limit on requests is used up (P4-1). */
  | { readonly kind: 'exhausted' };

/** `timeoutSeconds` is documented but not confirmed (P0-4): where it does not, a hung request ends with the
 * execution, and who waits for its answer gives up by the clock. */
type FetchOptions = GoogleAppsScript.URL_Fetch.URLFetchRequestOptions & { timeoutSeconds: number };

/**
 * Sends one GET request. A redirect is an answer like any other: it is never followed, so a key cannot travel to another
 * host. Google's own error texts are dropped because they carry the whole URL (P5-4).
 */
export function get(request: HttpRequest, timeoutSeconds: number): HttpAnswer {
  const options: FetchOptions = {
    method: 'get',
    headers: request.headers,
    followRedirects: false,
    muteHttpExceptions: true,
    timeoutSeconds,
  };
  try {
    const response = UrlFetchApp.fetch(request.url, options);
    const status = response.getResponseCode();
    return {
      kind: 'answered',
      status,
      retryAfter: status === 429 ? header(response, 'retry-after') : null,
      body: response.getContentText('UTF-8'),
    };
  } catch (error) {
    return { kind: /invoked too many times|quota/i.test(String(error)) ? 'exhausted' : 'unreachable' };
  }
}

/** The case of header names is whatever the server sent (P5-9). */
function header(response: GoogleAppsScript.URL_Fetch.HTTPResponse, name: string): string | null {
  const headers = response.getHeaders() as Record<string, string>;
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return found === undefined ? null : String(headers[found]);
}
