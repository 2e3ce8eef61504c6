import { decorate, flush } from '../google/spreadsheet';
import { Problem } from '../problem';
import { a1, around, type Rect } from './area';
import { type Blocks, findBlock } from './block-range';
import { ownColumns } from './own-columns';
import { endOf, findTitle, foreignCell, nearRows } from './own-rows';
import { range, readArea } from './read-area';
import type { Written } from './written';

/**
 * Clears the cells of a block with its title and totals. false: it stands nowhere any more.
 * @throws Problem where they are no longer all its own; then nothing is cleared
 */
export function clearBlock(rangeName: string, written: Written, blocks: Blocks): boolean {
  const found = findBlock({ rangeName, written }, blocks);
  if (!found) return false;
  const { sheet, rect } = found;
  const row = Math.max(1, rect.row - nearRows);
  const { area } = readArea(sheet, { ...rect, row, rows: rect.row + rect.rows + nearRows - row }, rect);
  const columns = ownColumns(written, rect, area);
  if (typeof columns === 'string') throw new Problem(columns);
  const block = { written, rect, columns };
  const foreign = foreignCell(block, area);
  if (foreign) throw new Problem(foreign);
  const rows = endOf(block, area) - rect.row;
  const left = columns[0] ?? rect.column;
  const title = findTitle(block, left, area);
  const cells: Rect[] = columns.map((column) => ({ row: rect.row, column, rows, columns: 1 }));
  if (title !== null) cells.push({ row: title, column: left, rows: 1, columns: 1 });
  const closed = range(sheet, around(cells)).canEdit() ? undefined : cells.find((one) => !range(sheet, one).canEdit());
  if (closed) {
    throw new Problem(`${a1(closed.row, closed.column)} is protected, and you may not edit it. Nothing was cleared.`);
  }
  const ranges = cells.map((one) => range(sheet, one));
  for (const one of ranges) one.clearContent();
  flush();
  decorate(() => {
    for (const one of ranges) one.clearFormat();
  });
  return true;
}
