import type { ReportDefinition } from '../contract/report-definition';
import type { Leaderboard } from '../domain/leaderboard';
import { type RankBase, rankedOf, ranksIn } from '../domain/movement';
import { keptBase, keptRanks, nextSnapshots } from '../domain/movement-base';
import { isCalendarPeriod } from '../domain/periods';
import { sha256 } from '../google/digest';
import { localTime } from '../google/spreadsheet';
import { queryText } from '../journeybee/query';
import { type Gathered, standingsOf } from './content';
import { layoutOf, queryOf, type SoundReport } from './report';
import { readSnapshots, saveSnapshots } from './state';

export interface RankHistory {
  /** The ranks that movement is against; null: there are none yet, or the report shows no movement. */
  readonly base: RankBase | null;
  /** Keeps the ranks of now for the next refresh; to be called once the block is written. */
  readonly keep: () => void;
}

const unkept = (base: RankBase | null): RankHistory => ({ base, keep: () => {} });

export function rankHistory({ id, definition }: SoundReport, gathered: Gathered): RankHistory {
  const { movement } = definition;
  const { baseline, memberships, leaderboard } = gathered;
  const layout = layoutOf(definition);
  if (movement === null) return unkept(null);
  if (movement === 'previous period') return unkept(baseline && ranksIn(baseline, layout, memberships));
  const about = aboutRanks(definition, leaderboard);
  const ranks = keptRanks(rankedOf(standingsOf(definition, gathered), layout));
  const today = localTime(leaderboard.fetchedAt, 'yyyy-MM-dd');
  const snapshots = nextSnapshots(movement, readSnapshots(id, about), today, ranks);
  return {
    base: snapshots.base && keptBase(snapshots.base),
    keep: () => {
      // Where a row could not be read, all partners below it would rank too high, and its partner would be new the next
      // day.
      if (leaderboard.missing === 0) saveSnapshots(id, about, snapshots);
    },
  };
}

/** What stored ranks are of, as a hash; ranks of anything else are no base. */
function aboutRanks(definition: ReportDefinition, { startDate }: Leaderboard): string {
  // Ranks of another year, quarter or month are no base. Those of rolling periods continue from day to day.
  const begins = isCalendarPeriod(definition.period) ? startDate : null;
  // The text is hashed: with chosen partners it is as long as the ranks beside it, and both have to fit a property
  // (P0-7). The number is the version of the stored ranks.
  return sha256(
    JSON.stringify([
      2,
      queryText(queryOf(definition)),
      definition.sort,
      definition.group,
      begins,
      ...definition.owners,
    ]),
  );
}

/** The ranks that the movement of the last refresh was against, as far as they are kept; null: none are. */
export function keptRankBase({ id, definition }: SoundReport, leaderboard: Leaderboard): RankBase | null {
  const base = readSnapshots(id, aboutRanks(definition, leaderboard))?.base;
  return base ? keptBase(base) : null;
}
