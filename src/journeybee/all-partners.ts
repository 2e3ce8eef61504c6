import type { DayRange } from '../domain/days';
import type { Leaderboard, RateScale } from '../domain/leaderboard';
import { groupings, maxRows } from '../domain/vocabulary';
import { now } from '../google/time';
import { leaderboardOf } from './adoption';
import type { Outcome } from './answer';
import { fingerprint } from './api-key';
import { type Ask, type Asker, type AskLimits, askerFor } from './asker';
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
import type { LeaderboardAnswer, PartnerRow } from './schema';

/** A leaderboard beyond the rows of one answer. */
export interface AllPartners {
  readonly leaderboard: Leaderboard;
  /**
   * Partners that were asked for and not answered: they have no activity in the period, or do not match the filters.
   */
  readonly missing: number;
  /**
   * Partners that were not asked for, because time or a limit ran out. If there are any, the leaderboard is
   * incomplete.
   */
  readonly notAsked: number;
  /** Whether the directory was read, so that whoever has other labels than those that are wanted is left out. */
  readonly isChecked: boolean;
  /** Requests that were sent, retries not counted. */
  readonly requests: number;
  /** The encoding of several partners in a request; null where none was needed. */
  readonly encoding: Encoding | null;
}

/** How many requests are sent, and how many answers held, at a time. */
const together = 30;
/** Pages of a hundred partners each: no more than a minute allows. */
const mostPages = 400;

/**
 * All partners of a query as Journeybee has them now. An answer with fewer rows than the limit is complete. Otherwise
 * every partner of the directory that has the wanted labels is asked for. Time and rate limits may leave the
 * leaderboard incomplete, which `notAsked` says. Any other failure fails the whole, because a leaderboard with holes
 * is wrong.
 */
export function fetchAllPartners(
  query: LeaderboardQuery,
  key: string,
  options: AskLimits,
): AllPartners | JourneybeeError {
  const owner = fingerprint(key);
  try {
    const remembered = knownScale(owner);
    const all = wholeOf(query, askerFor(key, options), remembered);
    learnScale(owner, remembered, [all.leaderboard]);
    return all;
  } catch (error) {
    if (error instanceof JourneybeeError) return error;
    throw error;
  }
}

/** A query whose answer was as long as an answer can be, and the partners that it lists. */
interface Cut {
  readonly query: LeaderboardQuery;
  readonly listed: readonly string[];
}

/** @throws JourneybeeError */
function wholeOf(query: LeaderboardQuery, asker: Asker, remembered: RateScale | null): AllPartners {
  const plan = planOf(query);
  const beforehand = plan.byMember ? readDirectory(asker) : null;
  const listing = listingOf(plan, asker);
  const directory = beforehand ?? directoryFor(plan, listing, asker);
  const members = membersOf(plan, listing, directory);
  const sweep = sweepOf(plan, listing, members, asker);
  const { rows, repeated } = fold([...listing.answers, ...sweep.answers]);

  const { chosen } = plan;
  const { isMeant, uuids, total } = members;
  const open = uuids.filter((uuid) => !rows.has(uuid));
  const notAsked = listing.cut ? open.filter((uuid) => isMeant(uuid) && !sweep.asked.has(uuid)).length : 0;
  const unread = unreadIn(rows, listing.answers, sweep.answers);
  const partners = (chosen.length > 0 ? chosen : [...rows.keys()])
    .filter(isMeant)
    .flatMap((uuid) => rows.get(uuid) || []);
  const unmeant = [...listing.rows.keys()].filter((uuid) => !isMeant(uuid));
  // The scale of rates is decided from all rows together: the rows of one answer may leave it open.
  const leaderboard = leaderboardOf({ ...listing.head, partners, unread }, listing.fetchedAt, {
    partners: [],
    remembered,
  });
  return {
    leaderboard: {
      ...leaderboard,
      full: false,
      leftOut: { unasked: plan.byMember ? 0 : unmeant.length, repeated },
    },
    missing: open.length - notAsked,
    notAsked: notAsked + (directory && chosen.length === 0 ? Math.max(0, directory.total - total) : 0),
    isChecked: members.isChecked,
    requests: asker.sent.length,
    encoding: sweep.encoding,
  };
}

/** How a query is asked, decided before any request. */
interface Plan {
  readonly query: LeaderboardQuery;
  /** The partners that the query is restricted to; empty: no restriction. */
  readonly chosen: readonly string[];
  /** How many combinations of labels it has. */
  readonly labels: number;
  /** Whether the directory decides who is meant, because combinations of labels would take too many requests. */
  readonly byMember: boolean;
  readonly singles: readonly LeaderboardQuery[];
}

