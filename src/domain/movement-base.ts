import { mondayOf } from './days';
import type { RankBase, Ranked } from './movement';

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
export function nextSnapshots(
  base: StoredBase,
  previous: Snapshots | null,
  today: string,
  ranks: readonly Ranked[],
): Snapshots {
  const day = previous && previous.latest.day > today ? previous.latest.day : today;
  const due = boundary(base, day);
  const before =
    previous && [previous.latest, previous.base].find((snapshot) => snapshot !== null && snapshot.day < due);
  return { base: before ?? null, latest: { day, ranks } };
}

/** Sixty reports' worth of ranks has to fit the document's properties (P4-5): each keeps this many of them. */
const mostRanks = 100;

/** Ranks as they are kept: the first hundred, without names, and each partner by a short id of its own. */
export const keptRanks = (ranked: readonly Ranked[]): Ranked[] =>
  ranked.slice(0, mostRanks).map(({ uuid, rank, within }) => ({ uuid: shortId(uuid), name: '', rank, within }));

/** Kept ranks as what movement is against. Where there may have been more than were kept, nobody is certainly new. */
export const keptBase = ({ day, ranks }: Snapshot): RankBase => ({
  ranks,
  idOf: shortId,
  isAbsent: () => ranks.length < mostRanks,
  since: day,
});

/**
 * A uuid in eleven signs or fewer: 53 bits of all of it, in whatever case it is written. Uuids that are made one after the
 * other share their beginning (version 7) or their end (version 1), so no part of one would do.
 */
export function shortId(uuid: string): string {
  let [high, low] = [0x811c9dc5, 0x9e3779b9];
  for (const sign of uuid.toLowerCase()) {
    high = Math.imul(high ^ sign.charCodeAt(0), 0x01000193);
    low = Math.imul(low ^ sign.charCodeAt(0), 0x5bd1e995);
    low ^= low >>> 15;
  }
  return ((high >>> 0) * 2 ** 21 + (low >>> 11)).toString(36);
}
