import { isFault } from '../google/faults';
import type { Range, Sheet } from '../google/types';
import { type Area, type CellContent, fromA1, type Rect } from './area';

/** A part of a sheet as read, and the cells that were read, which end where the sheet ends. */
export interface Reading {
  readonly area: Area;
  readonly cells: Range;
}

/**
 * Reads the area for a plan, as far as the sheet goes; `standing` is certainly inside it. The whole area is asked for
 * first, since most sheets are large enough. The size of the sheet is asked for only where that is refused (P4-16).
 */
export function readArea(sheet: Sheet, rect: Rect, standing: Rect): Reading {
  const sure = { rows: standing.row + standing.rows - 1, columns: standing.column + standing.columns - 1 };
  const wanted = { rows: rect.row + rect.rows - 1, columns: rect.column + rect.columns - 1 };
  try {
    return read(sheet, rect, wanted.rows, wanted.columns);
  } catch (error) {
    if (isFault(error) || (wanted.rows <= sure.rows && wanted.columns <= sure.columns)) throw error;
    const sheetRows = wanted.rows > sure.rows ? sheet.getMaxRows() : sure.rows;
    const sheetColumns = wanted.columns > sure.columns ? sheet.getMaxColumns() : sure.columns;
    return read(sheet, rect, sheetRows, sheetColumns);
  }
}

function read(sheet: Sheet, rect: Rect, sheetRows: number, sheetColumns: number): Reading {
  const cells = range(sheet, clipped(rect, { sheetRows, sheetColumns }));
  const formulas = cells.getFormulas();
  const contents = cells
    .getValues()
    .map((row, down) =>
      row.map((value: unknown, right): CellContent => ({ value, formula: formulas[down]?.[right] ?? '' })),
    );
  return { area: { rect, contents, sheetRows, sheetColumns }, cells };
}

export const range = (sheet: Sheet, { row, column, rows, columns }: Rect): Range =>
  sheet.getRange(row, column, rows, columns);

/** Gives the cells of rectangles, and asks Google for none of them twice, nor for those that were `taken` already. */
export function rangesOf(sheet: Sheet, taken: ReadonlyArray<readonly [Rect, Range]>): (rect: Rect) => Range {
  const ranges = new Map(taken.map(([rect, cells]) => [nameOf(rect), cells]));
  return (rect) => {
    const cells = ranges.get(nameOf(rect)) ?? range(sheet, rect);
    ranges.set(nameOf(rect), cells);
    return cells;
  };
}

const nameOf = ({ row, column, rows, columns }: Rect) => `${row},${column},${rows},${columns}`;

export function rectOf(cells: Range): Rect {
  const whole = () => ({
    row: cells.getRow(),
    column: cells.getColumn(),
    rows: cells.getNumRows(),
    columns: cells.getNumColumns(),
  });
  return fromA1(cells.getA1Notation()) ?? whole();
}

/** The part of a rectangle that is in the sheet. */
export function clipped(rect: Rect, { sheetRows, sheetColumns }: Pick<Area, 'sheetRows' | 'sheetColumns'>): Rect {
  const rows = Math.min(rect.rows, sheetRows + 1 - rect.row);
  return { ...rect, rows, columns: Math.min(rect.columns, sheetColumns + 1 - rect.column) };
}
