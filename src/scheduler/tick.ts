import { formulaKey } from '../connection/formula-key';
import { mailToOneself } from '../google/mail';
import { authorizationLapse, personEmail, personEmailIfAllowed } from '../google/person';
import { spreadsheetLink, timeZone } from '../google/spreadsheet';
import { now } from '../google/time';
import { hasRecent, refreshRecent } from '../journeybee/source';
import { Problem, problemText } from '../problem';
import { Busy } from '../reports/lease';
import type { ReportReceipt } from '../reports/receipts';
import { type KeyInUse, ownKey, type RunTime, refreshThese } from '../reports/refresh';
import { type Report, readReports } from '../reports/report';
import { keep, withRun } from '../reports/run';
import { lapseMail, type Mail, newsMail, type Origin } from './alert';
import { note, type Ownership, readOwnership } from './ownership';
import { dueReports, scheduledReports } from './scheduled-reports';
import { spendTriggerTime, triggerTimeLeft } from './trigger-time';
import { advance, mailed, readTroubles, writeTrouble } from './trouble';

/** How long a tick begins new work, unless the person's time of the day is shorter. */
const workMs = 60_000;
/** A tick ends before Google ends it (P4-6), with time left for its receipt and its mail. */
const longestMs = 320_000;
/** How long it waits for somebody who is refreshing. */
const patienceMs = 30_000;
/** What bringing the formulas' answers up to date may take. */
const formulasMs = 20_000;
const dayMs = 24 * 3_600_000;

/** Of a clock event, only what is read of it (P3-8). */
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
  const lapse = authorizationLapse();
  const ownership = readOwnership();
  if (lapse) {
    if (ownership) tellLapse(ownership, lapse.allowAt, event?.triggerUid);
    return;
  }
  const owner = personEmail();
  if (ownership?.owner !== owner) return;
  const began = now();
  const leftMs = triggerTimeLeft(began);
  const key = unlessProblem(ownKey);
  noteIfPossible(owner, {
    lastTickAt: began,
    lapsedAt: null,
    fingerprint: key instanceof Problem ? null : key.mine.fingerprint,
  });
  try {
    const time = { beginBy: began + Math.min(workMs, leftMs), endBy: began + Math.min(longestMs, leftMs) };
    tellNews(owner, refreshDue(owner, key, time));
  } finally {
    spendTriggerTime(leftMs, began, now());
  }
}

/** Refreshes what is due and the answers for formulas, with a receipt. Gives the reports that failed. */
function refreshDue(owner: string, key: KeyInUse | Problem, time: RunTime): readonly ReportReceipt[] {
  const at = now();
  const { offsetAt } = timeZone();
  const fingerprint = key instanceof Problem ? null : key.mine.fingerprint;
  const dueOf = (reports: readonly Report[]) =>
    dueReports(reports, { owner, fingerprint, troubles: readTroubles(), now: at, offsetAt });
  const waiting = dueOf(readReports());
  const formulas = formulasKey();
  if (waiting.length === 0 && formulas === null) return [];
  try {
    return withRun({ by: owner, why: 'schedule', patienceMs }, (log) => {
      // Somebody may have refreshed some of them while we waited.
      const all = readReports();
      const due = dueOf(all);
      if (key instanceof Problem) log.reports.push(...due.map(({ id }) => notRefreshed(id, 'failed', key.message)));
      else refreshThese(due, all, key, { withMyKey: false, time }, log);
      if (formulas !== null && now() < time.beginBy) {
        log.formulas = refreshRecent(formulas, at, Math.min(now() + formulasMs, time.endBy));
      }
      return log.reports.filter(isFailure);
    });
  } catch (error) {
    const problem = problemText(error);
    if (!(error instanceof Busy)) return waiting.map(({ id }) => notRefreshed(id, 'failed', problem));
    const reports = waiting.map(({ id }) => notRefreshed(id, 'postponed', problem));
    keep({ at, by: owner, why: 'schedule', tookMs: now() - at, requests: 0, formulas: 0, problem, reports });
    return [];
  }
}

const notRefreshed = (id: string, outcome: 'failed' | 'postponed', problem: string): ReportReceipt => ({
  id,
  outcome,
  rows: null,
  problem,
});

/** What was left over for the next tick has not failed. */
const isFailure = ({ outcome }: ReportReceipt) => outcome === 'failed' || outcome === 'gone' || outcome === 'other key';

/** The key that formulas use, if cells have asked for anything with it lately and this person may see it. */
function formulasKey(): string | null {
  const credential = unlessProblem(formulaKey);
  if (credential instanceof Problem || !hasRecent(credential.fingerprint)) return null;
  return credential.keyIfVisible();
}

/** Remembers what fails and what works again, and mails what is new of it. */
function tellNews(owner: string, failed: readonly ReportReceipt[]): void {
  const at = now();
  const before = readTroubles();
  if (before.size === 0 && failed.length === 0) return;
  const scheduled = new Map(
    scheduledReports(readReports()).map(({ report: { id, name, state } }) => [
      id,
      { name, refreshedAt: state?.fetchedAt ?? null },
    ]),
  );
  const { changed, news, recovered } = advance(before, failed, scheduled, at);
  const troubleOf = (id: string) => (changed.has(id) ? changed.get(id) : before.get(id)) ?? null;
  // First what is to be known, whatever becomes of the mail.
  for (const [id, trouble] of changed) writeTrouble(id, trouble);
  if (news.length === 0 && recovered.length === 0) return;
  const failing = news.flatMap((id) => {
    const [trouble, report] = [troubleOf(id), scheduled.get(id)];
    return trouble && report ? { ...report, trouble } : [];
  });
  if (!mail(owner, newsMail({ failing, recovered }, origin()))) return;
  for (const id of news) {
    const trouble = troubleOf(id);
    if (trouble) writeTrouble(id, mailed(trouble, at));
  }
}

/** Without the permission nothing can be refreshed, and perhaps not even be mailed: at least the others can see it. */
function tellLapse(ownership: Ownership, allowAt: string | null, triggerUid: unknown): void {
  const { owner, triggerId, lapsedAt, lapseMailedAt } = ownership;
  const email = personEmailIfAllowed();
  const own = email === null ? triggerId !== null && triggerUid === triggerId : email === owner;
  if (!own) return;
  const at = now();
  const since = lapsedAt ?? at;
  noteIfPossible(owner, { lastTickAt: at, lapsedAt: since });
  if (lapseMailedAt !== null && at - lapseMailedAt < dayMs) return;
  if (mail(owner, lapseMail(allowAt, since, origin()))) noteIfPossible(owner, { lapseMailedAt: at });
}

/** Whether it was sent; one that was not is shown in the sidebar, with the reason. */
function mail(owner: string, { subject, body }: Mail): boolean {
  const reason = mailToOneself(subject, body);
  noteIfPossible(owner, { unsent: reason === null ? null : { at: now(), subject, reason } });
  return reason === null;
}

/** Where the file is too busy for it, the work goes on all the same. */
function noteIfPossible(owner: string, changes: Partial<Ownership>): void {
  unlessProblem(() => note(owner, changes));
}

/** Whatever permission is missing, a mail can say that. */
function origin(): Origin {
  try {
    const { name, url } = spreadsheetLink();
    const zone = timeZone();
    zone.offsetAt(now());
    return { spreadsheet: name, url, timeZone: zone.name, offsetAt: zone.offsetAt };
  } catch {
    return { spreadsheet: 'with your Journeybee reports', url: null, timeZone: 'UTC', offsetAt: () => 0 };
  }
}

function unlessProblem<T>(work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
