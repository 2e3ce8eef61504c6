import { currencyCode, roundedAmount } from '../domain/money';
import { byRevenue, type Leaderboard, type Partner } from '../leaderboard/leaderboard';
import { eachFigure, partnerFigures } from '../leaderboard/partner-figures';
import { maxRows } from '../leaderboard/vocabulary';
import { type RateScale, rateScale } from './rates';
import type { LeaderboardAnswer, PartnerRow } from './schema';

/** The API's answer in our own terms: sorted, rates as fractions, amounts rounded to the currency's smallest unit. */
export function leaderboardOf(answer: LeaderboardAnswer, fetchedAt: number): Leaderboard {
  const scale = rateScale(answer.partners);
  const currency = currencyCode(answer.currency_code);
  return {
    currency,
    startDate: answer.period.start_date,
    endDate: answer.period.end_date,
    fetchedAt,
    full: answer.partners.length >= maxRows,
    partners: answer.partners.map((row) => partnerOf(row, scale, currency)).sort(byRevenue),
  };
}

function partnerOf(row: PartnerRow, scale: RateScale, currency: string | null): Partner {
  const figures = eachFigure((field) => {
    const { sent, kind } = partnerFigures[field];
    const given = row[sent];
    if (given === null) return null;
    if (kind === 'money') return roundedAmount(given, currency);
    return kind === 'rate' ? given / scale : given;
  });
  return {
    uuid: row.uuid,
    name: row.name,
    logoUuid: row.logo_uuid,
    type: row.partner_type,
    ...figures,
  };
}
