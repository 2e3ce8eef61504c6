import { isTextKind } from '../domain/column-kinds';
import { isReportTitle } from '../domain/report-title';
import { Problem } from '../problem';
import { content } from '../sheets/area';
import { findBlock } from '../sheets/block-range';
import { ownColumns } from '../sheets/own-columns';
import { topOf } from '../sheets/own-rows';
import type { Wanted } from '../sheets/plan';
import { readArea } from '../sheets/read-area';
import { withoutApostrophe } from '../sheets/text';
import { fits, isKeyed, keysOf, type Written } from '../sheets/written';

/**
 * The record of a block that came with a copy of another spreadsheet. The named range and the cells are copied, the
 * record is not (P8.1-7). The block is taken for what the same report would write now, and its header has to prove
 * that. A title or totals count only where they read as the report writes them: people may have put something of their
 * own there.
 */
export function writtenInCopy(rangeName: string, wanted: Wanted): { rangeName: string; written: Written } {
  const block = findBlock({ rangeName, written: null }, () => []);
  if (!block) throw new Problem(`The table’s place is gone: its named range “${rangeName}” is not in this copy.`);
  const { sheet, sheetId, rect } = block;
  const { header, kinds, currency, rows, totals, board } = wanted;
  const keys = keysOf([kinds]);
  const bare: Written = {
    sheetId,
    layouts: [{ header: [...header], kinds: [...kinds] }],
    headings: [],
    texts: rows.flatMap((row) => row.filter((_, index) => !isTextKind(kinds[index]))).filter(isText),
    columns: header.map((_, index) => index),
    titles: [],
    names: [],
    board: board !== null,
    ownSheet: false,
    lines: [...(board?.lines ?? [])],
    sums: [...(board?.sums ?? [])],
    totals: [],
    digests: [],
    keyless: rows.filter((row) => !isKeyed(row, keys)).length,
    currency,
    unfinished: null,
    cut: [],
    formattedRows: null,
    earlier: null,
  };
  const top = topOf(rect.row, bare, board !== null);
  const below = rect.row + rect.rows;
  const { area } = readArea(sheet, { ...rect, row: top, rows: below + 1 - top }, rect);
  const own = ownColumns(bare, rect, area);
  if (typeof own === 'string') throw new Problem(own);
  const lineAt = (row: number) =>
    own.map((column) => {
      const there = content(area, row, column);
      return there?.formula ? '' : withoutApostrophe(there?.value ?? '');
    });
  const above = Array.from({ length: rect.row - top }, (_, down) => String(lineAt(top + down)[0]));
  const label = totals?.findIndex(isText) ?? -1;
  const line = lineAt(below);
  const isTotals = /^Total( of the \d+ (shown|listed))?( · \d+ partners? missing)?$/.test(String(line[label]));
  // Only the label, and figures in columns of figures, are the report's: anything else is a person's own.
  const last = line.map((value, index) => {
    if (index === label) return String(value);
    const isFigure = totals?.[index] !== '' && !isTextKind(kinds[index]) && fits(value, [kinds[index]]);
    return isFigure && (typeof value === 'number' || typeof value === 'string') ? value : '';
  });
  return {
    rangeName,
    written: {
      ...bare,
      titles: above.filter(isReportTitle),
      names: above.filter((text) => text === board?.name),
      totals: isTotals ? [last] : [],
    },
  };
}

const isText = (cell: unknown): cell is string => typeof cell === 'string' && cell !== '';
