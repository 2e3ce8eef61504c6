import { dayMs } from '../domain/duration';
import { unlessRefused } from '../google/faults';
import { requestsSent } from '../google/http';
import { mailToOneself } from '../google/mail';
import { personEmailIfAllowed } from '../google/person';
import { spreadsheetLink, timeZone } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Problem } from '../problem';
import type { ReportReceipt } from '../reports/receipts';
import { type Report, readReports } from '../reports/report';
import { leaveReceipt } from '../reports/run';
import { faultMail, lapseMail, type Mail, newsMail, type Origin, otherKeyMail, unreadableMail } from './alert';
import { note, type Ownership, readOwnership } from './ownership';
import { isOwners, scheduledReports } from './scheduled-reports';
import { mailed, readTroubles, troublesAfter, writeTrouble } from './trouble';

/*
 * What the owner of the schedules is told after a tick, by mail and in the sidebar. A write or mail that fails does
 * not stop the others.
 */

/** Records which reports fail and which work again, and mails the news. */
export function tellNews(owner: string, failed: readonly ReportReceipt[]): void {
  const at = now();
  const before = readTroubles();
  if (before.size === 0 && failed.length === 0) return;
  const scheduled = new Map(
    scheduledReports(readReports()).map(({ report: { id, name, state } }) => [
      id,
      { name, refreshedAt: state?.fetchedAt ?? null },
    ]),
  );
  const { changed, news, recovered } = troublesAfter(before, failed, scheduled, at);
  const troubleOf = (id: string) => (changed.has(id) ? changed.get(id) : before.get(id)) ?? null;
  // The record is written first, whatever becomes of the mail, and the mail is sent, whatever becomes of the record.
  const unwritten = [...changed.keys()].filter((id) => !isDone(() => writeTrouble(id, changed.get(id) ?? null)));
  // A failure that cannot be recorded would never count as a second one, so it is mailed at once.
  const failing = [...new Set([...news, ...unwritten])].flatMap((id) => {
    const [trouble, report] = [troubleOf(id), scheduled.get(id)];
    return trouble && trouble.failures > 0 && report ? { ...report, id, trouble } : [];
  });
  if (failing.length === 0 && recovered.length === 0) return;
  if (!mail(owner, newsMail({ failing, recovered }, origin()))) return;
  for (const { id, trouble } of failing) isDone(() => writeTrouble(id, mailed(trouble, at)));
}

/**
 * Reports that are on a schedule and show what somebody else's key sees: the owner of the schedules does not refresh them, and is
 * told once of each.
 */
export function tellForeign(ownership: Ownership, reports: readonly Report[]): void {
  const { owner, foreign: toldIds } = ownership;
  const foreign = scheduledReports(reports).flatMap(({ report: { id, name, state } }) =>
    state !== null && !isOwners(state, ownership) ? { id, name, by: state.key.by } : [],
  );
  const ids = foreign.map(({ id }) => id);
  const news = foreign.filter(({ id }) => !toldIds.includes(id));
  if (news.length === 0 && toldIds.every((id) => ids.includes(id))) return;
  if (news.length > 0 && !mail(owner, otherKeyMail(news, origin()))) return;
  noteIfPossible(owner, { foreign: ids });
}

/**
 * Reports of this spreadsheet whose definition is gone or damaged. Whether they have a schedule cannot be told any more, so
 * the owner is told once of each.
 */
export function tellUnreadable({ owner, unreadable: toldIds }: Ownership, reports: readonly Report[]): void {
  const unreadable = reports.filter(({ definition, state }) => definition === null && state !== null);
  const ids = unreadable.map(({ id }) => id);
  const news = unreadable.filter(({ id }) => !toldIds.includes(id));
  if (news.length === 0 && toldIds.every((id) => ids.includes(id))) return;
  if (news.length > 0) {
    const names = news.map(({ name }) => name);
    if (!mail(owner, unreadableMail(names, origin()))) return;
  }
  noteIfPossible(owner, { unreadable: ids });
}

/**
 * Tells that a permission is missing. Nothing can be refreshed, and perhaps not even mailed, but others see it in the
 * sidebar.
 */
export function tellLapse(ownership: Ownership, allowAt: string | null, triggerUid: unknown): void {
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

/**
 * Tells of a tick that ended in a fault of the add-on, before it could tell how the reports fare: in the list of what was done
 * lately, and once a day by mail.
 */
export function tellFault({ message }: Problem, at: number): void {
  const { owner = null, faultMailedAt = null } = unlessRefused(readOwnership, null) ?? {};
  if (owner === null || owner !== personEmailIfAllowed()) return;
  const nothing = { requests: requestsSent(), formulas: 0, reports: [] };
  leaveReceipt({ at, by: owner, why: 'schedule', tookMs: now() - at, problem: message, ...nothing });
  if (faultMailedAt !== null && at - faultMailedAt < dayMs) return;
  if (mail(owner, faultMail(message, origin()))) noteIfPossible(owner, { faultMailedAt: at });
}

/**
 * Mails the owner who is running this, and says whether the mail was sent. An unsent one is shown in the sidebar with
 * the reason.
 */
function mail(owner: string, { subject, body }: Mail): boolean {
  const reason = mailToOneself(owner, subject, body);
  noteIfPossible(owner, { unsent: reason === null ? null : { at: now(), subject, reason } });
  return reason === null;
}

export const noteIfPossible = (owner: string, changes: Partial<Ownership>): void =>
  void isDone(() => note(owner, changes));

/**
 * Runs a write that is not essential, and says whether it worked: a busy file or a full store does not stop the tick.
 */
const isDone = (work: () => void): boolean =>
  unlessRefused(() => {
    work();
    return true;
  }, false);

/** The spreadsheet as a mail names it; without the permission to read it, in general words. */
const origin = (): Origin =>
  unlessRefused(
    () => {
      const { name, url } = spreadsheetLink();
      const zone = timeZone();
      zone.offsetAt(now());
      return { spreadsheet: name, url, timeZone: zone.name, offsetAt: zone.offsetAt };
    },
    { spreadsheet: 'with your Journeybee reports', url: null, timeZone: 'UTC', offsetAt: () => 0 },
  );