function planOf(query: LeaderboardQuery): Plan {
  const everybody = forEverybody(query);
  const labels = singleCount(everybody);
  const byMember = labels > mostSingles;
  const singles = byMember ? [withoutLabels(query)] : singleQueries(everybody);
  return { query, chosen: canonical(query.filters.partner), labels, byMember, singles };
}

/** The answers to a plan's queries. */
interface Listing {
  readonly answers: readonly LeaderboardAnswer[];
  /** The answer that the others have to agree with in period and currency. */
  readonly head: LeaderboardAnswer;
  readonly rows: ReadonlyMap<string, PartnerRow>;
  readonly fetchedAt: number;
  /** null where each answer is complete. */
  readonly cut: Cut | null;
}

function listingOf({ singles }: Plan, { ask }: Asker): Listing {
  const results = inFileDays(singles, fileCalendar(), (queries) => ask(queries, 'single'), daysIn);
  const answers = results.map(({ outcome }) => answered(outcome));
  const fetchedAt = now();
  const head = answers.find(({ partners }) => partners.length > 0) || answers[0];
  if (!head) return fail({ code: 'unanswered' });
  for (const answer of answers) requireSame(head, answer);
  const [cut = null] = answers.flatMap(({ partners, unread }, index): Cut[] => {
    const single = results[index]?.sent;
    return single && partners.length + unread.length >= maxRows ? [{ query: single, listed: uuidsOf(partners) }] : [];
  });
  return { answers, head, rows: fold(answers).rows, fetchedAt, cut };
}

type Listed = Pick<Directory, 'partners' | 'total'>;

/** The directory, where an answer was cut and the directory is needed to know whom to ask for. */
function directoryFor({ chosen, labels }: Plan, { cut }: Listing, asker: Asker): Listed | null {
  if (!cut) return null;
  const isUnreal = chosen.length > mostUnread && chosen.length > partnersIn(asker);
  return chosen.length === 0 || labels > 1 || isUnreal ? readDirectory(asker) : null;
}

/** The partners that a plan covers. */
interface Members {
  /** Whether a partner has the wanted labels. Journeybee's own filter is trusted where the directory has no labels. */
  readonly isMeant: (uuid: string) => boolean;
  /** Whom there is to ask for. */
  readonly uuids: readonly string[];
  /** How many partners the directory lists, or the query names. */
  readonly total: number;
  /** Whether the directory was read. */
  readonly isChecked: boolean;
}

function membersOf({ query, chosen, byMember }: Plan, { rows }: Listing, directory: Listed | null): Members {
  const matching = directory && matches(directory.partners, query);
  // It is not documented that the directory and the leaderboard use the same uuids.
  if (matching && rows.size > 0 && [...matching.keys()].every((uuid) => !rows.has(uuid))) malformed('uuid');
  if (byMember && matching && [...matching.values()].includes(null)) malformed('tier');
  const listed = matching ? [...matching.keys()].sort() : chosen;
  return {
    isMeant: (uuid) => {
      const matched = matching?.get(uuid) ?? null;
      return byMember ? matched === true : matched !== false;
    },
    uuids: chosen.length > 0 && matching ? chosen.filter((uuid) => matching.has(uuid)) : listed,
    total: listed.length,
    isChecked: matching !== null,
  };
}

/** The answers to requests for partners that were not listed. */
interface Sweep {
  readonly answers: readonly LeaderboardAnswer[];
  readonly asked: ReadonlySet<string>;
  readonly encoding: Encoding | null;
}

/** Asks for the partners that are meant and not listed, where an answer was cut, as far as time and limits allow. */
function sweepOf({ query, labels }: Plan, { cut, head, rows }: Listing, members: Members, asker: Asker): Sweep {
  const { ask, progress } = asker;
  const { isMeant, uuids } = members;
  const answers: LeaderboardAnswer[] = [];
  const asked = new Set<string>();
  const open = uuids.filter((uuid) => isMeant(uuid) && !rows.has(uuid));
  if (!cut || open.length === 0) return { answers, asked, encoding: null };
  // The directory has already selected partners with these labels, as far as there are several.
  const single = labels > 1 ? { ...cut.query, filters: noFilters } : cut.query;
  const encoding = calibrate(cut, ask);
  const batches = partnerBatches(single, open, encoding);
  while (batches.length > 0) {
    const part = batches.splice(0, together);
    const outcomes = ask(part, encoding);
    outcomes.forEach((outcome, place) => {
      if (isLimit(outcome)) return;
      const { partner } = (part[place] || query).filters;
      const answer = answered(outcome);
      requireSame(head, answer);
      if (answer.partners.some(({ uuid }) => !partner.includes(uuid))) malformed('partner_uuids');
      answers.push(answer);
      for (const uuid of partner) asked.add(uuid);
    });
    if (outcomes.length === 0 || outcomes.some(isLimit)) break;
    const left = batches.reduce((sum, { filters }) => sum + filters.partner.length, 0);
    progress?.(uuids.length - left, uuids.length);
  }
  return { answers, asked, encoding };
}

