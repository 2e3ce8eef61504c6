import { isFault, unlessRefused } from '../google/faults';
import { flush, retryOnce, type SheetWithId, sheetOf, spreadsheet } from '../google/spreadsheet';
import type { Range } from '../google/types';
import type { Rect } from './area';
import { forgetLocated } from './located';
import { ownColumns } from './own-columns';
import { range, readArea, rectOf } from './read-area';
import type { Written } from './written';

/** A block's named range, over header and rows. */
export interface BlockRange extends SheetWithId {
  readonly rangeName: string;
  readonly rect: Rect;
  readonly cells: Range;
  /** Names other cells from now on. */
  readonly move: (cells: Range) => void;
}

/** A block as its report records it: the name of its range, and what was written there. */
export interface KnownBlock {
  readonly rangeName: string;
  readonly written: Written | null;
}

/** Gives the blocks of all reports. */
export type Blocks = () => readonly KnownBlock[];

/**
 * Finds a block by the name of its range and its sheet: a copy of the sheet brings a range of the same name (P8.1-7).
 * A renamed range is recognised by the header that it begins with, unless another missing block could be meant. null
 * where the block is gone.
 */
export const findBlock = (block: KnownBlock, blocks: Blocks): BlockRange | null =>
  retryOnce(() => lookFor(block, blocks));

function lookFor({ rangeName, written }: KnownBlock, blocks: Blocks): BlockRange | null {
  const book = spreadsheet();
  const named = book.getRangeByName(rangeName);
  const block = named && blockRange(rangeName, named, (cells) => book.setNamedRange(rangeName, cells));
  if (!written || written.sheetId === null || block?.sheetId === written.sheetId) return block;
  const { sheetId, unfinished } = written;
  if (!book.getSheetById(sheetId)) return null;
  const here = book.getNamedRanges().flatMap((namedRange) => {
    const name = namedRange.getName().replace(/^.*!/, '');
    const block = blockRange(name, namedRange.getRange(), (cells) => namedRange.setRange(cells));
    return block.sheetId === sheetId ? [block] : [];
  });
  const at = (name: string) => here.find((block) => block.rangeName === name);
  const blockHere = at(rangeName);
  if (blockHere || unfinished !== null) return blockHere ?? null;
  const others = blocks().filter((other) => other.rangeName !== rangeName);
  const rivals = others.flatMap((other) =>
    other.written?.sheetId === sheetId && !at(other.rangeName) ? [other.written] : [],
  );
  const renamed = here.filter(
    (block) =>
      !others.some((other) => other.rangeName === block.rangeName) &&
      beginsWith(block, written) &&
      !rivals.some((other) => beginsWith(block, other)),
  );
  return renamed.length === 1 ? (renamed[0] ?? null) : null;
}

/**
 * A block's cells with the lines that were written above them: its title, and a Board's name and sentence. A line that somebody has
 * moved is not followed.
 */
export function withLinesAbove(rect: Rect, written: Written | null): Rect {
  const hasLine = (texts: readonly string[]) => texts.some((text) => text !== '');
  const lines = written === null ? 0 : hasLine(written.names) ? 2 : hasLine(written.titles) ? 1 : 0;
  const above = Math.min(lines + (written?.sentences.length ? 1 : 0), rect.row - 1);
  return { ...rect, row: rect.row - above, rows: rect.rows + above };
}

function beginsWith({ sheet, rect }: BlockRange, written: Written): boolean {
  const header = { ...rect, rows: 1 };
  return typeof ownColumns(written, header, readArea(sheet, header, rect).area) !== 'string';
}

function blockRange(rangeName: string, cells: Range, move: (cells: Range) => void): BlockRange {
  return { rangeName, ...sheetOf(cells), rect: rectOf(cells), cells, move };
}

/**
 * Gives cells a named range, with a number added where the name is taken. The name of a range whose cells were deleted
 * is taken and cannot be found (P8-17), so only an attempt tells. An attempt that was refused may have taken effect
 * all the same.
 */
export function claimRange(
  { sheet, sheetId, rect }: SheetWithId & { readonly rect: Rect },
  wanted: string,
  blocks: readonly KnownBlock[],
): BlockRange {
  const book = spreadsheet();
  const cells = range(sheet, rect);
  let refusal: unknown;
  for (let number = 1, refused = 0; refused < 10; number += 1) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (blocks.some(({ rangeName }) => rangeName === name) || book.getRangeByName(name)) continue;
    try {
      book.setNamedRange(name, cells);
      flush();
      const move = (others: Range) => void book.setNamedRange(name, others);
      return { rangeName: name, sheet, sheetId, rect, cells, move };
    } catch (error) {
      if (isFault(error)) throw error;
      refused += 1;
      refusal = error;
      // Accepted risk: where the removal is refused too, a name without a report stays.
      unlessRefused(() => removeBlockRange(name), undefined);
    }
  }
  throw refusal;
}

/** Removes a block's named range. Its cells stay, and no longer belong to a report. */
export function removeBlockRange(rangeName: string): void {
  forgetLocated(rangeName);
  const book = spreadsheet();
  if (book.getRangeByName(rangeName)) book.removeNamedRange(rangeName);
}
