import { Problem } from '../problem';

/*
 * What Google's exceptions mean, by what was being done when they were thrown. Their texts may come in the person's language
 * (P5-14): a mark is read that no language changes, such as the name of a service or a scope, and beside it the English
 * words. What a text in another language is then taken for is said with each; it is never worse than "try again".
 */

const textOf = (error: unknown): string => String(error);

/** What JavaScript throws by itself. A broken invariant of the add-on is thrown as a RangeError. */
const ownClasses = /^(?:Type|Range|Reference|Syntax|Eval|URI)Error$/;

/**
 * Whether one of Google's services threw it. Public code finds such errors named Exception (P5-3); whether all of them are is
 * not documented, so whatever counts that neither JavaScript throws by itself nor the add-on in words for people.
 */
export const isGoogles = (error: unknown): boolean =>
  Object(error) === error && !(error instanceof Problem) && !ownClasses.test(String(Object(error).name));

/** A missing scope is named in the text in any language. Otherwise the text gives no reason. */
const isPermission = (error: unknown): boolean => /googleapis\.com\/auth\/|permission/i.test(textOf(error));

/**
 * Whether a request was not sent because the daily quota is used up (P4-1): such a text ends with the service's own
 * name. A text that is not recognised counts as an unreachable Journeybee, which is tried again sooner.
 */
export const isFetchQuota = (error: unknown): boolean =>
  /\burlfetch\b|invoked too many times|quota/i.test(textOf(error));

/** Why a mail was not sent, as a part of a sentence. */
export const mailFailure = (error: unknown): string =>
  isPermission(error) ? 'the permission to send mails was taken back' : 'Google did not send it';

/**
 * Whether a write failed because a cell was protected meanwhile; earlier protections are found by asking Google
 * (`checkCells`). Where it is not recognised, the next refresh asks and names the cell.
 */
export const isProtection = (error: unknown): boolean => /protect|geschützt|protegid|保護/i.test(textOf(error));

/**
 * Why Google refuses to make a trigger, in a sentence (P3-1, P3-2, P3-3, P3-5). Where it is not recognised, all of
 * Google's limits are named.
 */
export function triggerRefusal(error: unknown): string {
  const text = textOf(error);
  if (/too many time-based triggers/i.test(text)) {
    return 'Google says that there were too many hourly triggers: it allows each person one in a file and a few changes a day. Try again tomorrow.';
  }
  if (/too many triggers/i.test(text)) {
    return 'Google allows each person twenty hourly triggers over all files, and yours are used up. Take the schedules out of a file that no longer needs them, open Journeybee there once, and try again here.';
  }
  if (/more frequently than once per hour/i.test(text)) {
    return 'Google allows an add-on to run once an hour and did not accept the trigger. Try again; if it stays so, this add-on needs an update.';
  }
  if (isPermission(error)) {
    return 'Google has not been allowed to run the add-on by itself. Reload the spreadsheet, open Journeybee, and allow everything that Google asks for.';
  }
  return 'Google did not let the hourly trigger be made. Try again in a few minutes. If it stays so, one of Google’s limits is reached: twenty hourly triggers for each person, and a few changes a day.';
}
