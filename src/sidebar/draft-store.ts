import type { Draft } from './draft';

/*
 * What somebody was writing when the sidebar was closed, or another add-on's took its place: kept by the browser until it is
 * saved or given up. Of new reports only, since a report may have been changed by others in the meantime. A browser that
 * keeps nothing is no reason to fail.
 */
const name = 'journeybee-draft';

interface Kept {
  readonly draft: Draft;
  /** Of which spreadsheet; the browser has one store for all. */
  readonly file: string;
  readonly at: number;
}

/** After a day nobody remembers what it was about. */
const lifeMs = 24 * 3_600_000;

export function keepDraft(file: string, draft: Draft): void {
  attempt((store) => store.setItem(name, JSON.stringify({ draft, file, at: Date.now() } satisfies Kept)));
}

export function keptDraft(file: string): Draft | null {
  const kept = attempt((store) => JSON.parse(store.getItem(name) ?? 'null') as Kept | null);
  return kept && kept.file === file && Date.now() - kept.at < lifeMs ? kept.draft : null;
}

export function forgetDraft(): void {
  attempt((store) => store.removeItem(name));
}

function attempt<T>(use: (store: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
