import * as v from 'valibot';
import { documentStore } from '../google/properties';
import { Problem } from '../problem';
import { changeConsent } from './consent';

const propertyName = 'freshMinutes';
const defaultFreshMinutes = 15;

const Minutes = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(60));

/** How old an answer may be that formulas show, in minutes. */
export function freshMinutes(): number {
  const parsed = v.safeParse(Minutes, Number(documentStore.get(propertyName) ?? Number.NaN));
  return parsed.success ? parsed.output : defaultFreshMinutes;
}

/** For everybody's formulas in this spreadsheet. */
export function setFreshness(request: unknown): string {
  const parsed = v.safeParse(v.object({ minutes: Minutes }), request);
  if (!parsed.success) throw new Problem('Choose from 5 minutes to an hour.');
  const { minutes } = parsed.output;
  documentStore.set(propertyName, String(minutes));
  changeConsent((consent) => ({ ...consent, freshMinutes: minutes }));
  return `Formulas show data that is at most ${minutes === 60 ? 'an hour' : `${minutes} minutes`} old.`;
}
