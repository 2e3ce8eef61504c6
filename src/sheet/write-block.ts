import { flush } from '../google/spreadsheet';
import { sameRect } from './area';
import type { FormatPlan, TitlePlan, ValuePlan, WritePlan } from './plan';
import { range } from './read-area';
import { text, written } from './text';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

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
  const { title, before, rect, union } = plan;
  if (plan.kind === 'write') {
    if (before.rows > 0) makeRoom(sheet, plan);
    if (before.rows > 0 && !sameRect(union, before)) move(range(sheet, union));
    writeValues(sheet, plan);
    writeFormats(sheet, plan);
    if (!sameRect(rect, union)) move(range(sheet, rect));
  }
  // The title says how old the figures are, so it comes after them.
  if (title) writeTitle(sheet, title);
  flush();
}

function writeValues(sheet: Sheet, { values, cleared }: ValuePlan): void {
  for (const { rect, cells: lines } of values) range(sheet, rect).setValues(lines.map((line) => line.map(written)));
  for (const cells of cleared) range(sheet, cells).clearContent();
}

function writeFormats(sheet: Sheet, { headers, formats }: FormatPlan): void {
  for (const { rect, cells: alignments } of headers) {
    const header = range(sheet, rect);
    header.setFontWeight('bold').setBackground('#f1f3f4').setFontColor('#202124');
    header.setHorizontalAlignments(alignments);
  }
  for (const { rect, cells: patterns } of formats) range(sheet, rect).setNumberFormats(patterns);
}

function writeTitle(sheet: Sheet, { row, column, text: title, isNew }: TitlePlan): void {
  const cell = sheet.getRange(row, column).setValue(text(title));
  if (isNew) cell.setFontColor('#5f6368');
}

/** Empties the cells of a first writing that failed. They were empty before it (`planBlock`). */
export function unwriteBlock(sheet: Sheet, { title, values }: WritePlan): void {
  for (const { rect } of values) range(sheet, rect).clear();
  if (title) sheet.getRange(title.row, title.column).clear();
  flush();
}
