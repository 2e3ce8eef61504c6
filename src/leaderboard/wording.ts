import type { Period } from './period';
import { writtenDays } from './period-dates';
import type { Grouping, PartnerType, PeriodName } from './vocabulary';

/** "This year", "Last 30 days". */
export function periodLabel(name: PeriodName): string {
  const words = name.replace(/^current/, 'this').replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

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
