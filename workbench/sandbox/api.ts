import type { Company } from './company';
import { Contract, type Operation } from './contract';
import { type DirectoryQuery, directory } from './directory';
import type { KeyRing } from './keys';
import { type LeaderboardQuery, leaderboard } from './leaderboard';
import { type Parameters, readParameters } from './parameters';
import { isProblemCode, PROBLEMS, Problem, problemCodeOf } from './problem';
import { RateLimit, retryAfter } from './rate-limit';
import type { SandboxSettings } from './settings';

export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  authorization: string | undefined;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Names a status to answer with instead of doing the work. */
export interface ProblemRequest {
  status: number;
  code?: string;
  message?: string;
  retryAfter?: string;
}

interface Endpoint {
  operation: Operation;
  answer(parameters: Parameters): unknown;
}

export const LEADERBOARD_PATH = '/v1/analytics/partners';
export const DIRECTORY_PATH = '/v1/partners';

/** Journeybee without the wire: one request in, one answer out, both held to the contract. */
export class Api {
  private readonly endpoints: ReadonlyMap<string, Endpoint>;
  private readonly rateLimit = new RateLimit();

  constructor(
    private readonly company: Company,
    private readonly keyRing: KeyRing,
    private readonly settings: SandboxSettings,
    private readonly now: () => number,
  ) {
    const contract = Contract.read();
    const endpoint = (path: string, answer: Endpoint['answer']): [string, Endpoint] => {
      const operation = contract.operation('GET', path);
      if (!operation) throw new Error(`The contract does not describe ${path}`);
      return [`GET ${path}`, { operation, answer }];
    };
    // Casts from what the contract has passed: its parameters are these types, which a test holds against the file.
    this.endpoints = new Map([
      endpoint(LEADERBOARD_PATH, (parameters) =>
        leaderboard(this.company, parameters as LeaderboardQuery, this.now(), this.settings),
      ),
      endpoint(DIRECTORY_PATH, (parameters) => directory(this.company, parameters as DirectoryQuery, this.settings)),
    ]);
  }

  answer(request: ApiRequest): ApiAnswer {
    const endpoint = this.endpoints.get(`${request.method} ${request.path}`);
    try {
      if (!endpoint) throw new Problem('not_found', `${request.method} ${request.path} was not found`);
      const key = this.keyRing.authenticate(request.authorization);
      this.rateLimit.admit(key, this.now(), this.settings);
      this.keyRing.authorize(key, this.settings.requirePermission);
      const parameters = readParameters(endpoint.operation, new URLSearchParams(request.query), this.settings);
      return held({ status: 200, headers: {}, body: endpoint.answer(parameters) }, endpoint.operation);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return held(error, endpoint?.operation);
    }
  }

  /** Any status at all, in the documented form; only documented ones are held to the contract. */
  problem({ path, method }: ApiRequest, { status, code, message, retryAfter: after }: ProblemRequest): ApiAnswer {
    const name = code ?? problemCodeOf(status);
    const documented = isProblemCode(name) && PROBLEMS[name].status === status ? PROBLEMS[name].message : null;
    const headers: Record<string, string> = after === undefined ? {} : { 'Retry-After': after };
    if (status === 429 && after === undefined) {
      headers['Retry-After'] = retryAfter(this.now() + 30_000, this.now(), this.settings.retryAfter);
    }
    const body = { error: { code: name, message: message ?? documented ?? `Answered with status ${status}` } };
    const answer = { status, headers, body };
    return documented && after === undefined
      ? held(answer, this.endpoints.get(`${method} ${path}`)?.operation)
      : answer;
  }
}

/** An answer that is not as the contract says is a bug of the sandbox, and nobody may mistake it for an answer of the API. */
function held(answer: ApiAnswer, operation: Operation | undefined): ApiAnswer {
  const { status, headers, body } = answer;
  const violation = operation?.violation({ status, headers, body });
  if (violation) throw new Error(`The sandbox violates openapi/journeybee.yaml: ${violation}`);
  return { status, headers, body };
}
