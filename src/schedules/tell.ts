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
 * What the owner of the schedules is told after a tick, by mail and in the sidebar. What cannot be written or sent keeps
 * nothing else from being done.
 */

/** Remembers what fails and what works again, and mails what is new of it. */
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
  // First what is to be known, whatever becomes of the mail; and the mail, whatever becomes of that.
  const unwritten = [...changed.keys()].filter((id) => !isDone(() => writeTrouble(id, changed.get(id) ?? null)));
  // Of what cannot be counted a second time will never be known.
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

/** Without the permission nothing can be refreshed, and perhaps not even be mailed: at least the others can see it. */
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

/** Whether it was sent, to the owner who is running this; one that was not is shown in the sidebar, with the reason. */
function mail(owner: string, { subject, body }: Mail): boolean {
  const reason = mailToOneself(owner, subject, body);
  noteIfPossible(owner, { unsent: reason === null ? null : { at: now(), subject, reason } });
  return reason === null;
}

export const noteIfPossible = (owner: string, changes: Partial<Ownership>): void =>
  void isDone(() => note(owner, changes));

/** What is only written down: where the file is too busy or the store full, the work goes on all the same. Whether it was. */
const isDone = (work: () => void): boolean =>
  unlessRefused(() => {
    work();
    return true;
  }, false);

/** Whatever permission is missing, a mail can say that. */
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
