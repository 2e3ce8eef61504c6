import type { Partner } from './leaderboard';

export type ColumnKind = 'rank' | 'text' | 'money' | 'count' | 'rate';

export interface Column {
  readonly label: string;
  readonly kind: ColumnKind;
  readonly value: (partner: Partner, rank: number) => string | number | null;
}

/** The columns of a leaderboard, in their order. */
export const columns: readonly Column[] = [
  { label: 'Rank', kind: 'rank', value: (_, rank) => rank },
  { label: 'Partner', kind: 'text', value: (partner) => partner.name },
  { label: 'Revenue', kind: 'money', value: (partner) => partner.revenue },
  { label: 'Open pipeline', kind: 'money', value: (partner) => partner.openPipeline },
  { label: 'Won deals', kind: 'count', value: (partner) => partner.wonDeals },
  { label: 'Total deals', kind: 'count', value: (partner) => partner.totalDeals },
  { label: 'Win rate', kind: 'rate', value: (partner) => partner.winRate },
  { label: 'Avg deal value', kind: 'money', value: (partner) => partner.avgDealValue },
  { label: 'Total leads', kind: 'count', value: (partner) => partner.totalLeads },
  { label: 'Converted leads', kind: 'count', value: (partner) => partner.convertedLeads },
  { label: 'Conversion rate', kind: 'rate', value: (partner) => partner.conversionRate },
];

/** "Revenue (EUR)": an amount always says its currency, where the answer names one. */
export function heading({ label, kind }: Column, currency: string | null): string {
  return kind === 'money' && currency !== null ? `${label} (${currency})` : label;
}
