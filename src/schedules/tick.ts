import { formulaKey } from '../connection/formula-key';
import { dayMs, hourMs, minuteMs } from '../domain/duration';
import { memoized } from '../domain/time-zone';
import { isGoogles } from '../google/errors';
import { problemOf } from '../google/faults';
import { authorizationLapse, personEmail } from '../google/person';
import { documentStore } from '../google/properties';
import { timeZone } from '../google/spreadsheet';
import { now } from '../google/time';
import { hasRecent, outageFor, refreshRecent } from '../journeybee/source';
import { Problem } from '../problem';
import { recheckFinals } from '../reports/final-check';
import { Busy } from '../reports/lease';
import { type OwnKey, ownKey } from '../reports/own-key';
import type { ReportReceipt } from '../reports/receipts';
import { leaveThese, refreshThese } from '../reports/refresh';
import { type Report, readReports } from '../reports/report';
import { cutShortText, leaveReceipt, withRun } from '../reports/run';
import type { RunTime } from '../reports/run-time';
import { type Ownership, readOwnership } from './ownership';
import { planRest, rests } from './rest';
import { type DueReport, dueReports, type Owner } from './scheduled-reports';
import { noteIfPossible, tellFault, tellForeign, tellLapse, tellNews, tellUnreadable } from './tell';
import { spendTriggerTime, triggerTimeLeft } from './trigger-time';
import { readTroubles } from './trouble';

/** How long a tick begins new work, unless the person's time of the day is shorter. */
const workMs = minuteMs;
/** A tick ends before Google ends it (P4-6), with time left for its receipt and its mail. */
const longestMs = 320_000;
/** How long a tick waits for another refresh. */
const patienceMs = 30_000;
/** A report that has been due for so long and was not tried for lack of time counts as failing. */
const longestWaitMs = 3 * hourMs;
/** How long refreshing the answers for formulas may take. */
const formulasMs = 20_000;
/** How long a mail that could not be sent is shown. */
const unsentMs = 7 * dayMs;

/** The fields of a clock event that are read (P3-8). */
export interface TickEvent {
  readonly triggerUid?: unknown;
}

/**
 * What the hourly trigger does: refreshes what is due, brings the answers up to date that formulas ask for, and tells its owner
 * of what fails. It runs as its creator (P3-9) and goes on running after that person's permission lapsed (P3-13), or their
 * schedule became somebody else's in a way that we could not see, so it asks first for both. Formulas themselves are left
 * alone: with nobody in the file they would come to #NAME? (P8.1-2).
 */
export function tick(event: TickEvent | undefined): void {
  const began = now();
  try {
    documentStore.atOnce(() => runDue(event, began));
  } catch (error) {
    if (isGoogles(error)) throw error;
    const problem = problemOf('schedule', error);
    if (problem.mendedBy === 'add-on') tellFault(problem, began);
    throw problem;
  }
}

function runDue(event: TickEvent | undefined, began: number): void {
  const lapse = authorizationLapse();
  const ownership = readOwnership();
  if (lapse) {
    if (ownership) tellLapse(ownership, lapse.allowAt, event?.triggerUid);
    return;
  }
  if (!ownership || rests(ownership, event?.triggerUid, began)) return;
  const owner = personEmail();
  if (ownership.owner !== owner) return;
  const leftMs = triggerTimeLeft(began);
  // The whole time is booked first: an execution that Google ends cannot book it afterwards.
  spendTriggerTime(leftMs, longestMs, began);
  try {
    const key = orProblem(ownKey);
    const fingerprint = key instanceof Problem ? null : key.owner.fingerprint;
    noteIfPossible(owner, {
      lastTickAt: began,
      lapsedAt: null,
      fingerprint,
      // The trigger runs, so any earlier refusal by Google is outdated.
      refusal: null,
      ...(ownership.unsent && began - ownership.unsent.at > unsentMs && { unsent: null }),
      ...(typeof event?.triggerUid === 'string' && { triggerId: event.triggerUid }),
    });
    const time = { beginBy: began + Math.min(workMs, leftMs), endBy: began + Math.min(longestMs, leftMs) };
    const readDue = dueReader({ owner, fingerprint }, now());
    const { reports, due } = readDue();
    tellNews(owner, refreshDue({ ownership, key, readDue, time }, due));
    if (!(key instanceof Problem)) recheckFinals(reports, key, time);
    tellForeign({ ...ownership, fingerprint }, reports);
    tellUnreadable(ownership, reports);
    planRest({ owner, fingerprint }, began);
  } catch (error) {
    // The tick has done nothing, so it does not count as one: the sidebar will say that the schedules are late.
    noteIfPossible(owner, { lastTickAt: ownership.lastTickAt });
    throw error;
  } finally {
    spendTriggerTime(leftMs, now() - began, now());
  }
}

/** Reads all reports, and those that are due at a given time. */
type DueReader = () => { readonly reports: readonly Report[]; readonly due: readonly DueReport[] };

