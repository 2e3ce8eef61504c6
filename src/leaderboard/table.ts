import { type Column, columns, heading } from './columns';
import type { Layout } from './layout';
import type { Leaderboard } from './leaderboard';
import type { Memberships } from './membership';
import { type Standing, standings } from './standing';

/** What a cell of a table holds; '' is a cell that shows nothing. */
export type Cell = string | number;

/** The leaderboard as rows of cells: the first `limit` partners of the whole in the layout's order; see `rowsOf`. */
export function table(
  leaderboard: Leaderboard,
  limit: number,
  layout: Layout,
  memberships: Memberships,
  note?: string,
): Cell[][] {
  const shown = standings(leaderboard, layout, memberships).slice(0, limit);
  const named = layout.columns.map((name) => columns[name]);
  return rowsOf(leaderboard, shown, named, layout.headers, note);
}

/**
 * Partners as rows of cells, all of one width, under a header row unless there is to be none. A figure that Journeybee does
 * not have is ''; without any partner, one row says so. `note`: what a reader of the figures has to know; it stands in the
 * header, or nowhere.
 */
export function rowsOf(
  leaderboard: Leaderboard,
  shown: readonly Standing[],
  shownColumns: readonly Column[],
  headers: boolean,
  note?: string,
): Cell[][] {
  const rows = shown.map((standing) => shownColumns.map(({ value }): Cell => value(standing) ?? ''));
  if (rows.length === 0) rows.push(nobody(leaderboard, shownColumns));
  if (!headers) return rows;
  const [first = '', ...others] = shownColumns.map((column) => heading(column, leaderboard));
  return [[note === undefined ? first : `${first} · ${note}`, ...others], ...rows];
}

function nobody({ startDate, endDate }: Leaderboard, shownColumns: readonly Column[]): Cell[] {
  const when = startDate && endDate ? ` from ${startDate} to ${endDate}` : '';
  const place = Math.max(0, shownColumns.indexOf(columns.name));
  return shownColumns.map((_, index) => (index === place ? `No partners${when}` : ''));
}
