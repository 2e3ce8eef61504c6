import type { PartnerType, PeriodName } from './vocabulary';

export const periodLabels: Readonly<Record<PeriodName, string>> = {
  current_year: 'This year',
  last_year: 'Last year',
  current_quarter: 'This quarter',
  last_quarter: 'Last quarter',
  current_month: 'This month',
  last_month: 'Last month',
  last_30_days: 'Last 30 days',
  last_90_days: 'Last 90 days',
  last_6_months: 'Last 6 months',
  last_12_months: 'Last 12 months',
};

export const partnerTypeLabels: Readonly<Record<PartnerType, string>> = {
  referral: 'Referral partners',
  reseller: 'Resellers',
  distributor: 'Distributors',
};

/** "Top 10 resellers, last quarter": what a table is called until somebody calls it otherwise. */
export function reportName(period: PeriodName, type: PartnerType | null, limit: number): string {
  const who = type === null ? 'partners' : partnerTypeLabels[type].toLowerCase();
  return `Top ${limit} ${who}, ${periodLabels[period].toLowerCase()}`;
}
