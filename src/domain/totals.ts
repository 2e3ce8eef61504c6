import { isTextKind } from './column-kinds';
import { type Column, columns } from './columns';
import type { Leaderboard } from './leaderboard';
import type { Standing } from './standing';
import type { Cell } from './table';
import { missingText } from './wording';

/**
 * The row of totals: below the partners, as wide as the header. Amounts and counts are summed. A rate is calculated
 * from the sums, and is '' where it is not known which counts it is of. The label says of how many partners it is the
 * total, where it is not of all.
 */
export function totals(leaderboard: Leaderboard, shown: readonly Standing[], shownColumns: readonly Column[]): Cell[] {
  const place = labelPlace(shownColumns);
  return shownColumns.map((column, index) =>
    index === place ? label(leaderboard, shown.length) : (column.total?.(shown) ?? ''),
  );
}

/** The same of one group of them, under what the group is called. */
export function subtotals(group: string, shown: readonly Standing[], shownColumns: readonly Column[]): Cell[] {
  const place = labelPlace(shownColumns);
  return shownColumns.map((column, index) => (index === place ? `Total ${group}` : (column.total?.(shown) ?? '')));
}

/** Where a row of totals says what it is. */
const labelPlace = (shownColumns: readonly Column[]): number | undefined =>
  [
    shownColumns.indexOf(columns.name),
    shownColumns.findIndex(({ kind }) => isTextKind(kind)),
    shownColumns.findIndex(({ kind }) => kind === 'rank'),
  ].find((index) => index >= 0);

function label({ full, partners, missing }: Leaderboard, shown: number): string {
  const of = shown < partners.length ? ` of the ${shown} shown` : full ? ` of the ${shown} listed` : '';
  const gap = missingText(missing);
  return `Total${of}${gap === null ? '' : ` · ${gap}`}`;
}
