import { dayMs, hourMs } from '../domain/duration';
import { Moment } from '../domain/moment';
import { boolean, mapped, nullable, number, object, oneOf, optional, type Parsed, string } from '../domain/parsing';
import { documentStore, storedUnder } from '../google/properties';
import { menders } from '../problem';
import type { ReportReceipt } from '../reports/receipts';

/** How the schedule has failed to refresh a report. Times are milliseconds since 1970. */
const Stored = object({
  /** Failures in a row; 0 where the report works again and only `mailedAt` is still needed. */
  failures: number,
  since: Moment,
  lastAt: Moment,
  problem: string,
  /** Why it is not tried any more; null: it is. */
  paused: nullable(oneOf(['failures', 'place'])),
  /** When its failure was last mailed; null: not lately. */
  mailedAt: nullable(Moment),
  pauseMailed: boolean,
  /** Who or what can end it; null where that was not stored. */
  mendedBy: optional(nullable(oneOf(menders)), null),
});

/** A report that was paused before `mendedBy` was stored is tried again. */
const Trouble = mapped(Stored, ({ mendedBy, paused, ...shared }) =>
  mendedBy === null
    ? { ...shared, mendedBy: 'google' as const, paused: paused === 'failures' ? null : paused }
    : { ...shared, mendedBy, paused },
);
export type Trouble = Parsed<typeof Trouble>;

/**
 * After so many failures in a row that a person has to repair, the schedule pauses the report until somebody has
 * looked.
 */
export const mostFailures = 5;

/** The first failure may be over within the hour; the second is mailed. */
const isSecond = ({ since, lastAt }: Trouble): boolean => lastAt > since;

/** How long a report that was not tried delays the news that the others work again. */
const triedMs = 3 * hourMs;
const prefix = 'trouble:';

/** By report id. */
export const readTroubles = (): Map<string, Trouble> => storedUnder(prefix, Trouble);

export function writeTrouble(id: string, trouble: Trouble | null): void {
  if (trouble === null) documentStore.remove(prefix + id);
  else documentStore.set(prefix + id, JSON.stringify(trouble));
}

export function forgetTroubles(): void {
  for (const id of readTroubles().keys()) writeTrouble(id, null);
}

/** Whether the report still fails: a refresh since then, by anyone, ends it. */
export const fails = ({ failures, lastAt }: Trouble, refreshedAt: number | null): boolean =>
  failures > 0 && !(refreshedAt !== null && refreshedAt >= lastAt);

/** Why the schedule leaves a report alone for now, or null. */
export const pausedFor = (trouble: Trouble | undefined, refreshedAt: number | null): Trouble['paused'] =>
  trouble && fails(trouble, refreshedAt) ? trouble.paused : null;

function failedAgain(
  before: Trouble | undefined,
  now: number,
  { outcome, problem, mendedBy = 'google' }: ReportReceipt,
): Trouble {
  // A failure that a person has to repair is another one than a failure that time ends.
  const isSame = (other: Trouble) => other.failures > 0 && passesByItself(other) === (mendedBy !== 'person');
  const again = before !== undefined && isSame(before) ? before : null;
  // A report for which there was no time was not tried.
  const failures = Math.max(1, (again?.failures ?? 0) + (outcome === 'postponed' ? 0 : 1));
  return {
    failures,
    since: again?.since ?? now,
    lastAt: now,
    problem: problem ?? '',
    mendedBy,
    paused: outcome === 'gone' ? 'place' : mendedBy === 'person' && failures >= mostFailures ? 'failures' : null,
    mailedAt: before?.mailedAt ?? null,
    pauseMailed: false,
  };
}

/**
 * What is remembered of a report that works again, so that one that fails now and then is not mailed each time; null:
 * nothing.
 */
const settled = (trouble: Trouble, now: number): Trouble | null =>
  isDayAgo(trouble.mailedAt, now) ? null : { ...trouble, failures: 0, paused: null };

