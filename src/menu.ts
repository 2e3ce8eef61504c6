import { refreshFormulas, restoreFormulas } from './formulas/refresh';
import { problemOf } from './google/faults';
import { addMenu, mayTouchFile, showSidebar } from './google/interface';
import { requirePerson } from './google/person';
import { toast } from './google/spreadsheet';
import { formulasMessage, refreshMessage } from './reports/messages';
import { refreshReports } from './reports/refresh';

const entries = [
  { label: 'Open Journeybee', functionName: 'openJourneybee' },
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
  showSidebar('Journeybee Leaderboards');
}

export function refreshTablesFromMenu(): void {
  requirePerson();
  report(() => refreshMessage(refreshReports(null, false, 'asked')));
}

export function refreshFormulasFromMenu(): void {
  requirePerson();
  report(() => formulasMessage(refreshFormulas()));
}

function report(work: () => string): void {
  try {
    toast(work());
  } catch (error) {
    toast(problemOf('menu', error).message);
  }
}
