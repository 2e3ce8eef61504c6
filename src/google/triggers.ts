import { spreadsheet } from './spreadsheet';

const handler = 'tick';

/** This person's clock triggers of this spreadsheet; nobody else's can be seen, and no other file's are touched (P3-18). */
export function hourlyTriggers(): GoogleAppsScript.Script.Trigger[] {
  return ScriptApp.getUserTriggers(spreadsheet()).filter((trigger) => trigger.getHandlerFunction() === handler);
}

/** Once an hour is as often as an add-on's trigger may run (P3-1). Gives the id that its events will name (P3-8). */
export function installHourlyTrigger(): string {
  return ScriptApp.newTrigger(handler).timeBased().everyHours(1).create().getUniqueId();
}

/** Why Google does not let a trigger be made, in a sentence, as far as its words can be told apart (P3-1, P3-2, P3-3, P3-5). */
export function triggerRefusal(error: unknown): string {
  const text = String(error);
  if (/too many time-based triggers/i.test(text)) {
    return 'Google says that there were too many hourly triggers: it allows each person one in a file and a few changes a day. Try again tomorrow.';
  }
  if (/too many triggers/i.test(text)) {
    return 'Google allows each person twenty hourly triggers over all files, and yours are used up. Take the schedules out of a file that no longer needs them, open Journeybee there once, and try again here.';
  }
  if (/more frequently than once per hour/i.test(text)) {
    return 'Google allows an add-on to run once an hour and did not accept the trigger. Try again; if it stays so, this add-on needs an update.';
  }
  if (/permission/i.test(text)) {
    return 'Google has not been allowed to run the add-on by itself. Reload the spreadsheet, open Journeybee, and allow everything that Google asks for.';
  }
  return 'Google did not let the hourly trigger be made. Try again in a few minutes.';
}

export function removeTrigger(trigger: GoogleAppsScript.Script.Trigger): void {
  ScriptApp.deleteTrigger(trigger);
}
