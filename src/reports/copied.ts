import { Problem } from '../problem';
import { around, content } from '../sheet/area';
import type { Wanted } from '../sheet/block';
import { findBlock } from '../sheet/block-range';
import { readArea } from '../sheet/write-block';
import type { Written } from '../sheet/written';

/**
 * What to know of a block that came with a copy of another spreadsheet: the named range and the cells have come along, what was
 * known of them has not (P8.1-7). It is taken for what the same report would write now; its header has to bear that out.
 */
export function writtenInCopy(rangeName: string, wanted: Wanted): { rangeName: string; written: Written } {
  const found = findBlock(rangeName, null, () => []);
  if (!found) throw new Problem(`The table’s place is gone: its named range ${rangeName} is not in this copy.`);
  const { sheet, sheetId, rect } = found;
  const title = { row: Math.max(1, rect.row - 1), column: rect.column, rows: 1, columns: 1 };
  const below = { ...rect, row: rect.row + rect.rows, rows: 1 };
  const area = readArea(sheet, around([title, rect, below]), rect);
  const valueAt = (row: number, column: number) => content(area, row, column)?.value ?? '';
  const last = Array.from({ length: rect.columns }, (_, index) => valueAt(below.row, rect.column + index));
  const totals = last.some((value) => typeof value === 'string' && value.startsWith('Total'));
  return {
    rangeName,
    written: {
      sheetId,
      layouts: [{ header: [...wanted.header], kinds: [...wanted.kinds] }],
      columns: wanted.header.map((_, index) => index),
      titles: [String(rect.row > 1 ? valueAt(rect.row - 1, rect.column) : '')],
      totals: totals ? [last.map((value) => (typeof value === 'number' ? value : String(value)))] : [],
      keyless: rect.rows,
      currency: wanted.currency,
      unfinished: null,
    },
  };
}
