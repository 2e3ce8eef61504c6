import type { Column } from './columns';
import type { Layout } from './layout';
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

/** Places gained, or lost where negative; 'new': not listed then, or ranked among others. */
export type Movement = number | 'new';

/** By partner uuid: a partner that was renamed is the same. */
export type Movements = ReadonlyMap<string, Movement>;

export const rankedOf = (standings: readonly Standing[], { rankWithin }: Layout): Ranked[] =>
  standings.map(({ partner: { uuid, name }, rank, membership }) => ({
    uuid,
    name,
    rank,
    within: rankWithin && membership[rankWithin],
  }));

/** How everybody's rank has changed since `base`. Both are whole leaderboards, whatever part of them is shown. */
export function movements(ranked: readonly Ranked[], base: readonly Ranked[]): Movements {
  const before = new Map(base.map((then) => [then.uuid, then]));
  return new Map(ranked.map((now) => [now.uuid, movement(now, before.get(now.uuid))]));
}

const movement = (now: Ranked, then: Ranked | undefined): Movement =>
  then && then.within === now.within ? then.rank - now.rank : 'new';

/** Who was in the base and is no more. Of tables with a limit, both are the part that is shown, now and then. */
export function droppedOut(ranked: readonly Ranked[], base: readonly Ranked[]): Ranked[] {
  const still = new Set(ranked.map(({ uuid }) => uuid));
  return base.filter(({ uuid }) => !still.has(uuid));
}

/** "▲ 2", "▼ 1", "=" or "new". */
export function movementText(movement: Movement): string {
  if (movement === 'new') return movement;
  if (movement === 0) return '=';
  return movement > 0 ? `▲ ${movement}` : `▼ ${-movement}`;
}

/** Blank for whoever has no movement: before there is anything to compare with, that is everybody. */
export function movementColumn(movements: Movements): Column {
  return {
    label: 'Movement',
    kind: 'text',
    value: ({ partner }) => {
      const movement = movements.get(partner.uuid);
      return movement === undefined ? null : movementText(movement);
    },
  };
}
