import { spreadsheet } from './spreadsheet';
import type { Trigger } from './types';

const handler = 'tick';

/**
 * This person's clock triggers of this spreadsheet. Others' triggers are not visible, and those of other files are not
 * touched (P3-18).
 */
export function hourlyTriggers(): Trigger[] {
  return ScriptApp.getUserTriggers(spreadsheet()).filter((trigger) => trigger.getHandlerFunction() === handler);
}

/** An add-on's trigger runs at most once an hour (P3-1). Returns the id that its events will name (P3-8). */
export function installHourlyTrigger(): string {
  return ScriptApp.newTrigger(handler).timeBased().everyHours(1).create().getUniqueId();
}

export function removeTrigger(trigger: Trigger): void {
  ScriptApp.deleteTrigger(trigger);
}
