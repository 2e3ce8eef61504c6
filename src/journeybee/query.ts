/** The periods that Journeybee resolves to dates itself. Source: the endpoint's reference page. */
export const periodNames = [
  'current_year',
  'last_year',
  'current_quarter',
  'last_quarter',
  'current_month',
  'last_month',
  'last_30_days',
  'last_90_days',
  'last_6_months',
  'last_12_months',
] as const;
export type PeriodName = (typeof periodNames)[number];

export const partnerTypes = ['referral', 'reseller', 'distributor'] as const;
export type PartnerType = (typeof partnerTypes)[number];

/** Which leaderboard is wanted. How many of its rows are shown is no part of it: one answer serves every limit. */
export interface LeaderboardQuery {
  readonly period: PeriodName;
  /** null: partners of every type. */
  readonly partnerType: PartnerType | null;
}

/** The endpoint gives at most so many rows and has no pages, so every request asks for all it can have. */
export const maxRows = 100;

/** The query as the endpoint's parameters, in one order: equal queries give equal text. */
export function queryText({ period, partnerType }: LeaderboardQuery): string {
  return partnerType === null ? `period=${period}` : `period=${period}&partner_type=${partnerType}`;
}
