import { type Area, type Content, fromA1, type Rect } from './area';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** Reads what a plan has to know, as far as the sheet goes; `standing` certainly is in it. */
export function readArea(sheet: Sheet, rect: Rect, standing: Rect): Area {
  const sure = { rows: standing.row + standing.rows - 1, columns: standing.column + standing.columns - 1 };
  const wanted = { rows: rect.row + rect.rows - 1, columns: rect.column + rect.columns - 1 };
  const sheetRows = wanted.rows > sure.rows ? sheet.getMaxRows() : sure.rows;
  const sheetColumns = wanted.columns > sure.columns ? sheet.getMaxColumns() : sure.columns;
  const there = range(sheet, within(rect, { sheetRows, sheetColumns }));
  const formulas = there.getFormulas();
  const contents = there
    .getValues()
    .map((row, down) =>
      row.map((value: unknown, right): Content => ({ value, formula: formulas[down]?.[right] ?? '' })),
    );
  return { rect, contents, sheetRows, sheetColumns };
}

export const range = (sheet: Sheet, { row, column, rows, columns }: Rect): Range =>
  sheet.getRange(row, column, rows, columns);

export function rectOf(cells: Range): Rect {
  const whole = () => ({
    row: cells.getRow(),
    column: cells.getColumn(),
    rows: cells.getNumRows(),
    columns: cells.getNumColumns(),
  });
  return fromA1(cells.getA1Notation()) ?? whole();
}

/** The part of a rectangle that is in the sheet. */
export function within(rect: Rect, { sheetRows, sheetColumns }: Pick<Area, 'sheetRows' | 'sheetColumns'>): Rect {
  const rows = Math.min(rect.rows, sheetRows + 1 - rect.row);
  return { ...rect, rows, columns: Math.min(rect.columns, sheetColumns + 1 - rect.column) };
}
