import type { Leaderboard, Partner } from './leaderboard';
import type { Membership } from './membership';

/** One partner in a leaderboard: all that its row can show. */
export interface Standing {
  readonly leaderboard: Leaderboard;
  readonly partner: Partner;
  readonly membership: Membership;
  /**
   * The partner's share of the revenue of all listed partners; null where their total is zero, negative or not known.
   */
  readonly share: number | null;
  /** 1 for the first; equal figure, equal rank, and the next one counts those before it (1, 2, 2, 4). */
  readonly rank: number;
}
