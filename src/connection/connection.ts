import { buildSettings } from '../build-settings';
import { ConnectRequest, FormulaKeyRequest } from '../contract/requests';
import type { ConnectionView } from '../contract/sidebar-api';
import { parsed } from '../domain/parsing';
import { personEmail } from '../google/person';
import { personStore } from '../google/properties';
import { othersEdit, ownsSpreadsheet } from '../google/spreadsheet';
import { now } from '../google/time';
import { fingerprint, lastFour, parseKey } from '../journeybee/api-key';
import type { Credential } from '../journeybee/credential';
import { verifyKey } from '../journeybee/source';
import { Problem } from '../problem';
import { type Consent, giveConsent, readConsent, withdrawConsent } from './consent';
import { fiscalStart } from './fiscal-year';
import { freshMinutes } from './freshness';
import { personKeyName } from './names';
import { noSharing } from './sharing';

/** The connection as the sidebar may know it: never the key, and never its fingerprint. */
export function connection(): ConnectionView {
  const key = personStore.get(personKeyName);
  const consent = readConsent();
  return {
    last4: key === null ? null : lastFour(key),
    formulas: consent && {
      mode: consent.mode,
      last4: consent.last4,
      by: consent.by,
      own: consent.by === personEmail(),
    },
    freshMinutes: freshMinutes(),
    ownsFile: ownsSpreadsheet(personEmail()),
    // It matters who edits the file only where the script belongs to it.
    othersEdit: buildSettings.door === 'bound' ? othersEdit(personEmail()) : null,
    noSharing,
  };
}

/** The key of the person who is running this, for their tables and schedules. */
export function personKey(): string {
  const key = personStore.get(personKeyName);
  if (key === null) throw new Problem('Connect your Journeybee API key first, in the Journeybee sidebar.');
  return key;
}

export const hasPersonKey = (): boolean => personStore.get(personKeyName) !== null;

/** The person's key as a credential, for answers from the cache as well. */
export function ownCredential(): Credential {
  const key = personKey();
  return {
    fingerprint: fingerprint(key),
    notBefore: 0,
    freshSeconds: freshMinutes() * 60,
    key: () => key,
    keyIfVisible: () => key,
  };
}

/** The fingerprint of the person's present key, by which their reports are recognised; null without one. */
export function ownKeyFingerprint(): string | null {
  const key = personStore.get(personKeyName);
  return key === null ? null : fingerprint(key);
}

/** Stores a key once Journeybee has accepted it; a key that does not work changes nothing. Empty: the one that is stored. */
export function connect(request: unknown): string {
  const wanted = parsed(ConnectRequest, request);
  if (!wanted) throw new Problem('Paste an API key and choose what it may be used for.');
  const { use } = wanted;
  if (use !== 'tables') requireUse(use);
  const stored = wanted.key.trim() === '' ? personStore.get(personKeyName) : null;
  const key = stored ?? parseKey(wanted.key);
  verifyKey(key);

  // The earlier permission is withdrawn first: an interruption then allows less than wanted, never more.
  withdrawConsent(personEmail());
  personStore.set(personKeyName, key);
  if (use !== 'tables') allow(use, key);
  return `Connected with the key ending ${lastFour(key)}.`;
}

/** Allows the formulas of this spreadsheet the key that the person has connected. */
export function allowFormulas(request: unknown): string {
  const wanted = parsed(FormulaKeyRequest, request);
  if (!wanted) throw new Problem('Choose what your key may be used for.');
  const key = personKey();
  requireUse(wanted.use);
  allow(wanted.use, key);
  return 'Formulas in this spreadsheet use your key now.';
}

/**
 * Formulas see only the owner's key (P1.4-4): another person's permission for their own key could not work, and would
 * replace one that does. @throws Problem where this use is not possible
 */
function requireUse(use: Consent['mode']): void {
  if (use === 'shared') {
    if (noSharing !== null) throw new Problem(noSharing);
    return;
  }
  const owns = ownsSpreadsheet(personEmail());
  const consent = readConsent();
  if (owns === false || (owns === null && consent !== null && consent.by !== personEmail())) {
    throw new Problem(
      'Formulas can use the own key of nobody but this file’s owner. Ask the owner to allow them, or make a table.',
    );
  }
}

function allow(mode: Consent['mode'], key: string): void {
  const consent = {
    mode,
    fingerprint: fingerprint(key),
    last4: lastFour(key),
    by: personEmail(),
    notBefore: now(),
    freshMinutes: freshMinutes(),
    fiscalStart: fiscalStart(),
  };
  giveConsent(consent, mode === 'shared' ? key : null);
}

/** Forgets the person's key, and what they allowed in this spreadsheet. Another person's shared key stays. */
export function disconnect(): string {
  withdrawConsent(personEmail());
  personStore.remove(personKeyName);
  return 'Your key is forgotten, and you run no schedules here any more; those in your other spreadsheets fail until you forget the key there too or connect again. Tables keep what they show. A key that you shared with another spreadsheet still works there: open it and take it back, or delete the key at app.journeybee.io.';
}
