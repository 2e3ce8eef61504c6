import { cached, forget, remember } from '../google/cache';
import { sha256 } from '../google/digest';
import { tryWithDocumentLock } from '../google/lock';
import { now, sleep } from '../google/time';
import type { Outcome } from './answer';
import { type CachedState, type Outage, readState, writeState } from './cache-entry';
import type { Credential, RequestContext } from './credential';
import { concernsKey, type Failure, isTransient, JourneybeeError, pauseSeconds } from './failure';

/*
 * Cells run up to thirty at a time (P4-10), each on its own (P1.5-5), and share nothing but the cache: the first to put a
 * claim there makes the request and the others wait for its answer. A cell is killed at 30 seconds (P4-7), which these times
 * keep away from: at worst it waits for somebody else's claim, then makes a request of its own.
 */
export const cellMs = 27_000;
const claimPatienceMs = 15_000;
/**
 * How long a cell waits for a better answer than the last good one while Journeybee is known to fail. A slow API is
 * waited for much longer, because no cell calculates again by itself.
 */
const outagePatienceMs = 4000;
/**
 * Where there is a last good answer, a transient failure is retried only within this time after the cell began: once
 * where Journeybee does not say when to ask again, and not at all where it says a second or more. After a failure that
 * was known before, nothing is retried.
 */
const lastGoodRetryMs = 3000;
/**
 * The share of cells with a last good answer that leave the claim to others and look again after the first pause. This
 * spares a crowd of cells the lock, for which all cells of a file queue. A cell that is alone loses a tenth of a
 * second on average.
 */
const yieldingShare = 0.5;
/** How long a failure is assumed to last, after the time in which the question is not asked again. */
const outageMs = 600_000;
/** How long a request and its retries may take, so that cells that wait for it still get the answer. */
const fetchMs = 13_000;
/** A claim ends when the cell that made it has certainly ended. */
const claimLifeSeconds = 30;
const lockPatienceMs = 1000;
const firstPauseMs = 200;
const longestPauseMs = 1000;
/** The growth of the pause between two looks into the cache. */
const pauseGrowth = 1.5;
/** The growth where all cells have something to show: each look costs two calls of Google's. */
const easyPauseGrowth = 5;

/** Stale answers are kept as long as the cache allows (P4-17), for when there is no other. */
export const keptSeconds = 21_600;

/** A question for Journeybee, and the cache entries of its answer. */
export interface Question<T extends Dated> {
  /** Equal for equal questions of one key. */
  readonly text: string;
  /** The cache entries that the answer is kept in. */
  readonly entries: readonly string[];
  /** null where the answer is missing or incomplete. */
  readonly read: (entries: Readonly<Record<string, string>>) => T | null;
  readonly write: (answer: T) => void;
}

export interface Dated {
  /** When Journeybee answered, in milliseconds since 1970. */
  readonly fetchedAt: number;
}

export interface Served<T> {
  readonly answer: T;
  /** The failure for which this is the last good answer; null for a fresh answer. */
  readonly stale: Failure | null;
}

/** Cache entries that are read together with those of the questions, which saves a call to Google. */
export interface Beside {
  readonly entries: readonly string[];
  /** Receives the entries each time the cache is read; see `lastGood`. */
  readonly seen: (entries: Readonly<Record<string, string>>) => void;
}

/** A key, and how long Journeybee is asked with it. Milliseconds since 1970. */
export interface Access {
  readonly key: string;
  /** No answer is waited for after that. */
  readonly until: number;
  /** Transient failures are retried as long as an answer can come by then; by default, until `until`. */
  readonly retryUntil?: number;
}

/** Sends the requests of questions and gives their outcomes in the same order. */
type Sending<T, Q> = (questions: readonly Q[], access: Access) => Array<Outcome<T>>;

/**
 * The answers to questions, in their order. A fresh answer comes from the cache; otherwise one cell sends a request and
 * the others wait for it. In a transient failure the last good answer is given. @throws JourneybeeError where there is
 * no answer
 */
