import { dayMs, hourMs } from '../domain/duration';
import { Moment } from '../domain/moment';
import {
  boolean,
  mapped,
  nullable,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  parsedJson,
  string,
} from '../domain/parsing';
import { documentStore } from '../google/properties';
import { menders } from '../problem';
import type { ReportReceipt } from '../reports/receipts';

/** How a report has failed to be refreshed by the schedule. Times are milliseconds since 1970. */
const Stored = object({
  /** In a row; 0: it works again, and only `mailedAt` is still of use. */
  failures: number,
  since: Moment,
  lastAt: Moment,
  problem: string,
  /** Why it is not tried any more; null: it is. */
  paused: nullable(oneOf(['failures', 'place'])),
  /** When its failing was last mailed, this time or before; null: not lately. */
  mailedAt: nullable(Moment),
  pauseMailed: boolean,
  /** Who or what ends it; null before that was kept. */
  mendedBy: optional(nullable(oneOf(menders)), null),
});

/** What was given up before it was told apart whether a person has to mend it is tried again. */
const Trouble = mapped(Stored, ({ mendedBy, paused, ...shared }) =>
  mendedBy === null
    ? { ...shared, mendedBy: 'google' as const, paused: paused === 'failures' ? null : paused }
    : { ...shared, mendedBy, paused },
);
export type Trouble = Parsed<typeof Trouble>;

/** After so many failures in a row that a person has to mend it is tried no more until somebody has looked. */
export const mostFailures = 5;

/** The first may be over within the hour: the second is worth a mail. */
const isSecond = ({ since, lastAt }: Trouble): boolean => lastAt > since;

/** What was not even tried for so long, once others work again, does not keep that from being told. */
const triedMs = 3 * hourMs;
const prefix = 'trouble:';

/** By report id. */
export function readTroubles(): Map<string, Trouble> {
  const troubles = new Map<string, Trouble>();
  for (const [name, stored] of Object.entries(documentStore.all(prefix))) {
    const trouble = parsedJson(Trouble, stored);
    if (trouble) troubles.set(name.slice(prefix.length), trouble);
  }
  return troubles;
}

export function writeTrouble(id: string, trouble: Trouble | null): void {
  if (trouble === null) documentStore.remove(prefix + id);
  else documentStore.set(prefix + id, JSON.stringify(trouble));
}

export function forgetTroubles(): void {
  for (const id of readTroubles().keys()) writeTrouble(id, null);
}

/** Whether it fails still: what was refreshed since, by whomever, does not. */
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
  // What a person has to mend is not what was waited for before, and the other way round.
  const isSame = (other: Trouble) => other.failures > 0 && passesByItself(other) === (mendedBy !== 'person');
  const again = before !== undefined && isSame(before) ? before : null;
  // What there was no time for has not been tried.
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

/** What stays in mind of it once it works again, so that one that comes and goes is not mailed each time; null: nothing. */
const settled = (trouble: Trouble, now: number): Trouble | null =>
  trouble.mailedAt === null || now - trouble.mailedAt >= dayMs ? null : { ...trouble, failures: 0, paused: null };

const passesByItself = ({ mendedBy }: Trouble): boolean => mendedBy !== 'person';

const isDayAgo = (mailedAt: number | null, now: number): boolean => mailedAt === null || now - mailedAt >= dayMs;

/**
 * Those whose failing is to be mailed. What a person has to mend: with the second failure, once a day while it lasts, and when
 * the schedule gives it up. What passes by itself is one matter, whichever reports it meets: one mail a day of all of them.
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

/** Whether somebody was told that it failed, and so is to be told that it works again. */
const wasMailed = ({ mailedAt, since }: Trouble): boolean => mailedAt !== null && mailedAt >= since;

/** What a tick knows of the reports that are scheduled: their names, and when their figures are from. */
export type Scheduled = ReadonlyMap<string, { readonly name: string; readonly refreshedAt: number | null }>;

export interface Advanced {
  /** Every trouble that is another one from now on; null: none any more. */
  readonly changed: ReadonlyMap<string, Trouble | null>;
  /** Ids of reports whose failing is to be mailed, and names of those that work again. */
  readonly news: readonly string[];
  readonly recovered: readonly string[];
}

/** What is to be remembered, and what is to be told, after a tick in which these reports failed. */
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
