import type { ColumnKind } from '../domain/column-kinds';
import type { Rect } from './area';
import { type BoardCells, fills, inks, type Looks } from './looks';
import { neighbours, rowsOf } from './neighbours';
import type { ColumnPlan, Wanted } from './plan';
import { alignmentOf, isNames, rulesOf, sheetLooksAt, widthsOf } from './plan-looks';
import type { Written } from './written';

/** The cells of a Board as they stand. `end`: the row after its last. */
interface Standing {
  readonly rect: Rect;
  readonly columns: readonly number[];
  readonly end: number;
}

/** What takes the looks of a Board off again, where it is cleared. null: it has none. */
export function planUndress(written: Written, { rect, columns, end }: Standing): Looks | null {
  const [layout] = written.layouts;
  if (!written.board || !layout) return null;
  const body = { ...rect, row: rect.row + 1, rows: rect.rows - 1 };
  const names = layout.header.findIndex(isNames);
  return {
    cells: [],
    banding: body.rows > 0 ? { before: body, rect: null } : null,
    totals: null,
    lines: { cleared: [], drawn: [] },
    widths: null,
    sheet: null,
    rules: written.ownSheet ? { headerRow: rect.row, before: rulesOf(layout, rect, columns), rules: [] } : null,
    undressed: areas({ rect, columns, end }),
    plain: null,
    sheetBefore: written.ownSheet ? sheetLooksAt(rect, columns[names] ?? 0) : null,
  };
}

const areas = ({ rect, columns, end }: Standing): Rect[] =>
  neighbours(columns.map((column) => ({ column }))).map((group) => rowsOf(group, rect.row, end));

/** The same where it becomes Plain: cells that stay the report's keep what a person made of them. */
export function planPlain(written: Written, wanted: Wanted, plan: ColumnPlan): Looks | null {
  const { before, oldColumns, columns, oldEnd } = plan;
  const board = { rect: before, columns: oldColumns, end: oldEnd };
  const looks = planUndress(written, board);
  if (!looks) return null;
  const { sheetBefore } = looks;
  return {
    ...looks,
    // The row of the name keeps its height where somebody's words stand there (`dressName`).
    sheetBefore: sheetBefore && {
      ...sheetBefore,
      heights: sheetBefore.heights.filter(({ row }) => row === before.row),
    },
    undressed: areas({ ...board, columns: oldColumns.slice(columns.length) }),
    plain: boardCells(written, { ...board, columns: oldColumns.slice(0, columns.length) }),
    widths: { exactly: written.ownSheet, columns: widthsOf(wanted, columns) },
  };
}

function boardCells(
  { layouts: [layout], sums: sumPlaces, lines, totals }: Written,
  { rect: { row, column }, columns, end }: Standing,
): BoardCells {
  const at = (place: number) => row + 1 + place;
  const sums = [...sumPlaces.map(at), ...(totals.length > 0 ? [end - 1] : [])];
  return {
    rect: { row, column, rows: end - row, columns: Math.max(...columns) + 1 - column },
    columns: columns.map((own, index) => ({
      column: own,
      isBold: isNames(layout?.header[index]),
      drawn: drawnAt(layout?.kinds[index]),
      alignment: alignmentOf(layout?.kinds[index]),
    })),
    sums,
    ruled: [...new Set([...sums, ...lines.map(at)])],
  };
}

const drawnAt = (kind: ColumnKind | undefined) => (kind === 'bar' || kind === 'trend' ? kind : null);

/** How a cell looks now. */
export interface Seen {
  readonly weight: string;
  readonly fill: string;
  readonly ink: string;
  readonly alignment: string;
}

/** Which cells still look as the Board made them, for each of its looks. `at`: how a cell looks now. */
export function leftOfBoard(
  { rect, columns, sums }: BoardCells,
  at: (row: number, column: number) => Seen,
): { readonly [look in keyof Seen]: Rect[] } {
  const rows = Array.from({ length: rect.rows - 1 }, (_, down) => rect.row + 1 + down);
  const cellsWhere = (
    isOf: (column: BoardCells['columns'][number], row: number) => boolean,
    isSo: (seen: Seen, column: BoardCells['columns'][number]) => boolean,
  ) =>
    runs(
      columns.map((column) => ({
        column: column.column,
        rows: rows.filter((row) => isOf(column, row) && isSo(at(row, column.column), column)),
      })),
    );
  const isSum = (row: number) => sums.includes(row);
  return {
    weight: cellsWhere(
      ({ isBold }, row) => isBold || isSum(row),
      ({ weight }) => weight === 'bold',
    ),
    fill: cellsWhere(
      (_, row) => isSum(row),
      ({ fill }) => fill === fills.totals,
    ),
    ink: cellsWhere(
      ({ drawn }) => drawn !== null,
      ({ ink }) => ink === inks.bar,
    ),
    alignment: cellsWhere(
      () => true,
      ({ alignment }, column) => alignment === column.alignment,
    ),
  };
}

/** Cells as few rectangles: neighbours among columns whose rows are the same, in rows that follow each other. */
function runs(columns: ReadonlyArray<{ readonly column: number; readonly rows: readonly number[] }>): Rect[] {
  return neighbours(columns, (a, b) => a.rows.join() === b.rows.join()).flatMap((group) => {
    const rows = group[0]?.rows ?? [];
    const starts = rows.filter((row) => !rows.includes(row - 1));
    const ends = rows.filter((row) => !rows.includes(row + 1));
    return starts.map((row, index) => rowsOf(group, row, (ends[index] ?? row) + 1));
  });
}
