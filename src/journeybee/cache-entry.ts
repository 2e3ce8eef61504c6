import type { Leaderboard, Partner } from '../domain/leaderboard';
import {
  anything,
  array,
  boolean,
  mapped,
  nullable,
  nullish,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  parsedJson,
  record,
  string,
} from '../domain/parsing';
import { eachFigure, type Figure, figureFields } from '../domain/partner-figures';
import { Failure } from './failure';

const figure = nullable(number);
const text = nullable(string);

/** Those of the figures that have one. */
function numbersOf(given: Readonly<Record<string, unknown>>): NonNullable<Partner['sent']> {
  const sent: { [field in Figure]?: number } = {};
  for (const field of figureFields) {
    const value = given[field];
    if (typeof value === 'number') sent[field] = value;
  }
  return sent;
}

const cachedPartner = {
  uuid: string,
  name: string,
  logoUuid: text,
  type: text,
  ...eachFigure(() => figure),
  /** The last one, which most rows do not have. */
  sent: nullish(mapped(record, numbersOf), undefined),
};
const fields = Object.keys(cachedPartner) as Array<keyof Partner>;
const CachedPartner = object(cachedPartner);

/** Rows without their field names: a hundred partners with the longest names stay well under the cache's 100 KB (P4-17). */
const CachedRow = mapped(array(anything), (row) =>
  CachedPartner(Object.fromEntries(fields.map((field, index) => [field, row[index]]))),
);

const CachedLeaderboard = object({
  currency: text,
  startDate: text,
  endDate: text,
  fetchedAt: number,
  full: boolean,
  daysUntil: nullable(number),
  aheadMs: optional(nullable(number), null),
  leftOut: object({ unasked: number, repeated: number }),
  rates: object({ scale: oneOf([1, 100]), certain: boolean }),
  missing: optional(number, 0),
  /** How many entries the rows are in, of which this is one. */
  parts: number,
  rows: array(CachedRow),
});

/**
 * A request under way (`failure` null), or the latest failure. `at`: since when, in milliseconds since 1970. `outage`:
 * the transient failure before the request under way, if there was one.
 */
const CachedState = object({
  at: number,
  failure: nullable(Failure),
  outage: optional(nullable(object({ at: number, failure: Failure })), null),
});
/** A transient failure of Journeybee, and when it was. */
export type Outage = NonNullable<CachedState['outage']>;
export type CachedState = Parsed<typeof CachedState>;

/** A leaderboard, and until when its days are the file's days of the query. */
export interface CurrentLeaderboard extends Leaderboard {
  /** Milliseconds since 1970; null where the days do not change, or Journeybee decides them. */
  readonly daysUntil: number | null;
  /**
   * How far the file's wall clock was ahead of UTC when Journeybee answered, in milliseconds; null: not known. Whoever shows an old
   * answer says its time with this and need not ask Google for it. The time keeps to the zone that the file had then.
   */
  readonly aheadMs: number | null;
}

/** The leaderboard as texts for cache entries, of at most so many rows each. */
export function writeLeaderboard({ partners, ...head }: CurrentLeaderboard, rowsEach: number): string[] {
  const parts = Math.max(1, Math.ceil(partners.length / rowsEach));
  return Array.from({ length: parts }, (_, part) => {
    const rows = partners.slice(part * rowsEach, (part + 1) * rowsEach);
    return JSON.stringify({ ...head, parts, rows: rows.map(rowOf) });
  });
}

const rowOf = (partner: Partner) =>
  fields.filter((field) => field !== 'sent' || partner.sent).map((field) => partner[field]);

/** null where an entry is missing, or where entries are of different writes. */
export function readCachedLeaderboard(entries: ReadonlyArray<string | undefined>): CurrentLeaderboard | null {
  const first = parsedJson(CachedLeaderboard, entries[0]);
  if (!first) return null;
  const { rows, parts, ...head } = first;
  const partners: Partner[] = [...rows];
  for (const entry of entries.slice(1, parts)) {
    const other = parsedJson(CachedLeaderboard, entry);
    if (other?.fetchedAt !== head.fetchedAt) return null;
    partners.push(...other.rows);
  }
  return { ...head, partners };
}

export function writeState(state: CachedState): string {
  return JSON.stringify(state);
}

export function readState(entry: string | undefined): CachedState | null {
  return parsedJson(CachedState, entry);
}
