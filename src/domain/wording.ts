import { writtenDays } from './period-wording';
import { type Period, periodLabel } from './periods';
import type { Grouping, PartnerType } from './vocabulary';

export const partnerTypeLabels: Readonly<Record<PartnerType, string>> = {
  referral: 'Referral partners',
  reseller: 'Resellers',
  distributor: 'Distributors',
};

export const groupingLabels: Readonly<Record<Grouping, string>> = {
  tier: 'Tier',
  category: 'Category',
  stage: 'Stage',
};

export const groupingPlurals: Readonly<Record<Grouping, string>> = {
  tier: 'tiers',
  category: 'categories',
  stage: 'stages',
};

/** What is said of partners that Journeybee listed in a way that cannot be read; null: there is none. */
export const missingText = (missing: number): string | null =>
  missing === 0 ? null : `${missing} ${missing === 1 ? 'partner' : 'partners'} missing`;

/** The formula that shows it, its arguments separated as Sheets is to read them. */
export function formulaText(period: Period, type: PartnerType | null, limit: number, separator: ',' | ';'): string {
  const days = typeof period === 'string' ? period : `${period.startDate}..${period.endDate}`;
  return `=JB_PARTNERS(${[`"${days}"`, `"${type ?? ''}"`, String(limit)].join(separator)})`;
}

/** "Top 10 resellers, last quarter": what a report is called until somebody calls it otherwise. */
export function reportName(period: Period, type: PartnerType | null, rows: number | 'all'): string {
  const who = type === null ? 'partners' : partnerTypeLabels[type].toLowerCase();
  const when = typeof period === 'string' ? periodLabel(period).toLowerCase() : writtenDays(period);
  return `${rows === 'all' ? 'All' : `Top ${rows}`} ${who}, ${when}`;
}
