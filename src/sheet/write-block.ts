import { flush } from '../google/spreadsheet';
import { Problem } from '../problem';
import { type Area, a1, around, type Content, fromA1, type Rect, sameRect } from './area';
import { mergedProblem, type WritePlan } from './block';
import { text, written } from './text';

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

/** Refuses cells that cannot be written: they would be noticed at the flush, when some of it stands (P8-11, P8-23). */
export function checkCells(sheet: Sheet, plan: WritePlan, area: Area): void {
  if (plan.kind === 'unchanged') return;
  const { title, values, cleared } = plan;
  const cells = [...values.map(({ rect }) => rect), ...cleared, ...(title ? [{ ...title, rows: 1, columns: 1 }] : [])]
    .map((rect) => within(rect, area))
    .filter((rect) => rect.rows > 0 && rect.columns > 0);
  const all = range(sheet, around(cells));
  const merged = mergedProblem(plan, all.getMergedRanges().map(rectOf));
  if (merged) throw new Problem(merged);
  const closed = all.canEdit() ? null : protectedCell(sheet, cells);
  if (closed) {
    throw new Problem(
      `${closed} is protected, and you may not edit it. Nothing was written. Ask the spreadsheet’s owner.`,
    );
  }
}

/** Adds the rows and columns that the sheet has too few of. */
export function makeRoom(sheet: Sheet, { missingRows, missingColumns }: WritePlan): void {
  if (missingRows > 0) sheet.insertRowsAfter(sheet.getMaxRows(), missingRows);
  if (missingColumns > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), missingColumns);
}

/**
 * Carries out a plan. The named range, which says what is the report's, covers old and new before anything is written: writes
 * are carried out in order, so a kill can leave cells unwritten, but never cells that nobody owns. `move` gives it other cells.
 */
export function writeBlock(sheet: Sheet, plan: WritePlan, move: (cells: Range) => void): void {
  const { title, before, rect, union, values, cleared, headers, formats } = plan;
  if (plan.kind === 'write') {
    if (before.rows > 0) makeRoom(sheet, plan);
    if (before.rows > 0 && !sameRect(union, before)) move(range(sheet, union));
    for (const { rect: cells, cells: lines } of values)
      range(sheet, cells).setValues(lines.map((line) => line.map(written)));
    for (const cells of cleared) range(sheet, cells).clearContent();
    for (const { rect: cells, cells: alignments } of headers) {
      const header = range(sheet, cells);
      header.setFontWeight('bold').setBackground('#f1f3f4').setFontColor('#202124');
      header.setHorizontalAlignments(alignments);
    }
    for (const { rect: cells, cells: patterns } of formats) range(sheet, cells).setNumberFormats(patterns);
    if (!sameRect(rect, union)) move(range(sheet, rect));
  }
  // The title says how old the figures are, so it comes after them.
  if (title) {
    const cell = sheet.getRange(title.row, title.column).setValue(text(title.text));
    if (title.isNew) cell.setFontColor('#5f6368');
  }
  flush();
}

/** Empties the cells of a first writing that failed. They were empty before it (`planBlock`). */
export function unwriteBlock(sheet: Sheet, { title, values }: WritePlan): void {
  for (const { rect } of values) range(sheet, rect).clear();
  if (title) sheet.getRange(title.row, title.column).clear();
  flush();
}

/** The first of these cells that this person may not edit. Others' cells between them may well be protected. */
function protectedCell(sheet: Sheet, cells: readonly Rect[]): string | null {
  const closed = (rect: Rect) => !range(sheet, rect).canEdit();
  let found = cells.find(closed);
  while (found && found.rows * found.columns > 1) {
    const { row, column, rows, columns }: Rect = found;
    const [down, right] = rows > 1 ? [rows >> 1, columns] : [1, columns >> 1];
    const first: Rect = { row, column, rows: down, columns: right };
    const rest =
      rows > 1
        ? { ...found, row: row + down, rows: rows - down }
        : { ...found, column: column + right, columns: columns - right };
    found = closed(first) ? first : rest;
  }
  return found ? a1(found.row, found.column) : null;
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
function within(rect: Rect, { sheetRows, sheetColumns }: Pick<Area, 'sheetRows' | 'sheetColumns'>): Rect {
  const rows = Math.min(rect.rows, sheetRows + 1 - rect.row);
  return { ...rect, rows, columns: Math.min(rect.columns, sheetColumns + 1 - rect.column) };
}
