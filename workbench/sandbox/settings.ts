/** What the documentation leaves open, and what a service does on a bad day. May be changed at any time; the next request feels it. */
export interface SandboxSettings {
  /** Whether two of three is 0.6667 or 66.67. */
  rateScale: 'fraction' | 'percent';
  /** ISO 4217, in whatever way it is written. Amounts are not converted, only named and rounded by it. */
  currency: string;
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
    currency: 'EUR',
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
