import { explainMark } from './contract/explain-mark';
import { refreshFormulas, restoreFormulas } from './formulas/refresh';
import { problemOf } from './google/faults';
import { addMenu, mayTouchFile, showSidebar } from './google/interface';
import { requirePerson } from './google/person';
import { toast } from './google/spreadsheet';
import { formulasMessage, refreshMessage } from './reports/messages';
import { refreshReports } from './reports/refresh';

const entries = [
  { label: 'Open Journeybee', functionName: 'openJourneybee' },
  { label: 'Explain this number', functionName: 'explainNumber' },
  { label: 'Refresh all', functionName: 'refreshAllTables' },
  { label: 'Refresh formulas', functionName: 'refreshAllFormulas' },
];

/** The menu comes first and in every mode (P2.1-4); only where the file may be touched is left-over work looked for. */
export function openMenu(authMode: unknown): void {
  addMenu(entries);
  if (mayTouchFile(authMode)) restoreFormulas();
}

export function openSidebar(): void {
  requirePerson();
  report(() => {
    showSidebar(title);
    return null;
  });
}

/** The sidebar, which explains the selected cell first. */
export function explainFromMenu(): void {
  requirePerson();
  report(() => {
    showSidebar(title, explainMark);
    return null;
  });
}

const title = 'Journeybee Leaderboards';

export function refreshTablesFromMenu(): void {
  requirePerson();
  report(() => refreshMessage(refreshReports(null, false, 'asked')));
}

export function refreshFormulasFromMenu(): void {
  requirePerson();
  report(() => formulasMessage(refreshFormulas()));
}

/** Tells what a menu entry comes to; null: what it shows says enough. */
function report(work: () => string | null): void {
  try {
    const message = work();
    if (message !== null) toast(message);
  } catch (error) {
    toast(problemOf('menu', error).message);
  }
}
