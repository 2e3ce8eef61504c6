import { rejectOlderAnswers } from '../connection/consent';
import { formulaKey } from '../connection/formula-key';
import { partnerTypeArgument, periodArgument } from '../functions/arguments';
import { personEmail } from '../google/person';
import { documentStore } from '../google/properties';
import { flush, spreadsheet } from '../google/spreadsheet';
import { now } from '../google/time';
import { type LeaderboardQuery, queryText } from '../journeybee/query';
import { freshLeaderboard } from '../journeybee/source';
import { literalCalls, refreshing, restored } from '../sheet/formulas';
import { withLease } from './lease';

/** Set while formulas may stand under their other name. */
const markerName = 'refreshingFormulas';

interface FormulaCell {
  readonly sheet: GoogleAppsScript.Spreadsheet.Sheet;
  readonly row: number;
  readonly column: number;
  readonly formula: string;
}

/**
 * Makes every JB_ formula calculate again on fresh data, and says how many there are. Fetches first: where that fails,
 * nothing is touched and the cells keep what they show. An editor who cannot see the owner's key cannot fetch first: then
 * the cells fetch for themselves. Only for a person with the file open: without one, cells that
 * calculate show #NAME? (P8.1-2).
 */
export function refreshFormulas(): number {
  return withLease(personEmail(), () => {
    restoreFormulas();
    const cells = formulaCells().filter(({ formula }) => refreshing(formula) !== null);
    if (cells.length === 0) return 0;
    const startedAt = now();
    const key = formulaKey().keyIfVisible();
    if (key !== null) for (const query of queries(cells)) freshLeaderboard(query, key);
    rejectOlderAnswers(startedAt);

    documentStore.set(markerName, String(startedAt));
    for (const cell of cells) setFormula(cell, refreshing(cell.formula) ?? cell.formula);
    flush();
    for (const cell of cells) setFormula(cell, cell.formula);
    flush();
    documentStore.remove(markerName);
    return cells.length;
  });
}

/** Gives formulas back their own text, where a refresh did not get to it. */
export function restoreFormulas(): void {
  if (documentStore.get(markerName) === null) return;
  for (const cell of formulaCells()) {
    const formula = restored(cell.formula);
    if (formula !== cell.formula) setFormula(cell, formula);
  }
  flush();
  documentStore.remove(markerName);
}

/** Every cell with a JB_ formula, in every sheet: one read each. */
function formulaCells(): FormulaCell[] {
  return spreadsheet()
    .getSheets()
    .flatMap((sheet) =>
      sheet
        .getDataRange()
        .getFormulas()
        .flatMap((row, rowIndex) =>
          row.flatMap((formula, columnIndex) =>
            /\bJB_/i.test(formula) ? [{ sheet, row: rowIndex + 1, column: columnIndex + 1, formula }] : [],
          ),
        ),
    );
}

/** What can be told from the text alone; arguments that refer to cells are fetched by those cells themselves. */
function queries(cells: readonly FormulaCell[]): LeaderboardQuery[] {
  const found = new Map<string, LeaderboardQuery>();
  for (const { period, type } of cells.flatMap(({ formula }) => literalCalls(formula))) {
    try {
      const query = { period: periodArgument(period), partnerType: partnerTypeArgument(type) };
      found.set(queryText(query), query);
    } catch {
      // A wrong argument is the cell's own to say.
    }
  }
  return [...found.values()];
}

function setFormula({ sheet, row, column }: FormulaCell, formula: string): void {
  sheet.getRange(row, column).setFormula(formula);
}
