import { flush, spreadsheet } from '../google/spreadsheet';
import { columns } from '../leaderboard/columns';
import { numberFormat } from '../leaderboard/formats';
import { defaultLayout } from '../leaderboard/layout';
import type { Cell } from '../leaderboard/table';
import type { Area, BlockPlan, Content, Rect } from './block';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;
type WritePlan = Extract<BlockPlan, { kind: 'write' }>;

/** Reads what a plan has to know. What lies beyond the sheet's edge is left out. */
export function readArea(sheet: Sheet, rect: Rect): Area {
  const sheetRows = sheet.getMaxRows();
  const sheetColumns = sheet.getMaxColumns();
  const rows = Math.min(rect.rows, sheetRows - rect.row + 1);
  const width = Math.min(rect.columns, sheetColumns - rect.column + 1);
  const range = rows > 0 && width > 0 ? sheet.getRange(rect.row, rect.column, rows, width) : null;
  const formulas = range?.getFormulas() ?? [];
  const contents = (range?.getValues() ?? []).map((row, index) =>
    row.map((value: unknown, column): Content => ({ value, formula: formulas[index]?.[column] ?? '' })),
  );
  const merged = (range?.getMergedRanges() ?? []).map(rectOf);
  return { rect, contents, merged, sheetRows, sheetColumns };
}

/**
 * Carries out a plan. The named range, which says what is ours, covers old and new before anything is written: writes are
 * carried out in order, so a kill can leave cells unwritten, but never cells that nobody owns. `reformat`: the currency
 * has changed, and with it the decimals.
 */
export function writeBlock(
  sheet: Sheet,
  plan: WritePlan,
  currency: string | null,
  reformat: boolean,
  rangeName: string,
): void {
  if (plan.missingRows > 0) sheet.insertRowsAfter(sheet.getMaxRows(), plan.missingRows);
  if (plan.missingColumns > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), plan.missingColumns);
  const book = sheet.getParent();
  book.setNamedRange(rangeName, range(sheet, plan.union));
  range(sheet, plan.rect).setValues(plan.values.map((row) => row.map(written)));
  if (plan.leftover) range(sheet, plan.leftover).clearContent();
  format(sheet, reformat ? { ...plan, added: plan.rect } : plan, currency);
  book.setNamedRange(rangeName, range(sheet, plan.rect));
  // The title says how old the figures are, so it comes after them.
  if (plan.title) sheet.getRange(plan.title.row, plan.title.column).setValue(text(plan.title.text));
  flush();
}

/**
 * Names a cell as wanted, or with the first number behind that which is free, and says how. A name whose cells were deleted
 * is taken and cannot be found (P8-17): only naming tells.
 */
export function claimRangeName(cell: Range, wanted: string, taken: readonly string[]): string {
  const book = cell.getSheet().getParent();
  let refusal: unknown;
  for (let number = 1, refused = 0; refused < 10; number += 1) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (taken.includes(name) || book.getRangeByName(name)) continue;
    try {
      book.setNamedRange(name, cell);
      flush();
      return name;
    } catch (error) {
      refused += 1;
      refusal = error;
    }
  }
  throw refusal;
}

/** Gives up a block: its cells stay as they are, and are nobody's. */
export function removeBlockRange(rangeName: string): void {
  const book = spreadsheet();
  if (book.getRangeByName(rangeName)) book.removeNamedRange(rangeName);
}

/** Only what is new is formatted: afterwards the formats are the user's to change. */
function format(sheet: Sheet, { added, rect, title }: WritePlan, currency: string | null): void {
  if (!added) return;
  const kinds = defaultLayout.columns.map((name) => columns[name].kind);
  const isNew = added.row === rect.row;
  if (isNew) {
    const header = range(sheet, { ...rect, rows: 1 });
    header.setFontWeight('bold').setBackground('#f1f3f4').setFontColor('#202124');
    header.setHorizontalAlignments([kinds.map((kind) => (kind === 'text' ? 'left' : 'right'))]);
    if (title) sheet.getRange(title.row, title.column).setFontColor('#5f6368');
  }
  const body = isNew ? { ...added, row: added.row + 1, rows: added.rows - 1 } : added;
  for (const { first, patterns } of runs(kinds.map((kind) => numberFormat(kind, currency)))) {
    const cells = { ...body, column: body.column + first, columns: patterns.length };
    if (body.rows > 0) range(sheet, cells).setNumberFormats(Array.from({ length: body.rows }, () => patterns));
  }
}

/** Neighbouring columns that have a pattern, together: one call formats them all. */
function runs(patterns: ReadonlyArray<string | null>): Array<{ first: number; patterns: string[] }> {
  const found: Array<{ first: number; patterns: string[] }> = [];
  patterns.forEach((pattern, index) => {
    if (pattern === null) return;
    const last = found[found.length - 1];
    if (last && last.first + last.patterns.length === index) last.patterns.push(pattern);
    else found.push({ first: index, patterns: [pattern] });
  });
  return found;
}

const written = (cell: Cell): Cell => (typeof cell === 'string' && cell !== '' ? text(cell) : cell);

/** Names are typed by outsiders, and what Sheets reads as a formula or a date depends on the locale: this stays text (P8-3 to P8-6). */
const text = (value: string): string => `'${value}`;

function range(sheet: Sheet, { row, column, rows, columns: width }: Rect): Range {
  return sheet.getRange(row, column, rows, width);
}

export function rectOf(cells: Range): Rect {
  return { row: cells.getRow(), column: cells.getColumn(), rows: cells.getNumRows(), columns: cells.getNumColumns() };
}
