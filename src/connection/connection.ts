import * as v from 'valibot';
import { personEmail } from '../google/person';
import { documentStore, personStore } from '../google/properties';
import { now } from '../google/time';
import { verifyKey } from '../journeybee/source';
import { Problem } from '../problem';
import type { ConnectionView } from '../rpc';
import { fingerprint, lastFour, parseKey } from './api-key';
import { readConsent, removeConsent, writeConsent } from './consent';
import { personKeyName, sharedKeyName } from './names';

const ConnectRequest = v.object({ key: v.string(), use: v.picklist(['tables', 'owner', 'shared']) });

/** What the sidebar may know of the connection. Never the key, and never its fingerprint. */
export function connection(): ConnectionView {
  const key = personStore.get(personKeyName);
  const consent = readConsent();
  const own = key !== null && consent !== null && fingerprint(key) === consent.fingerprint;
  return {
    last4: key === null ? null : lastFour(key),
    formulas: consent === null ? null : { mode: consent.mode, last4: consent.last4, by: consent.by, own },
  };
}

/** The key of the person who is running this, for their tables and schedules. */
export function personKey(): string {
  const key = personStore.get(personKeyName);
  if (key === null) throw new Problem('Connect your Journeybee API key first, in the Journeybee sidebar.');
  return key;
}

/** Stores a key once Journeybee has accepted it; a key that does not work changes nothing. */
export function connect(request: unknown): string {
  const parsed = v.safeParse(ConnectRequest, request);
  if (!parsed.success) throw new Problem('Paste an API key and choose what it may be used for.');
  const { use } = parsed.output;
  const key = parseKey(parsed.output.key);
  verifyKey(key);

  const previous = personStore.get(personKeyName);
  personStore.set(personKeyName, key);
  if (use === 'tables') withdraw(previous, key);
  else allow(use, key);
  return `Connected with the key ending ${lastFour(key)}.`;
}

/** Forgets the person's key, and what it was allowed in this spreadsheet. Another person's shared key stays. */
export function disconnect(): string {
  const key = personStore.get(personKeyName);
  if (key !== null) withdraw(key);
  personStore.remove(personKeyName);
  return 'Your key is forgotten. Tables keep what they show.';
}

function allow(mode: 'owner' | 'shared', key: string): void {
  if (mode === 'shared') documentStore.set(sharedKeyName, key);
  else documentStore.remove(sharedKeyName);
  writeConsent({ mode, fingerprint: fingerprint(key), last4: lastFour(key), by: personEmail(), notBefore: now() });
}

/** Takes back what was allowed with any of these keys. The shared key goes first: consent without it opens nothing. */
function withdraw(...keys: ReadonlyArray<string | null>): void {
  const consent = readConsent();
  if (!consent) return;
  const fingerprints = keys.filter((key) => key !== null).map(fingerprint);
  if (!fingerprints.includes(consent.fingerprint)) return;
  documentStore.remove(sharedKeyName);
  removeConsent();
}
