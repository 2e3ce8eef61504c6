import type { Sheet } from '../google/types';
import { Problem } from '../problem';
import { a1, type Rect } from './area';
import { mergedProblem } from './block';
import { plainTextCells } from './plain-text';
import { type Cells, lineCells, type Wanted, type WritePlan } from './plan';
import { clipped, type Reading, range, rectOf } from './read-area';

/**
 * Refuses cells that cannot be written: Sheets would refuse them at the flush, when some cells are written (P8-11,
 * P8-23). Returns the Plain text cells, with the formats that they need before they are written.
 */
export function checkCells(
  sheet: Sheet,
  plan: WritePlan,
  wanted: Wanted,
  { area, cells }: Reading,
): Array<Cells<string>> {
  if (plan.kind === 'unchanged') return [];
  const { values, cleared } = plan;
  const merged = mergedProblem(plan, cells.getMergedRanges().map(rectOf));
  if (merged) throw new Problem(merged);
  if (!cells.canEdit()) {
    const needed = [...values.map(({ rect }) => rect), ...cleared, ...lineCells(plan).map(({ rect }) => rect)]
      .map((rect) => clipped(rect, area))
      .filter((rect) => rect.rows > 0 && rect.columns > 0);
    const closed = protectedCell(sheet, needed);
    if (closed) {
      throw new Problem(
        `${closed} is protected, and you may not edit it. Nothing was written. Ask the spreadsheet’s owner.`,
      );
    }
  }
  return plainTextCells(plan, wanted.kinds, wanted.currency, cells.getNumberFormats(), area.rect);
}

/** The first of these cells that this person may not edit. Cells between them, which are others', may be protected. */
function protectedCell(sheet: Sheet, cells: readonly Rect[]): string | null {
  const closed = (rect: Rect) => !range(sheet, rect).canEdit();
  let protectedCells = cells.find(closed);
  while (protectedCells && protectedCells.rows * protectedCells.columns > 1) {
    const { row, column, rows, columns }: Rect = protectedCells;
    const [down, right] = rows > 1 ? [rows >> 1, columns] : [1, columns >> 1];
    const first: Rect = { row, column, rows: down, columns: right };
    const rest =
      rows > 1
        ? { ...protectedCells, row: row + down, rows: rows - down }
        : { ...protectedCells, column: column + right, columns: columns - right };
    protectedCells = closed(first) ? first : rest;
  }
  return protectedCells ? a1(protectedCells.row, protectedCells.column) : null;
}
