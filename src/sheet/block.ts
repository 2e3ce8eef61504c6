import type { ColumnKind } from '../leaderboard/columns';
import { numberFormat } from '../leaderboard/formats';
import type { Cell } from '../leaderboard/table';
import { type Area, a1, around, content, type Rect, sameRect, touches } from './area';
import { ownColumns } from './own-columns';
import { endOf, findTitle, foreignCell, nearRows } from './own-rows';
import { digest, isKeyed, type Written } from './written';

export interface Wanted {
  readonly title: string;
  readonly header: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly currency: string | null;
  readonly rows: readonly (readonly Cell[])[];
  /** Directly below the rows. */
  readonly totals: readonly Cell[] | null;
}

/** Where the block stands, header and rows. Before the first time: where its header is to begin, without rows or columns. */
export interface Place {
  readonly sheetId: number;
  readonly rect: Rect;
}

/** What the cells of a rectangle are to have. */
export interface Cells<T> {
  readonly rect: Rect;
  readonly cells: T[][];
}

export interface WritePlan {
  /** Unchanged: the title is all that is to be written. */
  readonly kind: 'write' | 'unchanged';
  /** null where that cell is no longer the report's. */
  readonly title: {
    readonly row: number;
    readonly column: number;
    readonly text: string;
    readonly isNew: boolean;
  } | null;
  /** Header and rows as they stand, from now on, and both. Columns that somebody inserted between are included. */
  readonly before: Rect;
  readonly rect: Rect;
  readonly union: Rect;
  /** Of the report's own columns, with the totals; in this order, a row can be known wherever the write is cut short. */
  readonly values: ReadonlyArray<Cells<Cell>>;
  readonly cleared: readonly Rect[];
  /** Header cells that are new, or head something else, and how they are aligned. */
  readonly headers: ReadonlyArray<Cells<'left' | 'right'>>;
  /** Number formats of what is new or needs another one now. All others are the user's. */
  readonly formats: ReadonlyArray<Cells<string>>;
  readonly missingRows: number;
  readonly missingColumns: number;
  /** To be recorded before anything is written, and when all is. */
  readonly during: Written;
  readonly after: Written;
}

export type BlockPlan = WritePlan | { readonly kind: 'refuse'; readonly problem: string };

/** Before a report has written anything. */
const nothing: Written = {
  sheetId: null,
  layouts: [{ header: [], kinds: [] }],
  columns: [],
  titles: [''],
  totals: [],
  digests: [],
  keyless: 0,
  currency: null,
  unfinished: 0,
};

/** What a plan has to know of: the title, the old block and the new one with their totals. */
export function reach({ rect }: Place, { header, rows, totals }: Wanted, recorded: Written | null): Rect {
  const written = recorded ?? nothing;
  const row = Math.max(1, rect.row - nearRows);
  const oldRows = rect.rows + (written.totals.length > 0 ? nearRows : 0);
  const end = rect.row + Math.max(oldRows, 1 + rows.length + (totals ? 1 : 0));
  const fewest = Math.min(header.length, ...written.layouts.map((layout) => layout.header.length));
  return { row, column: rect.column, rows: end - row, columns: rect.columns + header.length - fewest };
}

/**
 * Plans one write of a report into a sheet from what is recorded and what is there. Cells of the block's own columns are the
 * report's to rewrite as far as they look written by it; any other cell that it needs must be empty, or nothing is written.
 */
