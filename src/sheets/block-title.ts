import { type Area, content } from './area';
import { occupied } from './block-columns';
import { type Block, findName, findSentence, findTitle } from './own-rows';
import type { ColumnPlan, TitlePlan, Wanted } from './plan';

/**
 * The cell of the title; null where no title is the report's any more, a text where a first title's cell is occupied.
 */
export function planTitle(
  block: Block,
  text: string,
  { rect: { row, column } }: ColumnPlan,
  isFirst: boolean,
  area: Area,
): TitlePlan | string | null {
  if (isFirst && content(area, row - 1, column)) return occupied(row - 1, column);
  const titleRow = findTitle(block, column, area);
  return titleRow === null ? null : { row: titleRow, column, text, isNew: block.written.titles.includes('') };
}

/** Where a line is to stand: in this column of the sheet, above this row. */
interface LinePlace {
  readonly column: number;
  readonly below: number;
  /** Whether the report is written for the first time. */
  readonly isFirst: boolean;
}

/**
 * Where a Board's name goes: null where no name is the report's any more, a text where the place of a first one is taken. A
 * report that becomes a Board later has one where the cell above its title is free. One that becomes Plain has none: '' goes there.
 */
export function planName(
  block: Block,
  { board }: Wanted,
  { column, below, isFirst }: LinePlace,
  area: Area,
): TitlePlan | string | null {
  const { written } = block;
  if (!board) {
    const nameRow = findName(block, column, area);
    return nameRow === null ? null : { row: nameRow, column, text: '', isNew: false };
  }
  const above = below - 1;
  if (isFirst && content(area, above, column)) return occupied(above, column);
  if (written.names.length > 0) {
    const nameRow = findName(block, column, area);
    return nameRow === null ? null : { row: nameRow, column, text: board.name, isNew: written.names.includes('') };
  }
  const isFree = above >= 1 && !content(area, above, column);
  return isFree ? { row: above, column, text: board.name, isNew: true } : null;
}

/**
 * Where a Board's sentence goes, as `planName` says it of the name. A Board that is to have one later has it where the cell above
 * its name is free; one that has none any more is left with a blank line.
 */
export function planSentence(
  block: Block,
  { board }: Wanted,
  { column, below, isFirst }: LinePlace,
  area: Area,
): TitlePlan | string | null {
  const text = board?.sentence ?? null;
  const { sentences } = block.written;
  const above = below - 1;
  if (sentences.length > 0) {
    const row = findSentence(block, column, area);
    return row === null ? null : { row, column, text: text ?? '', isNew: sentences.includes('') };
  }
  if (text === null) return null;
  const isFree = above >= 1 && !content(area, above, column);
  if (isFirst && !isFree) return occupied(above, column);
  return isFree ? { row: above, column, text, isNew: true } : null;
}
