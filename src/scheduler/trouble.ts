import { documentStore } from '../google/properties';
import { Moment } from '../moment';
import { boolean, nullable, number, object, oneOf, type Parsed, parsedJson, string } from '../parsing';
import type { Outcome } from '../reports/outcomes';
import type { ReportReceipt } from '../reports/receipts';

/** How a report has failed to be refreshed by the schedule. Times are milliseconds since 1970. */
const Trouble = object({
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
});
export type Trouble = Parsed<typeof Trouble>;

/** After so many failures in a row it is tried no more until somebody has looked. */
export const mostFailures = 5;

const dayMs = 24 * 3_600_000;
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
  { outcome, problem }: { readonly outcome: Outcome; readonly problem: string | null },
): Trouble {
  const again = before !== undefined && before.failures > 0 ? before : null;
  // What there was no time for has not been tried: it is told of, and not given up.
  const failures = Math.max(1, (again?.failures ?? 0) + (outcome === 'postponed' ? 0 : 1));
  return {
    failures,
    since: again?.since ?? now,
    lastAt: now,
    problem: problem ?? '',
    paused: outcome === 'gone' ? 'place' : outcome !== 'postponed' && failures >= mostFailures ? 'failures' : null,
    mailedAt: before?.mailedAt ?? null,
    pauseMailed: false,
  };
}

/** What stays in mind of it once it works again, so that one that comes and goes is not mailed each time; null: nothing. */
const settled = (trouble: Trouble, now: number): Trouble | null =>
  trouble.mailedAt === null || now - trouble.mailedAt >= dayMs ? null : { ...trouble, failures: 0, paused: null };

/** Whether its failing is to be mailed: when it starts, once a day while it lasts, and when the schedule gives it up. */
function isNews({ failures, paused, pauseMailed, mailedAt }: Trouble, now: number): boolean {
  if (failures === 0) return false;
  return paused === null ? mailedAt === null || now - mailedAt >= dayMs : !pauseMailed;
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
export function advance(
  before: ReadonlyMap<string, Trouble>,
  failed: readonly ReportReceipt[],
  scheduled: Scheduled,
  now: number,
): Advanced {
  const changed = new Map<string, Trouble | null>();
  const recovered: string[] = [];
  for (const [id, trouble] of before) {
    const report = scheduled.get(id);
    if (report && fails(trouble, report.refreshedAt)) continue;
    changed.set(id, report ? settled(trouble, now) : null);
    const failsAgain = failed.some((one) => one.id === id);
    if (report && trouble.failures > 0 && wasMailed(trouble) && !failsAgain) recovered.push(report.name);
  }
  const current = (id: string) => (changed.has(id) ? changed.get(id) : before.get(id)) ?? undefined;
  for (const one of failed) if (scheduled.has(one.id)) changed.set(one.id, failedAgain(current(one.id), now, one));
  const news = [...scheduled.keys()].filter((id) => {
    const trouble = current(id);
    return trouble !== undefined && isNews(trouble, now);
  });
  return { changed, news, recovered };
}
