import { type Area, content } from './area';
import { occupied } from './block-columns';
import { type Block, findName, findTitle } from './own-rows';
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

/**
 * Where a Board's name goes: null where no name is the report's any more, a text where the place of a first one is taken. A
 * report that becomes a Board later has one where the cell above its title is free. One that becomes Plain has none: '' goes there.
 */
export function planName(
  block: Block,
  { board }: Wanted,
  { column, titleRow, isFirst }: { readonly column: number; readonly titleRow: number; readonly isFirst: boolean },
  area: Area,
): TitlePlan | string | null {
  const { written } = block;
  if (!board) {
    const nameRow = findName(block, column, area);
    return nameRow === null ? null : { row: nameRow, column, text: '', isNew: false };
  }
  const above = titleRow - 1;
  if (isFirst && content(area, above, column)) return occupied(above, column);
  if (written.names.length > 0) {
    const nameRow = findName(block, column, area);
    return nameRow === null ? null : { row: nameRow, column, text: board.name, isNew: written.names.includes('') };
  }
  const isFree = above >= 1 && !content(area, above, column);
  return isFree ? { row: above, column, text: board.name, isNew: true } : null;
}
