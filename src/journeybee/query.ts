import { defaultFiscalStart, defaultPeriod, hasFiscalYear, type Period } from '../domain/periods';
import { type FilterName, filterNames, type LeadDirection, type PartnerType } from '../domain/vocabulary';

/** Which leaderboard is wanted. How many of its rows are shown is no part of it: one answer serves every limit. */
export interface LeaderboardQuery {
  readonly period: Period;
  /** The month that the file's fiscal year starts in, from 1 to 12. It matters to fiscal periods only. */
  readonly fiscalStart: number;
  /** null: partners of every type. */
  readonly partnerType: PartnerType | null;
  /** null: as Journeybee counts where nothing is said. */
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
 * Ways to write several values of one filter; which of them the API reads is not documented. One value is written alike in
 * all of them. `single`: never several in one request.
 */
export type Encoding = 'repeated' | 'comma' | 'brackets' | 'single';

/** All that a request may say, beside its path. */
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
 * The query as the endpoint's parameters, in one order and spelling: equal queries give equal text. Of a period that
 * Journeybee does not know by its name the text only tells queries apart; it is sent by its days (file-days.ts).
 */
export function queryText(query: LeaderboardQuery, encoding: Encoding = 'repeated'): string {
  const { period, fiscalStart, partnerType, leadDirection, filters } = query;
  const parameters =
    typeof period === 'string'
      ? [`period=${period}`]
      : [`start_date=${period.startDate}`, `end_date=${period.endDate}`];
  if (hasFiscalYear(period)) parameters.push(`fiscal_start=${fiscalStart}`);
  if (partnerType !== null) parameters.push(`partner_type=${partnerType}`);
  // It concerns referral partners only: among others it would make two queries of one.
  const counts = partnerType === null || partnerType === 'referral';
  if (leadDirection !== null && counts) parameters.push(`lead_direction=${leadDirection}`);
  for (const name of filterNames) {
    const values = canonical(filters[name]).map((uuid) => encodeURIComponent(uuid));
    parameters.push(...filterText(`${name}_uuids`, values, encoding));
  }
  return parameters.join('&');
}

/** How many queries `singleQueries` gives: as many as there are combinations of a value of each filter. */
export const singleCount = ({ filters }: LeaderboardQuery): number =>
  filterNames.reduce((product, name) => product * Math.max(1, canonical(filters[name]).length), 1);

/** The same leaderboard for every tier, category and stage, and for these partners only; none: for everybody. */
export const withoutLabels = (query: LeaderboardQuery, partner: readonly string[] = []): LeaderboardQuery => ({
  ...query,
  filters: { ...noFilters, partner },
});

/** The same leaderboard whoever the partner. */
export const forEverybody = (query: LeaderboardQuery): LeaderboardQuery => ({
  ...query,
  filters: { ...query.filters, partner: [] },
});

/**
 * The queries with at most one value for each filter whose answers together answer this one. How the API reads several
 * values is not documented; one value it reads for certain.
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
  // Brackets are no signs of a URL: Google might refuse it.
  const key = values.length > 1 && encoding === 'brackets' ? `${name}%5B%5D` : name;
  return values.map((value) => `${key}=${value}`);
}

/** In one order and spelling: to Journeybee, a uuid is the same in capitals. */
export const canonical = (uuids: readonly string[]): string[] =>
  [...new Set(uuids.map((uuid) => uuid.toLowerCase()))].sort();
