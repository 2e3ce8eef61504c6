import { type Area, content, type Rect } from './area';
import type { ColumnPlan, ValuePlan } from './plan';
import { columnDigest, isKeyed } from './written';

/**
 * The digests of rows that no figure tells from a note at some step of a write: one whose text is written before its only
 * figure, since somebody's column stands between. A write that is cut short may leave any of these.
 */
export function cutShortDigests(
  { values, cleared }: ValuePlan,
  { union, columns, oldColumns, end, oldEnd }: ColumnPlan,
  keys: readonly boolean[],
  area: Area,
): number[] {
  // A single call writes whole rows.
  if (values.length < 2) return [];
  const own = [...columns, ...oldColumns.slice(columns.length)];
  const first = union.row + 1;
  const rows = Array.from({ length: Math.max(end, oldEnd) - first }, (_, down) =>
    own.map((column): unknown => content(area, first + down, column)?.value ?? ''),
  );
  const digests = new Set<number>();
  const note = () => {
    for (const row of rows)
      if (row.some((value) => value !== '') && !isKeyed(row, keys)) digests.add(columnDigest(row));
  };
  const put = (rect: Rect, cellOf: (down: number, right: number) => unknown) => {
    rows.forEach((row, down) => {
      const from = first + down - rect.row;
      if (from < 0 || from >= rect.rows) return;
      own.forEach((column, index) => {
        const right = column - rect.column;
        if (right >= 0 && right < rect.columns) row[index] = cellOf(from, right);
      });
    });
    note();
  };
  note();
  for (const { rect, cells } of values) put(rect, (down, right) => cells[down]?.[right] ?? '');
  for (const rect of cleared) put(rect, () => '');
  return [...digests];
}
