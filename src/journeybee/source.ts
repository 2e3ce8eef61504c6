import { cached, remember } from '../google/cache';
import { now } from '../google/time';
import { byRevenue, type Leaderboard, type Partner } from '../leaderboard/leaderboard';
import { Problem } from '../problem';
import { type Outcome, readLeaderboard } from './answer';
import { fingerprint } from './api-key';
import { readCachedLeaderboard, writeLeaderboard } from './cache-entry';
import type { Credential } from './credential';
import { JourneybeeError } from './failure';
import { type LeaderboardQuery, leaderboardQuery, queryText, singleQueries } from './query';
import { noteAsked, recentQueries } from './recent-queries';
import { leaderboardRequest } from './requests';
import { send } from './retry';
import { entryName, fetchInto, keptSeconds, type Question, type Served, serve } from './single-flight';

interface LeaderboardQuestion extends Question<Leaderboard> {
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
  const served = serve<Leaderboard, LeaderboardQuestion>(questions, credential, until, (asked, key, by) => {
    const outcomes = fetchLeaderboards(asked, key, by);
    const queries = asked.map((one) => one.query);
    if (!passing) noteAsked(queries, owner);
    return outcomes;
  });
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
    return merged(leaderboards);
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
    read: (entries) => readCachedLeaderboard(entries[entry]),
    write: (leaderboard) => remember(entry, writeLeaderboard(leaderboard), keptSeconds),
  };
}

function fetchLeaderboards(
  questions: readonly LeaderboardQuestion[],
  key: string,
  until: number,
): Array<Outcome<Leaderboard>> {
  const answers = send(
    questions.map(({ query }) => leaderboardRequest(query, key)),
    until,
  );
  return answers.map((answer) => readLeaderboard(answer, now()));
}

/** One leaderboard of several that were asked for one by one; a partner that is in two of them counts once. */
function merged(leaderboards: readonly Leaderboard[]): Leaderboard {
  const [first] = leaderboards;
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
