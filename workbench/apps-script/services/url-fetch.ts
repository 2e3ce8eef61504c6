import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '../../clock';
import type { DailyCount } from '../daily-count';
import { PlatformError } from '../errors';
import type { Served } from '../served';

const maxUrlChars = 2000;
const maxBodyBytes = 50 * 1024 * 1024;
const hangMs = 60_000;

/** How a request leaves Google, and what one may find there. */
export interface Network {
  /** Where a request to `origin` really goes, or null for a host that does not exist here. */
  route(origin: string): string | null;
  /** `timeoutSeconds` is documented and unconfirmed (P0-4), so it can be either. */
  honoursTimeoutSeconds: boolean;
  /** The case that header names arrive in (P5-9). */
  headerCase(name: string): string;
  /** Called for every request that leaves. */
  sent(url: string): void;
}

interface Options {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly muteHttpExceptions: boolean;
  readonly followRedirects: boolean;
  readonly timeoutMs: number;
}

interface Request extends Options {
  readonly url: string;
}

/** The manifest's `urlFetchWhitelist`: matching as P6-9 says; anything else is refused. */
export class UrlFetchApp implements Served<typeof globalThis.UrlFetchApp, 'fetch' | 'fetchAll'> {
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #whitelist: readonly string[];

  readonly #over: AbortSignal;
  readonly #fetches: DailyCount;

  /** `over`: when the execution is, and nobody waits for the answer any more. */
  constructor(network: Network, clock: Clock, whitelist: readonly string[], over: AbortSignal, fetches: DailyCount) {
    this.#fetches = fetches;
    this.#network = network;
    this.#clock = clock;
    this.#whitelist = whitelist;
    this.#over = over;
  }

  async fetch(url: string, params: unknown = {}): Promise<HttpResponse> {
    const request = this.#request(url, params);
    this.#fetches.spend();
    return this.#answer(request);
  }

  /**
   * All at once, answered in the order of the requests (P5-5). One that is refused, fails or unmuted answers other than
   * 2xx throws, and what the others answered is lost (P5-6); each counts as a request of the day (P4-1).
   */
  async fetchAll(requests: unknown): Promise<HttpResponse[]> {
    if (!Array.isArray(requests)) throw mismatch('fetchAll');
    const checked = requests.map((request: unknown) => {
      if (typeof request !== 'object' || request === null) throw mismatch('fetchAll');
      const { url, ...params } = request as { url: string };
      return this.#request(url, params);
    });
    for (const _ of checked) this.#fetches.spend();
    const outcomes = await this.#together(checked.map((request) => () => this.#answer(request)));
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  }

  /** Each travels by itself, so the clock may only jump once none of them is at work; the execution waits for the last. */
  async #together<T>(works: ReadonlyArray<() => Promise<T>>): Promise<Array<PromiseSettledResult<T>>> {
    const arrived = new AbortController();
    const outcomes = Promise.allSettled(works.map((work) => this.#clock.busy(work)));
    void outcomes.then(() => arrived.abort(null));
    await this.#clock.wait(Infinity, arrived.signal);
    return outcomes;
  }

  /** What can be refused before anything leaves. */
  #request(url: string, params: unknown): Request {
    const options = this.#options(params);
    if (typeof url !== 'string' || !URL.canParse(url)) throw new PlatformError(`Invalid argument: ${url}`);
    if (url.length > maxUrlChars) throw new PlatformError('Limit Exceeded: URLFetch URL Length.');
    if (!this.#whitelist.some((allowed) => matches(url, allowed))) {
      throw new PlatformError(`This URL is not permitted by the urlFetchWhitelist of the manifest: ${url}`);
    }
    return { ...options, url };
  }

  async #answer(request: Request): Promise<HttpResponse> {
    const { url } = request;
    const { origin } = new URL(url);
    const real = this.#network.route(origin);
    if (real === null) throw new PlatformError(`DNS error: ${url}`);
    this.#network.sent(url);
    const response = await this.#send(request, real + url.slice(origin.length));
    const { status } = response;
    if (request.followRedirects && status >= 300 && status < 400) {
      throw new PlatformError(`Not supported here: following a redirect (${status}).`);
    }
    if (!request.muteHttpExceptions && (status < 200 || status >= 300)) {
      const body = response.body.toString('utf8').slice(0, 100);
      throw new PlatformError(
        `Request failed for ${origin} returned code ${status}. Truncated server response: ${body} (use muteHttpExceptions option to examine full response)`,
      );
    }
    return new HttpResponse(response, this.#network);
  }

