import { byRevenue, type Leaderboard, type Partner } from '../leaderboard/leaderboard';
import { maxRows } from '../leaderboard/vocabulary';
import { type RateScale, rateScale } from './rates';
import type { LeaderboardAnswer, PartnerRow } from './schema';

/** The API's answer in our own terms: sorted, rates as fractions. */
export function leaderboardOf(answer: LeaderboardAnswer, fetchedAt: number): Leaderboard {
  const scale = rateScale(answer.partners);
  return {
    currency: answer.currency_code,
    startDate: answer.period.start_date,
    endDate: answer.period.end_date,
    fetchedAt,
    full: answer.partners.length >= maxRows,
    partners: answer.partners.map((row) => partnerOf(row, scale)).sort(byRevenue),
  };
}

function partnerOf(row: PartnerRow, scale: RateScale): Partner {
  const fraction = (rate: number | null) => (rate === null ? null : rate / scale);
  return {
    uuid: row.uuid,
    name: row.name,
    logoUuid: row.logo_uuid,
    type: row.partner_type,
    revenue: row.revenue,
    openPipeline: row.open_pipeline,
    wonDeals: row.won_deals,
    totalDeals: row.total_deals,
    winRate: fraction(row.win_rate),
    avgDealValue: row.avg_deal_value,
    totalLeads: row.total_leads,
    convertedLeads: row.converted_leads,
    conversionRate: fraction(row.conversion_rate),
  };
}
