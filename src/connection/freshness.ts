import { FreshMinutes, FreshnessRequest } from '../contract/requests';
import { parsed } from '../domain/parsing';
import { documentStore } from '../google/properties';
import { Problem } from '../problem';
import { changeConsent } from './consent';

const propertyName = 'freshMinutes';
const defaultFreshMinutes = 15;

/** How old an answer may be that formulas show, in minutes. */
export function freshMinutes(): number {
  return parsed(FreshMinutes, Number(documentStore.get(propertyName) ?? Number.NaN)) ?? defaultFreshMinutes;
}

/** For everybody's formulas in this spreadsheet. */
export function setFreshness(request: unknown): string {
  const wanted = parsed(FreshnessRequest, request);
  if (!wanted) throw new Problem('Choose from 5 minutes to an hour.');
  const { minutes } = wanted;
  // The value that cells read is changed first: where that fails, the sidebar does not report a change.
  changeConsent((consent) => ({ ...consent, freshMinutes: minutes }));
  documentStore.set(propertyName, String(minutes));
  return `Formulas show data that is at most ${minutes === 60 ? 'an hour' : `${minutes} minutes`} old.`;
}
