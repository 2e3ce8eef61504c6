import { defaultFiscalStart, defaultPeriod, hasFiscalYear, type Period } from '../domain/periods';
import { type FilterName, filterNames, type LeadDirection, type PartnerType } from '../domain/vocabulary';

/**
 * The leaderboard that is asked for. How many of its rows are shown is not part of it, since one answer serves every
 * limit.
 */
export interface LeaderboardQuery {
  readonly period: Period;
  /** The month that the file's fiscal year starts in, from 1 to 12. It matters to fiscal periods only. */
  readonly fiscalStart: number;
  /** null: partners of every type. */
  readonly partnerType: PartnerType | null;
  /** null: Journeybee's default. */
  readonly leadDirection: LeadDirection | null;
  /** Uuids; an empty list restricts nothing. */
  readonly filters: Filters;
}

export type Filters = { readonly [name in FilterName]: readonly string[] };

export const noFilters: Filters = { partner: [], tier: [], category: [], stage: [] };

/** All that is not said is not restricted. */
export function leaderboardQuery(wanted: Partial<LeaderboardQuery>): LeaderboardQuery {
  return {
    period: defaultPeriod,
    fiscalStart: defaultFiscalStart,
    partnerType: null,
    leadDirection: null,
    filters: noFilters,
    ...wanted,
  };
}

/**
 * Encodings of several values of a filter; which of them the API reads is not documented. A single value is the same
 * in all of them. `single`: never several values in a request.
 */
export type Encoding = 'repeated' | 'comma' | 'brackets' | 'single';

/** The parameters of a request. */
export const parameterNames: readonly string[] = [
  'period',
  'start_date',
  'end_date',
  'partner_type',
  'lead_direction',
  ...filterNames.map((name) => `${name}_uuids`),
  'limit',
  'page',
  'per_page',
];

/**
 * The query as the endpoint's parameters, in one order and spelling, so that equal queries give equal text. For a
 * period that Journeybee does not know by name the text only identifies the query; it is sent by its days
 * (file-days.ts).
 */
export function queryText(query: LeaderboardQuery, encoding: Encoding = 'repeated'): string {
  const { period, fiscalStart, partnerType, leadDirection, filters } = query;
  const parameters =
    typeof period === 'string'
      ? [`period=${period}`]
      : [`start_date=${period.startDate}`, `end_date=${period.endDate}`];
  if (hasFiscalYear(period)) parameters.push(`fiscal_start=${fiscalStart}`);
  if (partnerType !== null) parameters.push(`partner_type=${partnerType}`);
  // The lead direction concerns referral partners only: for other types it would make two queries of one.
  const counts = partnerType === null || partnerType === 'referral';
  if (leadDirection !== null && counts) parameters.push(`lead_direction=${leadDirection}`);
  for (const name of filterNames) {
    const values = canonical(filters[name]).map((uuid) => encodeURIComponent(uuid));
    parameters.push(...filterText(`${name}_uuids`, values, encoding));
  }
  return parameters.join('&');
}

/** How many queries `singleQueries` gives: one for each combination of a value of each filter. */
export const singleCount = ({ filters }: LeaderboardQuery): number =>
  filterNames.reduce((product, name) => product * Math.max(1, canonical(filters[name]).length), 1);

/** The same leaderboard for all tiers, categories and stages, restricted to these partners; none: unrestricted. */
export const withoutLabels = (query: LeaderboardQuery, partner: readonly string[] = []): LeaderboardQuery => ({
  ...query,
  filters: { ...noFilters, partner },
});

/** The same leaderboard without a restriction to partners. */
export const forEverybody = (query: LeaderboardQuery): LeaderboardQuery => ({
  ...query,
  filters: { ...query.filters, partner: [] },
});

/**
 * Queries with at most one value in each filter, whose answers together are this query's. The API certainly reads a
 * single value; how it reads several is not documented.
 */
export function singleQueries(query: LeaderboardQuery): LeaderboardQuery[] {
  return filterNames.reduce<LeaderboardQuery[]>(
    (queries, name) => {
      const uuids = canonical(query.filters[name]);
      if (uuids.length < 2) return queries;
      return queries.flatMap((query) =>
        uuids.map((uuid) => ({ ...query, filters: { ...query.filters, [name]: [uuid] } })),
      );
    },
    [query],
  );
}

function filterText(name: string, values: readonly string[], encoding: Encoding): string[] {
  if (values.length > 1 && encoding === 'comma') return [`${name}=${values.join(',')}`];
  // Brackets are not allowed in a URL, and Google might refuse them.
  const key = values.length > 1 && encoding === 'brackets' ? `${name}%5B%5D` : name;
  return values.map((value) => `${key}=${value}`);
}

/** Uuids in one order and in lower case: Journeybee ignores their case. */
export const canonical = (uuids: readonly string[]): string[] =>
  [...new Set(uuids.map((uuid) => uuid.toLowerCase()))].sort();
