import { documentStore, personStore } from '../google/properties';
import { fingerprint } from '../journeybee/api-key';
import type { Credential } from '../journeybee/credential';
import { Problem } from '../problem';
import { type Consent, readConsent } from './consent';
import { personKeyName, sharedKeyName } from './names';
import { noSharing } from './sharing';

/** The credential of formulas, and the month that the file's fiscal year starts in. */
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

/** The credential of formulas, or null where nobody has allowed a key. */
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

const howToAllow = `The file’s owner allows formulas in the Journeybee sidebar: Extensions > Journeybee Leaderboards > Open Journeybee.${noSharing === null ? ' Anyone else who edits the file can share a key there.' : ''}`;

function visibleKey(consent: Consent): string | null {
  const isShared = consent.mode === 'shared';
  if (isShared && noSharing !== null) return null;
  const key = isShared ? documentStore.get(sharedKeyName) : personStore.get(personKeyName);
  return key !== null && fingerprint(key) === consent.fingerprint ? key : null;
}

function keyFor(consent: Consent): string {
  const key = visibleKey(consent);
  if (key !== null) return key;
  if (consent.mode === 'shared' && noSharing !== null) throw new Problem(`${noSharing} ${howToAllow}`);
  throw new Problem(
    consent.mode === 'shared'
      ? `The key that was shared with this spreadsheet is gone. ${howToAllow}`
      : `Formulas run with the key of the spreadsheet’s owner, and the key that was allowed here is another one. ${howToAllow}`,
  );
}
