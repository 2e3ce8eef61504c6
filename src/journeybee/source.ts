import {
  byRevenue,
  daysAnswered,
  type Leaderboard,
  type LeftOut,
  type Partner,
  type RateScale,
} from '../domain/leaderboard';
import { maxRows } from '../domain/vocabulary';
import { cached, remember } from '../google/cache';
import { now } from '../google/time';
import { Problem } from '../problem';
import { onScale } from './adoption';
import { fetchAllPartners } from './all-partners';
import { type Outcome, readAnswer, readLeaderboard } from './answer';
import { answerEntries } from './answer-entries';
import { fingerprint } from './api-key';
import { type CurrentLeaderboard, readCachedLeaderboard, writeLeaderboard } from './cache-entry';
import type { Credential, RequestContext } from './credential';
import { fetchDirectory, nameIndex } from './directory';
import { concernsKey, isOutage, isTransient, JourneybeeError } from './failure';
import { daysUntil, fileCalendar, inFileDays } from './file-days';
import { knownScale, learnScale } from './known-scale';
import { storedLabels } from './labels';
import { canonical, type LeaderboardQuery, leaderboardQuery, queryText, singleCount, singleQueries } from './query';
import { noteAsked, recentQueries } from './recent-queries';
import { filteredRequests, filteredWay, fitsCell } from './request-cost';
import { leaderboardRequest } from './requests';
import { send } from './retry';
import { LeaderboardAnswer } from './schema';
import {
  type Access,
  type Beside,
  fetchInto,
  keptSeconds,
  type Question,
  type Served,
  serve,
  standIn,
} from './single-flight';

interface LeaderboardQuestion extends Question<CurrentLeaderboard> {
  readonly query: LeaderboardQuery;
}

/** What a cell may say beside its query. */
export interface CellOptions {
  /** A person's question at the sidebar: it is not repeated, so it is not recorded among recent queries. */
  readonly once?: boolean;
  readonly beside?: Beside;
}

/** `aheadMs`: at the time that the answer is from; see `CurrentLeaderboard`. */
export interface ServedLeaderboard extends Served<Leaderboard>, Pick<CurrentLeaderboard, 'aheadMs'> {}

/**
 * The leaderboard for a cell; see `serve`. The query is recorded, so that ticks refresh it before the file is opened.
 * @throws JourneybeeError
 */
export function cachedLeaderboard(
  query: LeaderboardQuery,
  context: RequestContext,
  { once = false, beside }: CellOptions = {},
): ServedLeaderboard {
  const { credential, until } = context;
  const { fingerprint: owner } = credential;
  const total = () => storedLabels(owner)?.partners ?? nameIndex(context).directory().total;
  const requests = filteredRequests(query, total);
  if (!fitsCell(requests)) {
    throw new Problem(
      `This takes ${requests} requests to Journeybee, more than are sent at once. Choose fewer tiers, categories, stages or partners, or make a report of it.`,
    );
  }
  const questions = questionsOf(query, total, owner);
  const sending = (asked: readonly LeaderboardQuestion[], access: Access) => {
    if (once) return fetchAndLearn(asked, access);
    const outcomes = fetchLeaderboards(asked, access, knownScale(owner));
    noteAsked(
      asked.map((question) => question.query),
      owner,
    );
    return outcomes;
  };
  const serving = (by: Credential) =>
    serve<CurrentLeaderboard, LeaderboardQuestion>(questions, { credential: by, until }, sending, beside);
  let served = serving(credential);
  if (differing(served.map((part) => part.answer)) !== null) {
    // The cached parts are from before and after a midnight of Journeybee's: all but the newest are fetched again.
    const newest = Math.max(...served.map((part) => part.answer.fetchedAt));
    served = serving({ ...credential, notBefore: Math.max(credential.notBefore, newest) });
  }
  const answer = merged(served.map((part) => part.answer));
  if (isForOthers(answer)) throw new JourneybeeError({ code: 'unasked' }, now());
  return {
    answer,
    stale: served.find(({ stale }) => stale !== null)?.stale ?? null,
    aheadMs: served.find((part) => part.answer.fetchedAt === answer.fetchedAt)?.answer.aheadMs ?? null,
  };
}

/**
 * The leaderboards as Journeybee has them now, in the queries' order: for a click or a tick, which fill the cache and
 * never answer from it. Each distinct request is sent once, all of them together.
 */
