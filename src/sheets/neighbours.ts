import type { Rect } from './area';

interface InColumn {
  /** The column of the sheet, counted from 1. */
  readonly column: number;
}

/** Groups of columns that are neighbours in the sheet, and alike: one call writes a group. */
export function neighbours<T extends InColumn>(
  columns: readonly T[],
  alike: (a: T, b: T) => boolean = () => true,
): T[][] {
  const groups: T[][] = [];
  for (const [index, column] of columns.entries()) {
    const last = columns[index - 1];
    if (last && last.column === column.column - 1 && alike(last, column)) groups[groups.length - 1]?.push(column);
    else groups.push([column]);
  }
  return groups;
}

/** The cells of neighbours from a row up to the one before `end`. */
export function rowsOf(columns: readonly InColumn[], row: number, end: number): Rect {
  const first = Math.min(...columns.map(({ column }) => column));
  return { row, column: first, rows: end - row, columns: columns.length };
}

/** A rectangle in parts, without some of its cells. */
export function without(rect: Rect, isOut: (row: number, column: number) => boolean): Rect[] {
  const columns = Array.from({ length: rect.columns }, (_, right) => ({ column: rect.column + right }));
  const rows = Array.from({ length: rect.rows }, (_, down) => rect.row + down);
  if (!rows.some((row) => columns.some(({ column }) => isOut(row, column)))) return [rect];
  return rows.flatMap((row) =>
    neighbours(columns.filter(({ column }) => !isOut(row, column))).map((group) => rowsOf(group, row, row + 1)),
  );
}
