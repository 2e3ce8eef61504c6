import type { ColumnKind } from '../leaderboard/columns';
import type { Cell } from '../leaderboard/table';
import { type Area, content } from './area';
import { neighbours, rowsOf } from './neighbours';
import type { ColumnPlan, ValuePlan, Wanted } from './plan';
import type { Written } from './written';

/** What is written where, and what is cleared. */
export function planValues(
  written: Written,
  wanted: Wanted,
  { rect, oldColumns, columns, oldEnd, end }: ColumnPlan,
): ValuePlan {
  const lines = linesOf(wanted);
  const planned = columns.map((column, index) => ({ index, column, weight: weight(wanted.kinds[index]) }));
  const old = oldColumns.map((column, index) => {
    return { column, weight: Math.min(...written.layouts.map((layout) => weight(layout.kinds[index]))) };
  });
  // A row is known by its figures: they are written first and cleared last.
  const values = neighbours(planned)
    .sort((a, b) => heaviest(b) - heaviest(a))
    .map((group) => ({
      rect: rowsOf(group, rect.row, end),
      cells: lines.map((line) => group.map(({ index }) => line[index] ?? '')),
    }));
  const cleared = [
    ...neighbours(old)
      .sort((a, b) => heaviest(a) - heaviest(b))
      .map((group) => rowsOf(group, end, oldEnd)),
    ...neighbours(old.slice(columns.length)).map((group) => rowsOf(group, rect.row, Math.min(end, oldEnd))),
  ].filter((cells) => cells.rows > 0);
  return { values, cleared };
}

/** Whether all that is wanted stands there already. */
export function stands(wanted: Wanted, { rect, columns }: ColumnPlan, area: Area): boolean {
  return linesOf(wanted).every((line, down) =>
    columns.every((column, index) => {
      const there = content(area, rect.row + down, column);
      return there ? there.formula === '' && there.value === line[index] : line[index] === '';
    }),
  );
}

const linesOf = ({ header, rows, totals }: Wanted): ReadonlyArray<readonly Cell[]> => [
  header,
  ...rows,
  ...(totals ? [totals] : []),
];

/** How well a row is known by its cell in such a column. */
const weight = (kind: ColumnKind | undefined) => (kind === 'rank' ? 2 : kind && kind !== 'text' ? 1 : 0);

const heaviest = (columns: ReadonlyArray<{ readonly weight: number }>) => Math.max(...columns.map((one) => one.weight));
