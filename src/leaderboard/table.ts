import { columns, heading } from './columns';
import { type Leaderboard, ranks } from './leaderboard';

/** What a cell of a table holds; '' is a cell that shows nothing. */
export type Cell = string | number;

/**
 * The leaderboard as rows of cells under one header row, all of one width: at most `limit` partners. A figure that
 * Journeybee does not have is ''; without any partner, one row says so.
 */
export function table(leaderboard: Leaderboard, limit: number): Cell[][] {
  const { currency, partners } = leaderboard;
  const places = ranks(partners);
  const header = columns.map((column) => heading(column, currency));
  const rows = partners
    .slice(0, limit)
    .map((partner, index) => columns.map(({ value }) => value(partner, places[index] ?? index + 1) ?? ''));
  return [header, ...(rows.length > 0 ? rows : [nobody(leaderboard)])];
}

function nobody({ startDate, endDate }: Leaderboard): Cell[] {
  const when = startDate && endDate ? ` from ${startDate} to ${endDate}` : '';
  return columns.map((_, index) => (index === 1 ? `No partners${when}` : ''));
}
