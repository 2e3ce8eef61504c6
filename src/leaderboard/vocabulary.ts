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
] as const satisfies readonly (CalendarPeriod | RollingPeriod)[];
/** All that periodRange (period-dates.ts) knows the days of. */
type CalendarPeriod = `${'current' | 'last'}_${'year' | 'quarter' | 'month'}`;
type RollingPeriod = `last_${number}_${'days' | 'months'}`;
export type PeriodName = (typeof periodNames)[number];

/** What the endpoint takes where nothing is said. */
export const defaultPeriod: PeriodName = 'current_year';

export const partnerTypes = ['referral', 'reseller', 'distributor'] as const;
export type PartnerType = (typeof partnerTypes)[number];

/** Which leads count, for referral partners. */
export const leadDirections = ['received', 'sent', 'all'] as const;
export type LeadDirection = (typeof leadDirections)[number];

/** What Journeybee sorts partners into: each partner has at most one of each. */
export const groupings = ['tier', 'category', 'stage'] as const;
export type Grouping = (typeof groupings)[number];

/** What a leaderboard can be restricted to, by uuids. */
export const filterNames = ['partner', ...groupings] as const;
export type FilterName = (typeof filterNames)[number];

/** The most partners that a leaderboard can have: the endpoint gives no more, and has no pages. */
export const maxRows = 100;

/** How many partners a formula or a new report shows where nothing is said. The help in main.ts says it too. */
export const defaultLimit = 10;
