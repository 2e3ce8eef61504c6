import { takeRestored } from './definition-sheet';
import type { Refreshed } from './refreshed';

/** The result of a refresh in a sentence; problems first. */
export function refreshMessage(refreshed: readonly Refreshed[]): string {
  const failed = refreshed.filter(({ problem }) => problem !== null);
  const [first] = failed;
  if (first) {
    const others = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
    return `${first.name} was not refreshed${others}: ${first.problem}`;
  }
  if (refreshed.length === 0) return 'There is no report to refresh yet.';
  return refreshed.length === 1 ? 'The report is up to date.' : `All ${refreshed.length} reports are up to date.`;
}

export function formulasMessage(count: number): string {
  if (count === 0) return 'There is no JB_ formula here that you can edit.';
  return count === 1 ? 'The formula is calculating anew.' : `${count} formulas are calculating anew.`;
}

/** How many reports were restored since somebody last looked, in a sentence; null: none. */
export function restoredMessage(): string | null {
  const count = takeRestored();
  if (count === 0) return null;
  const what = 'Somebody changed or deleted the hidden sheet with the list of reports.';
  return count === 1 ? `${what} One report was put back into it.` : `${what} ${count} reports were put back into it.`;
}