export function planBlock(
  wanted: Wanted,
  { sheetId, rect: at }: Place,
  recorded: Written | null,
  area: Area,
): BlockPlan {
  const written = recorded ?? nothing;
  const own = ownColumns(written, at, area);
  if (typeof own === 'string') return refuse(own);
  const block = { written, rect: at, columns: own };
  const foreign = foreignCell(block, area);
  if (foreign) return refuse(foreign);

  const { header, kinds, currency, totals } = wanted;
  const lines = [header, ...wanted.rows, ...(totals ? [totals] : [])];
  const end = at.row + lines.length;
  const oldEnd = endOf(block, area);
  const free = Math.max(at.column - 1, ...own) + 1;
  const columns = header.map((_, index) => own[index] ?? free + index - own.length);
  const dropped = own.slice(columns.length);
  const all = [...columns, ...dropped];
  // Old columns in new rows and new columns in old ones too: a write that is cut short may leave any of these in the range.
  for (let row = at.row; row < Math.max(end, oldEnd); row += 1) {
    const taken = all.find((column) => !(row < oldEnd && own.includes(column)) && content(area, row, column));
    if (taken) return refuse(occupied(row, taken));
  }
  const left = Math.min(...columns);
  const titleRow = findTitle(block, left, area);
  if (!recorded && content(area, at.row - 1, left)) return refuse(occupied(at.row - 1, left));

  const rect = { row: at.row, column: left, rows: 1 + wanted.rows.length, columns: Math.max(...columns) - left + 1 };
  const union = at.rows > 0 ? around([at, rect]) : rect;
  const formatted = Math.min(oldEnd - at.row, written.unfinished ?? oldEnd);
  const planned = kinds.map((kind, index) => {
    const format = numberFormat(kind, currency);
    const oldFormat = numberFormat(written.layouts[0]?.kinds[index] ?? 'text', written.currency);
    const isNew = written.layouts.some((layout) => index >= layout.header.length);
    // The first row that has yet to be formatted.
    const from = at.row + (isNew || format !== oldFormat ? 1 : Math.max(1, formatted));
    return { index, column: columns[index] ?? 0, kind, weight: weight(kind), isNew, format, from };
  });
  const old = own.map((column, index) => {
    return { column, weight: Math.min(...written.layouts.map((layout) => weight(layout.kinds[index]))) };
  });

  // A row is known by its figures: they are written first and cleared last.
  const values = neighbours(planned)
    .sort((a, b) => heaviest(b) - heaviest(a))
    .map((group) => ({
      rect: rows(group, at.row, end),
      cells: lines.map((line) => group.map(({ index }) => line[index] ?? '')),
    }));
  const cleared = [
    ...neighbours(old)
      .sort((a, b) => heaviest(a) - heaviest(b))
      .map((group) => rows(group, end, oldEnd)),
    ...neighbours(old.slice(columns.length)).map((group) => rows(group, at.row, Math.min(end, oldEnd))),
  ].filter((cells) => cells.rows > 0);
  // Figures under a column that held text, or the other way round: its header is to stand over them.
  const turned = planned.filter(({ index, kind }) =>
    written.layouts.some((layout) => !layout.kinds[index] || sideOf(layout.kinds[index]) !== sideOf(kind)),
  );
  const headers = neighbours(turned).map((group) => ({
    rect: rows(group, at.row, at.row + 1),
    cells: [group.map(({ kind }) => sideOf(kind))],
  }));
  const unformatted = planned.filter(({ format, from }) => format !== null && from < end);
  const formats = neighbours(unformatted, (a, b) => a.from === b.from).map((group) => {
    const cells = rows(group, Math.min(...group.map(({ from }) => from)), end);
    return { rect: cells, cells: Array.from({ length: cells.rows }, () => group.map(({ format }) => String(format))) };
  });
  const stands = lines.every((line, down) =>
    planned.every(({ index, column }) => {
      const there = content(area, at.row + down, column);
      return there ? there.formula === '' && there.value === line[index] : line[index] === '';
    }),
  );
  const unchanged = stands && sameRect(at, rect) && !cleared.length && !headers.length && !formats.length;

  const ranked = kinds.map((kind) => kind === 'rank');
  const after: Written = {
    sheetId,
    layouts: [{ header: [...header], kinds: [...kinds] }],
    columns: columns.map((column) => column - left),
    titles: titleRow === null ? written.titles : [wanted.title],
    totals: totals ? [[...totals]] : [],
    digests: header.map((_, index) => digest(wanted.rows.map((row) => row[index] ?? ''))),
    keyless: wanted.rows.filter((row) => !isKeyed(row, ranked)).length,
    currency,
    unfinished: null,
  };
  const titles = distinct([...written.titles, ...after.titles]);
  const during: Written = {
    sheetId,
    layouts: distinct([...written.layouts, ...after.layouts]),
    columns: all.map((column) => column - union.column),
    titles,
    totals: distinct([...written.totals, ...after.totals]),
    digests: written.digests,
    keyless: written.keyless + written.totals.length + after.keyless + after.totals.length,
    currency: written.currency,
    unfinished: formatted,
  };
  return {
    kind: unchanged ? 'unchanged' : 'write',
    title: titleRow === null ? null : { row: titleRow, column: left, text: wanted.title, isNew: titles.includes('') },
    before: at,
    rect,
    union,
    values,
    cleared,
    headers,
    formats,
    missingRows: Math.max(0, end - 1 - area.sheetRows),
    missingColumns: Math.max(0, Math.max(...columns) - area.sheetColumns),
    during: unchanged ? { ...after, titles } : during,
    after,
  };
}

/** Merged cells that a write would lose figures in (P8-23). A title may be merged, as long as it shows. */
export function mergedProblem({ values, cleared, title, before }: WritePlan, merged: readonly Rect[]): string | null {
  const hides = (cells: Rect) =>
    before.rows === 0 &&
    title !== null &&
    touches(cells, { ...title, rows: 1, columns: 1 }) &&
    (cells.row !== title.row || cells.column !== title.column);
  const needed = [...values.map(({ rect }) => rect), ...cleared];
  const found = merged.find((cells) => hides(cells) || needed.some((rect) => touches(cells, rect)));
  if (!found) return null;
  return `The cells from ${a1(found.row, found.column)} to ${a1(found.row + found.rows - 1, found.column + found.columns - 1)} are merged, and the table needs them one by one. Nothing was written. Unmerge them, or choose another place.`;
}

/** Columns that are neighbours in the sheet, and alike, together: one call writes them all. */
function neighbours<T extends { readonly column: number }>(
  columns: readonly T[],
  alike: (a: T, b: T) => boolean = () => true,
): T[][] {
  const groups: T[][] = [];
  for (const [index, column] of columns.entries()) {
    const last = columns[index - 1];
    if (last && last.column === column.column - 1 && alike(last, column)) groups[groups.length - 1]?.push(column);
    else groups.push([column]);
  }
  return groups;
}

function rows(columns: ReadonlyArray<{ readonly column: number }>, row: number, end: number): Rect {
  const first = Math.min(...columns.map(({ column }) => column));
  return { row, column: first, rows: end - row, columns: columns.length };
}

const sideOf = (kind: ColumnKind | undefined) => (kind === 'text' ? ('left' as const) : ('right' as const));

/** How well a row is known by its cell in such a column. */
const weight = (kind: ColumnKind | undefined) => (kind === 'rank' ? 2 : kind && kind !== 'text' ? 1 : 0);

const heaviest = (columns: ReadonlyArray<{ readonly weight: number }>) => Math.max(...columns.map((one) => one.weight));

function distinct<T>(items: readonly T[]): T[] {
  const texts = items.map((item) => JSON.stringify(item));
  return items.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

function occupied(row: number, column: number): string {
  return `${a1(row, column)} is not empty, and the table needs that cell. Nothing was written. Move what is there, or choose another place.`;
}

const refuse = (problem: string): BlockPlan => ({ kind: 'refuse', problem });
