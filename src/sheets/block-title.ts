import { type Area, content } from './area';
import { occupied } from './block-columns';
import { type Block, findTitle } from './own-rows';
import type { ColumnPlan, TitlePlan } from './plan';

/** Where the title goes: null where no title is the report's any more, a text where the place of a first one is taken. */
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
