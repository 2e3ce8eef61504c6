import type { DayRange } from '../domain/days';
import { minuteMs } from '../domain/duration';
import type { Leaderboard, RateScale } from '../domain/leaderboard';
import { groupings, maxRows } from '../domain/vocabulary';
import { now, sleep } from '../google/time';
import { leaderboardOf } from './adoption';
import { type Outcome, readAnswer } from './answer';
import { fingerprint } from './api-key';
import { type Directory, type DirectoryPartner, fetchDirectory } from './directory';
import { type Failure, JourneybeeError } from './failure';
import { fileCalendar, inFileDays } from './file-days';
import { knownScale, learnScale } from './known-scale';
import { partnerBatches } from './partner-batches';
import {
  canonical,
  type Encoding,
  forEverybody,
  type LeaderboardQuery,
  noFilters,
  singleCount,
  singleQueries,
  withoutLabels,
} from './query';
import { mostSingles, mostUnread } from './request-cost';
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
  /** Whether the directory was read, so that whoever has other labels than those that are wanted is left out. */
  readonly isChecked: boolean;
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
/** So many are sent at once, and so many answers are held at a time. */
const together = 30;
/** Requests begin only while they have their whole time, and some for a retry: one that fails has not been cut off. */
const leastMs = 15_000;
/** Of a hundred partners each: not more than a minute allows. */
const mostPages = 400;

/**
 * All partners of a query as Journeybee has them now. An answer with fewer rows than it could have is the whole; otherwise
 * every partner of the directory is asked for, as far as it has the labels that are wanted. Time and limits may leave a part of
 * the whole; where anything else fails, all of it does, because a leaderboard with holes is none.
 */
