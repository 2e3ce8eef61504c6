import { now, sleep } from '../google/time';
import type { Leaderboard } from '../leaderboard/leaderboard';
import { maxRows } from '../leaderboard/vocabulary';
import { leaderboardOf } from './adoption';
import { type Outcome, readAnswer } from './answer';
import { fetchDirectory } from './directory';
import { type Failure, JourneybeeError } from './failure';
import { partnerBatches } from './partner-batches';
import { canonical, type Encoding, type LeaderboardQuery, singleQueries } from './query';
import { leaderboardRequest } from './requests';
import { send } from './retry';
import { LeaderboardAnswer, type PartnerRow } from './schema';

/** A leaderboard beyond the rows of one answer. */
export interface AllPartners {
  readonly leaderboard: Leaderboard;
  /** Partners that were asked for and did not come: without activity in the period, or not matching the filters. */
  readonly missing: number;
  /** Partners that were not asked for, because time or a limit ran out: if there are any, this is only a part. */
  readonly notAsked: number;
  /** Not counting those that had to be sent again. */
  readonly requests: number;
  /** How partners were asked for; null where nobody had to be. */
  readonly encoding: Encoding | null;
}

export interface AllPartnersOptions {
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Called after each batch, with counts of partners. */
  readonly progress?: (done: number, of: number) => void;
}

/** Journeybee allows a key 500; cells and colleagues use the same one. */
const mostPerMinute = 450;
const minuteMs = 60_000;
/** So many are sent at once, and so many answers are held at a time. */
const together = 30;
/** Requests begin only while they have their whole time, and some for a retry: one that fails has not been cut off. */
const leastMs = 15_000;
/** Of a hundred partners each: not more than a minute allows. */
const mostPages = 400;

/**
 * All partners of a query as Journeybee has them now. An answer with fewer rows than it could have is the whole; otherwise
 * every partner of the directory is asked for. Time and limits may leave a part of the whole; where anything else fails, all
 * of it does, because a leaderboard with holes is none.
 */
export function fetchAllPartners(
  query: LeaderboardQuery,
  key: string,
  options: AllPartnersOptions,
): AllPartners | JourneybeeError {
  try {
    return gather(query, key, options);
  } catch (error) {
    if (error instanceof JourneybeeError) return error;
    throw error;
  }
}

/** A query whose answer was as long as answers can be, and the partners in it. */
interface Cut {
  readonly query: LeaderboardQuery;
  readonly listed: readonly string[];
}

type Ask = (queries: readonly LeaderboardQuery[], encoding: Encoding) => Array<Outcome<LeaderboardAnswer>>;

/** @throws JourneybeeError */
function gather(query: LeaderboardQuery, key: string, { until, progress }: AllPartnersOptions): AllPartners {
  const pace = paceUntil(until);
  const ask: Ask = (queries, encoding) => {
    const requests = queries.map((one) => leaderboardRequest(one, key, maxRows, encoding));
    pace.count(requests.length);
    return send(requests, until).map((answer) => readAnswer(answer, LeaderboardAnswer, now()));
  };
  const chosen = canonical(query.filters.partner);
  const singles = singleQueries({ ...query, filters: { ...query.filters, partner: [] } });
  const answers = ask(singles, 'single').map(answered);
  const fetchedAt = now();
  const [head] = [...answers.filter(({ partners }) => partners.length > 0), ...answers];
  if (!head) throw new Error('A query is one request at least.');
  const rows = new Map<string, PartnerRow>();
  for (const answer of answers) collect(rows, head, answer);
  const cut = singles.flatMap((single, index): Cut[] => {
    const { partners = [] } = answers[index] ?? {};
    return partners.length < maxRows ? [] : [{ query: single, listed: canonical(partners.map(({ uuid }) => uuid)) }];
  });

  const isOpen = (uuid: string) => !rows.has(uuid);
  const { uuids, unread } =
    chosen.length > 0 || cut.length === 0 ? { uuids: chosen, unread: 0 } : readPartners(key, until, pace);
  // That the directory's uuids are those of the leaderboard is not documented.
  if (chosen.length === 0 && cut.length > 0 && uuids.every(isOpen)) fail({ code: 'malformed', field: 'uuid' });

  /** For how many of the queries a partner has been asked. */
  const asked = new Map<string, number>();
  const sweep = (encoding: Encoding): void => {
    for (const [index, { query: single }] of cut.entries()) {
      // Whoever matched one of the queries cannot match the next: a partner has one tier, category and stage.
      const open = uuids.filter(isOpen);
      const batches = partnerBatches(single, open, encoding);
      let done = (index + 1) * uuids.length - open.length;
      for (let start = 0; start < batches.length; start += together) {
        const part = batches.slice(start, start + together);
        if (!pace.wait(part.length)) return;
        const outcomes = ask(part, encoding);
        for (const [place, outcome] of outcomes.entries()) {
          const partners = part[place]?.filters.partner ?? [];
          if (isLimit(outcome)) continue;
          collect(rows, head, answered(outcome), partners);
          for (const uuid of partners) asked.set(uuid, index + 1);
          done += partners.length;
        }
        progress?.(done, uuids.length * cut.length);
        if (outcomes.some(isLimit)) return;
      }
    }
  };
  const [first] = cut;
  const encoding = first && uuids.some(isOpen) ? calibrate(first, ask, pace) : null;
  if (encoding) sweep(encoding);

  const open = uuids.filter(isOpen);
  const notAsked = open.filter((uuid) => (asked.get(uuid) ?? 0) < cut.length).length;
  const wanted = chosen.length > 0 ? chosen.flatMap((uuid) => rows.get(uuid) ?? []) : [...rows.values()];
  return {
    // The scale of rates is decided by all rows together: one alone says little.
    leaderboard: { ...leaderboardOf({ ...head, partners: wanted }, fetchedAt), full: false },
    missing: open.length - notAsked,
    notAsked: notAsked + unread,
    requests: pace.requests(),
    encoding,
  };
}

