import { cached, remember } from '../google/cache';
import { now } from '../google/time';
import { byRevenue, daysAnswered, type Leaderboard, type Partner } from '../leaderboard/leaderboard';
import { Problem } from '../problem';
import { type Outcome, readLeaderboard } from './answer';
import { fingerprint } from './api-key';
import { type CurrentLeaderboard, readCachedLeaderboard, writeLeaderboard } from './cache-entry';
import type { Credential } from './credential';
import { JourneybeeError } from './failure';
import { daysUntil, fileCalendar, inFileDays } from './file-days';
import { type LeaderboardQuery, leaderboardQuery, queryText, singleQueries } from './query';
import { noteAsked, recentQueries } from './recent-queries';
import { leaderboardRequest } from './requests';
import { send } from './retry';
import { entryName, fetchInto, keptSeconds, type Question, type Served, serve } from './single-flight';

interface LeaderboardQuestion extends Question<CurrentLeaderboard> {
  readonly query: LeaderboardQuery;
}

/**
 * The leaderboard for a cell; see `serve`. What cells ask for is asked for again by ticks, so that it is there when the file is
 * opened; `passing`: nobody will come back to it. @throws JourneybeeError
 */
export function cachedLeaderboard(
  query: LeaderboardQuery,
  credential: Credential,
  until: number,
  passing = false,
): Served<Leaderboard> {
  const { fingerprint: owner } = credential;
  const questions = singleQueries(query).map((single) => question(single, owner));
  const serving = (by: Credential) =>
    serve<CurrentLeaderboard, LeaderboardQuestion>(questions, by, until, (asked, key, latest) => {
      const outcomes = fetchLeaderboards(asked, key, latest);
      const queries = asked.map((one) => one.query);
      if (!passing) noteAsked(queries, owner);
      return outcomes;
    });
  let served = serving(credential);
  if (differing(served.map(({ answer }) => answer)) !== null) {
    // Kept from before and after a midnight of Journeybee's: all but the newest are asked for again.
    const newest = Math.max(...served.map(({ answer }) => answer.fetchedAt));
    served = serving({ ...credential, notBefore: Math.max(credential.notBefore, newest) });
  }
  return {
    answer: merged(served.map(({ answer }) => answer)),
    stale: served.find(({ stale }) => stale !== null)?.stale ?? null,
  };
}

/**
 * The leaderboards as Journeybee has them now, in the queries' order: for a click or a tick, which never answer from the
 * cache but fill it. Each distinct request is sent once, all of them together.
 */
export function freshLeaderboards(
  queries: readonly LeaderboardQuery[],
  key: string,
  until: number,
): Array<Leaderboard | JourneybeeError> {
  const owner = fingerprint(key);
  const questions = new Map<string, LeaderboardQuestion>();
  for (const single of queries.flatMap(singleQueries)) questions.set(queryText(single), question(single, owner));
  const asked = [...questions.values()];
  const outcomes = fetchInto(asked, owner, key, until, fetchLeaderboards);
  const byText = new Map(asked.map(({ text }, index) => [text, outcomes[index]]));
  return queries.map((query) => {
    const leaderboards: Leaderboard[] = [];
    for (const single of singleQueries(query)) {
      const outcome = byText.get(queryText(single));
      if (!outcome || 'failure' in outcome) {
        return new JourneybeeError(outcome?.failure ?? { code: 'unanswered' }, now());
      }
      leaderboards.push(outcome.value);
    }
    const field = differing(leaderboards);
    return field === null ? merged(leaderboards) : new JourneybeeError({ code: 'malformed', field }, now());
  });
}

/** Whether cells have lately had to ask Journeybee for something with this key. */
export const hasRecent = (owner: string): boolean => recentQueries(owner).length > 0;

/**
 * Brings the cached answers up to date that cells have asked for lately, but those that are not older than `since`. Says how
 * many it asked for.
 */
export function refreshRecent(key: string, since: number, until: number): number {
  const owner = fingerprint(key);
  const questions = recentQueries(owner).map((query) => question(query, owner));
  const entries = questions.length > 0 ? cached(questions.flatMap((one) => one.entries)) : {};
  const older = questions.filter(({ read }) => (read(entries)?.fetchedAt ?? 0) < since);
  fetchInto(older, owner, key, until, fetchLeaderboards);
  return older.length;
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

function question(query: LeaderboardQuery, owner: string): LeaderboardQuestion {
  const text = queryText(query);
  const entry = entryName('answer', owner, text);
  return {
    query,
    text,
    entries: [entry],
    read: (entries) => {
      const answer = readCachedLeaderboard(entries[entry]);
      // From then on the same words mean other days.
      return answer && (answer.daysUntil === null || now() < answer.daysUntil) ? answer : null;
    },
    write: (leaderboard) => remember(entry, writeLeaderboard(leaderboard), keptSeconds),
  };
}

function fetchLeaderboards(
  questions: readonly LeaderboardQuestion[],
  key: string,
  until: number,
): Array<Outcome<CurrentLeaderboard>> {
  const queries = questions.map(({ query }) => query);
  const calendar = fileCalendar();
  const ask = (sent: readonly LeaderboardQuery[]) => {
    const requests = sent.map((query) => leaderboardRequest(query, key));
    return send(requests, until).map((answer) => readLeaderboard(answer, now()));
  };
  return inFileDays(queries, calendar, ask, daysAnswered).map(({ asked, outcome }): Outcome<CurrentLeaderboard> => {
    if ('failure' in outcome) return outcome;
    return { value: { ...outcome.value, daysUntil: daysUntil(asked, calendar) } };
  });
}

/**
 * Which of the fields that they have to share differ between leaderboards: those of other days or currencies make no whole. One
 * without partners need not say.
 */
function differing(leaderboards: readonly Leaderboard[]): 'period' | 'currency_code' | null {
  const filled = leaderboards.filter(({ partners }) => partners.length > 0);
  const differ = (value: (one: Leaderboard) => string | null) => new Set(filled.map(value)).size > 1;
  if (differ(({ startDate, endDate }) => `${startDate} ${endDate}`)) return 'period';
  return differ(({ currency }) => currency) ? 'currency_code' : null;
}

/**
 * One leaderboard of several that were asked for one by one; a partner that is in two of them counts once.
 * @throws JourneybeeError where they are of different days or currencies
 */
function merged(leaderboards: readonly Leaderboard[]): Leaderboard {
  const field = differing(leaderboards);
  if (field !== null) throw new JourneybeeError({ code: 'malformed', field }, now());
  const first = leaderboards.find(({ partners }) => partners.length > 0) ?? leaderboards[0];
  if (!first) throw new Error('There is nothing to merge.');
  if (leaderboards.length === 1) return first;
  const partners = new Map<string, Partner>();
  for (const one of leaderboards) for (const partner of one.partners) partners.set(partner.uuid, partner);
  return {
    ...first,
    fetchedAt: Math.min(...leaderboards.map(({ fetchedAt }) => fetchedAt)),
    full: leaderboards.some(({ full }) => full),
    partners: [...partners.values()].sort(byRevenue),
  };
}
