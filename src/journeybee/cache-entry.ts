import * as v from 'valibot';
import type { Leaderboard, Partner } from '../leaderboard/leaderboard';
import { Failure } from './failure';

const figure = v.nullable(v.number());

const CachedLeaderboard = v.object({
  currency: v.nullable(v.string()),
  startDate: v.nullable(v.string()),
  endDate: v.nullable(v.string()),
  fetchedAt: v.number(),
  rows: v.array(
    v.tuple([v.string(), v.string(), figure, figure, figure, figure, figure, figure, figure, figure, figure]),
  ),
});

/** A request under way (no failure), or how the last one failed. `at`: since when, milliseconds since 1970. */
const CachedState = v.object({ at: v.number(), failure: v.nullable(Failure) });
export type CachedState = v.InferOutput<typeof CachedState>;

/** Rows without their field names: a hundred partners with the longest names stay well under the cache's 100 KB (P4-17). */
export function writeLeaderboard({ partners, ...head }: Leaderboard): string {
  const rows = partners.map((partner) => [
    partner.uuid,
    partner.name,
    partner.revenue,
    partner.openPipeline,
    partner.wonDeals,
    partner.totalDeals,
    partner.winRate,
    partner.avgDealValue,
    partner.totalLeads,
    partner.convertedLeads,
    partner.conversionRate,
  ]);
  return JSON.stringify({ ...head, rows });
}

/** null for what is not there or not whole. */
export function readCachedLeaderboard(entry: string | undefined): Leaderboard | null {
  const parsed = v.safeParse(CachedLeaderboard, parse(entry));
  if (!parsed.success) return null;
  const { rows, ...head } = parsed.output;
  const partners = rows.map(([uuid, name, ...figures]): Partner => {
    const [
      revenue,
      openPipeline,
      wonDeals,
      totalDeals,
      winRate,
      avgDealValue,
      totalLeads,
      convertedLeads,
      conversionRate,
    ] = figures;
    return {
      uuid,
      name,
      revenue,
      openPipeline,
      wonDeals,
      totalDeals,
      winRate,
      avgDealValue,
      totalLeads,
      convertedLeads,
      conversionRate,
    };
  });
  return { ...head, partners };
}

export function writeState(state: CachedState): string {
  return JSON.stringify(state);
}

export function readState(entry: string | undefined): CachedState | null {
  const parsed = v.safeParse(CachedState, parse(entry));
  return parsed.success ? parsed.output : null;
}

function parse(entry: string | undefined): unknown {
  if (!entry) return null;
  try {
    return JSON.parse(entry);
  } catch {
    return null;
  }
}
