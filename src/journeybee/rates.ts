import type { RateScale, Rates } from '../domain/leaderboard';
import type { PartnerRow } from './schema';

/**
 * The scale of the rates in an answer's rows. What is certain: a rate above 1 is a percentage, unless it is what its counts
 * come to; a rate whose hundredth is less than its counts allow is a fraction. Where neither is there, or both are, the scale that
 * the account is known by (`remembered`) counts. Without one, percentages need a rate whose hundredth is what its counts
 * come to. What gives no evidence (all zero, no counts) reads the same on either scale or is taken as a fraction.
 */
export function rateScale(rows: readonly PartnerRow[], remembered: RateScale | null = null): Rates {
  const signs = rows.flatMap((row) => [
    evidence(row.conversion_rate, row.converted_leads, row.total_leads, true),
    evidence(row.win_rate, row.won_deals, row.total_deals, false),
  ]);
  const count = (kind: Evidence) => signs.filter((sign) => sign === kind).length;
  const [percent, fraction] = [count('percent'), count('fraction')];
  if (percent > 0 !== fraction > 0) return { scale: percent > 0 ? 100 : 1, certain: true };
  const guess = percent + count('likely percent') > fraction ? 100 : 1;
  return { scale: remembered ?? guess, certain: false };
}

type Evidence = 'percent' | 'fraction' | 'likely percent' | null;

/**
 * `ofAll`: whether the rate may be of everything that is counted, as conversions are of all leads. Whether it is, or only of
 * what is decided, is not documented: as a fraction it is never less than its share of all, and often more.
 */
function evidence(rate: number | null, part: number | null, whole: number | null, ofAll: boolean): Evidence {
  if (rate === null || rate <= 0) return null;
  const share = part !== null && part > 0 && whole !== null && whole > 0 ? part / whole : null;
  const [itself, hundredth] = [fits(rate, share, 1), fits(rate, share, 100)];
  if (rate > 1 + 1e-9) return itself && !hundredth ? 'fraction' : 'percent';
  if (share !== null && !hundredth && rate / 100 < share) return 'fraction';
  return ofAll && hundredth && !itself ? 'likely percent' : null;
}

/** Whether a rate on a scale is a share, as far as the decimals go that it was sent with. */
function fits(rate: number, share: number | null, scale: RateScale): boolean {
  if (share === null) return false;
  const [, decimals = ''] = String(rate).split('.');
  const unit = 10 ** -decimals.length / 2 + 1e-12;
  return Math.abs(rate - share * scale) <= unit;
}