function dueReader(owner: Owner, at: number): DueReader {
  const offsetAt = memoized(timeZone().offsetAt);
  return () =>
    documentStore.atOnce(() => {
      const reports = readReports();
      return { reports, due: dueReports(reports, { ...owner, troubles: readTroubles(), now: at, offsetAt }) };
    });
}

/** What a tick works with, besides the reports that it found due. */
interface ScheduledRun {
  readonly ownership: Ownership;
  /** The owner's key, or why there is none. */
  readonly key: OwnKey | Problem;
  readonly readDue: DueReader;
  readonly time: RunTime;
}

/** Refreshes the due reports and the answers for formulas, and leaves a receipt. Returns the reports that failed. */
function refreshDue(
  { ownership: { owner, outage }, key, readDue, time }: ScheduledRun,
  waiting: readonly DueReport[],
): readonly ReportReceipt[] {
  const at = now();
  const formulas = formulasKey();
  if (waiting.length === 0 && formulas === null) return [];
  const about = waiting.map(({ report }) => report.id);
  const sinceOf = new Map(waiting.map(({ report, since }) => [report.id, since]));
  const isFailure = ({ id, outcome }: ReportReceipt) =>
    outcome === 'failed' ||
    outcome === 'gone' ||
    outcome === 'other key' ||
    (outcome === 'postponed' && at - (sinceOf.get(id) ?? at) > longestWaitMs);
  try {
    return withRun({ by: owner, why: 'schedule', about, patienceMs }, (log, cutShort) => {
      if (cutShort?.why === 'schedule') tellCutShort(owner, cutShort.about);
      // Somebody may have refreshed some of them during the wait.
      const { reports, due: stillDue } = readDue();
      const due = stillDue.map(({ report }) => report);
      let down: Problem | null = null;
      if (key instanceof Problem) log.reports.push(...due.map(({ id }) => notRefreshed(id, 'failed', key)));
      else {
        if (outage && due.length > 0) down = outageFor(key.key, time.endBy);
        if (down) leaveThese({ all: reports, own: key, log }, due, down);
        else refreshThese({ all: reports, own: key, log }, due, { withMyKey: false, time });
        noteOutage(owner, outage, log.reports);
      }
      // With the same key the answers for formulas would fail as well.
      const isDown = down !== null && !(key instanceof Problem) && key.key === formulas;
      if (formulas !== null && !isDown && now() < time.beginBy) {
        const until = Math.min(now() + formulasMs, time.endBy);
        log.formulas = refreshRecent(formulas, at, until, log.reports.some(hasWorked));
      }
      return log.reports.filter(isFailure);
    });
  } catch (error) {
    const problem = problemOf('schedule', error);
    if (!(error instanceof Busy)) {
      const dueIds = readDue().due.map(({ report }) => report.id);
      return about.filter((id) => dueIds.includes(id)).map((id) => notRefreshed(id, 'failed', problem));
    }
    const postponed = about.map((id) => notRefreshed(id, 'postponed', problem));
    const receipt = { at, by: owner, why: 'schedule', tookMs: now() - at, requests: 0, formulas: 0 } as const;
    leaveReceipt({ ...receipt, problem: problem.message, reports: postponed });
    return postponed.filter(isFailure);
  }
}

const notRefreshed = (id: string, outcome: 'failed' | 'postponed', { message, mendedBy }: Problem): ReportReceipt => ({
  id,
  outcome,
  rows: null,
  problem: message,
  mendedBy: outcome === 'postponed' ? 'google' : mendedBy,
});

const hasWorked = ({ outcome }: ReportReceipt): boolean => outcome === 'changed' || outcome === 'unchanged';

/**
 * Records an outage where nothing worked and something failed at Journeybee: the next tick tries a single request
 * first.
 */
function noteOutage(owner: string, before: boolean, reports: readonly ReportReceipt[]): void {
  const failed = reports.some(({ outcome, mendedBy }) => outcome === 'failed' && mendedBy === 'journeybee');
  const worked = reports.some(hasWorked);
  const outage = failed && !worked;
  if (outage !== before && (failed || worked)) noteIfPossible(owner, { outage });
}

/**
 * Tells of reports that the run before left undone, because Google ended it. They are counted before anything begins:
 * otherwise a run that is ended each time would never count.
 */
function tellCutShort(owner: string, reportIds: readonly string[]): void {
  const failed = reportIds.map((id) => notRefreshed(id, 'failed', new Problem(cutShortText, 'google')));
  if (failed.length > 0) tellNews(owner, failed);
}

/** The key that formulas use, if cells have asked for anything with it lately and this person may see it. */
function formulasKey(): string | null {
  const credential = orProblem(formulaKey);
  if (credential instanceof Problem || !hasRecent(credential.fingerprint)) return null;
  return credential.keyIfVisible();
}

function orProblem<T>(work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
