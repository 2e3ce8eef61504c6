export const partnerTypes = ['referral', 'reseller', 'distributor'] as const;
export type PartnerType = (typeof partnerTypes)[number];

/** Which leads count, for referral partners. */
export const leadDirections = ['received', 'sent', 'all'] as const;
export type LeadDirection = (typeof leadDirections)[number];

/** What Journeybee sorts partners into: each partner has at most one of each. */
export const groupings = ['tier', 'category', 'stage'] as const;
export type Grouping = (typeof groupings)[number];

/** What partners of a report can be put together by. Who looks after them is no filter of Journeybee's. */
export const groupNames = [...groupings, 'owner'] as const;
export type GroupName = (typeof groupNames)[number];

/** What a leaderboard can be restricted to, by uuids. */
export const filterNames = ['partner', ...groupings] as const;
export type FilterName = (typeof filterNames)[number];

/** The most partners that a leaderboard can have: the endpoint gives no more, and has no pages. */
export const maxRows = 100;

/** How many partners a formula or a new report shows where nothing is said. The help in main.ts says it too. */
export const defaultLimit = 10;
