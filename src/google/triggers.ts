import { spreadsheet } from './spreadsheet';
import type { Trigger } from './types';

const handler = 'tick';

/** This person's clock triggers of this spreadsheet; nobody else's can be seen, and no other file's are touched (P3-18). */
export function hourlyTriggers(): Trigger[] {
  return ScriptApp.getUserTriggers(spreadsheet()).filter((trigger) => trigger.getHandlerFunction() === handler);
}

/** Once an hour is as often as an add-on's trigger may run (P3-1). Gives the id that its events will name (P3-8). */
export function installHourlyTrigger(): string {
  return ScriptApp.newTrigger(handler).timeBased().everyHours(1).create().getUniqueId();
}

export function removeTrigger(trigger: Trigger): void {
  ScriptApp.deleteTrigger(trigger);
}
