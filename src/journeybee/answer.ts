import { hourMs, minuteMs } from '../domain/duration';
import type { Leaderboard } from '../domain/leaderboard';
import {
  checked,
  fallback,
  jsonIn,
  mapped,
  number,
  object,
  type Parsed,
  type Parser,
  reading,
  string,
  union,
} from '../domain/parsing';
import type { HttpAnswer } from '../google/http';
import { type Asked, leaderboardOf } from './adoption';
import type { Failure } from './failure';
import { parameterNames } from './query';
import { LeaderboardAnswer } from './schema';

/** More characters than an answer of 100 rows has: reading more would only take the cell's time. */
const maxBodyChars = 2_000_000;

const maxPauseMs = hourMs;

export type Outcome<T> = { readonly value: T } | { readonly failure: Failure };

/** What an HTTP answer means. `at` is when it came, and becomes the leaderboard's own time. */
export function readLeaderboard(answer: HttpAnswer, at: number, asked?: Asked): Outcome<Leaderboard> {
  const outcome = readAnswer(answer, LeaderboardAnswer, at);
  return 'value' in outcome ? { value: leaderboardOf(outcome.value, at, asked) } : outcome;
}

/** The parsed body of an answer, or why there is none. `at`: when it came. */
export function readAnswer<T>(answer: HttpAnswer, parser: Parser<T>, at: number): Outcome<T> {
  if (answer.kind !== 'answered') return { failure: { code: answer.kind } };
  const { status, retryAfter } = answer;
  const body = bodyOf(answer);
  const error = ErrorAnswer(body)?.error ?? null;
  // Some services send an error with status 200.
  const effectiveStatus = status === 200 && error !== null ? statusMeant(error) : status;
  if (effectiveStatus !== 200 || error !== null) return { failure: failureOf(effectiveStatus, error, retryAfter, at) };
  const read = reading(parser, body);
  return 'value' in read ? read : { failure: { code: 'malformed', field: read.mismatch } };
}

/** Whether an answer says that Journeybee is temporarily unable to answer. */
export const isForNow = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

function failureOf(status: number, error: ApiError | null, retryAfter: string | null, at: number): Failure {
  if (status >= 300 && status < 400) return { code: 'redirected' };
  if (status === 401) return { code: 'unauthorized' };
  if (status === 402) return { code: 'unpaid' };
  if (status === 403) return { code: error?.code === 'module_disabled' ? 'module_disabled' : 'forbidden' };
  if (isForNow(status)) {
    const pauseMs = retryAfterMs(retryAfter, at);
    if (status === 429) return { code: 'rate_limited', retryAt: at + (pauseMs ?? minuteMs) };
    return { code: 'unavailable', status, retryAt: pauseMs === null ? null : at + pauseMs };
  }
  if (status >= 400) return { code: 'rejected', field: rejectedField(error?.message ?? '') };
  return { code: 'malformed', field: null };
}

/**
 * Only the parameter's name is taken from the server's text ("querystring/tier_uuids/0: …"): further text could come
 * from elsewhere and does not belong in a cell. null where the text names no parameter that is sent.
 */
function rejectedField(message: string): string | null {
  const [, name = ''] = /^\s*(?:query(?:string)?|params)[/.](\w{1,40})\b/.exec(message) ?? [];
  return parameterNames.includes(name) ? name : null;
}

/** Codes are compared without regard to case. */
const code = fallback(
  mapped(union(string, number), (given) => String(given).toLowerCase()),
  '',
);
const ApiError = union(
  object({ code, message: fallback(string, '') }),
  mapped(
    checked(string, (text) => text.trim() !== ''),
    (text) => ({ code: text.toLowerCase(), message: text }),
  ),
);
type ApiError = Parsed<typeof ApiError>;
const ErrorAnswer = fallback(object({ error: ApiError }), null);

/** The statuses of the documented codes. Source: https://docs.journeybee.io/guides/errors */
const statuses: ReadonlyMap<string, number> = new Map([
  ['unauthorized', 401],
  ['forbidden', 403],
  ['module_disabled', 403],
  ['not_found', 404],
  ['conflict', 409],
  ['validation_error', 422],
  ['rate_limit_exceeded', 429],
]);

/**
 * The status of an error that came with status 200: its code, where that is a status or a documented code; otherwise a
 * fault of the service.
 */
function statusMeant({ code: given }: ApiError): number {
  return statuses.get(given) ?? (/^[45]\d\d$/.test(given) ? Number(given) : 500);
}

/**
 * How long a Retry-After asks to wait, at most an hour: no rate limit of a minute needs more. Seconds or an HTTP date (RFC
 * 9110, 10.2.3); which of them Journeybee sends is not documented. null where it says neither.
 */
export function retryAfterMs(retryAfter: string | null, at: number): number | null {
  const text = (retryAfter ?? '').trim();
  const [, seconds] = /^(\d+(?:\.\d+)?)(?:\s*(?:,.*|s(?:ec(?:onds?)?)?))?$/i.exec(text) ?? [];
  const isDate = /^[a-z]{3,9},? |^\d{4}-\d\d-\d\d/i.test(text);
  // An HTTP date is in UTC, also where it has no zone.
  const date = () => Date.parse(/(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text} GMT`) - at;
  const ms = seconds === undefined ? (isDate ? date() : Number.NaN) : Number(seconds) * 1000;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 1000), maxPauseMs);
}

const bodyOf = ({ body }: { readonly body: string }): unknown =>
  body.length > maxBodyChars ? undefined : jsonIn(body);