export function serve<T extends Dated, Q extends Question<T>>(
  questions: readonly Q[],
  { credential, until }: RequestContext,
  sending: Sending<T, Q>,
  beside?: Beside,
): Array<Served<T>> {
  const settled = new Map<string, Served<T>>();
  const started = now();
  const outageUntil = Math.min(until, started + outagePatienceMs);
  const hasLastGood = ({ lastGood }: Lookup<T, Q>) => lastGood !== null;
  const isOutage = ({ lastGood, outage }: Lookup<T, Q>) => lastGood !== null && outage !== null && mayLast(outage);
  const isUnsettled = ({ question }: Lookup<T, Q>) => !settled.has(question.text);
  const settle = (lookup: Lookup<T, Q>) => {
    if (lookup.fresh) settled.set(lookup.question.text, { answer: lookup.fresh, stale: null });
    else if (lookup.failure) settled.set(lookup.question.text, lastGoodOr(lookup, lookup.failure));
  };
  let yields = Math.random() < yieldingShare;
  let growth = pauseGrowth;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * growth, longestPauseMs)) {
    const lookups = look<T, Q>(questions, credential, beside).filter(isUnsettled);
    for (const lookup of lookups) {
      settle(lookup);
      if (
        isUnsettled(lookup) &&
        (now() > (isOutage(lookup) ? outageUntil : until) ||
          (lookup.claimedAt !== null && now() - lookup.claimedAt > claimPatienceMs))
      ) {
        settled.set(lookup.question.text, lastGoodOr(lookup, lookup.outage?.failure ?? { code: 'unanswered' }));
      }
    }
    const isEasy = lookups.every(hasLastGood);
    if (isEasy) growth = easyPauseGrowth;
    const open = yields && isEasy ? [] : lookups.filter((lookup) => lookup.claimedAt === null && isUnsettled(lookup));
    yields = false;
    const { ours: claimed, others } = open.length > 0 ? claimOpen(open, credential) : noClaims;
    others.forEach(settle);
    const ours = claimed.length === 0 && now() - started > claimPatienceMs ? open.filter(isUnsettled) : claimed;
    if (ours.length > 0) {
      const key = keyOrNoClaim(ours, credential);
      const longest = Math.min(until, now() + fetchMs);
      const easyUntil = ours.every(isOutage) ? now() : started + lastGoodRetryMs;
      const outcomes = fetchInto(
        ours.map(({ question }) => question),
        credential.fingerprint,
        {
          key,
          until: ours.every(isOutage) ? outageUntil : longest,
          retryUntil: ours.every(hasLastGood) ? Math.min(longest, easyUntil) : longest,
        },
        sending,
      );
      ours.forEach((lookup, index) => {
        const outcome = outcomes[index];
        if (!outcome) return;
        const served =
          'value' in outcome ? { answer: outcome.value, stale: null } : lastGoodOr(lookup, outcome.failure);
        settled.set(lookup.question.text, served);
      });
    }
    const served = questions.flatMap(({ text }) => settled.get(text) ?? []);
    if (served.length === questions.length) return served;
    sleep(Math.round(pauseMs * (0.75 + Math.random() / 2)));
  }
}

/**
 * The oldest last good answer to one of these questions that stands in for a fresh one, and why; null where none does.
 */
export function standIn<T extends Dated>(
  questions: ReadonlyArray<Question<T>>,
  credential: Credential,
): { readonly fetchedAt: number; readonly failure: Failure } | null {
  const old = look<T, Question<T>>(questions, credential).flatMap(({ fresh, lastGood, outage }) =>
    !fresh && lastGood && outage ? { fetchedAt: lastGood.fetchedAt, failure: outage.failure } : [],
  );
  return old.sort((a, b) => a.fetchedAt - b.fetchedAt)[0] ?? null;
}

/** Asks Journeybee, whatever the cache holds, and stores the answers. */
export function fetchInto<T extends Dated, Q extends Question<T>>(
  questions: readonly Q[],
  fingerprint: string,
  access: Access,
  sending: Sending<T, Q>,
): Array<Outcome<T>> {
  if (questions.length === 0) return [];
  const outcomes = sending(questions, access);
  const settled: string[] = [];
  outcomes.forEach((outcome, index) => {
    const question = questions[index];
    if (!question) return;
    const names = stateNames(question, fingerprint);
    if ('value' in outcome) {
      question.write(outcome.value);
      settled.push(names.state);
    } else {
      keepFailure(names, outcome.failure);
    }
  });
  if (outcomes.every((outcome) => 'value' in outcome)) settled.push(cacheEntryName('key', fingerprint));
  if (settled.length > 0) forget(...settled);
  return outcomes;
}

/** The name of a cache entry has at most 250 characters (P4-17). */
const mostNameSigns = 200;

/**
 * The name of a cache entry. It contains the key's fingerprint, so that one key's answers are not shown with another.
 * The number is the version of the entries' format.
 */
export function cacheEntryName(kind: string, fingerprint: string, about = ''): string {
  return `${kind}:4:${fingerprint.slice(0, 32)}:${about.length > mostNameSigns ? sha256(about) : about}`;
}

interface StateNames {
  readonly state: string;
  /** The state of the key, for every question asked with it. */
  readonly key: string;
  /** When the key was last refused: answers from before are not shown any more. */
  readonly refused: string;
}

const stateNames = ({ text }: { readonly text: string }, fingerprint: string): StateNames => ({
  state: cacheEntryName('state', fingerprint, text),
  key: cacheEntryName('key', fingerprint),
  refused: cacheEntryName('refused', fingerprint),
});

/** What the cache holds about a question. */
interface Lookup<T extends Dated, Q extends Question<T>> {
  readonly question: Q;
  readonly fresh: T | null;
  /** A stale answer that may be shown with its age. */
  readonly lastGood: T | null;
  /** A failure after which the question is not yet asked again. */
  readonly failure: Failure | null;
  /** The latest transient failure; null where the latest request succeeded. */
  readonly outage: Outage | null;
  /** When another cell's request began, if one is under way. */
  readonly claimedAt: number | null;
}

