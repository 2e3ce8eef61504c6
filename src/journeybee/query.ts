import type { PartnerType, PeriodName } from '../leaderboard/vocabulary';

/** Which leaderboard is wanted. How many of its rows are shown is no part of it: one answer serves every limit. */
export interface LeaderboardQuery {
  readonly period: PeriodName;
  /** null: partners of every type. */
  readonly partnerType: PartnerType | null;
}

/** The query as the endpoint's parameters, in one order: equal queries give equal text. */
export function queryText({ period, partnerType }: LeaderboardQuery): string {
  return partnerType === null ? `period=${period}` : `period=${period}&partner_type=${partnerType}`;
}
