import { getAll, type HttpAnswer } from '../google/http';
import type { HttpRequest } from '../google/http-request';
import { now, sleep } from '../google/time';
import { isForNow, retryAfterMs } from './answer';

const requestTimeoutMs = 12_000;
/** With less time left than this, a request would be cut off. */
const leastMs = 2000;
const mostRetries = 3;
const firstPauseMs = 500;

/**
 * Sends requests and gives their answers in the same order, by `until` (milliseconds since 1970) at the latest, as far as
 * Google keeps time limits (P0-4). Those that failed in passing are sent again: what fails for now and says when, then;
 * another such answer or a lost connection after a pause that doubles, with jitter, so that many spreadsheets do not come back at once.
 * `retryUntil`: none is sent again that would not be answered by then.
 */
export function send(requests: readonly HttpRequest[], until: number, retryUntil = until): HttpAnswer[] {
  const answers = getAll(requests, secondsUntil(until), until);
  for (let retry = 0; retry < mostRetries; retry += 1) {
    const again: number[] = [];
    let pauseMs = 0;
    answers.forEach((answer, index) => {
      const ms = retryPauseMs(answer, retry);
      if (ms === null || now() + ms + leastMs > retryUntil) return;
      again.push(index);
      pauseMs = Math.max(pauseMs, ms);
    });
    if (again.length === 0) break;
    sleep(pauseMs);
    const retried = getAll(
      again.flatMap((index) => requests[index] ?? []),
      secondsUntil(retryUntil),
      retryUntil,
    );
    again.forEach((index, position) => {
      const answer = retried[position];
      if (answer) answers[index] = answer;
    });
  }
  return answers;
}

/** null: asking again would not help. */
function retryPauseMs(answer: HttpAnswer, retry: number): number | null {
  if (answer.kind === 'exhausted') return null;
  if (answer.kind === 'answered') {
    if (!isForNow(answer.status)) return null;
    const said = retryAfterMs(answer.retryAfter, now());
    if (answer.status === 429 || said !== null) return said;
  }
  return Math.round(firstPauseMs * 2 ** retry * (0.75 + Math.random() / 2));
}

const secondsUntil = (until: number): number =>
  Math.floor(Math.min(requestTimeoutMs, Math.max(leastMs, until - now())) / 1000);