/** What the cache holds about questions now, in one read. */
function look<T extends Dated, Q extends Question<T>>(
  questions: readonly Q[],
  credential: Credential,
  beside?: Beside,
): Array<Lookup<T, Q>> {
  const { fingerprint, notBefore, freshSeconds } = credential;
  const names = questions.map((question) => stateNames(question, fingerprint));
  const entries = cached([
    ...questions.flatMap((question) => question.entries),
    ...new Set(names.flatMap(({ state, key, refused }) => [state, key, refused])),
    ...(beside?.entries ?? []),
  ]);
  beside?.seen(entries);
  return questions.map((question, index) => {
    const { state, key } = names[index] ?? stateNames(question, fingerprint);
    const answer = lastGood<T>(question, fingerprint, entries);
    const fresh = answer && answer.fetchedAt >= notBefore && now() - answer.fetchedAt < freshSeconds * 1000;
    const states = [readState(entries[key]), readState(entries[state])].filter(
      (state): state is CachedState => state !== null && state.at >= notBefore,
    );
    const failed = states.find(({ at, failure }) => failure && now() < at + pauseSeconds(failure, at) * 1000);
    const claimed = states.find(({ failure }) => failure === null);
    return {
      question,
      fresh: fresh ? answer : null,
      lastGood: answer,
      failure: failed?.failure ?? null,
      outage: outageIn(states, answer?.fetchedAt ?? Number.NEGATIVE_INFINITY),
      claimedAt: claimed?.at ?? null,
    };
  });
}

/** The answer among entries, of any age, or null. Answers from before the key was refused are not shown. */
export function lastGood<T extends Dated>(
  question: Question<T>,
  fingerprint: string,
  entries: Readonly<Record<string, string>>,
): T | null {
  const refusedAt = readState(entries[stateNames(question, fingerprint).refused])?.at ?? Number.NEGATIVE_INFINITY;
  const answer = question.read(entries);
  return answer && answer.fetchedAt > refusedAt ? answer : null;
}

/**
 * The latest transient failure among states. A claim keeps the outage of the entry that it replaces. An answer that
 * came later ends an outage.
 */
function outageIn(states: readonly CachedState[], answeredAt: number): Outage | null {
  const outages = states.flatMap(({ at, failure, outage }) => (failure ? { at, failure } : (outage ?? [])));
  return outages.find(({ at, failure }) => at > answeredAt && isTransient(failure)) ?? null;
}

const mayLast = ({ at, failure }: Outage): boolean => now() < at + pauseSeconds(failure, at) * 1000 + outageMs;

function lastGoodOr<T>({ lastGood }: { readonly lastGood: T | null }, failure: Failure): Served<T> {
  if (lastGood && isTransient(failure)) return { answer: lastGood, stale: failure };
  throw new JourneybeeError(failure, now());
}

const noClaims = { ours: [], others: [] };

/**
 * Claims the questions that nobody has claimed, and says which, and what is known of the others by now. Without the
 * lock nothing is claimed: its holder is about to claim, or Google refuses the lock (hundreds of cells can exhaust
 * it). After a while the request is made without a claim.
 */
function claimOpen<T extends Dated, Q extends Question<T>>(
  open: ReadonlyArray<Lookup<T, Q>>,
  credential: Credential,
): { readonly ours: Array<Lookup<T, Q>>; readonly others: Array<Lookup<T, Q>> } {
  let ours: Array<Lookup<T, Q>> = [];
  let others: Array<Lookup<T, Q>> = [];
  tryWithDocumentLock(lockPatienceMs, () => {
    const lookups = look<T, Q>(
      open.map(({ question }) => question),
      credential,
    );
    const isOurs = ({ fresh, failure, claimedAt }: Lookup<T, Q>) => !fresh && !failure && claimedAt === null;
    ours = lookups.filter(isOurs);
    others = lookups.filter((lookup) => !isOurs(lookup));
    for (const { question, outage } of ours) {
      const text = writeState({ at: now(), failure: null, outage });
      remember(stateNames(question, credential.fingerprint).state, text, claimLifeSeconds);
    }
  });
  return { ours, others };
}

/**
 * The key. It is read only by cells that send a request, since most cells that run together wait for another's answer.
 * Without a key there will be no answer, so that the claim is given back. @throws Problem
 */
function keyOrNoClaim<T extends Dated, Q extends Question<T>>(
  ours: ReadonlyArray<Lookup<T, Q>>,
  credential: Credential,
): string {
  try {
    return credential.key();
  } catch (error) {
    for (const { question, outage } of ours) {
      const { state } = stateNames(question, credential.fingerprint);
      if (outage) remember(state, writeState({ ...outage, outage: null }), keptSeconds);
      else forget(state);
    }
    throw error;
  }
}

function keepFailure(names: StateNames, failure: Failure): void {
  const at = now();
  const state = writeState({ at, failure, outage: null });
  // A transient failure stays in the cache until there is an answer, so that whoever shows an older one can say why.
  const seconds = isTransient(failure) ? keptSeconds : pauseSeconds(failure, at);
  remember(concernsKey(failure) ? names.key : names.state, state, seconds);
  if (!concernsKey(failure)) return;
  forget(names.state);
  if (!isTransient(failure)) remember(names.refused, state, keptSeconds);
}
