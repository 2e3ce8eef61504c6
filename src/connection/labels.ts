import { compareTexts } from '../domain/collation';
import { personEmailIfAllowed } from '../google/person';
import { now } from '../google/time';
import { fingerprint } from '../journeybee/api-key';
import { cachedDirectory, fetchDirectory } from '../journeybee/directory';
import { JourneybeeError } from '../journeybee/failure';
import { addressMark, type LearnedLabels, labelsOf, storedLabels, storeLabels } from '../journeybee/labels';
import { ownCredential, ownKeyFingerprint, personKey } from './connection';

/** The limit while a person waits: enough for ten thousand partners. */
const mostPages = 100;
const fetchMs = 25_000;

/**
 * Reads the account's tiers, categories and stages, and stores them with the spreadsheet. A failure is ignored: uuids
 * work without them, and cells can read the directory.
 */
export function learnLabels(): null {
  const key = personKey();
  const outcome = fetchDirectory(key, now() + fetchMs, mostPages);
  if ('value' in outcome) storeLabels(labelsOf(outcome.value), fingerprint(key));
  return null;
}

/** The account's partners in the order of their names, at most the first two thousand. @throws JourneybeeError */
export function partnerNames(): Array<{ readonly uuid: string; readonly label: string }> {
  const { answer } = cachedDirectory({ credential: ownCredential(), until: now() + fetchMs });
  return answer.partners
    .map(({ uuid, name }) => ({ uuid, label: name }))
    .sort((a, b) => compareTexts(a.label, b.label));
}

/** The labels that were stored for the person's key. */
export function ownLabels(): LearnedLabels | null {
  const key = ownKeyFingerprint();
  return key === null ? null : storedLabels(key);
}

/** Whether the mark of an owner of partners is that of the person's own address. */
export function isOwnMark(who: string): boolean {
  const email = personEmailIfAllowed();
  return email !== null && addressMark(email) === who;
}

/** How many partners the person's account has, as it was learned or, the first time, as Journeybee says now. */
export function partnerCount(): number {
  const learned = ownLabels();
  if (learned) return learned.partners;
  const outcome = fetchDirectory(personKey(), now() + fetchMs, 1);
  if ('value' in outcome) return outcome.value.total;
  throw new JourneybeeError(outcome.failure, now());
}
