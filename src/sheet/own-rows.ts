import { type Area, a1, content, type Rect } from './area';
import { meant } from './text';
import { fits, isKeyed, kindsAt, type Written } from './written';

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
export function findTitle({ written, rect }: Block, column: number, area: Area): number | null {
  for (let row = rect.row - 1; row >= Math.max(1, rect.row - nearRows); row -= 1) {
    const there = content(area, row, column);
    if (!there?.formula && written.titles.some((title) => meant(title) === meant(there?.value ?? ''))) return row;
    if (there) break;
  }
  return null;
}

/** The row behind the block and the totals that the report wrote below it: both old and new ones after a write cut short. */
export function endOf(block: Block, area: Area): number {
  const { written, rect, columns } = block;
  const below = rect.row + rect.rows;
  let end = below;
  for (let row = below; row < below + nearRows && (end === below || written.unfinished !== null); row += 1) {
    if (isTotals(block, row, area)) end = row + 1;
    else if (columns.some((column) => content(area, row, column))) break;
  }
  return end;
}

/** Whether a row is totals that the report wrote: their text still stands, and no cell is of another sort. */
function isTotals({ written, columns }: Block, row: number, area: Area): boolean {
  const { totals, unfinished } = written;
  // A write that was cut short may have left them without it.
  const byFigures = unfinished !== null || !totals.flat().some((cell) => typeof cell === 'string' && cell !== '');
  let stands = false;
  for (const [index, column] of columns.entries()) {
    const there = content(area, row, column);
    if (!there) continue;
    const known = totals.map((cells) => cells[index]);
    const same = known.some((cell) => cell === there.value);
    if (there.formula !== '' || !(same || known.some((cell) => areNumbers(cell, there.value)))) return false;
    stands = stands || (same && (byFigures || typeof there.value === 'string'));
  }
  return stands;
}

const areNumbers = (...values: unknown[]) => values.every((value) => typeof value === 'number');

/**
 * Why a block may not be written over: a cell in its own columns that the report did not write. A row is its own where each
 * cell is blank or of its column's kind and a figure tells it from a note. Of rows without one there may be as many as it
 * wrote.
 */
export function foreignCell(block: Block, area: Area): string | null {
  const { written, rect, columns } = block;
  const kinds = columns.map((_, index) => kindsAt(written, index));
  const ranked = kinds.map(
    (known) => known.includes('rank') && written.layouts.every((one) => one.kinds.includes('rank')),
  );
  // A write that was cut short may have left totals among the rows, or half a row of them.
  const isCutTotal = (value: unknown, index: number) =>
    written.unfinished !== null && written.totals.some((cells) => cells[index] === value);
  let keyless = 0;
  for (let row = rect.row; row < rect.row + rect.rows; row += 1) {
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
      (value, index) => value !== '' && !fits(value, kinds[index] ?? []) && !isCutTotal(value, index),
    );
    if (!isKeyed(values, ranked)) keyless += 1;
    if (foreign >= 0 || keyless > written.keyless) {
      return `${cell(foreign >= 0 ? foreign : first)} holds something that this table did not write. Nothing was written. Move it out of the table, then refresh again.`;
    }
  }
  return null;
}
