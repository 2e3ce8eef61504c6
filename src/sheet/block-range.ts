import { flush, type KnownSheet, sheetOf, spreadsheet } from '../google/spreadsheet';
import type { Rect } from './area';
import { ownColumns } from './own-columns';
import { range, readArea, rectOf } from './write-block';
import type { Written } from './written';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** A block's named range, over header and rows. */
export interface BlockRange extends KnownSheet {
  readonly rangeName: string;
  readonly rect: Rect;
  /** Names other cells from now on. */
  readonly move: (cells: Range) => void;
}

/**
 * Finds a block by its name and the sheet that it was written to: a copy of the sheet brings a range of the same name
 * (P8.1-7). One that was renamed is known by the header that it begins with; `taken`: the names of all reports' ranges. null: gone.
 */
export function findBlock(
  rangeName: string,
  written: Written | null,
  taken: () => readonly string[],
): BlockRange | null {
  const book = spreadsheet();
  const named = book.getRangeByName(rangeName);
  const found = named && blockRange(rangeName, named, (cells) => book.setNamedRange(rangeName, cells));
  const sheetId = written?.sheetId ?? null;
  if (sheetId === null || found?.sheetId === sheetId) return found;
  if (!book.getSheetById(sheetId)) return null;
  const others = taken();
  const here = book.getNamedRanges().flatMap((known) => {
    const name = known.getName().replace(/^.*!/, '');
    const block =
      name !== rangeName && others.includes(name)
        ? null
        : blockRange(name, known.getRange(), (cells) => known.setRange(cells));
    return block?.sheetId === sheetId ? [block] : [];
  });
  const same = here.find((block) => block.rangeName === rangeName);
  if (same) return same;
  const renamed = here.filter((block) => written?.unfinished === null && beginsWith(block, written));
  return renamed.length === 1 ? (renamed[0] ?? null) : null;
}

function beginsWith({ sheet, rect }: BlockRange, written: Written): boolean {
  const header = { ...rect, rows: 1 };
  return typeof ownColumns(written, header, readArea(sheet, header, rect)) !== 'string';
}

function blockRange(rangeName: string, cells: Range, move: (cells: Range) => void): BlockRange {
  return { rangeName, ...sheetOf(cells), rect: rectOf(cells), move };
}

/**
 * Names cells as wanted, or with the first number behind that which is free, and says how. A name whose cells were deleted
 * is taken and cannot be found (P8-17): only naming tells.
 */
export function claimRange(sheet: Sheet, rect: Rect, wanted: string, taken: readonly string[]): BlockRange {
  const book = spreadsheet();
  const cells = range(sheet, rect);
  let refusal: unknown;
  for (let number = 1, refused = 0; refused < 10; number += 1) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (taken.includes(name) || book.getRangeByName(name)) continue;
    try {
      book.setNamedRange(name, cells);
      flush();
      return blockRange(name, cells, (others) => book.setNamedRange(name, others));
    } catch (error) {
      refused += 1;
      refusal = error;
    }
  }
  throw refusal;
}

/** Gives up a block: its cells stay as they are, and are nobody's. */
export function removeBlockRange(rangeName: string): void {
  const book = spreadsheet();
  if (book.getRangeByName(rangeName)) book.removeNamedRange(rangeName);
}
