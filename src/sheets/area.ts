/** Rows and columns count from 1, as in Sheets. */
export interface Rect {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The value of a cell, and its formula; '' where it has none. */
export interface CellContent {
  readonly value: unknown;
  readonly formula: string;
}

/** A part of a sheet as it was read. */
export interface Area {
  readonly rect: Rect;
  readonly contents: readonly (readonly CellContent[])[];
  /** The size of the sheet, as far as it is needed: the sheet may be larger. */
  readonly sheetRows: number;
  readonly sheetColumns: number;
}

/** The content of a cell; null for an empty cell, and for one beyond the sheet's edge. */
export function content({ rect, contents }: Area, row: number, column: number): CellContent | null {
  const there = contents[row - rect.row]?.[column - rect.column];
  return there && (there.formula !== '' || there.value !== '') ? there : null;
}

export function touches(a: Rect, b: Rect): boolean {
  const rows = a.row < b.row + b.rows && b.row < a.row + a.rows;
  return rows && a.column < b.column + b.columns && b.column < a.column + a.columns;
}

/** The smallest rectangle around some. */
export function boundingRect(rects: readonly Rect[]): Rect {
  const row = Math.min(...rects.map((rect) => rect.row));
  const column = Math.min(...rects.map((rect) => rect.column));
  const rows = Math.max(...rects.map((rect) => rect.row + rect.rows)) - row;
  const columns = Math.max(...rects.map((rect) => rect.column + rect.columns)) - column;
  return { row, column, rows, columns };
}

export const sameRect = (a: Rect, b: Rect) =>
  a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;

/** A1 notation of one cell. */
export function a1(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** A1 notation of a rectangle, such as A1:C5. */
export const a1Range = ({ row, column, rows, columns }: Rect): string =>
  `${a1(row, column)}:${a1(row + rows - 1, column + columns - 1)}`;

/** The rectangle of an A1 notation; null for whole rows or columns, such as A:C. */
export function fromA1(notation: string): Rect | null {
  const match = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(notation);
  if (!match) return null;
  const [, left = '', top = '', right = left, bottom = top] = match;
  const [row, column] = [Number(top), columnOf(left)];
  return { row, column, rows: Number(bottom) - row + 1, columns: columnOf(right) - column + 1 };
}

function columnOf(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64;
  return column;
}
