import { minuteMs } from '../domain/duration';
import { maxRows } from '../domain/vocabulary';
import { now, sleep } from '../google/time';
import { type Outcome, readAnswer } from './answer';
import type { Encoding, LeaderboardQuery } from './query';
import { leaderboardRequest } from './requests';
import { send } from './retry';
import { LeaderboardAnswer } from './schema';

export interface AskLimits {
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Called after each batch, with counts of partners. */
  readonly progress?: (done: number, of: number) => void;
}

/** Journeybee allows 500 requests per key and minute; cells and colleagues use the same key. */
const mostPerMinute = 450;
/** A request begins only where its whole time and a retry fit: a request that fails then was not cut off. */
const leastMs = 15_000;

/** Sends queries and gives the outcome of each; an empty array where there is no time left to send them. */
export type Ask = (queries: readonly LeaderboardQuery[], encoding: Encoding) => Array<Outcome<LeaderboardAnswer>>;

/** Sends the requests of one key, up to a deadline. */
export interface Asker extends AskLimits {
  readonly key: string;
  readonly ask: Ask;
  /** When each request was sent. */
  readonly sent: number[];
}

export function askerFor(key: string, limits: AskLimits): Asker {
  const { until } = limits;
  const sent: number[] = [];
  const least = Math.min(leastMs, (until - now()) / 3);
  const ask: Ask = (queries, encoding) => {
    // The latest request that must be a minute old before these are sent.
    const before = sent[sent.length + queries.length - mostPerMinute - 1] || 0;
    const pauseMs = Math.max(0, before + minuteMs - now());
    if (now() + pauseMs + least > until) return [];
    if (pauseMs > 0) sleep(pauseMs);
    sent.push(...queries.map(now));
    const requests = queries.map((query) => leaderboardRequest(query, key, maxRows, encoding));
    return send(requests, until).map((answer) => readAnswer(answer, LeaderboardAnswer, now()));
  };
  return { ...limits, key, ask, sent };
}
