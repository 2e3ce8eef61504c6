import type { ReportDefinition } from '../contract/report-definition';
import { type Column, columns } from '../domain/columns';
import type { Baseline } from '../domain/comparison';
import type { Leaderboard, Partner } from '../domain/leaderboard';
import { type Memberships, noMembership } from '../domain/membership';
import { droppedOut, type RankBase, rankedOf } from '../domain/movement';
import { figureFields } from '../domain/partner-figures';
import type { Standing } from '../domain/standing';
import { type Cell, rowsOf, sayingRow } from '../domain/table';
import { groupedRows } from './groups';
import { layoutOf } from './report';

/** What a Board lists: the partners that it shows, and those that left. */
interface Listed {
  readonly leaderboard: Leaderboard;
  readonly shown: readonly Standing[];
  readonly left: readonly Standing[];
}

/** The rows of a Board. Its days stand above them: where nobody has figures in these, they are not said again. */
export function boardRows(
  definition: ReportDefinition,
  { leaderboard, shown, left }: Listed,
  shownColumns: readonly Column[],
): ReturnType<typeof groupedRows> {
  if (shown.length === 0) return { rows: [sayingRow('No partners in these days', shownColumns)], lines: [], sums: [] };
  const listed = rowsOf(leaderboard, shown, shownColumns, false);
  const { rows, lines, sums } = groupedRows(definition, shown, listed, shownColumns);
  return {
    rows: [...rows, ...leftRows(left, shownColumns)],
    lines: left.length > 0 ? [...lines, rows.length] : lines,
    sums,
  };
}

/** Partners without figures of now have no rank either. */
const leftRows = (left: readonly Standing[], shownColumns: readonly Column[]): Cell[][] =>
  left.map((standing) => shownColumns.map((column) => (column === columns.rank ? '' : (column.value(standing) ?? ''))));

interface Then {
  readonly leaderboard: Leaderboard;
  readonly memberships: Memberships;
  readonly baseline: Baseline | null;
  readonly missing: readonly string[];
}

/**
 * Partners that had a rank in the previous period and have none now: as many as a Board has places that nobody takes. None where
 * partners are grouped, where nobody is listed, where the answer may lack somebody, or where the previous period is over and this
 * one is not. `today`: ISO day in the file's time zone.
 */
export function leftOf(
  definition: ReportDefinition,
  { leaderboard, baseline, memberships, missing }: Then,
  { base, all, today }: { readonly base: RankBase | null; readonly all: readonly Standing[]; readonly today: string },
): Standing[] {
  const { style, rows, group, movement, comparison } = definition;
  if (style === 'plain' || !base || !baseline || movement !== 'previous period' || group !== null) return [];
  if (leaderboard.full || missing.length > 0 || all.length === 0) return [];
  if (comparison === 'full' && (leaderboard.endDate ?? today) >= today) return [];
  const before = new Map(baseline.leaderboard.partners.map((partner) => [partner.uuid, partner]));
  const places = rows === 'all' ? Number.POSITIVE_INFINITY : Math.max(0, rows - all.length);
  return droppedOut(rankedOf(all, layoutOf(definition)), base)
    .flatMap(({ uuid }) => before.get(uuid) ?? [])
    .slice(0, places)
    .map((partner) => ({
      leaderboard,
      partner: withoutFigures(partner),
      membership: memberships.get(partner.uuid) ?? noMembership,
      share: null,
      rank: 0,
    }));
}

const withoutFigures = (partner: Partner): Partner => ({
  ...partner,
  ...(Object.fromEntries(figureFields.map((field) => [field, null])) as Record<(typeof figureFields)[number], null>),
});
