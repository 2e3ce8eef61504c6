import type { ColumnName } from './column-names';
import type { Leaderboard, Partner } from './leaderboard';
import type { Standing } from './standing';
import { ratio, sum } from './sums';

export type ColumnKind = 'rank' | 'text' | 'money' | 'count' | 'rate';

export interface Column {
  readonly label: string;
  readonly kind: ColumnKind;
  /** null: Journeybee has none, and the cell shows nothing. */
  readonly value: (standing: Standing) => string | number | null;
  /** For a row of totals, where a total can be said. */
  readonly total?: (shown: readonly Standing[]) => number | null;
}

type Figure = { [field in keyof Partner]: Partner[field] extends number | null ? field : never }[keyof Partner];

const figure = (label: string, kind: ColumnKind, field: Figure): Column => ({
  label,
  kind,
  value: ({ partner }) => partner[field],
});

const summed = (label: string, kind: ColumnKind, field: Figure): Column => ({
  ...figure(label, kind, field),
  total: (shown) => sum(shown.map(({ partner }) => partner[field])),
});

const averaged = (label: string, kind: ColumnKind, field: Figure, part: Figure, whole: Figure): Column => ({
  ...figure(label, kind, field),
  total: (shown) => ratio(shown.map(({ partner }) => [partner[part], partner[whole]])),
});

const text = (label: string, value: (standing: Standing) => string | null): Column => ({ label, kind: 'text', value });

export const columns: Readonly<Record<ColumnName, Column>> = {
  rank: { label: 'Rank', kind: 'rank', value: ({ rank }) => rank },
  name: text('Partner', ({ partner }) => partner.name),
  revenue: summed('Revenue', 'money', 'revenue'),
  'open pipeline': summed('Open pipeline', 'money', 'openPipeline'),
  'won deals': summed('Won deals', 'count', 'wonDeals'),
  'total deals': summed('Total deals', 'count', 'totalDeals'),
  // Of which deals a win rate is, is not documented: it has no total.
  'win rate': figure('Win rate', 'rate', 'winRate'),
  'avg deal value': averaged('Avg deal value', 'money', 'avgDealValue', 'revenue', 'wonDeals'),
  'total leads': summed('Total leads', 'count', 'totalLeads'),
  'converted leads': summed('Converted leads', 'count', 'convertedLeads'),
  'conversion rate': averaged('Conversion rate', 'rate', 'conversionRate', 'convertedLeads', 'totalLeads'),
  share: {
    label: 'Share of revenue',
    kind: 'rate',
    value: ({ share }) => share,
    total: (shown) => sum(shown.map(({ share }) => share)),
  },
  currency: text('Currency', ({ leaderboard }) => leaderboard.currency),
  type: text('Type', ({ partner }) => partner.type),
  tier: text('Tier', ({ membership }) => membership.tier),
  category: text('Category', ({ membership }) => membership.category),
  stage: text('Stage', ({ membership }) => membership.stage),
  uuid: text('UUID', ({ partner }) => partner.uuid),
  'logo uuid': text('Logo UUID', ({ partner }) => partner.logoUuid),
  'start date': text('Start date', ({ leaderboard }) => leaderboard.startDate),
  'end date': text('End date', ({ leaderboard }) => leaderboard.endDate),
};

/**
 * "Revenue (EUR)": an amount always says its currency, where the answer names one. A share says of whom, where there may be
 * partners that are not listed.
 */
export function heading(column: Column, { currency, full, partners }: Leaderboard): string {
  const { label, kind } = column;
  if (column === columns.share && full) return `${label} (of the ${partners.length} listed)`;
  return kind === 'money' && currency !== null ? `${label} (${currency})` : label;
}
