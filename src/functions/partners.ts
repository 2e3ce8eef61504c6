import { formulaKey } from '../connection/formula-key';
import { leaderboardQuery } from '../journeybee/query';
import { cachedLeaderboard } from '../journeybee/source';
import { defaultLayout } from '../leaderboard/layout';
import { noMemberships } from '../leaderboard/membership';
import { type Cell, table } from '../leaderboard/table';
import { Problem } from '../problem';
import { limitArgument, partnerTypeArgument } from './arguments';
import type { Argument } from './given';
import { periodArgument } from './period-argument';

/** `=JB_PARTNERS(period, type, limit)`; documented where Google reads it, in main.ts. */
export function partners(period: Argument, type: Argument, limit: Argument): Cell[][] {
  try {
    return leaderboard(period, type, limit);
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Google's services refuse in their own words when a sheet has too many cells at work, or a day's limit is used up.
    throw new Problem(
      'Google Sheets could not run this formula now: too many at once, or a daily limit. Try again later.',
    );
  }
}

function leaderboard(period: Argument, type: Argument, limit: Argument): Cell[][] {
  const days = periodArgument(period, (date) => date.toISOString().slice(0, 10));
  const query = leaderboardQuery({ period: days, partnerType: partnerTypeArgument(type) });
  const rows = limitArgument(limit);
  return table(cachedLeaderboard(query, formulaKey()), rows, defaultLayout, noMemberships);
}