const passesByItself = ({ mendedBy }: Trouble): boolean => mendedBy !== 'person';

const isDayAgo = (mailedAt: number | null, now: number): boolean => mailedAt === null || now - mailedAt >= dayMs;

/**
 * The failures to be mailed. One that a person has to repair is mailed with the second failure, once a day while it
 * lasts, and when the schedule pauses the report. Those that time ends are one matter, whichever reports they meet:
 * one mail a day for all of them.
 */
function newsOf(troubles: ReadonlyMap<string, Trouble>, now: number): string[] {
  const failing = [...troubles].filter(([, { failures }]) => failures > 0);
  const transientFailures = failing.filter(([, trouble]) => passesByItself(trouble) && trouble.paused === null);
  const isDue =
    transientFailures.some(([, trouble]) => isSecond(trouble)) &&
    transientFailures.every(([, { mailedAt }]) => isDayAgo(mailedAt, now));
  const mended = failing.filter(([, trouble]) => {
    const { paused, pauseMailed, mailedAt } = trouble;
    if (paused !== null) return !pauseMailed;
    return !passesByItself(trouble) && isSecond(trouble) && isDayAgo(mailedAt, now);
  });
  return [...mended, ...(isDue ? transientFailures : [])].map(([id]) => id);
}

export const mailed = (trouble: Trouble, now: number): Trouble => ({
  ...trouble,
  mailedAt: now,
  pauseMailed: trouble.paused !== null,
});

/** Whether the failure was mailed, so that the recovery is to be mailed as well. */
const wasMailed = ({ mailedAt, since }: Trouble): boolean => mailedAt !== null && mailedAt >= since;

/** The scheduled reports as a tick knows them: their names, and when their figures are from. */
export type Scheduled = ReadonlyMap<string, { readonly name: string; readonly refreshedAt: number | null }>;

export interface Advanced {
  /** The troubles that have changed; null where there is none any more. */
  readonly changed: ReadonlyMap<string, Trouble | null>;
  /** Ids of reports whose failing is to be mailed, and names of those that work again. */
  readonly news: readonly string[];
  readonly recovered: readonly string[];
}

/** The troubles to be stored and the news to be mailed after a tick in which these reports failed. */
export function troublesAfter(
  before: ReadonlyMap<string, Trouble>,
  failed: readonly ReportReceipt[],
  scheduled: Scheduled,
  now: number,
): Advanced {
  const changed = new Map<string, Trouble | null>();
  const recovered: string[] = [];
  const failsNow = (id: string) => failed.some((receipt) => receipt.id === id);
  // The others are told of together with those that there was no time for.
  const isWaiting = [...before].some(([id, trouble]) => {
    const report = scheduled.get(id);
    const isOpen = report !== undefined && fails(trouble, report.refreshedAt) && !failsNow(id);
    return isOpen && passesByItself(trouble) && wasMailed(trouble) && now - trouble.lastAt < triedMs;
  });
  for (const [id, trouble] of before) {
    const report = scheduled.get(id);
    if (report && fails(trouble, report.refreshedAt)) continue;
    const failsAgain = failsNow(id);
    if (report && isWaiting && !failsAgain && passesByItself(trouble) && wasMailed(trouble)) continue;
    changed.set(id, report ? settled(trouble, now) : null);
    if (report && trouble.failures > 0 && wasMailed(trouble) && !failsAgain) recovered.push(report.name);
  }
  const current = (id: string) => (changed.has(id) ? changed.get(id) : before.get(id)) ?? undefined;
  for (const receipt of failed)
    if (scheduled.has(receipt.id)) changed.set(receipt.id, failedAgain(current(receipt.id), now, receipt));
  const troubles = [...scheduled].flatMap(([id, { refreshedAt }]): Array<[string, Trouble]> => {
    const trouble = current(id);
    return trouble && (failsNow(id) || fails(trouble, refreshedAt)) ? [[id, trouble]] : [];
  });
  return { changed, news: newsOf(new Map(troubles), now), recovered };
}
