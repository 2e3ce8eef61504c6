import type { AllPartners } from '../../src/journeybee/all-partners';
import { fetchAllPartners } from '../../src/journeybee/all-partners';
import { type Failure, JourneybeeError } from '../../src/journeybee/failure';
import type { LeaderboardQuery } from '../../src/journeybee/query';

export type Progress = ReadonlyArray<readonly [done: number, of: number]>;
export type Fetched =
  | (AllPartners & { readonly progress: Progress })
  | { readonly failure: Failure; readonly sentence: string; readonly progress: Progress };

/** What a test bundles into a project of its own, to run it where requests leave. */
export function fetchAll(query: LeaderboardQuery, key: string, until: number): Fetched {
  const progress: Array<[number, number]> = [];
  const fetched = fetchAllPartners(query, key, { until, progress: (done, of) => progress.push([done, of]) });
  if (fetched instanceof JourneybeeError) return { failure: fetched.failure, sentence: fetched.message, progress };
  return { ...fetched, progress };
}
