import { mondayOf } from '../domain/days';
import type { Ranked } from './movement';

/**
 * What movement is against. Ranks as they were the day before, or before the last Monday or the first of this month, are
 * ranks that a refresh left behind; those of the previous period come from a leaderboard of its own.
 */
export const movementBases = ['previous day', 'last Monday', 'first of the month', 'previous period'] as const;
export type MovementBase = (typeof movementBases)[number];
export type StoredBase = Exclude<MovementBase, 'previous period'>;

/** The ranks of one leaderboard, and the day in the spreadsheet's time zone that they are of. */
export interface Snapshot {
  readonly day: string;
  readonly ranks: readonly Ranked[];
}

/** What a report keeps from one refresh to the next, as long as it asks the same and ranks the same way. */
export interface Snapshots {
  /** What movement is against; null: nothing is known from before the boundary yet. */
  readonly base: Snapshot | null;
  readonly latest: Snapshot;
}

/** The latest day, up to this one, at whose start the base moves. */
export function boundary(base: StoredBase, day: string): string {
  switch (base) {
    case 'previous day':
      return day;
    case 'last Monday':
      return mondayOf(day);
    case 'first of the month':
      return `${day.slice(0, 8)}01`;
  }
}

/**
 * What is kept after a refresh. The base is the last that was known before the boundary: it stays until a refresh finds
 * that the boundary has moved. A day that comes before one already seen (the spreadsheet's time zone was changed) counts as
 * that one, so that time never runs backwards.
 */
export function advance(base: StoredBase, known: Snapshots | null, today: string, ranks: readonly Ranked[]): Snapshots {
  const day = known && known.latest.day > today ? known.latest.day : today;
  const due = boundary(base, day);
  const before = known && [known.latest, known.base].find((snapshot) => snapshot !== null && snapshot.day < due);
  return { base: before ?? null, latest: { day, ranks } };
}
