import { type Column, columns, heading } from './columns';
import type { Layout } from './layout';
import type { Leaderboard } from './leaderboard';
import type { Memberships } from './membership';
import { standings } from './ranking';
import type { Standing } from './standing';

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
 * not have is ''; without any partner, one row says so. `note`: what a reader of the figures has to know; see `notePlace`.
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
  const place = note === undefined ? -1 : notePlace(shownColumns);
  const header = shownColumns.map((column, index) => {
    const text = heading(column, leaderboard);
    return index === place ? `${text} · ${note}` : text;
  });
  return [header, ...rows];
}

/**
 * The index of the heading that a note is added to: that of the ranks, otherwise the last one. -1 where there is only
 * the heading of the names, by which lookups find their column.
 */
export function notePlace(shownColumns: readonly Column[]): number {
  const rank = shownColumns.indexOf(columns.rank);
  return rank >= 0 ? rank : shownColumns.map((column) => column !== columns.name).lastIndexOf(true);
}

function nobody({ startDate, endDate }: Leaderboard, shownColumns: readonly Column[]): Cell[] {
  return sayingRow(`No partners${startDate && endDate ? ` from ${startDate} to ${endDate}` : ''}`, shownColumns);
}

/** A row that says something in the place of a partner's figures. */
export function sayingRow(text: string, shownColumns: readonly Column[]): Cell[] {
  const place = Math.max(0, shownColumns.indexOf(columns.name));
  return shownColumns.map((_, index) => (index === place ? text : ''));
}
