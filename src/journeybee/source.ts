import { cached, forget, remember } from '../google/cache';
import { get } from '../google/http';
import { tryWithDocumentLock } from '../google/lock';
import { now, sleep } from '../google/time';
import type { Leaderboard } from '../leaderboard/leaderboard';
import { maxRows } from '../leaderboard/vocabulary';
import { Problem } from '../problem';
import { type Outcome, readAnswer } from './answer';
import { fingerprint } from './api-key';
import { type CachedState, readCachedLeaderboard, readState, writeLeaderboard, writeState } from './cache-entry';
import type { Credential } from './credential';
import { concernsKey, JourneybeeError, pauseSeconds } from './failure';
import { type LeaderboardQuery, leaderboardQuery, queryText } from './query';
import { leaderboardRequest } from './requests';

/*
 * The one way to a leaderboard. Cells run up to thirty at a time (P4-10), each on its own (P1.5-5), and share nothing but the cache: the
 * first to put a claim there makes the request and the others wait for its answer. A cell is killed at 30 seconds (P4-7),
 * which these times keep away from: at worst it waits for somebody else's claim, then makes a request of its own.
 */
const freshSeconds = 15 * 60;
const claimPatienceMs = 15_000;
const requestTimeoutSeconds = 12;
/** No longer than the cell that made the claim can live. */
const claimLifeSeconds = 30;
const lockPatienceMs = 1000;
const firstPauseMs = 200;
const longestPauseMs = 1000;

/** The leaderboard for a cell: cached while fresh, otherwise by one request, however many cells ask. @throws JourneybeeError */
export function cachedLeaderboard(query: LeaderboardQuery, credential: Credential): Leaderboard {
  const names = entryNames(query, credential.fingerprint);
  const started = now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const known = look(names, credential.notBefore);
    if (known.leaderboard) return known.leaderboard;
    const waitedMs = now() - started;
    if (known.claimedAt === null) {
      // Before the claim: without a key there will be no answer that others could wait for.
      const key = credential.key();
      if (claim(names, credential.notBefore) || waitedMs > claimPatienceMs) return fetchInto(names, query, key);
    }
    if (known.claimedAt !== null && now() - known.claimedAt > claimPatienceMs) {
      throw new JourneybeeError({ code: 'unanswered' }, now());
    }
    sleep(Math.round(pauseMs * (0.75 + Math.random() / 2)));
  }
}

/** The leaderboard as Journeybee has it now: for a click or a tick, which never answer from the cache but fill it. @throws JourneybeeError */
export function freshLeaderboard(query: LeaderboardQuery, key: string): Leaderboard {
  return fetchInto(entryNames(query, fingerprint(key)), query, key);
}

/** Asks Journeybee whether it accepts a key for reading. @throws Problem where it does not */
export function verifyKey(key: string): void {
  const answer = get(leaderboardRequest(leaderboardQuery({}), key, 1), requestTimeoutSeconds);
  const outcome = readAnswer(answer, now());
  if ('leaderboard' in outcome) return;
  if (outcome.failure.code === 'unauthorized') {
    throw new Problem(
      'Journeybee does not accept this key. Copy it again, whole, or make a new one under Settings > API Keys.',
    );
  }
  throw new JourneybeeError(outcome.failure, now());
}

interface EntryNames {
  readonly answer: string;
  readonly state: string;
  /** How the key itself fares, whatever it is used to ask. */
  readonly key: string;
}

/** Keyed by the key's fingerprint: one key's answers are not another's to see. The number is the entries' format. */
function entryNames(query: LeaderboardQuery, keyFingerprint: string): EntryNames {
  const owner = `2:${keyFingerprint.slice(0, 32)}`;
  const about = `${owner}:${queryText(query)}`;
  return { answer: `answer:${about}`, state: `state:${about}`, key: `key:${owner}` };
}

interface Known {
  readonly leaderboard: Leaderboard | null;
  /** When somebody else's request began, if one is under way. */
  readonly claimedAt: number | null;
}

/** What the cache knows now. @throws JourneybeeError for a failure that is not yet to be tried again. */
function look(names: EntryNames, notBefore: number): Known {
  const entries = cached([names.answer, names.state, names.key]);
  const leaderboard = readCachedLeaderboard(entries[names.answer]);
  const usable =
    leaderboard && leaderboard.fetchedAt >= notBefore && now() - leaderboard.fetchedAt < freshSeconds * 1000;
  if (usable) return { leaderboard, claimedAt: null };
  openClaim(readState(entries[names.key]), notBefore);
  return { leaderboard: null, claimedAt: openClaim(readState(entries[names.state]), notBefore) };
}

function openClaim(state: CachedState | null, notBefore: number): number | null {
  if (!state || state.at < notBefore) return null;
  if (!state.failure) return state.at;
  if (now() < state.at + pauseSeconds(state.failure, state.at) * 1000) throw new JourneybeeError(state.failure, now());
  return null;
}

/**
 * Puts our claim, unless somebody has been faster. Without the lock nothing is claimed: whoever holds it is about to, or
 * Google will not give it (hundreds of cells can exhaust it); after a while the request is made without a claim.
 */
function claim(names: EntryNames, notBefore: number): boolean {
  let ours = false;
  tryWithDocumentLock(lockPatienceMs, () => {
    const known = look(names, notBefore);
    if (known.leaderboard || known.claimedAt !== null) return;
    remember(names.state, writeState({ at: now(), failure: null }), claimLifeSeconds);
    ours = true;
  });
  return ours;
}

function fetchInto(names: EntryNames, query: LeaderboardQuery, key: string): Leaderboard {
  const outcome = readAnswer(get(leaderboardRequest(query, key, maxRows), requestTimeoutSeconds), now());
  store(names, outcome);
  if ('failure' in outcome) throw new JourneybeeError(outcome.failure, now());
  return outcome.leaderboard;
}

function store(names: EntryNames, outcome: Outcome): void {
  if ('leaderboard' in outcome) {
    remember(names.answer, writeLeaderboard(outcome.leaderboard), freshSeconds);
    forget(names.state);
  } else {
    const at = now();
    const { failure } = outcome;
    remember(concernsKey(failure) ? names.key : names.state, writeState({ at, failure }), pauseSeconds(failure, at));
    if (concernsKey(failure)) forget(names.state);
  }
}
