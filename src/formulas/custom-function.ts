import type { FormulaKey } from '../connection/formula-key';
import type { Leaderboard } from '../domain/leaderboard';
import type { Cell } from '../domain/table';
import type { RequestContext } from '../journeybee/credential';
import type { LeaderboardQuery } from '../journeybee/query';
import type { Argument } from './given';

/** A function that cells call. */
export interface CustomFunction {
  /** In the order of its arguments, as Sheets shows them. A call may have more arguments: those are only depended on. */
  readonly parameters: readonly string[];
  /** What the cell shows. @throws Problem, whose message the cell shows instead */
  readonly run: (...args: Argument[]) => Cell | Cell[][];
  /**
   * The queries that `run` sends for these arguments, so that they can be fetched for all cells at once. Omitted
   * arguments are undefined. @throws Problem where an argument is wrong
   */
  readonly query: (args: readonly Argument[], context: RequestContext<FormulaKey>) => Needs;
}

export interface Needs {
  readonly queries: readonly LeaderboardQuery[];
  /** Whether it shows tiers, categories or stages, which only the directory of partners has. */
  readonly directory: boolean;
  /** The queries that depend on the answers to `queries`, which are given in their order. */
  readonly following?: (answers: readonly Leaderboard[]) => readonly LeaderboardQuery[];
}
