import type { Column } from './columns';
import type { Baseline } from './comparison';
import type { Layout } from './layout';
import type { Memberships } from './membership';
import { standings } from './ranking';
import type { Standing } from './standing';

/** A partner's rank at some time, as it can be stored. */
export interface Ranked {
  readonly uuid: string;
  /** As it was then. */
  readonly name: string;
  readonly rank: number;
  /** The tier, category or stage that the rank counts within; null: the whole leaderboard, or none of them. */
  readonly within: string | null;
}

/** What movement is against. */
export interface RankBase {
  readonly ranks: readonly Ranked[];
  /** What a partner is called in these ranks. */
  readonly idOf: (uuid: string) => string;
  /** Whether a partner that is not among them certainly had no rank; false where there may have been no room for it. */
  readonly isAbsent: (uuid: string) => boolean;
  /** Since when, in words. */
  readonly since: string;
}

/** Places gained, or lost where negative; 'new': not listed then, or ranked among others. */
export type Movement = number | 'new';

/** By partner uuid: a partner that was renamed is the same. */
export type Movements = ReadonlyMap<string, Movement>;

/** The same with those that were listed then and are not now. */
export type MovementsShown = ReadonlyMap<string, Movement | 'left'>;

export const rankedOf = (standings: readonly Standing[], { rankWithin }: Layout): Ranked[] =>
  standings.map(({ partner: { uuid, name }, rank, membership }) => ({
    uuid,
    name,
    rank,
    within: rankWithin && membership[rankWithin],
  }));

/** The ranks of earlier days. The rank of a partner that their answer had no room for is not known. */
export function ranksIn(baseline: Baseline, layout: Layout, memberships: Memberships): RankBase {
  const { leaderboard, further, unknown } = baseline;
  const beyond = new Set([...unknown, ...further.map(({ uuid }) => uuid)]);
  return {
    ranks: rankedOf(standings(leaderboard, layout, memberships), layout),
    idOf: (uuid) => uuid,
    isAbsent: (uuid) => !beyond.has(uuid),
    since: 'the previous period',
  };
}

/**
 * The movement of every partner. Both leaderboards are whole, whichever part of them is shown. Partners whose earlier
 * rank is not known are left out.
 */
export function movements(ranked: readonly Ranked[], { ranks, idOf, isAbsent }: RankBase): Movements {
  const before = new Map(ranks.map((then) => [then.uuid, then]));
  return new Map(
    ranked.flatMap((now): Array<[string, Movement]> => {
      const then = before.get(idOf(now.uuid));
      return then || isAbsent(now.uuid) ? [[now.uuid, movement(now, then)]] : [];
    }),
  );
}

const movement = (now: Ranked, then: Ranked | undefined): Movement =>
  then && then.within === now.within ? then.rank - now.rank : 'new';

/** Partners of the base that are no longer ranked. For tables with a limit both sides are the part that is shown. */
export function droppedOut(ranked: readonly Ranked[], { ranks, idOf }: Pick<RankBase, 'ranks' | 'idOf'>): Ranked[] {
  const present = new Set(ranked.map(({ uuid }) => idOf(uuid)));
  return ranks.filter(({ uuid }) => !present.has(uuid));
}

/** "▲ 2", "▼ 1", "=", "new" or "left". */
export function movementText(movement: Movement | 'left'): string {
  if (typeof movement === 'string') return movement;
  if (movement === 0) return '=';
  return movement > 0 ? `▲ ${movement}` : `▼ ${-movement}`;
}

/** The same as figures with a format that shows their direction. */
export function moveColumn(movements: MovementsShown): Column {
  return { label: 'Move', kind: 'move', value: ({ partner }) => movements.get(partner.uuid) ?? null };
}

/** Blank for whoever has no movement: before there is anything to compare with, that is everybody. */
export function movementColumn(movements: MovementsShown): Column {
  return {
    label: 'Movement',
    kind: 'text',
    value: ({ partner }) => {
      const movement = movements.get(partner.uuid);
      return movement === undefined ? null : movementText(movement);
    },
  };
}
