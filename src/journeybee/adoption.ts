import { byRevenue, type Leaderboard, type Partner, type RateScale } from '../domain/leaderboard';
import { currencyCode, roundedAmount } from '../domain/money';
import { eachFigure, type Figure, partnerFigures } from '../domain/partner-figures';
import { maxRows } from '../domain/vocabulary';
import { rateScale } from './rates';
import type { LeaderboardAnswer, PartnerRow } from './schema';

/** What is known about an answer before it is read. */
export interface Asked {
  /** The uuids of the partners that were asked for, canonical; empty: everybody. */
  readonly partners: readonly string[];
  /** The scale on which the account's rates are known to be, for an answer that leaves it open. */
  readonly remembered: RateScale | null;
}

const everybody: Asked = { partners: [], remembered: null };

/**
 * The API's answer as a leaderboard: sorted, rates as fractions, amounts rounded to the currency's smallest unit, each
 * partner once, and none that was not asked for. `fetchedAt`: when it came, in milliseconds since 1970.
 */
export function leaderboardOf(answer: LeaderboardAnswer, fetchedAt: number, asked: Asked = everybody): Leaderboard {
  const rates = rateScale(answer.partners, asked.remembered);
  const currency = currencyCode(answer.currency_code);
  const distinct = new Map<string, PartnerRow>();
  for (const row of answer.partners) if (!distinct.has(row.uuid)) distinct.set(row.uuid, row);
  const rows = [...distinct.values()].filter(
    ({ uuid }) => asked.partners.length === 0 || asked.partners.includes(uuid),
  );
  return {
    currency,
    startDate: answer.period.start_date,
    endDate: answer.period.end_date,
    fetchedAt,
    full: answer.partners.length + answer.unread.length >= maxRows,
    missing: answer.unread.length,
    partners: rows.map((row) => partnerOf(row, rates.scale, currency)).sort(byRevenue),
    leftOut: { unasked: distinct.size - rows.length, repeated: answer.partners.length - distinct.size },
    rates,
  };
}

function partnerOf(row: PartnerRow, scale: RateScale, currency: string | null): Partner {
  const sent: { [field in Figure]?: number } = {};
  const figures = eachFigure((field) => {
    const given = row[partnerFigures[field].sent];
    if (given === null) return null;
    const { kind } = partnerFigures[field];
    const figure = kind === 'money' ? roundedAmount(given, currency) : kind === 'rate' ? given / scale : given;
    const isTold = kind === 'rate' ? figure * scale === given : figure === given;
    if (!isTold) sent[field] = given;
    return figure;
  });
  return {
    uuid: row.uuid,
    name: row.name,
    logoUuid: row.logo_uuid,
    type: row.partner_type,
    ...figures,
    ...(Object.keys(sent).length > 0 && { sent }),
  };
}

/** The same leaderboard with its rates on another scale, where its own scale was a guess. */
export function onScale(leaderboard: Leaderboard, scale: RateScale): Leaderboard {
  const { rates, partners } = leaderboard;
  if (rates.certain || rates.scale === scale) return leaderboard;
  const rescaled = (partner: Partner) => ({
    ...partner,
    ...eachFigure((field) => {
      const figure = partner[field];
      return partnerFigures[field].kind === 'rate' && figure !== null ? (figure * rates.scale) / scale : figure;
    }),
  });
  return { ...leaderboard, rates: { ...rates, scale }, partners: partners.map(rescaled) };
}
