import { barColumn } from '../domain/bars';
import { isBridgeSentence } from '../domain/bridge';
import { type ColumnKind, isTextKind } from '../domain/column-kinds';
import { columns } from '../domain/columns';
import { comparisonColumns } from '../domain/comparison';
import { moveColumn, movementColumn } from '../domain/movement';
import { isReportTitle } from '../domain/report-title';
import { trendColumn } from '../domain/trend';
import { Problem } from '../problem';
import { type Area, content, type Rect } from '../sheets/area';
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
 * that; where the report was changed and not refreshed since, for what its header says. A title or totals count only
 * where they read as the report writes them: people may have put something of their own there.
 */
export function writtenInCopy(rangeName: string, wanted: Wanted): { rangeName: string; written: Written } {
  const block = findBlock({ rangeName, written: null }, () => []);
  if (!block) throw new Problem(`The table’s place is gone: its named range “${rangeName}” is not in this copy.`);
  const { sheet, sheetId, rect } = block;
  const { totals, board } = wanted;
  const now = bareRecord(sheetId, wanted);
  const top = topOf(rect.row, now, board);
  const below = rect.row + rect.rows;
  const { area } = readArea(sheet, { ...rect, row: top, rows: below + 1 - top }, rect);
  const bare = typeof ownColumns(now, rect, area) === 'string' ? asItStands(now, rect, area) : now;
  const own = ownColumns(bare, rect, area);
  if (typeof own === 'string') throw new Problem(own);
  const kinds = bare.layouts[0]?.kinds ?? [];
  const lineAt = (row: number) => own.map((column) => textAt(area, row, column));
  const above = Array.from({ length: rect.row - top }, (_, down) => String(lineAt(top + down)[0]));
  const line = lineAt(below);
  const label = totals === null ? -1 : line.findIndex((value) => isTotalsLabel.test(String(value)));
  // Only the label, and figures in columns of figures, are the report's: anything else is a person's own.
  const last = line.map((value, index) => {
    if (index === label) return String(value);
    const hasTotal = bare !== now || totals?.[index] !== '';
    const isFigure = hasTotal && !isTextKind(kinds[index]) && fits(value, [kinds[index]]);
    return isFigure && (typeof value === 'number' || typeof value === 'string') ? value : '';
  });
  return {
    rangeName,
    written: {
      ...bare,
      titles: above.filter(isReportTitle),
      names: above.filter((text) => text === board?.name),
      sentences: (board?.sentence ?? null) === null ? [] : ['', ...above.filter(isBridgeSentence)],
      totals: label < 0 ? [] : [last],
    },
  };
}

const isTotalsLabel = /^Total( of the \d+ (shown|listed))?( · \d+ partners? missing)?$/;

/** Of a block that stands as it is wanted now. */
function bareRecord(sheetId: number, { header, kinds, currency, rows, board }: Wanted): Written {
  const keys = keysOf([kinds]);
  return {
    sheetId,
    layouts: [{ header: [...header], kinds: [...kinds] }],
    headings: [],
    texts: rows.flatMap((row) => row.filter((_, index) => !isTextKind(kinds[index]))).filter(isText),
    columns: header.map((_, index) => index),
    titles: [],
    names: [],
    sentences: [],
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
}

/** The same with the columns that the header there says. As it was where one of its headings is no report's, or there are two of one. */
function asItStands(now: Written, rect: Rect, area: Area): Written {
  const places = Array.from({ length: rect.columns }, (_, offset) => rect.column + offset);
  const header = places.map((column) => String(textAt(area, rect.row, column)));
  const kinds = header.flatMap((heading) => kindOf(heading) ?? []);
  if (kinds.length !== header.length || new Set(header).size !== header.length) return now;
  const rows = Array.from({ length: rect.rows - 1 }, (_, down) => rect.row + 1 + down);
  const isSum = (row: number) => places.some((column) => /^Total ./.test(String(textAt(area, row, column))));
  return {
    ...now,
    layouts: [{ header, kinds }],
    columns: places.map((column) => column - rect.column),
    keyless: now.keyless + rows.filter(isSum).length,
  };
}

/** What a column holds that a report heads so; none where no report does. An amount is headed with its currency. */
function kindOf(heading: string): ColumnKind | undefined {
  const others = [movementColumn, moveColumn].map((column) => column(new Map()));
  const beside = [...others, ...comparisonColumns(null), barColumn(columns.revenue, []), trendColumn(null)];
  const label = heading.replace(/ \([^()]*\)$/, '');
  return [...Object.values(columns), ...beside].find((column) => column.label === label)?.kind;
}

function textAt(area: Area, row: number, column: number): unknown {
  const there = content(area, row, column);
  return there?.formula ? '' : withoutApostrophe(there?.value ?? '');
}

const isText = (cell: unknown): cell is string => typeof cell === 'string' && cell !== '';
