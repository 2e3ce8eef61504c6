import { Problem } from '../problem';
import { type Area, a1, around, type Rect } from './area';
import { mergedProblem } from './block';
import type { WritePlan } from './plan';
import { range, rectOf, within } from './read-area';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

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