/**
 * For each partner of the directory, by uuid, whether it has a wanted label of each grouping; null where the directory
 * has no labels of a grouping.
 */
function matches(partners: Directory['partners'], { filters }: LeaderboardQuery): ReadonlyMap<string, boolean | null> {
  const wanted = groupings.filter((grouping) => filters[grouping].length > 0);
  const isSilent = wanted.some((grouping) => partners.every((partner) => partner[grouping] === null));
  const uuids = new Map(wanted.map((grouping) => [grouping, canonical(filters[grouping])]));
  const has = (partner: DirectoryPartner) =>
    wanted.every((grouping) => uuids.get(grouping)?.includes(partner[grouping]?.uuid ?? ''));
  return new Map(partners.map((partner) => [partner.uuid, isSilent ? null : has(partner)]));
}

/** How many partners the account has. */
function partnersIn({ key, until, sent }: Asker): number {
  sent.push(now());
  return answered(fetchDirectory(key, until, 1)).total;
}

/**
 * The encoding of several partners that the API reads. Asked for listed partners, as many as fit a request, the API
 * answers with exactly those. An API that reads only the first value, or none, answers with others.
 */
function calibrate({ query, listed }: Cut, ask: Ask): Encoding {
  let transientFailure: Failure | null = null;
  for (const encoding of ['repeated', 'comma', 'brackets'] as const) {
    const [batch = query] = partnerBatches(query, listed, encoding);
    const [outcome = { failure: { code: 'unanswered' } }] = ask([batch], encoding);
    if ('value' in outcome) {
      if (uuidsOf(outcome.value.partners).join() === batch.filters.partner.join()) return encoding;
    } else if (outcome.failure.code !== 'rejected') transientFailure = outcome.failure;
  }
  // The encoding that failed may be the one that the API reads, so its failure is reported.
  return transientFailure ? fail(transientFailure) : 'single';
}

/** The directory; read twice and merged where it changed during the first reading. */
function readDirectory({ key, until, sent }: Asker): Listed {
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
 * Refuses an answer of another period or currency than the others, which happens at midnight. An answer without rows
 * need not name them.
 */
function requireSame(head: LeaderboardAnswer, answer: LeaderboardAnswer): void {
  for (const field of ['currency_code', 'period'] as const) {
    const isSame = JSON.stringify(answer[field]) === JSON.stringify(head[field]);
    if (!isSame && answer.partners.length > 0) malformed(field);
  }
}

/**
 * The first row of each partner, and the number of further rows within an answer for a partner that it lists already.
 */
function fold(answers: readonly LeaderboardAnswer[]): { rows: Map<string, PartnerRow>; repeated: number } {
  const rows = new Map<string, PartnerRow>();
  let repeated = 0;
  for (const { partners } of answers) {
    for (const row of partners) if (!rows.has(row.uuid)) rows.set(row.uuid, row);
    repeated += partners.length - uuidsOf(partners).length;
  }
  return { rows, repeated };
}

const daysIn = ({ period: { start_date: startDate, end_date: endDate } }: LeaderboardAnswer): DayRange | null =>
  startDate === null || endDate === null ? null : { startDate, endDate };

/**
 * Uuids of rows that could not be read in any answer. Rows without a uuid cannot be told apart, and a partner that was
 * asked for twice is in both kinds of answers: the larger of the two counts stands for them.
 */
function unreadIn(
  rows: ReadonlyMap<string, PartnerRow>,
  listed: readonly LeaderboardAnswer[],
  swept: readonly LeaderboardAnswer[],
): string[] {
  const [first, again] = [listed, swept].map((answers) => answers.flatMap(({ unread }) => unread));
  const nameless = [first, again].map((all = []) => all.filter((uuid) => uuid === ''));
  const unreadUuids = new Set([...(first ?? []), ...(again ?? [])].filter((uuid) => uuid !== '' && !rows.has(uuid)));
  return [...unreadUuids, ...(nameless.sort((a, b) => b.length - a.length)[0] ?? [])];
}

const uuidsOf = (rows: ReadonlyArray<{ readonly uuid: string }>) => canonical(rows.map(({ uuid }) => uuid));

const isLimit = (outcome: Outcome<unknown>): boolean =>
  'failure' in outcome && ['rate_limited', 'exhausted'].includes(outcome.failure.code);

const answered = <T>(outcome: Outcome<T>): T => ('value' in outcome ? outcome.value : fail(outcome.failure));

const malformed = (field: string): never => fail({ code: 'malformed', field });

function fail(failure: Failure): never {
  throw new JourneybeeError(failure, now());
}
