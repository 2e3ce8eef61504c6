import type { Cell } from '../leaderboard/table';

/** Rows and columns count from 1, as in Sheets. */
export interface Rect {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** What stands in a cell: `formula` is '' where there is none. */
export interface Content {
  readonly value: unknown;
  readonly formula: string;
}

/** A part of a sheet as it was read, and how large that sheet is. */
export interface Area {
  readonly rect: Rect;
  readonly contents: readonly (readonly Content[])[];
  /** Merged cells of which at least one lies here. What is written into any but the first of them is lost (P8-23). */
  readonly merged: readonly Rect[];
  readonly sheetRows: number;
  readonly sheetColumns: number;
}

/** What a report knows of the block it wrote. */
export interface Written {
  /** Header and rows, where they stand now. */
  readonly rect: Rect;
  /** Row counts that this block may have: more than one after a write that did not reach its end, 0 if it was the first. */
  readonly rowCounts: readonly number[];
  readonly columns: number;
  /** The header it wrote, and the titles it may have: two after a refresh that did not reach its end. */
  readonly header: readonly string[];
  readonly titles: readonly string[];
}

export interface Wanted {
  readonly title: string;
  /** Header first. */
  readonly values: readonly (readonly Cell[])[];
}

export type BlockPlan =
  | {
      readonly kind: 'write';
      /** Where the title goes, or null where that cell is no longer the report's. */
      readonly title: { readonly row: number; readonly column: number; readonly text: string } | null;
      readonly values: readonly (readonly Cell[])[];
      /** The block from now on. */
      readonly rect: Rect;
      /** All that this plan touches: the old block and the new one. */
      readonly union: Rect;
      /** Rows of the old block that the new one leaves behind. */
      readonly leftover: Rect | null;
      /** Rows that were not the report's before, and so have yet to be formatted. */
      readonly added: Rect | null;
      readonly missingRows: number;
      readonly missingColumns: number;
    }
  | { readonly kind: 'refuse'; readonly problem: string };

/** Where a plan will look and write: title, old block, new block. */
export function reach(anchor: Rect, rows: number): Rect {
  const titleRow = Math.max(1, anchor.row - 1);
  const last = anchor.row + Math.max(anchor.rows, rows);
  return { row: titleRow, column: anchor.column, rows: last - titleRow, columns: anchor.columns };
}

/**
 * Plans one write of a leaderboard into a sheet from what is known and what is there. Cells of the report's own block are
 * its to rewrite, but for formulas; every other cell must be empty, or nothing is written at all.
 */
export function planBlock(wanted: Wanted, at: Rect, written: Written | null, area: Area): BlockPlan {
  const rows = wanted.values.length;
  const old = written?.rect ?? null;
  if (written && !(written.rowCounts.includes(written.rect.rows) && written.rect.columns === written.columns)) {
    return refuse(
      'Rows or columns were inserted into this table or removed from it. Undo that, or insert the table anew elsewhere.',
    );
  }
  if (written && certainRows(written) > 0 && !headerStands(written, area)) {
    return refuse(
      `This table no longer stands at ${a1(at.row, at.column)}: its header was cleared, sorted or moved. Remove it from the list, or insert it anew.`,
    );
  }
  const rect: Rect = { row: at.row, column: at.column, rows, columns: at.columns };
  const titleCell = { row: at.row - 1, column: at.column };

  const blocked = firstMerged(rect, written, area) ?? firstBlocked(rect, written, area);
  if (blocked) return refuse(blocked);
  if (!old && content(area, titleCell.row, titleCell.column)) return refuse(occupied(titleCell.row, titleCell.column));

  const title = content(area, titleCell.row, titleCell.column)?.value;
  const titleIsOurs = !written || written.titles.some((known) => known === title);
  const oldRows = old?.rows ?? 0;
  return {
    kind: 'write',
    title: titleIsOurs && titleCell.row >= 1 ? { ...titleCell, text: wanted.title } : null,
    values: wanted.values,
    rect,
    union: { ...rect, rows: Math.max(rows, oldRows) },
    leftover: oldRows > rows ? { ...rect, row: rect.row + rows, rows: oldRows - rows } : null,
    added: rows > oldRows ? { ...rect, row: rect.row + oldRows, rows: rows - oldRows } : null,
    missingRows: Math.max(0, rect.row + rows - 1 - area.sheetRows),
    missingColumns: Math.max(0, rect.column + rect.columns - 1 - area.sheetColumns),
  };
}

/** A1 notation of one cell. */
export function a1(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** Why the block cannot be written: the first cell, row by row, that is not the report's to write. */
function firstBlocked(rect: Rect, written: Written | null, area: Area): string | null {
  const old = written?.rect ?? null;
  const lastRow = rect.row + Math.max(rect.rows, old?.rows ?? 0);
  for (let row = rect.row; row < lastRow; row += 1) {
    for (let column = rect.column; column < rect.column + rect.columns; column += 1) {
      const there = content(area, row, column);
      if (!there) continue;
      const within = old !== null && row < old.row + old.rows;
      const ours = within && (row < old.row + certainRows(written) || looksWritten(written, area, row));
      if (!ours) return occupied(row, column);
      if (there.formula !== '') {
        return `${a1(row, column)} holds a formula that this table did not write. Move it beside the table, then refresh again.`;
      }
    }
  }
  return null;
}

/** Merged cells that the block would lose figures in. A title may be merged, as long as it shows. */
function firstMerged(rect: Rect, written: Written | null, { merged }: Area): string | null {
  const block = { ...rect, rows: Math.max(rect.rows, written?.rect.rows ?? 0) };
  const title = { ...rect, row: rect.row - 1, rows: 1, columns: 1 };
  const hides = (cells: Rect) => touches(cells, title) && (cells.row !== title.row || cells.column !== title.column);
  const found = merged.find((cells) => touches(cells, block) || (!written && hides(cells)));
  if (!found) return null;
  return `The cells from ${a1(found.row, found.column)} to ${a1(found.row + found.rows - 1, found.column + found.columns - 1)} are merged, and the table needs them one by one. Nothing was written. Unmerge them, or choose another place.`;
}

function touches(a: Rect, b: Rect): boolean {
  const rows = a.row < b.row + b.rows && b.row < a.row + a.rows;
  return rows && a.column < b.column + b.columns && b.column < a.column + a.columns;
}

/** Below these, a write that was cut short may have left its rows, or somebody may have typed since. */
const certainRows = (written: Written | null) => Math.min(...(written?.rowCounts ?? [0]));

/** Whether the block's first row still is its header. Some labels may have been changed, most may not. */
function headerStands({ rect, header }: Written, area: Area): boolean {
  const standing = header.filter((label, index) => content(area, rect.row, rect.column + index)?.value === label);
  return standing.length * 2 > header.length;
}

/** Its header, or a row that begins with a rank and a name. */
function looksWritten(written: Written | null, area: Area, row: number): boolean {
  if (!written) return false;
  const { rect } = written;
  if (row === rect.row) return headerStands(written, area);
  const [rank, name] = [content(area, row, rect.column), content(area, row, rect.column + 1)];
  return typeof rank?.value === 'number' && typeof name?.value === 'string';
}

/** What stands in a cell, or null for an empty one. Beyond the sheet's edge there is nothing. */
function content({ rect, contents }: Area, row: number, column: number): Content | null {
  const there = contents[row - rect.row]?.[column - rect.column];
  return there && (there.formula !== '' || there.value !== '') ? there : null;
}

function occupied(row: number, column: number): string {
  return `${a1(row, column)} is not empty, and the table needs that cell. Nothing was written. Move what is there, or choose another place.`;
}

function refuse(problem: string): BlockPlan {
  return { kind: 'refuse', problem };
}
