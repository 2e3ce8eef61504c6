import { documentStore, personStore } from '../google/properties';
import { fingerprint } from '../journeybee/api-key';
import type { Credential } from '../journeybee/credential';
import { Problem } from '../problem';
import { type Consent, readConsent } from './consent';
import { personKeyName, sharedKeyName } from './names';

/** What formulas ask with, and the month that the file's fiscal year starts in. */
export interface FormulaKey extends Credential {
  readonly fiscalStart: number;
}

/**
 * The key that formulas of this spreadsheet may use.
 *
 * In a cell Google shows the stored properties of the spreadsheet's owner, across all of the owner's files (P1.4-4). So a
 * cell takes that key only where its own person has said so from the sidebar, in this very spreadsheet.
 */
export function formulaKey(): FormulaKey {
  const credential = formulaKeyIfAllowed();
  if (!credential) throw new Problem(`Formulas have no Journeybee key in this spreadsheet yet. ${howToAllow}`);
  return credential;
}

/** The same, or null where nobody has allowed one. */
export function formulaKeyIfAllowed(): FormulaKey | null {
  const consent = readConsent();
  if (!consent) return null;
  const { fingerprint: allowed, notBefore, freshMinutes, fiscalStart } = consent;
  return {
    fingerprint: allowed,
    notBefore,
    freshSeconds: freshMinutes * 60,
    fiscalStart,
    key: () => keyFor(consent),
    keyIfVisible: () => visibleKey(consent),
  };
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
    consent.mode === 'shared'
      ? `The key that was shared with this spreadsheet is gone. ${howToAllow}`
      : `Formulas run with the key of the spreadsheet’s owner, and the key that was allowed here is another one. ${howToAllow}`,
  );
}
