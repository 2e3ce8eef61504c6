import { columns, heading } from './columns';
import type { Layout } from './layout';
import type { Leaderboard } from './leaderboard';
import type { Memberships } from './membership';
import { standings } from './standing';

/** What a cell of a table holds; '' is a cell that shows nothing. */
export type Cell = string | number;

/**
 * The leaderboard as rows of cells, all of one width: the first `limit` partners of the whole in the layout's order, under
 * a header row unless it has none. A figure that Journeybee does not have is ''; without any partner, one row says so. `note`:
 * what a reader of the figures has to know; it stands in the header, or nowhere.
 */
export function table(
  leaderboard: Leaderboard,
  limit: number,
  layout: Layout,
  memberships: Memberships,
  note?: string,
): Cell[][] {
  const shown = layout.columns.map((name) => columns[name]);
  const rows = standings(leaderboard, layout, memberships)
    .slice(0, limit)
    .map((standing) => shown.map(({ value }): Cell => value(standing) ?? ''));
  if (rows.length === 0) rows.push(nobody(leaderboard, layout));
  if (!layout.headers) return rows;
  const [first = '', ...others] = shown.map((column) => heading(column, leaderboard));
  return [[note === undefined ? first : `${first} · ${note}`, ...others], ...rows];
}

function nobody({ startDate, endDate }: Leaderboard, { columns }: Layout): Cell[] {
  const when = startDate && endDate ? ` from ${startDate} to ${endDate}` : '';
  const place = Math.max(0, columns.indexOf('name'));
  return columns.map((_, index) => (index === place ? `No partners${when}` : ''));
}
