import { type Column, columns } from './columns';
import type { Leaderboard } from './leaderboard';
import type { Standing } from './standing';
import type { Cell } from './table';

/**
 * One row below the partners that a table shows, as wide as its header. Amounts and counts are summed; a rate is worked out
 * from the sums where it is known of what, and is '' otherwise. It says of whom it is the total where that is not everybody.
 */
export function totals(leaderboard: Leaderboard, shown: readonly Standing[], shownColumns: readonly Column[]): Cell[] {
  const places = [
    shownColumns.indexOf(columns.name),
    shownColumns.findIndex(({ kind }) => kind === 'text'),
    shownColumns.findIndex(({ kind }) => kind === 'rank'),
  ];
  const place = places.find((index) => index >= 0);
  return shownColumns.map((column, index) =>
    index === place ? label(leaderboard, shown.length) : (column.total?.(shown) ?? ''),
  );
}

function label({ full, partners }: Leaderboard, shown: number): string {
  if (shown < partners.length) return `Total of the ${shown} shown`;
  return full ? `Total of the ${shown} listed` : 'Total';
}
