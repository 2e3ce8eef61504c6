import type { HttpAnswer } from '../google/http';
import type { Leaderboard } from '../leaderboard/leaderboard';
import { fallback, jsonIn, object, type Parser, reading, string } from '../parsing';
import { type Asked, leaderboardOf } from './adoption';
import type { Failure } from './failure';
import { LeaderboardAnswer } from './schema';

/** Longer than any answer of 100 rows can sensibly be; beyond it, reading would only use up the cell's time. */
const maxBodyChars = 2_000_000;

/** No rate limit of a minute needs a longer pause, whatever Retry-After says. */
const maxPauseMs = 3_600_000;

export type Outcome<T> = { readonly value: T } | { readonly failure: Failure };

/** What an HTTP answer means. `at` is when it came, and becomes the leaderboard's own time. */
export function readLeaderboard(answer: HttpAnswer, at: number, asked?: Asked): Outcome<Leaderboard> {
  const outcome = readAnswer(answer, LeaderboardAnswer, at);
  return 'value' in outcome ? { value: leaderboardOf(outcome.value, at, asked) } : outcome;
}

/** An answer as its parser has it, or why there is none. `at` is when it came. */
export function readAnswer<T>(answer: HttpAnswer, parser: Parser<T>, at: number): Outcome<T> {
  if (answer.kind !== 'answered') return { failure: { code: answer.kind } };
  const { status, body } = answer;
  if (status !== 200) return { failure: readError(status, body, answer.retryAfter, at) };
  const read = reading(parser, answered(body));
  return 'value' in read ? read : { failure: { code: 'malformed', field: read.mismatch } };
}

function readError(status: number, body: string, retryAfter: string | null, at: number): Failure {
  if (status >= 300 && status < 400) return { code: 'redirected' };
  if (status === 401) return { code: 'unauthorized' };
  if (status === 403) return { code: errorIn(body).code === 'module_disabled' ? 'module_disabled' : 'forbidden' };
  if (status === 429) return { code: 'rate_limited', retryAt: at + (retryAfterMs(retryAfter, at) ?? 60_000) };
  if (status >= 500) return { code: 'unavailable', status };
  if (status >= 400) return { code: 'rejected', field: rejectedField(errorIn(body).message) };
  return { code: 'malformed', field: null };
}

/** Only the field's name is taken from the server's text ("querystring/limit: …"): the rest is not ours to put in a cell. */
function rejectedField(message: string): string | null {
  const match = /^(?:querystring|query|params)\/(\w{1,40}):/.exec(message);
  return match?.[1] ?? null;
}

const textual = fallback(string, '');
const ErrorAnswer = fallback(object({ error: object({ code: textual, message: textual }) }), {
  error: { code: '', message: '' },
});

function errorIn(body: string): { code: string; message: string } {
  return ErrorAnswer(answered(body)).error;
}

/** Seconds or an HTTP date, which of them Journeybee sends is not documented; null where it says nothing. */
export function retryAfterMs(retryAfter: string | null, at: number): number | null {
  const text = (retryAfter ?? '').trim();
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - at;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1000), maxPauseMs) : null;
}

const answered = (body: string): unknown => (body.length > maxBodyChars ? undefined : jsonIn(body));
