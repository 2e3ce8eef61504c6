import { type Area, a1, type CellContent, content, type Rect } from './area';
import { withoutApostrophe } from './text';
import { columnDigest, fits, isKeyed, keysOf, kindsAt, type Written } from './written';

/** A block as it stands. */
export interface Block {
  readonly written: Written;
  /** Header and rows. */
  readonly rect: Rect;
  /** Its own columns in the sheet. */
  readonly columns: readonly number[];
}

/** A title or totals are still known where somebody inserted a row or two between them and the block. */
export const nearRows = 3;

/** The row of a title that the report wrote; null: none is its own any more. */
export const findTitle = ({ written, rect }: Block, column: number, area: Area): number | null =>
  findAbove(written.titles, rect.row, column, area);

/** The same of the name above the title; where the title is not the report's any more, above the block. */
export const findName = (block: Block, column: number, area: Area): number | null =>
  findAbove(block.written.names, findTitle(block, column, area) ?? block.rect.row, column, area);

function findAbove(texts: readonly string[], below: number, column: number, area: Area): number | null {
  for (let row = below - 1; row >= Math.max(1, below - nearRows); row -= 1) {
    const there = content(area, row, column);
    if (!there?.formula && texts.some((text) => withoutApostrophe(text) === withoutApostrophe(there?.value ?? '')))
      return row;
    if (there) break;
  }
  return null;
}

/** The first row that a title or a name of the block may stand in. */
export const topOf = (row: number, written: Written, board: boolean): number =>
  Math.max(1, row - nearRows * (board || written.names.length > 0 ? 2 : 1));

/** Where a block's rows end, and what stands among its totals. */
export interface OwnRows {
  /** The row behind the block and the totals that the report wrote: both old and new ones after a write cut short. */
  readonly end: number;
  /** Totals that somebody sorted into the rows, or null. */
  readonly sortedIn: number | null;
  /** Whether a cell in a row of totals, one that the report left blank, holds something of somebody's. */
  readonly isTheirs: (row: number, column: number) => boolean;
}

export function ownRows(block: Block, area: Area): OwnRows {
  const { written, rect } = block;
  const below = rect.row + rect.rows;
  const theirs = new Map<number, readonly number[]>();
  const isTheirs = (row: number, column: number) => theirs.get(row)?.includes(column) ?? false;
  const sortedIn = sortedTotals(block, area);
  if (sortedIn !== null) {
    theirs.set(sortedIn, totalsIn(block, sortedIn, area)?.theirs ?? []);
    return { end: below + 1, sortedIn, isTheirs };
  }
  let end = below;
  for (let row = below; row < below + nearRows && (end === below || written.unfinished !== null); row += 1) {
    const totals = totalsIn(block, row, area);
    if (totals) {
      end = row + 1;
      theirs.set(row, totals.theirs);
    } else if (block.columns.some((column) => content(area, row, column))) break;
  }
  return { end, sortedIn, isTheirs };
}

/**
 * The totals that the report wrote in a row, or null: their text still stands, and no cell of theirs is of another sort. What
 * somebody put where they were blank is no part of them.
 */
function totalsIn({ written, columns }: Block, row: number, area: Area): { readonly theirs: number[] } | null {
  const { totals, unfinished } = written;
  // A write that was cut short may have left them without it.
  const byFigures = unfinished !== null || !totals.flat().some((cell) => typeof cell === 'string' && cell !== '');
  const theirs: number[] = [];
  let stands = false;
  let isWhole = true;
  for (const [index, column] of columns.entries()) {
    const there = content(area, row, column);
    const totals = knownTotals(written, index);
    if (!there) continue;
    if (totals.length === 0) {
      theirs.push(column);
      continue;
    }
    const isTotalCell = isTotal(totals, there);
    const isFigure = there.formula === '' && totals.some((cell) => areNumbers(cell, there.value));
    if (!isTotalCell && !isFigure) return null;
    isWhole = isWhole && isTotalCell;
    stands = stands || (isTotalCell && (byFigures || typeof there.value === 'string'));
  }
  // With something of somebody's in it, a row that is not exactly as it was written may be theirs altogether.
  return stands && (isWhole || theirs.length === 0) ? { theirs } : null;
}