/**
 * A way to ask for several partners at once that the API reads: asked for partners that are known to be listed, as many as a
 * request has room for, it answers with them and nobody else. A service that reads only the first, or none, answers too.
 */
function calibrate({ query, listed }: Cut, ask: Ask, pace: Pace): Encoding {
  let passing: Failure | null = null;
  for (const encoding of ['repeated', 'comma', 'brackets'] as const) {
    const batches = partnerBatches(query, listed, encoding).slice(0, 1);
    if (!pace.wait(1)) fail({ code: 'unanswered' });
    for (const outcome of ask(batches, encoding)) {
      const partners = batches[0]?.filters.partner ?? [];
      if ('value' in outcome) {
        const came = canonical(outcome.value.partners.map(({ uuid }) => uuid));
        if (came.join() === partners.join()) return encoding;
      } else if (outcome.failure.code !== 'rejected') passing = outcome.failure;
    }
  }
  // It might have been the way that is read.
  if (passing) fail(passing);
  return 'single';
}

/** The directory's uuids, and how many partners it has beyond those. */
function readPartners(key: string, until: number, pace: Pace): { uuids: readonly string[]; unread: number } {
  const read = () => {
    const directory = answered(fetchDirectory(key, until, mostPages));
    pace.count(directory.requests);
    return directory;
  };
  const first = read();
  const again = first.changed ? read() : first;
  const uuids = canonical([...first.partners, ...again.partners].map(({ uuid }) => uuid));
  return { uuids, unread: Math.max(0, again.total - uuids.length) };
}

/** Adds the rows of an answer, which has to be of the same leaderboard and, where partners were asked for, of those only. */
function collect(
  rows: Map<string, PartnerRow>,
  { currency_code, period }: LeaderboardAnswer,
  answer: LeaderboardAnswer,
  asked?: readonly string[],
): void {
  if (answer.partners.length === 0) return;
  if (answer.currency_code !== currency_code) fail({ code: 'malformed', field: 'currency_code' });
  // It becomes another one at midnight.
  if (answer.period.start_date !== period.start_date || answer.period.end_date !== period.end_date) {
    fail({ code: 'malformed', field: 'period' });
  }
  for (const row of answer.partners) {
    const uuid = row.uuid.toLowerCase();
    if (asked && !asked.includes(uuid)) fail({ code: 'malformed', field: 'partner_uuids' });
    if (!rows.has(uuid)) rows.set(uuid, row);
  }
}

interface Pace {
  readonly count: (requests: number) => void;
  readonly requests: () => number;
  /** Waits until so many more may be sent; false where that would be too late. */
  readonly wait: (requests: number) => boolean;
}

/** Keeps requests below what a minute allows. */
function paceUntil(until: number): Pace {
  const sent: number[] = [];
  return {
    count: (requests) => {
      for (let one = 0; one < requests; one += 1) sent.push(now());
    },
    requests: () => sent.length,
    wait: (requests) => {
      // The last one that has to be a minute old by then.
      const before = sent[sent.length + requests - mostPerMinute - 1];
      const pauseMs = before === undefined ? 0 : Math.max(0, before + minuteMs - now());
      if (now() + pauseMs + leastMs > until) return false;
      if (pauseMs > 0) sleep(pauseMs);
      return true;
    },
  };
}

function isLimit(outcome: Outcome<unknown>): boolean {
  return 'failure' in outcome && (outcome.failure.code === 'rate_limited' || outcome.failure.code === 'exhausted');
}

function answered<T>(outcome: Outcome<T>): T {
  return 'value' in outcome ? outcome.value : fail(outcome.failure);
}

function fail(failure: Failure): never {
  throw new JourneybeeError(failure, now());
}
