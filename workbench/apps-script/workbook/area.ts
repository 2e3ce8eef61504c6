/** Rows and columns count from 1, as in SpreadsheetApp. */
export interface Rect {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

export interface Area extends Rect {
  sheetId: string;
}

export interface CellPosition {
  sheetId: string;
  row: number;
  column: number;
}

export function intersects(a: Area, b: Area): boolean {
  return (
    a.sheetId === b.sheetId &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

export function sameArea(a: Area, b: Area): boolean {
  return a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}

export function cellArea({ sheetId, row, column }: CellPosition): Area {
  return { sheetId, row, column, rows: 1, columns: 1 };
}

export function columnLabel(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? columnLabel(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

export function columnNumber(label: string): number {
  return [...label.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

export function cellName(row: number, column: number): string {
  return columnLabel(column) + row;
}

/** Rows or columns that were inserted before `at` (positive) or deleted from `at` on (negative). */
export interface Shift {
  sheetId: string;
  axis: 'rows' | 'columns';
  at: number;
  count: number;
}

/** Where the stretch from `start` to `end` (both included) is afterwards; undefined when nothing of it is left. */
export function shiftStretch(start: number, end: number, { at, count }: Shift): [number, number] | undefined {
  if (count > 0) return [start >= at ? start + count : start, end >= at ? end + count : end];
  const gone = -count;
  const low = start < at ? start : Math.max(at, start - gone);
  const high = end < at ? end : Math.max(at - 1, end - gone);
  return low <= high ? [low, high] : undefined;
}

export function shiftArea(area: Area, shift: Shift): Area | undefined {
  if (area.sheetId !== shift.sheetId) return area;
  const [start, size] = shift.axis === 'rows' ? [area.row, area.rows] : [area.column, area.columns];
  const moved = shiftStretch(start, start + size - 1, shift);
  if (!moved) return undefined;
  const [low, high] = moved;
  return shift.axis === 'rows'
    ? { ...area, row: low, rows: high - low + 1 }
    : { ...area, column: low, columns: high - low + 1 };
}
