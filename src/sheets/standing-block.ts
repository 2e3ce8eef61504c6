import type { Area, Rect } from './area';
import { type BlockRange, type Blocks, findBlock, type KnownBlock } from './block-range';
import { ownColumns } from './own-columns';
import { nearRows, ownRows, topOf } from './own-rows';
import { readArea } from './read-area';
import { presentRecord } from './undone';
import type { Written } from './written';

/** A block as it stands, and what its rows are. */
export interface StandingBlock {
  readonly rect: Rect;
  readonly written: Written;
  readonly area: Area;
  /** Its own columns of the sheet; null: they cannot be told. */
  readonly columns: readonly number[] | null;
  /** Rows of the sheet between header and totals, and that of the totals; null: it has none. */
  readonly rows: readonly number[];
  readonly totalsRow: number | null;
}

/** The block of a report whose cells, with the lines above and the totals, are around a cell; null: none of these. */
export function blockAround<T extends { readonly recorded: KnownBlock }>(
  reports: readonly T[],
  cell: { readonly sheetId: number; readonly row: number; readonly column: number },
  blocks: Blocks,
): { readonly report: T; readonly block: StandingBlock } | null {
  for (const report of reports) {
    const match = report.recorded.written && findBlock(report.recorded, blocks);
    if (!match || match.sheetId !== cell.sheetId || !report.recorded.written) continue;
    const { rect } = match;
    const top = topOf(rect.row, report.recorded.written, null);
    const isAround =
      cell.row >= top &&
      cell.row < rect.row + rect.rows + nearRows &&
      cell.column >= rect.column &&
      cell.column < rect.column + rect.columns;
    if (isAround) return { report, block: standingBlock(match, report.recorded.written, top) };
  }
  return null;
}

function standingBlock({ sheet, rect }: BlockRange, recorded: Written, top: number): StandingBlock {
  const { area } = readArea(sheet, { ...rect, row: top, rows: rect.row + rect.rows + nearRows - top }, rect);
  const written = presentRecord(recorded, rect, area);
  const own = ownColumns(written, rect, area);
  const columns = typeof own === 'string' ? null : own;
  const { end, sortedIn } = ownRows({ written, rect, columns: columns ?? [] }, area);
  const below = rect.row + rect.rows;
  // Totals that somebody sorted into the rows leave the row below the block to a partner.
  const last = sortedIn === null ? below : below + 1;
  const rows = Array.from({ length: last - rect.row - 1 }, (_, down) => rect.row + 1 + down);
  return {
    rect,
    written,
    area,
    columns,
    rows: rows.filter((row) => row !== sortedIn),
    totalsRow: sortedIn ?? (end > below && columns ? end - 1 : null),
  };
}
