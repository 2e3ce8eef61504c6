import { kinds } from './column-kinds';
import type { ColumnName } from './column-names';
import { type Column, columns } from './columns';
import type { Layout } from './layout';
import { byRevenue, type Leaderboard } from './leaderboard';
import { type Memberships, noMembership } from './membership';
import { amountRatio, totalAmount } from './money';
import { compareCells } from './ordering';
import type { Standing } from './standing';

/**
 * The whole leaderboard in a layout's order, ranked. Ranks go by the figure it is sorted by, else by revenue, highest first
 * whichever way it is shown; partners without that figure come after all others. Equals are in the order of `byRevenue`: as
 * long as no two have one uuid, the same partners give the same standings.
 */
export function standings(leaderboard: Leaderboard, layout: Layout, memberships: Memberships): Standing[] {
  const partners = [...leaderboard.partners].sort(byRevenue);
  const { currency } = leaderboard;
  const total = totalAmount(
    partners.map(({ revenue }) => revenue),
    currency,
  );
  const { sort, rankWithin } = layout;
  const { value } = columns[sort.column];
  const figure = rankingColumn(sort.column).value;
  const ranked = partners
    .map(
      (partner): Standing => ({
        leaderboard,
        partner,
        membership: memberships.get(partner.uuid) ?? noMembership,
        share: amountRatio(partner.revenue, total, currency),
        rank: 0,
      }),
    )
    .sort((a, b) => compareCells(figure(a), figure(b), true))
    .map(ranking(figure, ({ membership }) => rankWithin && membership[rankWithin]));
  // Partners of one name are ordered by uuid, so that their order does not depend on their figures.
  const ties = (standing: Standing, other: Standing) =>
    sort.column === 'name' ? compareCells(standing.partner.uuid, other.partner.uuid, false) : 0;
  return ranked.sort((a, b) => compareCells(value(a), value(b), sort.descending) || ties(a, b));
}

/** The figure that partners are ranked by in a table that is sorted by this column. */
export const rankingName = (sorted: ColumnName): ColumnName =>
  kinds[columns[sorted].kind].isFigure ? sorted : 'revenue';

const rankingColumn = (sorted: ColumnName): Column => columns[rankingName(sorted)];

type Value = (standing: Standing) => string | number | null;

/** Ranks one standing after the other, best first, within its group. */
function ranking(figure: Value, group: Value): (standing: Standing) => Standing {
  const groups = new Map<string | number | null, { count: number; rank: number; figure: string | number | null }>();
  return (standing) => {
    const above = groups.get(group(standing));
    const count = (above?.count ?? 0) + 1;
    const rank = above && above.figure === figure(standing) ? above.rank : count;
    groups.set(group(standing), { count, rank, figure: figure(standing) });
    return { ...standing, rank };
  };
}
