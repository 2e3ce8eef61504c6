import { array, number, object, optional, parsedJson, string } from '../domain/parsing';
import { type Grouping, groupings } from '../domain/vocabulary';
import { sha256 } from '../google/digest';
import { documentStore, fitsProperty } from '../google/properties';
import { type Directory, type Label, labelsIn } from './directory';
import { distinctOwners } from './owners';

/** The tiers, categories and stages that an account has given its partners. */
export type Labels = { readonly [name in Grouping]: readonly Label[] };

const labels = array(object({ uuid: string, label: string }));
/**
 * `key`: the fingerprint of the key that saw them, since another key may belong to another account. `partners`: how
 * many partners there are.
 */
const StoredLabels = object({
  key: string,
  partners: number,
  tier: labels,
  category: labels,
  stage: labels,
  owner: optional(array(object({ uuid: string, label: string, who: string })), []),
});

/** An owner of partners. `who` recognises them by their address, which is not kept: see `addressMark`. '' where it was not sent. */
export interface LearnedOwner extends Label {
  readonly who: string;
}

/** What the sidebar has learned of an account. Nobody is an owner where Journeybee does not send who looks after partners. */
export type LearnedLabels = Labels & { readonly partners: number; readonly owner: readonly LearnedOwner[] };

/** The beginning of an address's hash: enough to tell colleagues apart. */
export const addressMark = (email: string): string => sha256(email.trim().toLowerCase()).slice(0, 16);

const propertyName = 'labels';

export function labelsOf(directory: Directory): LearnedLabels {
  const [tier, category, stage] = groupings.map((grouping) => labelsIn(directory, grouping));
  const owner = distinctOwners(directory.partners).map(({ uuid, label, email }) => ({
    uuid,
    label,
    who: email ? addressMark(email) : '',
  }));
  return { partners: directory.total, tier: tier ?? [], category: category ?? [], stage: stage ?? [], owner };
}

/** Stores labels with the spreadsheet, so that cells need not page through all partners for them. */
export function storeLabels(labels: LearnedLabels, key: string): void {
  const texts = [labels, { ...labels, owner: [] }].map((stored) => JSON.stringify({ key, ...stored }));
  const text = texts.find(fitsProperty);
  // Too many to store: each cell reads the directory then.
  if (text === undefined) documentStore.remove(propertyName);
  else documentStore.set(propertyName, text);
}

/** The stored labels of this key, or null. They may be older than what Journeybee has now. */
export function storedLabels(key: string): LearnedLabels | null {
  const stored = parsedJson(StoredLabels, documentStore.get(propertyName));
  return stored?.key === key ? stored : null;
}
