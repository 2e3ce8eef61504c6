import { rejectOlderAnswers } from '../connection/consent';
import { formulaKey } from '../connection/formula-key';
import { partnerTypeArgument } from '../functions/arguments';
import { periodArgument } from '../functions/period-argument';
import { personEmail } from '../google/person';
import { documentStore } from '../google/properties';
import { flush, gridSheets } from '../google/spreadsheet';
import { now } from '../google/time';
import { type LeaderboardQuery, leaderboardQuery, queryText } from '../journeybee/query';
import { freshLeaderboard } from '../journeybee/source';
import { literalCalls, refreshing, restored } from '../sheet/formulas';
import { leaseHolder, withLease } from './lease';

/** Set while formulas may stand under their other name. */
const markerName = 'refreshingFormulas';

interface FormulaCell {
  readonly range: GoogleAppsScript.Spreadsheet.Range;
  readonly formula: string;
}

/**
 * Makes every JB_ formula calculate again on fresh data, and says how many there are. Fetches first: where that fails,
 * nothing is touched and the cells keep what they show. An editor who cannot see the owner's key cannot fetch first: then
 * the cells fetch for themselves. Only for a person with the file open: without one, cells that calculate show #NAME?
 * (P8.1-2).
 */
export function refreshFormulas(): number {
  return withLease(personEmail(), () => {
    restoreNow();
    const startedAt = now();
    const key = formulaKey().keyIfVisible();
    if (key !== null) for (const query of queries(formulaCells())) freshLeaderboard(query, key);
    rejectOlderAnswers(startedAt);

    // Fetching takes seconds, in which people move and edit cells: what is changed now is what stands there now.
    documentStore.set(markerName, String(startedAt));
    try {
      const cells = formulaCells().filter(({ range, formula }) => refreshing(formula) !== null && range.canEdit());
      for (const { range, formula } of cells) range.setFormula(refreshing(formula) ?? formula);
      flush();
      return cells.length;
    } finally {
      restoreNow();
    }
  });
}

/** For whoever opens the file: gives formulas back their own text where a refresh did not get to it. Never in the way. */
export function restoreFormulas(): void {
  try {
    if (documentStore.get(markerName) !== null && leaseHolder() === null) restoreNow();
  } catch {
    // The marker stands, and whoever comes next tries again.
  }
}

/** Looks for them anew, since cells may have moved. The marker goes last. */
function restoreNow(): void {
  if (documentStore.get(markerName) === null) return;
  for (const { range, formula } of formulaCells()) {
    const own = restored(formula);
    if (own !== formula && range.canEdit()) range.setFormula(own);
  }
  flush();
  documentStore.remove(markerName);
}

/** Every cell with a JB_ formula, in every sheet that has cells: one read each. */
function formulaCells(): FormulaCell[] {
  return gridSheets().flatMap((sheet) =>
    sheet
      .getDataRange()
      .getFormulas()
      .flatMap((row, rowIndex) =>
        row.flatMap((formula, columnIndex) =>
          /\bJB_/i.test(formula) ? [{ range: sheet.getRange(rowIndex + 1, columnIndex + 1), formula }] : [],
        ),
      ),
  );
}

/** What can be told from the text alone; arguments that refer to cells are fetched by those cells themselves. */
function queries(cells: readonly FormulaCell[]): LeaderboardQuery[] {
  const found = new Map<string, LeaderboardQuery>();
  for (const { period, type } of cells.flatMap(({ formula }) => literalCalls(formula))) {
    try {
      const query = leaderboardQuery({
        period: periodArgument(period, String),
        partnerType: partnerTypeArgument(type),
      });
      found.set(queryText(query), query);
    } catch {
      // A wrong argument is the cell's own to say.
    }
  }
  return [...found.values()];
}
