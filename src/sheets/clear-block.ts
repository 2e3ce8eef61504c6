import { applyEachLook, flush } from '../google/spreadsheet';
import { Problem } from '../problem';
import { a1, boundingRect, type Rect } from './area';
import { type Blocks, findBlock } from './block-range';
import { undressSheet } from './dress-block';
import { isStrange } from './headings';
import { without } from './neighbours';
import { ownColumns, standsNoLonger } from './own-columns';
import { findName, findSentence, findTitle, foreignCell, nearRows, ownRows, topOf } from './own-rows';
import { planUndress } from './plan-undress';
import { range, readArea } from './read-area';
import { presentRecord } from './undone';
import { earlierRecord, type Written } from './written';

/**
 * Clears the cells of a block with its title and totals. false where the block is gone. @throws Problem where some of
 * them are no longer its own; nothing is cleared then
 */
export function clearBlock(rangeName: string, recorded: Written, blocks: Blocks): boolean {
  const standing = findBlock({ rangeName, written: recorded }, blocks);
  if (!standing) return false;
  const { sheet, rect } = standing;
  const row = Math.min(topOf(rect.row, recorded, null), topOf(rect.row, earlierRecord(recorded) ?? recorded, null));
  const { area } = readArea(sheet, { ...rect, row, rows: rect.row + rect.rows + nearRows - row }, rect);
  const written = presentRecord(recorded, rect, area);
  const columns = ownColumns(written, rect, area);
  if (typeof columns === 'string') throw new Problem(columns);
  const block = { written, rect, columns };
  if (isStrange(block, area)) throw new Problem(standsNoLonger(rect));
  const own = ownRows(block, area);
  const foreign = foreignCell(block, own, area);
  if (foreign) throw new Problem(foreign);
  const left = columns[0] ?? rect.column;
  const lines = [findTitle, findName, findSentence].map((find) => find(block, left, area));
  const whole = { row: rect.row, column: left, rows: own.end - rect.row, columns: Math.max(...columns) + 1 - left };
  const cells: Rect[] = without(whole, (row, column) => !columns.includes(column) || own.isTheirs(row, column));
  for (const line of lines) if (line !== null) cells.push({ row: line, column: left, rows: 1, columns: 1 });
  const closed = range(sheet, boundingRect(cells)).canEdit()
    ? undefined
    : cells.find((rect) => !range(sheet, rect).canEdit());
  if (closed) {
    throw new Problem(`${a1(closed.row, closed.column)} is protected, and you may not edit it. Nothing was cleared.`);
  }
  const ranges = cells.map((rect) => range(sheet, rect));
  for (const cleared of ranges) cleared.clearContent();
  flush();
  const looks = planUndress(written, { rect, columns, end: own.end });
  applyEachLook([
    ...ranges.map((cleared) => () => void cleared.clearFormat()),
    ...(looks ? [() => undressSheet(sheet, (cells) => range(sheet, cells), looks)] : []),
  ]);
  return true;
}
