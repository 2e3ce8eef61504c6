import { type Area, a1, boundingRect, content } from './area';
import { type Block, holdsTotal, type OwnRows } from './own-rows';
import type { ColumnPlan, Wanted } from './plan';

/** The cells that a block is to take, or why it cannot have them: a cell that is not its own yet has to be empty. */
export function planColumns(
  block: Block,
  { end: oldEnd, isTheirs }: OwnRows,
  { header, rows, totals }: Wanted,
  area: Area,
): ColumnPlan | string {
  const { rect: at, columns: own } = block;
  const end = at.row + 1 + rows.length + (totals ? 1 : 0);
  const free = Math.max(at.column - 1, ...own) + 1;
  const columns = header.map((_, index) => own[index] ?? free + index - own.length);
  const all = [...columns, ...own.slice(columns.length)];
  // The named range covers old and new rows during the write. A person's content among them cannot be told from the text
  // of a row after a write that is cut short.
  const rowsEnd = at.row + Math.max(at.rows, 1 + rows.length);
  // A person's content in a blank cell of the totals stays, as long as nothing has to be written into that cell.
  const isLeft = (row: number, column: number) => {
    const isBlank = row === end - 1 && totals !== null && totals[columns.indexOf(column)] === '';
    return isTheirs(row, column) && (row >= end || isBlank || !columns.includes(column)) && row >= rowsEnd;
  };
  const isOwn = (row: number, column: number) => row < oldEnd && own.includes(column) && !isTheirs(row, column);
  // Old columns in new rows and new columns in old rows count as well: a write that is cut short may leave any of these
  // in the range.
  for (let row = at.row; row < Math.max(end, oldEnd); row += 1) {
    const taken = all.filter(
      (column) => !isOwn(row, column) && !isLeft(row, column) && content(area, row, column) !== null,
    );
    // A cell of the totals that somebody changed is in the way; one that the report wrote is not.
    const [first] = [...taken.filter((column) => !holdsTotal(block, row, column, area)), ...taken];
    if (first) return occupied(row, first);
  }
  const left = Math.min(...columns);
  const rect = { row: at.row, column: left, rows: 1 + rows.length, columns: Math.max(...columns) - left + 1 };
  return {
    before: at,
    rect,
    union: at.rows > 0 ? boundingRect([at, rect]) : rect,
    oldColumns: own,
    columns,
    oldEnd,
    end,
    isLeft,
    missingRows: Math.max(0, end - 1 - area.sheetRows),
    missingColumns: Math.max(0, Math.max(...columns) - area.sheetColumns),
  };
}

export function occupied(row: number, column: number): string {
  return `${a1(row, column)} is not empty, and the table needs that cell. Nothing was written. Move what is there, or choose another place.`;
}
