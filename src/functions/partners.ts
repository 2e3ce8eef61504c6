import { formulaKey } from '../connection/formula-key';
import { cachedLeaderboard } from '../journeybee/source';
import { type Cell, table } from '../leaderboard/table';
import { type Argument, limitArgument, partnerTypeArgument, periodArgument } from './arguments';

/** `=JB_PARTNERS(period, type, limit)`; documented where Google reads it, in main.ts. */
export function partners(period: Argument, type: Argument, limit: Argument): Cell[][] {
  const query = { period: periodArgument(period), partnerType: partnerTypeArgument(type) };
  const rows = limitArgument(limit);
  return table(cachedLeaderboard(query, formulaKey()), rows);
}
