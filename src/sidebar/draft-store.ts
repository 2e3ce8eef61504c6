import type { ReportView } from '../contract/sidebar-api';
import { dayMs } from '../domain/duration';
import type { Draft } from './draft';

/*
 * The draft of a form when the sidebar was closed, or replaced by another add-on's. The browser keeps it until it is
 * saved or discarded. A browser that stores nothing is not an error.
 */
const name = 'journeybee-draft';

/** What a draft changes, and its definition when it was begun, as text. */
export interface Begun {
  readonly id: string;
  readonly definition: string;
}

interface Kept {
  readonly draft: Draft;
  /** null: a new report. */
  readonly begun: Begun | null;
  /** The spreadsheet of the draft: the browser has one store for all. */
  readonly file: string;
  readonly at: number;
}

/** What the editor is open for. */
export interface Editing {
  /** As it was when the editor was opened; null: a new report, or a formula. */
  readonly report: ReportView | null;
  /** An earlier draft, and what has become of its report since, if that matters. */
  readonly draft?: Draft;
  readonly begun: Begun | null;
  readonly note?: string;
}

/** A draft is dropped after a day. */
const lifeMs = dayMs;

export const begin = (report: ReportView | null): Editing => ({ report, begun: begunOf(report) });

export function keepDraft(file: string, begun: Begun | null, draft: Draft): void {
  withStorage((store) => store.setItem(name, JSON.stringify({ draft, begun, file, at: Date.now() } satisfies Kept)));
}

/** Others may have changed or deleted the report meanwhile: the draft is kept, and the person is told. */
export function resume(file: string, reports: readonly ReportView[]): Editing | null {
  const kept = withStorage((store) => JSON.parse(store.getItem(name) ?? 'null') as Kept | null);
  if (kept && Date.now() - kept.at >= lifeMs) forgetDraft();
  else if (kept?.file === file) return resumed(kept, reports);
  return null;
}

function resumed({ draft, begun }: Kept, reports: readonly ReportView[]): Editing {
  if (!begun) return { report: null, draft, begun: null };
  const report = reports.find(({ id, definition }) => id === begun.id && definition !== null) ?? null;
  if (report === null) return { report, draft, begun, note: gone };
  return begunOf(report)?.definition === begun.definition
    ? { report, draft, begun }
    : { report, draft, begun, note: changed };
}

export function forgetDraft(): void {
  withStorage((store) => store.removeItem(name));
}

const gone =
  'The report that you were changing is not there any more. What you had in the form can be inserted as a new one.';
const changed =
  'This report was changed since you began. What you had in the form is below, and saving puts it in the place of that change.';

const begunOf = (report: ReportView | null): Begun | null =>
  report && { id: report.id, definition: JSON.stringify(report.definition) };

function withStorage<T>(use: (store: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    // The browser keeps nothing, or not as much: then there is no draft.
    return null;
  }
}