const knownTotals = ({ totals }: Written, index: number) =>
  totals.map((cells) => cells[index] ?? '').filter((cell) => cell !== '');

const isTotal = (totals: readonly unknown[], { formula, value }: CellContent): boolean =>
  formula === '' && totals.some((cell) => withoutApostrophe(cell) === withoutApostrophe(value));

const areNumbers = (...values: unknown[]) => values.every((value) => typeof value === 'number');

/** Whether a cell holds exactly what the report wrote into its totals there. */
export const holdsTotal = ({ written, columns }: Block, row: number, column: number, area: Area): boolean => {
  const there = content(area, row, column);
  return there !== null && isTotal(knownTotals(written, columns.indexOf(column)), there);
};

/**
 * The row inside a block that totals were sorted into, together with the rows: then the row below the block is one of its rows,
 * and all of them but the totals are as they were written. null: none.
 */
function sortedTotals(block: Block, area: Area): number | null {
  const { written, rect, columns } = block;
  if (written.unfinished !== null || written.totals.length === 0 || rect.rows < 2) return null;
  const rows = Array.from({ length: rect.rows }, (_, down) => rect.row + 1 + down);
  const totalsRows = rows.slice(0, -1).filter((row) => totalsIn(block, row, area) !== null);
  return (
    totalsRows.find((totals) =>
      columns.every((column, index) => {
        const cells = rows.filter((row) => row !== totals).map((row) => content(area, row, column));
        const isValue = cells.every((cell) => !cell?.formula);
        return isValue && columnDigest(cells.map((cell) => cell?.value ?? '')) === written.digests[index];
      }),
    ) ?? null
  );
}

/**
 * Why a block may not be written over: a cell in its own columns that the report did not write. A row is its own where each
 * cell is blank or of its column's kind and a figure tells it from a note. Of rows without one there may be as many as it
 * wrote.
 */
export function foreignCell(block: Block, { sortedIn }: OwnRows, area: Area): string | null {
  const { written, rect, columns } = block;
  const kinds = columns.map((_, index) => kindsAt(written, index));
  const keys = keysOf(written.layouts.map((layout) => columns.map((_, index) => layout.kinds[index])));
  // A write that was cut short may have left totals among the rows, or half a row of them.
  const isCutTotal = (value: unknown, index: number) =>
    written.unfinished !== null && written.totals.some((cells) => cells[index] === value);
  const isText = (value: unknown) => written.texts.some((text) => text === withoutApostrophe(value));
  let keyless = 0;
  for (let row = rect.row; row < rect.row + rect.rows; row += 1) {
    if (row === sortedIn) continue;
    const line = columns.map((column) => content(area, row, column));
    const cell = (index: number) => a1(row, columns[index] ?? 0);
    const formula = line.findIndex((there) => there?.formula);
    if (formula >= 0) {
      return `${cell(formula)} holds a formula that this table did not write. Nothing was written. Move it beside the table, then refresh again.`;
    }
    const first = line.findIndex((there) => there);
    if (row === rect.row || first < 0) continue;
    const values = line.map((there) => there?.value ?? '');
    const foreign = values.findIndex(
      (value, index) => value !== '' && !fits(value, kinds[index] ?? []) && !isCutTotal(value, index) && !isText(value),
    );
    if (!isKeyed(values, keys)) keyless += 1;
    if (foreign >= 0 || keyless > written.keyless) {
      return `${cell(foreign >= 0 ? foreign : first)} holds something that this table did not write. Nothing was written. Move it out of the table, then refresh again.`;
    }
  }
  return null;
}
