import type { ColumnKind } from './column-kinds';
import type { ColumnName } from './column-names';
import type { Leaderboard, Partner } from './leaderboard';
import { amountRatio, averageAmount, totalAmount } from './money';
import { type Figure, type FigureName, figureFields, partnerFigures } from './partner-figures';
import type { Standing } from './standing';
import { quotient, sum } from './sums';

export interface Column {
  readonly label: string;
  readonly kind: ColumnKind;
  /** How far it is from what it was: a Board shows such a figure with its direction. */
  readonly isChange?: true;
  /** null: Journeybee has none, and the cell shows nothing. */
  readonly value: (standing: Standing) => string | number | null;
  /**
   * The figure is relative to all partners of a leaderboard. A partner that is not listed has none, and the figure is
   * wrong where a listed partner is missing.
   */
  readonly isAmongAll?: true;
  /** The figure of a row of totals, where a total is defined. */
  readonly total?: (shown: readonly Standing[]) => string | number | null;
}

/** The total of a ratio is calculated from the sums of its parts, not from the ratios of the rows. */
function figureColumn(field: Figure): Column {
  const { label, kind, total } = partnerFigures[field];
  const column: Column = { label, kind, value: ({ partner }) => partner[field] };
  if (total === null) return column;
  if (total === 'sum') return { ...column, total: (shown) => together(field, partnersOf(shown), currencyOf(shown)) };
  const [part, whole] = total;
  return {
    ...column,
    total: (shown) => {
      const counted = partnersOf(shown).filter((partner) => partner[part] !== null && partner[whole] !== null);
      const currency = currencyOf(shown);
      const [parts, wholes] = [together(part, counted, currency), together(whole, counted, currency)];
      if (kind === 'money') return averageAmount(parts, wholes, currency);
      return areShares(counted.map((partner) => [partner[field], quotient(partner[part], partner[whole])]))
        ? quotient(parts, wholes)
        : null;
    },
  };
}

/**
 * Whether rates are the shares that counts come to, as far as their decimals go, or to whole percents. Which leads a rate counts
 * is not documented: where it is of decided ones, the counts that are sent give it no total.
 */
function areShares(pairs: ReadonlyArray<readonly [rate: number | null, share: number | null]>): boolean {
  const decimals = pairs.map(([rate]) => String(Number(rate?.toFixed(8) ?? 0)).split('.')[1]?.length ?? 0);
  const rounding = 10 ** -Math.max(2, ...decimals) / 2 + 1e-9;
  return pairs.every(([rate, share]) => share === null || (rate !== null && Math.abs(rate - share) <= rounding));
}

/** The sum of a figure over partners. Amounts are added in their currency's smallest unit. */
function together(field: Figure, partners: readonly Partner[], currency: string | null): number | null {
  const figures = partners.map((partner) => partner[field]);
  return partnerFigures[field].kind === 'money' ? totalAmount(figures, currency) : sum(figures);
}

const partnersOf = (shown: readonly Standing[]): readonly Partner[] => shown.map(({ partner }) => partner);

/** The columns of a table are read from one leaderboard, whose currency applies to all of them. */
const currencyOf = ([first]: readonly Standing[]): string | null => first?.leaderboard.currency ?? null;

const figureColumns = Object.fromEntries(
  figureFields.map((field) => [partnerFigures[field].name, figureColumn(field)]),
) as Record<FigureName, Column>;

const text = (label: string, value: (standing: Standing) => string | null): Column => ({ label, kind: 'text', value });

export const columns: Readonly<Record<ColumnName, Column>> = {
  rank: { label: 'Rank', kind: 'rank', value: ({ rank }) => rank, isAmongAll: true },
  name: text('Partner', ({ partner }) => partner.name),
  ...figureColumns,
  share: {
    label: 'Share of revenue',
    kind: 'rate',
    value: ({ share }) => share,
    isAmongAll: true,
    total: (shown) =>
      amountRatio(
        together('revenue', partnersOf(shown), currencyOf(shown)),
        together('revenue', shown[0]?.leaderboard.partners ?? [], currencyOf(shown)),
        currencyOf(shown),
      ),
  },
  currency: text('Currency', ({ leaderboard }) => leaderboard.currency),
  type: text('Type', ({ partner }) => partner.type),
  tier: text('Tier', ({ membership }) => membership.tier),
  category: text('Category', ({ membership }) => membership.category),
  stage: text('Stage', ({ membership }) => membership.stage),
  owner: text('Owner', ({ membership }) => membership.owner),
  uuid: text('UUID', ({ partner }) => partner.uuid),
  'logo uuid': text('Logo UUID', ({ partner }) => partner.logoUuid),
  'start date': { label: 'Start date', kind: 'date', value: ({ leaderboard }) => leaderboard.startDate },
  'end date': { label: 'End date', kind: 'date', value: ({ leaderboard }) => leaderboard.endDate },
};

/**
 * "Revenue (EUR)": an amount always says its currency, where the answer names one. A share says of whom, where there may be
 * partners that are not listed.
 */
export function heading(column: Column, { currency, full, partners, missing }: Leaderboard): string {
  const { label, kind } = column;
  if (column === columns.share && full) return `${label} (of the ${partners.length + missing} listed)`;
  return kind === 'money' && currency !== null ? `${label} (${currency})` : label;
}