  #options(params: unknown): Options {
    const { method, headers, muteHttpExceptions, followRedirects, timeoutSeconds, ...others } = Object(
      params,
    ) as Record<string, unknown>;
    for (const name of Object.keys(others)) throw new PlatformError(`Not supported here: UrlFetchApp option ${name}.`);
    if (method !== 'get') throw new PlatformError('Not supported here: any method but get.');
    const seconds =
      this.#network.honoursTimeoutSeconds && typeof timeoutSeconds === 'number' ? timeoutSeconds : Infinity;
    return {
      method,
      headers: this.#headers(headers),
      muteHttpExceptions: muteHttpExceptions === true,
      followRedirects: followRedirects !== false,
      timeoutMs: Math.min(hangMs, seconds * 1000),
    };
  }

  #headers(headers: unknown): Record<string, string> {
    return Object.fromEntries(
      Object.entries(Object(headers ?? {})).map(([name, value]) => {
        const missing = value === null || value === undefined;
        if (missing || /^(host|content-length)$/i.test(name))
          throw new PlatformError(`Attribute provided with invalid value: Header:${missing ? 'null' : name}`);
        return [name, String(value)];
      }),
    );
  }

  async #send({ url, method, headers, timeoutMs }: Request, target: string): Promise<RawResponse> {
    const gone = () => new PlatformError(`Address unavailable: ${url}`);
    return new Promise((done, failed) => {
      const send = target.startsWith('https:') ? httpsRequest : httpRequest;
      const cancelLimit = this.#clock.limit(timeoutMs, () => {
        request.destroy();
      });
      const fail = async () => {
        cancelLimit();
        // The other end has to see it first: as long as it waits for this connection, the clock takes us for idle.
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        failed(gone());
      };
      const request = send(
        target,
        { method: method.toUpperCase(), headers, agent: false, signal: this.#over },
        (response) => {
          collect(response).then((body) => {
            cancelLimit();
            done({ status: response.statusCode ?? 0, headers: flat(response), body });
          }, fail);
        },
      );
      request.on('error', () => void fail());
      request.end();
    });
  }
}

interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export class HttpResponse
  implements Served<GoogleAppsScript.URL_Fetch.HTTPResponse, 'getResponseCode' | 'getContentText' | 'getHeaders'>
{
  readonly #response: RawResponse;
  readonly #network: Network;

  constructor(response: RawResponse, network: Network) {
    this.#response = response;
    this.#network = network;
  }

  getResponseCode(): number {
    return this.#response.status;
  }

  /** Which character set is the default is not known (P5-13): here it is one that gets names wrong. */
  getContentText(charset = 'ISO-8859-1'): string {
    const encoding = encodings[charset];
    if (!encoding) throw new PlatformError(`Not supported here: the character set ${charset}.`);
    return this.#response.body.toString(encoding);
  }

  getHeaders(): Record<string, string> {
    const { headers } = this.#response;
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [this.#network.headerCase(name), value]));
  }
}

const encodings: Readonly<Record<string, BufferEncoding>> = { 'UTF-8': 'utf8', 'ISO-8859-1': 'latin1' };

function mismatch(method: string): PlatformError {
  return new PlatformError(`The parameters don't match the method signature for UrlFetchApp.${method}.`);
}

/** https only, the whole host, and the path itself or what lies below it (P6-9). */
function matches(url: string, allowed: string): boolean {
  // Without a path after the host an entry is not valid.
  if (!/^https:\/\/[^/]+\//.test(allowed)) return false;
  const base = new URL(allowed);
  const { protocol, host, pathname } = new URL(url);
  const below = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  return protocol === 'https:' && host === base.host && (pathname === base.pathname || pathname.startsWith(below));
}

async function collect(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBodyBytes) throw new PlatformError('Response too large.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function flat(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
}