export function freshLeaderboards(
  queries: readonly LeaderboardQuery[],
  key: string,
  until: number,
): Array<Leaderboard | JourneybeeError> {
  const owner = fingerprint(key);
  const questions = new Map<string, LeaderboardQuestion>();
  const parts = queries.map((query) => questionsOf(query, () => partnerTotal(key, until), owner));
  for (const part of parts.flat()) questions.set(part.text, part);
  const asked = [...questions.values()];
  const outcomes = fetchInto(asked, owner, { key, until }, fetchAndLearn);
  const byText = new Map(asked.map(({ text }, index) => [text, outcomes[index]]));
  return parts.map((part) => {
    const leaderboards: Leaderboard[] = [];
    for (const { text } of part) {
      const outcome = byText.get(text);
      if (!outcome || 'failure' in outcome) {
        return new JourneybeeError(outcome?.failure ?? { code: 'unanswered' }, now());
      }
      leaderboards.push(outcome.value);
    }
    const field = differing(leaderboards);
    if (field !== null) return new JourneybeeError({ code: 'malformed', field }, now());
    const answer = merged(leaderboards);
    return isForOthers(answer) ? new JourneybeeError({ code: 'unasked' }, now()) : answer;
  });
}

/** Whether cells have lately asked Journeybee for something with this key. */
export const hasRecent = (owner: string): boolean => recentQueries(owner).length > 0;

/**
 * The oldest last good answer that cells show in an outage, among what they asked for lately, and why; see `standIn`.
 */
export const recentStandIn = (credential: Credential): ReturnType<typeof standIn> =>
  standIn(
    recentQueries(credential.fingerprint).map((query) => question(query, credential.fingerprint)),
    credential,
  );

/**
 * Refreshes the cached answers to recent queries that are older than `since`, and says how many it asked for. Where it
 * is not known whether Journeybee answers (`answers`), the first is tried alone, and nothing else is asked if it
 * fails.
 */
export function refreshRecent(key: string, since: number, until: number, answers: boolean): number {
  const owner = fingerprint(key);
  const questions = recentQueries(owner).map((query) => question(query, owner));
  const entries = questions.length > 0 ? cached(questions.flatMap((question) => question.entries)) : {};
  const older = questions.filter(({ read }) => (read(entries)?.fetchedAt ?? 0) < since);
  const first = answers ? [] : older.slice(0, 1);
  const [outcome] = fetchInto(first, owner, { key, until, retryUntil: now() }, fetchAndLearn);
  if (outcome && 'failure' in outcome && isOutage(outcome.failure)) return first.length;
  fetchInto(older.slice(first.length), owner, { key, until }, fetchAndLearn);
  return older.length;
}

/** Asks Journeybee for one row, once. Gives the failure that applies to everything asked with this key, or null. */
export function outageFor(key: string, until: number): JourneybeeError | null {
  const [answer] = send([leaderboardRequest(leaderboardQuery({}), key, 1)], until, now());
  const outcome = readAnswer(answer ?? { kind: 'unreachable' }, LeaderboardAnswer, now());
  if ('value' in outcome || !(isTransient(outcome.failure) || concernsKey(outcome.failure))) return null;
  return new JourneybeeError(outcome.failure, now());
}

/** Asks Journeybee whether it accepts a key for reading. @throws Problem where it does not */
export function verifyKey(key: string): void {
  const [answer] = send([leaderboardRequest(leaderboardQuery({}), key, 1)], now() + 15_000);
  const outcome = readLeaderboard(answer ?? { kind: 'unreachable' }, now());
  if ('value' in outcome) return;
  if (outcome.failure.code === 'unauthorized') {
    throw new Problem(
      'Journeybee does not accept this key. Copy it again, whole, or make a new one under Settings > API Keys.',
    );
  }
  throw new JourneybeeError(outcome.failure, now());
}

/** One question for each combination of labels and partners, or one for all of them together. */
const questionsOf = (query: LeaderboardQuery, total: () => number, owner: string): LeaderboardQuestion[] =>
  filteredWay(query, total) === 'singles'
    ? singleQueries(query).map((single) => question(single, owner))
    : [question(query, owner)];

/**
 * Whether a query's filters would take more requests than all partners, so that `fetchAllPartners` answers it. @throws
 * JourneybeeError
 */
export const isForMembers = (query: LeaderboardQuery, key: string, until: number): boolean =>
  filteredWay(query, () => partnerTotal(key, until)) === 'members';

/** How many partners the account has, from the stored labels or else from Journeybee. @throws JourneybeeError */
function partnerTotal(key: string, until: number): number {
  const learned = storedLabels(fingerprint(key));
  if (learned) return learned.partners;
  const outcome = fetchDirectory(key, until, 1);
  if ('value' in outcome) return outcome.value.total;
  throw new JourneybeeError(outcome.failure, now());
}

/** How many rows fit a cache entry (P4-17). */
const entryRows = maxRows;

function question(query: LeaderboardQuery, owner: string): LeaderboardQuestion {
  const entries = answerEntries(query, owner);
  return {
    query,
    text: queryText(query),
    entries,
    read: (texts) => {
      const answer = readCachedLeaderboard(entries.map((entry) => texts[entry]));
      // The name of the period means other days from `daysUntil` on.
      return answer && (answer.daysUntil === null || now() < answer.daysUntil) ? answer : null;
    },
    write: (leaderboard) => {
      const texts = writeLeaderboard(leaderboard, entryRows);
      if (texts.length > entries.length) return;
      // The first entry has the count of all of them, so it is written last.
      for (const [index, part] of [...texts.entries()].reverse()) remember(entries[index] ?? '', part, keptSeconds);
    },
  };
}

