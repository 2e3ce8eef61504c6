import { mondayOf } from './days';
import type { RankBase, Ranked } from './movement';
import type { ComparedSpan } from './periods';

/**
 * The ranks that movement is measured against. The ranks of the day before, before the last Monday or before the first
 * of the month are those that an earlier refresh stored. The ranks of the previous period come from a leaderboard of
 * that period.
 */
export const movementBases = ['previous day', 'last Monday', 'first of the month', 'previous period'] as const;
export type MovementBase = (typeof movementBases)[number];
export type StoredBase = Exclude<MovementBase, 'previous period'>;

/** Whether a report asks for the figures of earlier days as well. */
export const asksForEarlier = ({
  comparison,
  movement,
}: {
  readonly comparison: ComparedSpan | null;
  readonly movement: MovementBase | null;
}): boolean => comparison !== null || movement === 'previous period';

/** The ranks of one leaderboard, and the day in the spreadsheet's time zone that they are of. */
export interface Snapshot {
  readonly day: string;
  readonly ranks: readonly Ranked[];
}

/**
 * The ranks that a report stores between refreshes. They apply as long as the report asks and ranks in the same way.
 */
export interface Snapshots {
  /** The ranks that movement is measured against; null while there are none from before the boundary. */
  readonly base: Snapshot | null;
  readonly latest: Snapshot;
}

/** The latest day, `day` included, on which the base is replaced. */
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
 * The snapshots to store after a refresh. The base is the last snapshot from before the boundary and stays until a
 * refresh finds that the boundary has moved. A day earlier than the latest stored one (the spreadsheet's time zone was
 * changed) counts as that latest day, so that days never run backwards.
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

/** Ranks in their stored form: the first hundred, without names, each partner by a short id. */
export const keptRanks = (ranked: readonly Ranked[]): Ranked[] =>
  ranked.slice(0, mostRanks).map(({ uuid, rank, within }) => ({ uuid: shortId(uuid), name: '', rank, within }));

/**
 * Stored ranks as a base of movement. Where the store was full, a partner that it lacks may have had a rank, so that
 * nobody is certainly new.
 */
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
