import type { PartnerRow } from './schema';

/** What a rate of "all of them" is in an answer: 1 or 100. The documentation does not say which. */
export type RateScale = 1 | 100;

/**
 * Decides the scale from the answer itself: every rate that its row's counts can judge votes, and the majority decides.
 * What gives no evidence (all zero, no counts) reads the same on either scale or is taken as a fraction.
 */
export function rateScale(rows: readonly PartnerRow[]): RateScale {
  const votes = rows.flatMap((row) => [
    conversionVote(row.conversion_rate, row.converted_leads, row.total_leads),
    winVote(row.win_rate, row.won_deals, row.total_deals),
  ]);
  const percent = votes.filter((vote) => vote === 100).length;
  const fraction = votes.filter((vote) => vote === 1).length;
  return percent > fraction ? 100 : 1;
}

/** A conversion rate is converted/total leads: the nearer scale is the one. */
function conversionVote(rate: number | null, converted: number | null, total: number | null): RateScale | null {
  if (rate === null || rate === 0) return null;
  const share = shareOf(converted, total);
  if (share === null) return rate > 1 ? 100 : null;
  return Math.abs(rate - share) <= Math.abs(rate / 100 - share) ? 1 : 100;
}

/** A win rate is no more than 1, and no less than won/total deals: deals still open can only raise it. */
function winVote(rate: number | null, won: number | null, total: number | null): RateScale | null {
  if (rate === null || rate === 0) return null;
  if (rate > 1) return 100;
  const share = shareOf(won, total);
  return share !== null && rate / 100 < share * 0.99 ? 1 : null;
}

function shareOf(part: number | null, whole: number | null): number | null {
  return part !== null && part > 0 && whole !== null && whole > 0 ? part / whole : null;
}