const isSingle = (query: LeaderboardQuery) => singleCount(query) === 1;

function fetchLeaderboards(
  questions: readonly LeaderboardQuestion[],
  access: Access,
  remembered: RateScale | null,
): Array<Outcome<CurrentLeaderboard>> {
  const queries = questions.map(({ query }) => query).filter(isSingle);
  const calendar = fileCalendar();
  const { key, until, retryUntil } = access;
  const ask = (sent: readonly LeaderboardQuery[]) => {
    const requests = sent.map((query) => leaderboardRequest(query, key));
    return send(requests, until, retryUntil).map((answer, index) => {
      const partners = canonical(sent[index]?.filters.partner ?? []);
      return readLeaderboard(answer, now(), { partners, remembered });
    });
  };
  const single = inFileDays(queries, calendar, ask, daysAnswered).map((result) => result.outcome);
  return questions.map(({ query }): Outcome<CurrentLeaderboard> => {
    const outcome = isSingle(query) ? single.shift() : fetchMembers(query, access);
    if (!outcome || 'failure' in outcome) return outcome ?? { failure: { code: 'unanswered' } };
    return { value: { ...outcome.value, daysUntil: daysUntil(query, calendar), aheadMs: calendar.ahead() } };
  });
}

/** An incomplete leaderboard counts as no answer. */
function fetchMembers(query: LeaderboardQuery, { key, until }: Access): Outcome<Leaderboard> {
  const all = fetchAllPartners(query, key, { until });
  if (all instanceof JourneybeeError) return { failure: all.failure };
  return all.notAsked > 0 ? { failure: { code: 'unanswered' } } : { value: all.leaderboard };
}

/**
 * Fetches, and stores the scale of rates with the spreadsheet: for refreshes and the sidebar, which may write there.
 */
function fetchAndLearn(questions: readonly LeaderboardQuestion[], access: Access): Array<Outcome<CurrentLeaderboard>> {
  const owner = fingerprint(access.key);
  const remembered = knownScale(owner);
  const outcomes = fetchLeaderboards(questions, access, remembered);
  learnScale(
    owner,
    remembered,
    outcomes.flatMap((outcome) => ('value' in outcome ? outcome.value : [])),
  );
  return outcomes;
}

/** Whether Journeybee answered for nobody who was asked for, and for others. Nothing tells whether those asked for had no activity. */
export const isForOthers = ({ partners, leftOut }: Leaderboard) => partners.length === 0 && leftOut.unasked > 0;

/**
 * The field in which leaderboards differ that have to agree: those of different days or currencies cannot be merged. A
 * leaderboard without partners need not agree. null where none differs.
 */
function differing(leaderboards: readonly Leaderboard[]): 'period' | 'currency_code' | null {
  const filled = leaderboards.filter(({ partners }) => partners.length > 0);
  const differ = (value: (one: Leaderboard) => string | null) => new Set(filled.map(value)).size > 1;
  if (differ(({ startDate, endDate }) => `${startDate} ${endDate}`)) return 'period';
  return differ(({ currency }) => currency) ? 'currency_code' : null;
}

/**
 * Merges leaderboards that were asked for one by one; a partner that is in two of them counts once. @throws
 * JourneybeeError where they are of different days or currencies
 */
export function merged(leaderboards: readonly Leaderboard[]): Leaderboard {
  const field = differing(leaderboards);
  if (field !== null) throw new JourneybeeError({ code: 'malformed', field }, now());
  const first = leaderboards.find(({ partners }) => partners.length > 0) ?? leaderboards[0];
  if (!first) throw new RangeError('There is nothing to merge.');
  if (leaderboards.length === 1) return first;
  // Answers with few rows may leave the scale of their rates open; a certain one decides for all.
  const rates = (leaderboards.find((leaderboard) => leaderboard.rates.certain) ?? first).rates;
  const partners = new Map<string, Partner>();
  for (const leaderboard of leaderboards) {
    for (const partner of onScale(leaderboard, rates.scale).partners) partners.set(partner.uuid, partner);
  }
  const leftOut = (kind: keyof LeftOut) =>
    leaderboards.reduce((sum, leaderboard) => sum + leaderboard.leftOut[kind], 0);
  return {
    ...first,
    rates,
    fetchedAt: Math.min(...leaderboards.map(({ fetchedAt }) => fetchedAt)),
    full: leaderboards.some(({ full }) => full),
    missing: leaderboards.reduce((sum, { missing }) => sum + missing, 0),
    partners: [...partners.values()].sort(byRevenue),
    leftOut: { unasked: leftOut('unasked'), repeated: leftOut('repeated') },
  };
}
