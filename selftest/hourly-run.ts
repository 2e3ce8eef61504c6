import { nullable, object, parsedJson, string } from '../src/domain/parsing';
import { requirePerson } from '../src/google/person';
import { documentStore } from '../src/google/properties';
import { spreadsheet, toast } from '../src/google/spreadsheet';
import { type Answer, notAsked } from './answer';

/*
 * Whether the hourly run is told the id that its trigger had when it was made takes a real hourly run, and so an hour at least. A
 * person prepares it in the menu: the first run notes what it was told and takes its trigger away, and the next self-test answers.
 */

const handler = 'selfTestTick';
const propertyName = 'JB_SELFTEST_TICK';

/** `made`: the trigger's id as it was made. `told`: what the run was told; null: it has not come yet. */
const Prepared = object({ made: string, told: nullable(string) });

const prepared = () => parsedJson(Prepared, documentStore.get(propertyName));

/** Whether its trigger is still to stay. */
export const isHourlyRunAwaited = (): boolean => prepared()?.told === null;

export const isOfHourlyRun = (trigger: GoogleAppsScript.Script.Trigger): boolean =>
  trigger.getHandlerFunction() === handler;

/** What the menu calls. */
export function prepareHourlyRun(): void {
  requirePerson();
  removeTriggers();
  const made = ScriptApp.newTrigger(handler).timeBased().everyHours(1).create().getUniqueId();
  documentStore.set(propertyName, JSON.stringify({ made, told: null }));
  toast('The hourly run is prepared. Run the self-test two hours from now.');
}

/** What Google calls once an hour; the first time is enough. */
export function noteHourlyRun(event: { readonly triggerUid?: unknown } | undefined): void {
  requirePerson();
  removeTriggers();
  const known = prepared();
  const uid = event?.triggerUid;
  const told = typeof uid === 'string' ? uid : `no text, but ${typeof uid}`;
  if (known) documentStore.set(propertyName, JSON.stringify({ ...known, told }));
}

export function answerOfHourlyRun(): Answer {
  const known = prepared();
  if (!known) {
    return {
      answer: `${notAsked}choose Prepare the hourly run in the same menu, and run the self-test again two hours later`,
    };
  }
  const { made, told } = known;
  if (told === null) {
    return { answer: `${notAsked}the hourly run that was prepared has not come yet, so run the self-test again later` };
  }
  return { answer: told === made ? 'the same id' : 'another id', detail: `made as ${made}, told ${told}` };
}

/** Leaves what is still awaited. */
export function forgetHourlyRun(): void {
  if (!isHourlyRunAwaited()) documentStore.remove(propertyName);
}

function removeTriggers(): void {
  for (const trigger of ScriptApp.getUserTriggers(spreadsheet()).filter(isOfHourlyRun)) {
    ScriptApp.deleteTrigger(trigger);
  }
}
