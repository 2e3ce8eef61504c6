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
  /** Formulas use no answer from before this time; milliseconds since 1970. */
  notBefore: number,
  /**
   * How old an answer may be. The setting is in freshness.ts; it is stored here as well, so that a cell reads one
   * property only.
   */
  freshMinutes: number,
  /** The month that the file's fiscal year starts in (fiscal-year.ts), kept here for the same reason. */
  fiscalStart: optional(whole(1, 12), defaultFiscalStart),
});
export type Consent = Parsed<typeof Consent>;

/** null where there is none, or where it cannot be read: nothing is allowed then. */
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
 * Withdraws this person's permission. The shared key is removed first: a permission without it is useless. A shared
 * key without a readable permission is removed as well.
 */
export function withdrawConsent(by: string): void {
  changing(() => {
    const consent = readConsent();
    if (consent !== null && consent.by !== by) return;
    documentStore.remove(sharedKeyName);
    documentStore.remove(consentName);
  });
}

/** Makes formulas use no answer from before `ms`. */
export function rejectOlderAnswers(ms: number): void {
  changeConsent((consent) => ({ ...consent, notBefore: ms }));
}

/** Changes the permission, where there is one. */
export function changeConsent(change: (consent: Consent) => Consent): void {
  changing(() => {
    const consent = readConsent();
    if (consent) write(change(consent));
  });
}

/** One change at a time, so that nobody writes back a permission that was just withdrawn. */
function changing(work: () => void): void {
  if (!withDocumentLock(10_000, work)) {
    throw new Problem('This spreadsheet is busy right now. Try again in a minute.');
  }
}

function write(consent: Consent): void {
  documentStore.set(consentName, JSON.stringify(consent));
}
