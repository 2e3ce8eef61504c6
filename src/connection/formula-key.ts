import { documentStore, personStore } from '../google/properties';
import { Problem } from '../problem';
import { fingerprint } from './api-key';
import { type Consent, readConsent } from './consent';
import { personKeyName, sharedKeyName } from './names';

/** A key that a request may be made with. The key itself is read only when a request is really to be made. */
export interface Credential {
  readonly fingerprint: string;
  /** Answers from before this moment are not to be used; milliseconds since 1970. */
  readonly notBefore: number;
  /** @throws Problem where this execution cannot see the key that was allowed. */
  readonly key: () => string;
  /** The same, or null: an editor at the sidebar does not see the owner's key, though the cells do. */
  readonly keyIfVisible: () => string | null;
}

/**
 * The key that formulas of this spreadsheet may use.
 *
 * In a cell Google shows the stored properties of the spreadsheet's owner, across all of the owner's files (P1.4-4). So a
 * cell takes that key only where its own person has said so from the sidebar, in this very spreadsheet.
 */
export function formulaKey(): Credential {
  const consent = readConsent();
  if (!consent) throw new Problem(`Formulas have no Journeybee key in this spreadsheet yet. ${howToAllow}`);
  const { fingerprint: allowed, notBefore } = consent;
  return { fingerprint: allowed, notBefore, key: () => keyFor(consent), keyIfVisible: () => visibleKey(consent) };
}

const howToAllow =
  'The owner of the spreadsheet opens Extensions > Journeybee Leaderboards > Open Journeybee and connects with “also formulas in this spreadsheet”; anyone who edits it can share a key with “everyone who edits this spreadsheet”.';

function visibleKey(consent: Consent): string | null {
  const key = consent.mode === 'shared' ? documentStore.get(sharedKeyName) : personStore.get(personKeyName);
  return key !== null && fingerprint(key) === consent.fingerprint ? key : null;
}

function keyFor(consent: Consent): string {
  const key = visibleKey(consent);
  if (key !== null) return key;
  throw new Problem(
    `The key ending ${consent.last4} (${consent.by}) was allowed for formulas here, but formulas run with the key of the spreadsheet’s owner, and that is another or none. ${howToAllow}`,
  );
}
