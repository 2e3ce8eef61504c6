import { byRevenue, type Leaderboard, type Partner } from '../leaderboard/leaderboard';
import { eachFigure, partnerFigures } from '../leaderboard/partner-figures';
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
  const figures = eachFigure((field) => {
    const { sent, kind } = partnerFigures[field];
    const given = row[sent];
    return kind === 'rate' && given !== null ? given / scale : given;
  });
  return {
    uuid: row.uuid,
    name: row.name,
    logoUuid: row.logo_uuid,
    type: row.partner_type,
    ...figures,
  };
}
