import type { LeaderboardQuery } from './leaderboard';

/** What the documentation leaves open, and what a service does on a bad day. May be changed at any time; the next request feels it. */
export interface SandboxSettings {
  /** Whether two of three is 0.6667 or 66.67. */
  rateScale: 'fraction' | 'percent';
  /** Whether a win rate counts won and lost deals, or open ones too. */
  winRateOf: 'decided' | 'all';
  /** Whether a conversion rate counts converted and rejected leads, or pending ones too. */
  conversionRateOf: 'decided' | 'all';
  /** ISO 4217, in whatever way it is written. Amounts are not converted, only named and rounded by it. */
  currency: string;
  /** Whether amounts are rounded to the currency's smallest unit, or sent as binary fractions add up. */
  roundsMoney: boolean;
  /** IANA name of the zone whose today decides which days `period` means. */
  timeZone: string;
  /** The month, 1 to 12, that its own years begin with. Its quarters are counted from there. */
  yearBeginsIn: number;
  /** Whether the current year, quarter and month end today instead of when the calendar says. */
  currentEndsToday: boolean;
  /** Days that were asked for are widened to the whole of these, in its own calendar. */
  widensDaysTo: 'day' | 'month' | 'quarter' | 'year';
  /** Parameters of the leaderboard that are taken for unknown ones. */
  ignores: ReadonlyArray<keyof LeaderboardQuery>;
  /** Uuids of partners that are in no answer for now. They keep their uuid, deals and leads. */
  absent: readonly string[];
  /** Whether the list of partners says who looks after them, as far as the account knows. */
  sendsUsers: boolean;
  /** How the rows are listed. Which rows there are when `limit` cuts is always decided by revenue. */
  order: 'revenue' | 'name' | 'random';
  /** The one way in which several values of a filter are understood; see parameters.ts for what becomes of the others. */
  arrays: 'repeated' | 'comma' | 'brackets' | 'single';
  /** Whether rates and averages with nothing to divide by are null or 0. */
  nullRates: boolean;
  /** Whether partners without a deal or lead in the period are listed too. */
  includeInactive: boolean;
  /** Whether answers carry fields that the documentation does not list. */
  addedFields: boolean;
  /** How many rows the leaderboard answers with when no limit is sent. */
  defaultLimit: number;
  /** Requests per key in any 60 seconds. */
  ratePerMinute: number;
  retryAfter: 'seconds' | 'date';
  /** How long every answer takes. */
  latencyMs: number;
  /** Whether a key without the Read permission is refused. */
  requirePermission: boolean;
}

export function defaultSettings(): SandboxSettings {
  return {
    rateScale: 'fraction',
    winRateOf: 'decided',
    conversionRateOf: 'all',
    currency: 'EUR',
    roundsMoney: true,
    timeZone: 'Etc/UTC',
    yearBeginsIn: 1,
    currentEndsToday: false,
    widensDaysTo: 'day',
    ignores: [],
    absent: [],
    sendsUsers: true,
    order: 'revenue',
    arrays: 'repeated',
    nullRates: true,
    includeInactive: false,
    addedFields: false,
    defaultLimit: 10,
    ratePerMinute: 500,
    retryAfter: 'seconds',
    latencyMs: 0,
    requirePermission: true,
  };
}
