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

/** Journeybee allows a key 500; cells and colleagues use the same one. */
const mostPerMinute = 450;
/** Requests begin only while they have their whole time, and some for a retry: one that fails has not been cut off. */
const leastMs = 15_000;

/** Nothing comes back where there is no time left to ask. */
export type Ask = (queries: readonly LeaderboardQuery[], encoding: Encoding) => Array<Outcome<LeaderboardAnswer>>;

/** One key's requests until a time. */
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
    // The last one that has to be a minute old by then.
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
