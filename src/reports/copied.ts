import { Problem } from '../problem';
import { content } from '../sheet/area';
import { findBlock } from '../sheet/block-range';
import { ownColumns } from '../sheet/own-columns';
import { nearRows } from '../sheet/own-rows';
import type { Wanted } from '../sheet/plan';
import { readArea } from '../sheet/read-area';
import { isKeyed, type Written } from '../sheet/written';

/**
 * What to know of a block that came with a copy of another spreadsheet: the named range and the cells have come along, what was
 * known of them has not (P8.1-7). It is taken for what the same report would write now; its header has to bear that out. A
 * title or totals count only where they read as the report writes them: people may have put something of their own there.
 */
export function writtenInCopy(rangeName: string, wanted: Wanted): { rangeName: string; written: Written } {
  const found = findBlock({ rangeName, written: null }, () => []);
  if (!found) throw new Problem(`The table’s place is gone: its named range “${rangeName}” is not in this copy.`);
  const { sheet, sheetId, rect } = found;
  const { header, kinds, currency, rows, totals } = wanted;
  const ranked = kinds.map((kind) => kind === 'rank');
  const bare: Written = {
    sheetId,
    layouts: [{ header: [...header], kinds: [...kinds] }],
    columns: header.map((_, index) => index),
    titles: [],
    totals: [],
    digests: [],
    keyless: rows.filter((row) => !isKeyed(row, ranked)).length,
    currency,
    unfinished: null,
    formattedRows: null,
  };
  const top = Math.max(1, rect.row - nearRows);
  const below = rect.row + rect.rows;
  const { area } = readArea(sheet, { ...rect, row: top, rows: below + 1 - top }, rect);
  const own = ownColumns(bare, rect, area);
  if (typeof own === 'string') throw new Problem(own);
  const lineAt = (row: number) => own.map((column) => content(area, row, column)?.value ?? '');
  const above = Array.from({ length: rect.row - top }, (_, down) => String(lineAt(top + down)[0]));
  const last = lineAt(below).map((value) => (typeof value === 'number' ? value : String(value)));
  const label = totals?.findIndex((cell) => typeof cell === 'string' && cell !== '') ?? -1;
  return {
    rangeName,
    written: {
      ...bare,
      titles: above.filter((text) => / · refreshed \d{4}(-\d\d){2} \d\d:\d\d$/.test(text)),
      totals: /^Total( of the \d+ (shown|listed))?( · \d+ partners? missing)?$/.test(String(last[label])) ? [last] : [],
    },
  };
}
