import type { ColumnName } from './column-names';
import type { Leaderboard } from './leaderboard';
import { type Figure, type FigureName, figureFields, partnerFigures } from './partner-figures';
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

/** A ratio of figures is worked out anew from those of the rows together. */
function figureColumn(field: Figure): Column {
  const { label, kind, total } = partnerFigures[field];
  const column: Column = { label, kind, value: ({ partner }) => partner[field] };
  if (total === null) return column;
  if (total === 'sum') return { ...column, total: (shown) => sum(shown.map(({ partner }) => partner[field])) };
  const [part, whole] = total;
  return { ...column, total: (shown) => ratio(shown.map(({ partner }) => [partner[part], partner[whole]])) };
}

const figureColumns = Object.fromEntries(
  figureFields.map((field) => [partnerFigures[field].name, figureColumn(field)]),
) as Record<FigureName, Column>;

const text = (label: string, value: (standing: Standing) => string | null): Column => ({ label, kind: 'text', value });

export const columns: Readonly<Record<ColumnName, Column>> = {
  rank: { label: 'Rank', kind: 'rank', value: ({ rank }) => rank },
  name: text('Partner', ({ partner }) => partner.name),
  ...figureColumns,
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
