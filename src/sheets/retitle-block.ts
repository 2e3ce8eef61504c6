import { flush } from '../google/spreadsheet';
import { content } from './area';
import { type Blocks, findBlock, type KnownBlock } from './block-range';
import { ownColumns } from './own-columns';
import { findTitle, nearRows } from './own-rows';
import { readArea } from './read-area';
import type { Recorder } from './refresh-block';
import { withoutApostrophe, writtenTitle } from './text';
import { presentRecord } from './undone';

/**
 * Replaces a block's title by what `change` makes of it, and writes nothing else. Nothing is written where the block
 * or a title of its own is not found, or where the title is unchanged. `record`: as for a refresh, before and after.
 */
export function retitleBlock(
  block: KnownBlock,
  blocks: Blocks,
  change: (title: string) => string,
  record: Recorder,
): void {
  const standing = block.written && findBlock(block, blocks);
  if (!block.written || !standing) return;
  const { rangeName, sheet, rect } = standing;
  const top = Math.max(1, rect.row - nearRows);
  const { area } = readArea(sheet, { ...rect, row: top, rows: rect.row + rect.rows - top }, rect);
  const written = presentRecord(block.written, rect, area);
  const columns = ownColumns(written, rect, area);
  if (typeof columns === 'string') return;
  const left = Math.min(...columns);
  const row = findTitle({ written, rect, columns }, left, area);
  const before = row === null ? null : withoutApostrophe(content(area, row, left)?.value);
  if (row === null || typeof before !== 'string') return;
  const title = change(before);
  if (title === before) return;
  record({ rangeName, written: { ...written, titles: [...written.titles, title] } });
  sheet.getRange(row, left).setValue(writtenTitle(title));
  flush();
  record({ rangeName, written: { ...written, titles: [title] } });
}
