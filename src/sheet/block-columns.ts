import { type Area, a1, around, content } from './area';
import { type Block, endOf } from './own-rows';
import type { ColumnPlan, Wanted } from './plan';

/** The cells that a block is to take, or why it cannot have them: each that is not its own yet must be empty. */
export function planColumns(block: Block, { header, rows, totals }: Wanted, area: Area): ColumnPlan | string {
  const { rect: at, columns: own } = block;
  const end = at.row + 1 + rows.length + (totals ? 1 : 0);
  const oldEnd = endOf(block, area);
  const free = Math.max(at.column - 1, ...own) + 1;
  const columns = header.map((_, index) => own[index] ?? free + index - own.length);
  const all = [...columns, ...own.slice(columns.length)];
  // Old columns in new rows and new columns in old ones too: a write that is cut short may leave any of these in the range.
  for (let row = at.row; row < Math.max(end, oldEnd); row += 1) {
    const taken = all.find((column) => !(row < oldEnd && own.includes(column)) && content(area, row, column));
    if (taken) return occupied(row, taken);
  }
  const left = Math.min(...columns);
  const rect = { row: at.row, column: left, rows: 1 + rows.length, columns: Math.max(...columns) - left + 1 };
  return {
    before: at,
    rect,
    union: at.rows > 0 ? around([at, rect]) : rect,
    oldColumns: own,
    columns,
    oldEnd,
    end,
    missingRows: Math.max(0, end - 1 - area.sheetRows),
    missingColumns: Math.max(0, Math.max(...columns) - area.sheetColumns),
  };
}

export function occupied(row: number, column: number): string {
  return `${a1(row, column)} is not empty, and the table needs that cell. Nothing was written. Move what is there, or choose another place.`;
}
