import { type ColumnKind, isTextKind } from '../domain/column-kinds';
import type { Cell } from '../domain/table';
import { type Area, content } from './area';
import { neighbours, rowsOf, without } from './neighbours';
import type { Cells, ColumnPlan, ValuePlan, Wanted } from './plan';
import { daySerial, type Written } from './written';

/** The cells to write and the cells to clear. `headings`: as they are to stand, a person's own words included. */
export function planValues(
  written: Written,
  wanted: Wanted,
  headings: readonly Cell[],
  { rect, oldColumns, columns, oldEnd, end, isLeft }: ColumnPlan,
): ValuePlan {
  const lines = linesOf(wanted, headings);
  const planned = columns.map((column, index) => ({ index, column, weight: weight(wanted.kinds[index]) }));
  const old = oldColumns.map((column, index) => {
    return { column, weight: Math.min(...written.layouts.map((layout) => weight(layout.kinds[index]))) };
  });
  const leaves = (row: number) => columns.some((column) => isLeft(row, column));
  const cellsOf = (group: typeof planned, from: number, to: number): Cells<Cell> => ({
    rect: rowsOf(group, from, to),
    cells: lines.slice(from - rect.row, to - rect.row).map((line) => group.map(({ index }) => line[index] ?? '')),
  });
  // A row is recognised by its figures, so they are written first and cleared last.
  const inOrder = (shown: typeof planned) => neighbours(shown).sort((a, b) => heaviest(b) - heaviest(a));
  const split = leaves(end - 1) ? end - 1 : end;
  const totals = planned.filter(({ column }) => !isLeft(end - 1, column));
  const values = [
    ...inOrder(planned).map((group) => cellsOf(group, rect.row, split)),
    ...(split < end ? inOrder(totals).map((group) => cellsOf(group, split, end)) : []),
  ];
  const cleared = [
    ...neighbours(old)
      .sort((a, b) => heaviest(a) - heaviest(b))
      .map((group) => rowsOf(group, end, oldEnd)),
    ...neighbours(old.slice(columns.length)).map((group) => rowsOf(group, rect.row, Math.min(end, oldEnd))),
  ]
    .filter((cells) => cells.rows > 0)
    .flatMap((cells) => without(cells, isLeft));
  return { values, cleared };
}

/** Whether the sheet already shows all that is wanted. A date is compared with what the report wrote. */
export function stands(
  written: Written,
  wanted: Wanted,
  headings: readonly Cell[],
  digests: readonly number[],
  { rect, columns, isLeft }: ColumnPlan,
  area: Area,
): boolean {
  return linesOf(wanted, headings).every((line, down) =>
    columns.every((column, index) => {
      const there = content(area, rect.row + down, column);
      if (!there) return line[index] === '';
      if (there.formula !== '') return isLeft(rect.row + down, column);
      // The time zone is not needed: a date is either the written day or another one.
      if (there.value instanceof Date)
        return digests[index] === written.digests[index] && daySerial(there.value) === line[index];
      return there.value === line[index] || isLeft(rect.row + down, column);
    }),
  );
}

const linesOf = ({ rows, totals }: Wanted, headings: readonly Cell[]): ReadonlyArray<readonly Cell[]> => [
  headings,
  ...rows,
  ...(totals ? [totals] : []),
];

/** How well a cell of this kind identifies its row. */
const weight = (kind: ColumnKind | undefined) => {
  if (kind === 'rank') return 2;
  return kind === undefined || isTextKind(kind) || kind === 'date' ? 0 : 1;
};

const heaviest = (columns: ReadonlyArray<{ readonly weight: number }>) =>
  Math.max(...columns.map((column) => column.weight));
