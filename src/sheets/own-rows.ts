import { isBridgeSentence } from '../domain/bridge';
import { isTitleOfOtherTime } from '../domain/report-title';
import { type Area, a1, type CellContent, content, type Rect } from './area';
import type { Wanted } from './plan';
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

/** How many rows people may insert between a block and its title or totals, which are still recognised then. */
export const nearRows = 3;

/** The row of a title that the report wrote, now or at another time; null where none is its own any more. */
export const findTitle = ({ written, rect }: Block, column: number, area: Area): number | null =>
  findAbove((text) => isOneOf(written.titles, text) || isOfOtherTime(written.titles, text), rect.row, column, area);

/** The row of a title that is recorded. */
export const findRecordedTitle = ({ written, rect }: Block, column: number, area: Area): number | null =>
  findAbove((text) => isOneOf(written.titles, text), rect.row, column, area);

const isOneOf = (texts: readonly string[], value: unknown): boolean =>
  texts.some((text) => withoutApostrophe(text) === value);

const isOfOtherTime = (titles: readonly string[], value: unknown): boolean =>
  typeof value === 'string' && titles.some((title) => isTitleOfOtherTime(value, title));

/** The same of the name above the title; where the title is not the report's any more, above the block. */
export const findName = (block: Block, column: number, area: Area): number | null =>
  findAbove(
    (text) => isOneOf(block.written.names, text),
    findTitle(block, column, area) ?? block.rect.row,
    column,
    area,
  );

/** The same of the sentence above the name, of a report that has one: as recorded, or of another time. */
export function findSentence(block: Block, column: number, area: Area): number | null {
  const { sentences } = block.written;
  const isOwn = (text: unknown) => isOneOf(sentences, text) || (typeof text === 'string' && isBridgeSentence(text));
  const below = findName(block, column, area) ?? findTitle(block, column, area) ?? block.rect.row;
  return sentences.length > 0 ? findAbove(isOwn, below, column, area) : null;
}

/** `isOwn` is given values without an apostrophe, '' for a blank cell. */
function findAbove(isOwn: (value: unknown) => boolean, below: number, column: number, area: Area): number | null {
  for (let row = below - 1; row >= Math.max(1, below - nearRows); row -= 1) {
    const there = content(area, row, column);
    if (!there?.formula && isOwn(withoutApostrophe(there?.value ?? ''))) return row;
    if (there) break;
  }
  return null;
}

/** The first row that a line above the block may stand in. `board`: what is to be written above it; null: a title only. */
export const topOf = (row: number, { names, sentences }: Written, board: Wanted['board']): number => {
  const hasName = board !== null || names.length > 0;
  const hasSentence = (board?.sentence ?? null) !== null || sentences.length > 0;
  return Math.max(1, row - nearRows * (1 + Number(hasName) + Number(hasSentence)));
};

/** The end of a block's rows, and what is among its totals. */
export interface OwnRows {
  /** The row after the block and the report's totals: after both old and new totals where a write was cut short. */
  readonly end: number;
  /** Totals that somebody sorted into the rows, or null. */
  readonly sortedIn: number | null;
  /** Whether a cell of the totals that the report left blank holds something of a person's. */
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
 * The totals that the report wrote in a row, or null. Their label still stands, and no cell of them is of another
 * kind. A person's content in their blank cells is not part of them.
 */
function totalsIn({ written, columns }: Block, row: number, area: Area): { readonly theirs: number[] } | null {
  const { totals, unfinished } = written;
  // A write that was cut short may have left the totals without their label.
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
  // A row that holds something of a person's, and is not exactly as written, may be that person's altogether.
  return stands && (isWhole || theirs.length === 0) ? { theirs } : null;
}

const knownTotals = ({ totals }: Written, index: number) =>
  totals.map((cells) => cells[index] ?? '').filter((cell) => cell !== '');

const isTotal = (totals: readonly unknown[], { formula, value }: CellContent): boolean =>
  formula === '' && totals.some((cell) => withoutApostrophe(cell) === withoutApostrophe(value));

const areNumbers = (...values: unknown[]) => values.every((value) => typeof value === 'number');

/** Whether a cell of the totals holds exactly what the report wrote there. */
export const holdsTotal = ({ written, columns }: Block, row: number, column: number, area: Area): boolean => {
  const there = content(area, row, column);
  return there !== null && isTotal(knownTotals(written, columns.indexOf(column)), there);
};

/**
 * The row inside a block into which somebody sorted the totals. The row below the block is then one of its rows, and
 * all other rows are as written. null where there is none.
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
 * Why a block may not be overwritten: the first cell in its own columns that the report did not write. A row is the
 * block's where each cell is blank or of its column's kind, and a figure distinguishes it from a note. There may be as
 * many rows without such a figure as the report wrote.
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
    if (!isKeyed(values, keys) && !written.cut.includes(columnDigest(values))) keyless += 1;
    if (foreign >= 0 || keyless > written.keyless) {
      return `${cell(foreign >= 0 ? foreign : first)} holds something that this table did not write. Nothing was written. Move it out of the table, then refresh again.`;
    }
  }
  return null;
}
