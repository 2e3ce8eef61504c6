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

/** The most partners that a leaderboard can have: the endpoint gives no more, and has no pages. */
export const maxRows = 100;
