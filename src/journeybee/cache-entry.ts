import * as v from 'valibot';
import type { Leaderboard, Partner } from '../leaderboard/leaderboard';
import { eachFigure } from '../leaderboard/partner-figures';
import { Failure } from './failure';

const figure = v.nullable(v.number());
const text = v.nullable(v.string());

const CachedPartner = v.object({
  uuid: v.string(),
  name: v.string(),
  logoUuid: text,
  type: text,
  ...eachFigure(() => figure),
});
const fields = Object.keys(CachedPartner.entries) as Array<keyof Partner>;

/** Rows without their field names: a hundred partners with the longest names stay well under the cache's 100 KB (P4-17). */
const CachedRow = v.pipe(
  v.array(v.unknown()),
  v.transform((cells) => Object.fromEntries(fields.map((field, index) => [field, cells[index]]))),
  CachedPartner,
);

const CachedLeaderboard = v.object({
  currency: text,
  startDate: text,
  endDate: text,
  fetchedAt: v.number(),
  full: v.boolean(),
  rows: v.array(CachedRow),
});

/** A request under way (no failure), or how the last one failed. `at`: since when, milliseconds since 1970. */
const CachedState = v.object({ at: v.number(), failure: v.nullable(Failure) });
export type CachedState = v.InferOutput<typeof CachedState>;

export function writeLeaderboard({ partners, ...head }: Leaderboard): string {
  return JSON.stringify({ ...head, rows: partners.map((partner) => fields.map((field) => partner[field])) });
}

/** null for what is not there or not whole. */
export function readCachedLeaderboard(entry: string | undefined): Leaderboard | null {
  const parsed = v.safeParse(CachedLeaderboard, parse(entry));
  if (!parsed.success) return null;
  const { rows: partners, ...head } = parsed.output;
  return { ...head, partners };
}

export function writeState(state: CachedState): string {
  return JSON.stringify(state);
}

export function readState(entry: string | undefined): CachedState | null {
  const parsed = v.safeParse(CachedState, parse(entry));
  return parsed.success ? parsed.output : null;
}

/** null for what is not there or no JSON. */
export function parse(entry: string | undefined): unknown {
  if (!entry) return null;
  try {
    return JSON.parse(entry);
  } catch {
    return null;
  }
}
