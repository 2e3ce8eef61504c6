import { writtenDays } from './period-wording';
import { type Period, periodLabel } from './periods';
import type { Grouping, GroupName, PartnerType } from './vocabulary';

export const partnerTypeLabels: Readonly<Record<PartnerType, string>> = {
  referral: 'Referral partners',
  reseller: 'Resellers',
  distributor: 'Distributors',
};

export const groupLabels: Readonly<Record<GroupName, string>> = {
  tier: 'Tier',
  category: 'Category',
  stage: 'Stage',
  owner: 'Owner',
};

export const groupingPlurals: Readonly<Record<Grouping, string>> = {
  tier: 'tiers',
  category: 'categories',
  stage: 'stages',
};

/** What a table says of rows that cannot be read; null where there are none. */
export const missingText = (missing: number): string | null =>
  missing === 0 ? null : `${missing} ${missing === 1 ? 'partner' : 'partners'} missing`;

/** The text of a formula, its arguments separated as this spreadsheet reads them. */
export function formulaText(period: Period, type: PartnerType | null, limit: number, separator: ',' | ';'): string {
  const days = typeof period === 'string' ? period : `${period.startDate}..${period.endDate}`;
  return `=JB_PARTNERS(${[`"${days}"`, `"${type ?? ''}"`, String(limit)].join(separator)})`;
}

/** "in each tier", "of each owner" */
export const eachText = (group: GroupName): string => `${group === 'owner' ? 'of' : 'in'} each ${group}`;

/** The name of a report until somebody gives it another: "Top 10 resellers, last quarter". */
export function reportName(
  period: Period,
  type: PartnerType | null,
  rows: number | 'all',
  group: GroupName | null = null,
): string {
  const who = type === null ? 'partners' : partnerTypeLabels[type].toLowerCase();
  const when = typeof period === 'string' ? periodLabel(period).toLowerCase() : writtenDays(period);
  const each = group === null ? '' : rows === 'all' ? ` by ${group}` : ` ${eachText(group)}`;
  return `${rows === 'all' ? 'All' : `Top ${rows}`} ${who}${each}, ${when}`;
}
