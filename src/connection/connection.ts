import { personEmail } from '../google/person';
import { personStore } from '../google/properties';
import { ownsSpreadsheet } from '../google/spreadsheet';
import { now } from '../google/time';
import { fingerprint, lastFour, parseKey } from '../journeybee/api-key';
import type { Credential } from '../journeybee/credential';
import { verifyKey } from '../journeybee/source';
import { object, oneOf, parsed, string } from '../parsing';
import { Problem } from '../problem';
import type { ConnectionView } from '../rpc';
import { giveConsent, readConsent, withdrawConsent } from './consent';
import { fiscalStart } from './fiscal-year';
import { freshMinutes } from './freshness';
import { personKeyName } from './names';

const ConnectRequest = object({ key: string, use: oneOf(['tables', 'owner', 'shared']) });

/** What the sidebar may know of the connection. Never the key, and never its fingerprint. */
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
  };
}

/** The key of the person who is running this, for their tables and schedules. */
export function personKey(): string {
  const key = personStore.get(personKeyName);
  if (key === null) throw new Problem('Connect your Journeybee API key first, in the Journeybee sidebar.');
  return key;
}

/** The same, for answers from the cache as well. */
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

/** Tells whether something was made with the person's present key; null without one. */
export function ownKeyFingerprint(): string | null {
  const key = personStore.get(personKeyName);
  return key === null ? null : fingerprint(key);
}

/** Stores a key once Journeybee has accepted it; a key that does not work changes nothing. Empty: the one that is stored. */
export function connect(request: unknown): string {
  const wanted = parsed(ConnectRequest, request);
  if (!wanted) throw new Problem('Paste an API key and choose what it may be used for.');
  const { use } = wanted;
  const stored = wanted.key.trim() === '' ? personStore.get(personKeyName) : null;
  const key = stored ?? parseKey(wanted.key);
  verifyKey(key);

  // What was allowed before goes first: cut short here, less is allowed than wanted, never more.
  const by = personEmail();
  withdrawConsent(by);
  personStore.set(personKeyName, key);
  if (use !== 'tables') {
    const consent = {
      mode: use,
      fingerprint: fingerprint(key),
      last4: lastFour(key),
      by,
      notBefore: now(),
      freshMinutes: freshMinutes(),
      fiscalStart: fiscalStart(),
    };
    giveConsent(consent, use === 'shared' ? key : null);
  }
  return `Connected with the key ending ${lastFour(key)}.`;
}

/** Forgets the person's key, and what they allowed in this spreadsheet. Another person's shared key stays. */
export function disconnect(): string {
  withdrawConsent(personEmail());
  personStore.remove(personKeyName);
  return 'Your key is forgotten, and you run no schedules here any more; those in your other spreadsheets fail until you forget the key there too or connect again. Tables keep what they show. A key that you shared with another spreadsheet still works there: open it and take it back, or delete the key at app.journeybee.io.';
}
