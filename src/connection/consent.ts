import { number, object, oneOf, optional, type Parsed, parsedJson, string, whole } from '../domain/parsing';
import { defaultFiscalStart } from '../domain/periods';
import { withDocumentLock } from '../google/lock';
import { documentStore } from '../google/properties';
import { Problem } from '../problem';
import { consentName, sharedKeyName } from './names';

/**
 * Whose key the formulas of one spreadsheet may use. `owner`: the key in the user properties of the spreadsheet's owner,
 * where it has this fingerprint. `shared`: the key in the document properties. Given and taken back only by its person.
 */
const Consent = object({
  mode: oneOf(['owner', 'shared']),
  fingerprint: string,
  last4: string,
  /** E-mail address of the person who gave it. */
  by: string,
  /** Formulas take no answer from before this moment; milliseconds since 1970. */
  notBefore: number,
  /** How old an answer may be; a setting of its own (freshness.ts), kept here too so that a cell reads one property and no more. */
  freshMinutes: number,
  /** The month that the file's fiscal year starts in (fiscal-year.ts), kept here for the same reason. */
  fiscalStart: optional(whole(1, 12), defaultFiscalStart),
});
export type Consent = Parsed<typeof Consent>;

/** null where there is none, or where what is stored cannot be read: then nothing was allowed. */
export function readConsent(): Consent | null {
  return parsedJson(Consent, documentStore.get(consentName));
}

/** Allows formulas a key: the one in the owner's user properties, or `sharedKey`, which everybody who edits then uses. */
export function giveConsent(consent: Consent, sharedKey: string | null): void {
  changing(() => {
    if (sharedKey === null) documentStore.remove(sharedKeyName);
    else documentStore.set(sharedKeyName, sharedKey);
    write(consent);
  });
}

/**
 * Takes back what this person allowed, whichever key it was. The shared key goes first: consent without it opens nothing.
 * A shared key that no readable consent speaks for is nobody's to use, and goes too.
 */
export function withdrawConsent(by: string): void {
  changing(() => {
    const consent = readConsent();
    if (consent !== null && consent.by !== by) return;
    documentStore.remove(sharedKeyName);
    documentStore.remove(consentName);
  });
}

/** From now on formulas take no answer from before `ms`. */
export function rejectOlderAnswers(ms: number): void {
  changeConsent((consent) => ({ ...consent, notBefore: ms }));
}

/** Changes what is allowed where something is. */
export function changeConsent(change: (consent: Consent) => Consent): void {
  changing(() => {
    const consent = readConsent();
    if (consent) write(change(consent));
  });
}

/** One at a time, so that nobody writes back what somebody else has just taken back. */
function changing(work: () => void): void {
  if (!withDocumentLock(10_000, work)) {
    throw new Problem('This spreadsheet is busy right now. Try again in a minute.');
  }
}

function write(consent: Consent): void {
  documentStore.set(consentName, JSON.stringify(consent));
}
