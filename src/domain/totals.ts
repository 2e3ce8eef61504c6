import { isTextKind } from './column-kinds';
import { type Column, columns } from './columns';
import type { Leaderboard } from './leaderboard';
import type { Standing } from './standing';
import type { Cell } from './table';
import { missingText } from './wording';

/**
 * One row below the partners that a table shows, as wide as its header. Amounts and counts are summed; a rate is worked out
 * from the sums where it is known of what, and is '' otherwise. It says of whom it is the total where that is not everybody.
 */
export function totals(leaderboard: Leaderboard, shown: readonly Standing[], shownColumns: readonly Column[]): Cell[] {
  const places = [
    shownColumns.indexOf(columns.name),
    shownColumns.findIndex(({ kind }) => isTextKind(kind)),
    shownColumns.findIndex(({ kind }) => kind === 'rank'),
  ];
  const place = places.find((index) => index >= 0);
  return shownColumns.map((column, index) =>
    index === place ? label(leaderboard, shown.length) : (column.total?.(shown) ?? ''),
  );
}

function label({ full, partners, missing }: Leaderboard, shown: number): string {
  const of = shown < partners.length ? ` of the ${shown} shown` : full ? ` of the ${shown} listed` : '';
  const gap = missingText(missing);
  return `Total${of}${gap === null ? '' : ` · ${gap}`}`;
}
