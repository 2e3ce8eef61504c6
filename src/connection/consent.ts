import * as v from 'valibot';
import { documentStore } from '../google/properties';
import { consentName } from './names';

/**
 * Whose key the formulas of one spreadsheet may use. `owner`: the key in the user properties of the spreadsheet's owner,
 * where it has this fingerprint. `shared`: the key in the document properties. Written only from the sidebar.
 */
const Consent = v.object({
  mode: v.picklist(['owner', 'shared']),
  fingerprint: v.string(),
  last4: v.string(),
  by: v.string(),
  notBefore: v.number(),
});
export type Consent = v.InferOutput<typeof Consent>;

/** null where there is none, or where what is stored cannot be read: then nothing was allowed. */
export function readConsent(): Consent | null {
  const stored = documentStore.get(consentName);
  if (stored === null) return null;
  try {
    return v.parse(Consent, JSON.parse(stored));
  } catch {
    return null;
  }
}

export function writeConsent(consent: Consent): void {
  documentStore.set(consentName, JSON.stringify(consent));
}

export function removeConsent(): void {
  documentStore.remove(consentName);
}

/** From now on formulas take no answer from before `ms`. */
export function rejectOlderAnswers(ms: number): void {
  const consent = readConsent();
  if (consent) writeConsent({ ...consent, notBefore: ms });
}
