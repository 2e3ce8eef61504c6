import type { Leaderboard, Partner } from '../leaderboard/leaderboard';
import { eachFigure } from '../leaderboard/partner-figures';
import {
  anything,
  array,
  boolean,
  mapped,
  nullable,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  parsedJson,
  string,
} from '../parsing';
import { Failure } from './failure';

const figure = nullable(number);
const text = nullable(string);

const cachedPartner = {
  uuid: string,
  name: string,
  logoUuid: text,
  type: text,
  ...eachFigure(() => figure),
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
  leftOut: object({ unasked: number, repeated: number }),
  rates: object({ scale: oneOf([1, 100]), certain: boolean }),
  missing: optional(number, 0),
  rows: array(CachedRow),
});

/**
 * A request under way (no failure), or how the last one failed. `at`: since when, milliseconds since 1970. `outage`: how the one
 * before the request under way failed, where that was a matter of time.
 */
const CachedState = object({
  at: number,
  failure: nullable(Failure),
  outage: optional(nullable(object({ at: number, failure: Failure })), null),
});
/** When Journeybee failed in passing, and how. */
export type Outage = NonNullable<CachedState['outage']>;
export type CachedState = Parsed<typeof CachedState>;

/** A leaderboard whose days are, until some moment, those that the file's calendar has for what was asked. */
export interface CurrentLeaderboard extends Leaderboard {
  /** Milliseconds since 1970; null: they do not change, or are Journeybee's to say. */
  readonly daysUntil: number | null;
}

export function writeLeaderboard({ partners, ...head }: CurrentLeaderboard): string {
  return JSON.stringify({ ...head, rows: partners.map((partner) => fields.map((field) => partner[field])) });
}

/** null for what is not there or not whole. */
export function readCachedLeaderboard(entry: string | undefined): CurrentLeaderboard | null {
  const cached = parsedJson(CachedLeaderboard, entry);
  if (!cached) return null;
  const { rows: partners, ...head } = cached;
  return { ...head, partners };
}

export function writeState(state: CachedState): string {
  return JSON.stringify(state);
}

export function readState(entry: string | undefined): CachedState | null {
  return parsedJson(CachedState, entry);
}