export function fetchAllPartners(
  query: LeaderboardQuery,
  key: string,
  options: AllPartnersOptions,
): AllPartners | JourneybeeError {
  const owner = fingerprint(key);
  try {
    const known = knownScale(owner);
    const all = gather(query, key, options, known);
    learnScale(owner, known, [all.leaderboard]);
    return all;
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

/** Nothing comes back where there is no time left to ask. */
type Ask = (queries: readonly LeaderboardQuery[], encoding: Encoding) => Array<Outcome<LeaderboardAnswer>>;

/** `sent`: when each request was. */
function asking(key: string, until: number, sent: number[]): Ask {
  const least = Math.min(leastMs, (until - now()) / 3);
  return (queries, encoding) => {
    // The last one that has to be a minute old by then.
    const before = sent[sent.length + queries.length - mostPerMinute - 1] || 0;
    const pauseMs = Math.max(0, before + minuteMs - now());
    if (now() + pauseMs + least > until) return [];
    if (pauseMs > 0) sleep(pauseMs);
    sent.push(...queries.map(now));
    const requests = queries.map((one) => leaderboardRequest(one, key, maxRows, encoding));
    return send(requests, until).map((answer) => readAnswer(answer, LeaderboardAnswer, now()));
  };
}

/** @throws JourneybeeError */
function gather(
  query: LeaderboardQuery,
  key: string,
  { until, progress }: AllPartnersOptions,
  remembered: RateScale | null,
): AllPartners {
  const sent: number[] = [];
  const ask = asking(key, until, sent);
  const chosen = canonical(query.filters.partner);
  const labels = singleCount(forEverybody(query));
  // Labels multiply, partners do not: of many combinations the directory says beforehand who is meant.
  const byMember = labels > mostSingles;
  let directory = byMember ? readDirectory(key, until, sent) : null;

  const singles = byMember ? [withoutLabels(query)] : singleQueries(forEverybody(query));
  const found = inFileDays(singles, fileCalendar(), (queries) => ask(queries, 'single'), daysIn);
  const answers = found.map(({ outcome }) => answered(outcome));
  const fetchedAt = now();
  const head = answers.find(({ partners }) => partners.length > 0) || answers[0];
  if (!head) return fail({ code: 'unanswered' });
  const rows = new Map<string, PartnerRow>();
  let repeated = 0;
  for (const answer of answers) repeated += collect(rows, head, answer);
  const [cut] = answers.flatMap(({ partners, unread }, index): Cut[] => {
    const single = found[index]?.sent;
    return single && partners.length + unread.length >= maxRows ? [{ query: single, listed: uuidsOf(partners) }] : [];
  });
  const isOpen = (uuid: string) => !rows.has(uuid);

  if (cut && !directory) {
    const isUnreal = chosen.length > mostUnread && chosen.length > partnersIn(key, until, sent);
    if (chosen.length === 0 || labels > 1 || isUnreal) directory = readDirectory(key, until, sent);
  }
  const matching = directory && matches(directory.partners, query);
  // That they are the leaderboard's uuids is not documented.
  if (matching && rows.size > 0 && [...matching.keys()].every(isOpen)) malformed('uuid');
  if (byMember && matching && [...matching.values()].includes(null)) malformed('tier');
  /** Whether a partner has the labels that are wanted. A filter of Journeybee's own is believed where the directory is silent. */
  const isMeant = (uuid: string) => {
    const known = matching?.get(uuid) ?? null;
    return byMember ? known === true : known !== false;
  };
  const unmeant = [...rows.keys()].filter((uuid) => !isMeant(uuid));
  const known = matching ? [...matching.keys()].sort() : chosen;
  const uuids = chosen.length > 0 && matching ? chosen.filter((uuid) => matching.has(uuid)) : known;

  const swept: LeaderboardAnswer[] = [];
  const asked = new Set<string>();
  const sweep = (single: LeaderboardQuery, encoding: Encoding): void => {
    const batches = partnerBatches(single, uuids.filter(isMeant).filter(isOpen), encoding);
    while (batches.length > 0) {
      const part = batches.splice(0, together);
      const outcomes = ask(part, encoding);
      outcomes.forEach((outcome, place) => {
        const { partner } = (part[place] || query).filters;
        if (isLimit(outcome)) return;
        const answer = answered(outcome);
        repeated += collect(rows, head, answer, partner);
        swept.push(answer);
        for (const uuid of partner) asked.add(uuid);
      });
      if (outcomes.length === 0 || outcomes.some(isLimit)) return;
      const left = batches.reduce((sum, { filters }) => sum + filters.partner.length, 0);
      progress?.(uuids.length - left, uuids.length);
    }
  };
  let encoding: Encoding | null = null;
  if (cut && uuids.some((uuid) => isMeant(uuid) && isOpen(uuid))) {
    // Each of them has its labels already, as far as these are several.
    const single = labels > 1 ? { ...cut.query, filters: noFilters } : cut.query;
    encoding = calibrate(cut, ask);
    sweep(single, encoding);
  }

  const open = uuids.filter(isOpen);
  const notAsked = cut ? open.filter((uuid) => isMeant(uuid) && !asked.has(uuid)).length : 0;
  const unread = unreadIn(rows, answers, swept);
  const partners = (chosen.length > 0 ? chosen : [...rows.keys()])
    .filter(isMeant)
    .flatMap((uuid) => rows.get(uuid) || []);
  // The scale of rates is decided by all rows together: those of one answer may say little.
  const leaderboard = leaderboardOf({ ...head, partners, unread }, fetchedAt, { partners: [], remembered });
  return {
    leaderboard: { ...leaderboard, full: false, leftOut: { unasked: byMember ? 0 : unmeant.length, repeated } },
    missing: open.length - notAsked,
    notAsked: notAsked + (directory && chosen.length === 0 ? Math.max(0, directory.total - known.length) : 0),
    isChecked: matching !== null,
    requests: sent.length,
    encoding,
  };
}

/** By uuid, whether each partner of a directory has a label of each grouping that is wanted; null where the directory has none. */
function matches(partners: Directory['partners'], { filters }: LeaderboardQuery): ReadonlyMap<string, boolean | null> {
  const wanted = groupings.filter((grouping) => filters[grouping].length > 0);
  const isSilent = wanted.some((grouping) => partners.every((one) => one[grouping] === null));
  const uuids = new Map(wanted.map((grouping) => [grouping, canonical(filters[grouping])]));
  const has = (partner: DirectoryPartner) =>
    wanted.every((grouping) => uuids.get(grouping)?.includes(partner[grouping]?.uuid ?? ''));
  return new Map(partners.map((partner) => [partner.uuid, isSilent ? null : has(partner)]));
}

/** How many partners the account has. */
function partnersIn(key: string, until: number, sent: number[]): number {
  sent.push(now());
  return answered(fetchDirectory(key, until, 1)).total;
}

/**
 * A way to ask for several partners at once that the API reads: asked for partners that are known to be listed, as many as a
 * request has room for, it answers with them and nobody else. A service that reads only the first, or none, answers too.
 */
function calibrate({ query, listed }: Cut, ask: Ask): Encoding {
  let passing: Failure | null = null;
  for (const encoding of ['repeated', 'comma', 'brackets'] as const) {
    const [batch = query] = partnerBatches(query, listed, encoding);
    const [outcome = { failure: { code: 'unanswered' } }] = ask([batch], encoding);
    if ('value' in outcome) {
      if (uuidsOf(outcome.value.partners).join() === batch.filters.partner.join()) return encoding;
    } else if (outcome.failure.code !== 'rejected') passing = outcome.failure;
  }
  // It might have been the way that is read.
  return passing ? fail(passing) : 'single';
}

/** Read again if it changed meanwhile: between them the two have everybody. */
function readDirectory(key: string, until: number, sent: number[]): Pick<Directory, 'partners' | 'total'> {
  const read = () => {
    const directory = answered(fetchDirectory(key, until, mostPages));
    sent.push(...Array.from({ length: directory.requests }, now));
    return directory;
  };
  const first = read();
  if (!first.changed) return first;
  const { partners, total } = read();
  return { partners: [...first.partners, ...partners], total };
}

/**
 * Adds the rows of an answer, which has to be of the same leaderboard and, where partners were asked for, of those only. Says
 * how many rows are of partners that it had a row of already.
 */
function collect(
  rows: Map<string, PartnerRow>,
  head: LeaderboardAnswer,
  answer: LeaderboardAnswer,
  asked?: readonly string[],
): number {
  // The period becomes another one at midnight. An answer without rows need not say.
  for (const field of ['currency_code', 'period'] as const) {
    const same = JSON.stringify(answer[field]) === JSON.stringify(head[field]);
    if (!same && answer.partners.length > 0) malformed(field);
  }
  for (const row of answer.partners) {
    if (asked && !asked.includes(row.uuid)) malformed('partner_uuids');
    if (!rows.has(row.uuid)) rows.set(row.uuid, row);
  }
  return answer.partners.length - uuidsOf(answer.partners).length;
}

const daysIn = ({ period: { start_date: startDate, end_date: endDate } }: LeaderboardAnswer): DayRange | null =>
  startDate === null || endDate === null ? null : { startDate, endDate };

/**
 * Rows that no answer had in a way that can be read. Those without a uuid cannot be told apart: whoever was asked for again
 * stands in both sorts of answers.
 */
function unreadIn(
  rows: ReadonlyMap<string, PartnerRow>,
  listed: readonly LeaderboardAnswer[],
  swept: readonly LeaderboardAnswer[],
): string[] {
  const [first, again] = [listed, swept].map((answers) => answers.flatMap(({ unread }) => unread));
  const nameless = [first, again].map((all = []) => all.filter((uuid) => uuid === ''));
  const known = new Set([...(first ?? []), ...(again ?? [])].filter((uuid) => uuid !== '' && !rows.has(uuid)));
  return [...known, ...(nameless.sort((a, b) => b.length - a.length)[0] ?? [])];
}

const uuidsOf = (rows: ReadonlyArray<{ readonly uuid: string }>) => canonical(rows.map(({ uuid }) => uuid));

const isLimit = (outcome: Outcome<unknown>): boolean =>
  'failure' in outcome && ['rate_limited', 'exhausted'].includes(outcome.failure.code);

const answered = <T>(outcome: Outcome<T>): T => ('value' in outcome ? outcome.value : fail(outcome.failure));

const malformed = (field: string): never => fail({ code: 'malformed', field });

function fail(failure: Failure): never {
  throw new JourneybeeError(failure, now());
}
