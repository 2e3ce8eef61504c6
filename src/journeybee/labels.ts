import { array, number, object, parsedJson, string } from '../domain/parsing';
import { type Grouping, groupings } from '../domain/vocabulary';
import { documentStore, fitsProperty } from '../google/properties';
import { type Directory, type Label, labelsIn } from './directory';

/** The tiers, categories and stages that an account has given its partners. */
export type Labels = { readonly [name in Grouping]: readonly Label[] };

const labels = array(object({ uuid: string, label: string }));
/**
 * `key`: the fingerprint of the key that saw them, since another key may belong to another account. `partners`: how
 * many partners there are.
 */
const StoredLabels = object({ key: string, partners: number, tier: labels, category: labels, stage: labels });

/** What the sidebar has learned of an account. */
export type LearnedLabels = Labels & { readonly partners: number };

const propertyName = 'labels';

export function labelsOf(directory: Directory): LearnedLabels {
  const [tier, category, stage] = groupings.map((grouping) => labelsIn(directory, grouping));
  return { partners: directory.total, tier: tier ?? [], category: category ?? [], stage: stage ?? [] };
}

/** Stores labels with the spreadsheet, so that cells need not page through all partners for them. */
export function storeLabels(labels: LearnedLabels, key: string): void {
  const text = JSON.stringify({ key, ...labels });
  // Too many to store: each cell reads the directory then.
  if (fitsProperty(text)) documentStore.set(propertyName, text);
  else documentStore.remove(propertyName);
}

/** The stored labels of this key, or null. They may be older than what Journeybee has now. */
export function storedLabels(key: string): LearnedLabels | null {
  const stored = parsedJson(StoredLabels, documentStore.get(propertyName));
  return stored?.key === key ? stored : null;
}
