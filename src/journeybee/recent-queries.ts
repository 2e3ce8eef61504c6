import { array, nullable, object, oneOf, parsedJson, string, union, whole } from '../domain/parsing';
import { periodNames } from '../domain/periods';
import { leadDirections, partnerTypes } from '../domain/vocabulary';
import { cached, remember } from '../google/cache';
import { type LeaderboardQuery, queryText } from './query';
import { cacheEntryName, keptSeconds } from './single-flight';

const values = array(string);
const Query = object({
  period: union(oneOf(periodNames), object({ startDate: string, endDate: string })),
  fiscalStart: whole(1, 12),
  partnerType: nullable(oneOf(partnerTypes)),
  leadDirection: nullable(oneOf(leadDirections)),
  filters: object({ partner: values, tier: values, category: values, stage: values }),
});
const Queries = array(Query);

/** The number of recorded queries: they fit one batch of requests, and an entry of the cache (P4-17). */
const most = 20;
const mostSigns = 4000;

const recentName = (fingerprint: string) => cacheEntryName('recent', fingerprint);

/** Records what cells asked Journeybee for. The cache drops it some hours after the last record. */
export function noteAsked(queries: readonly LeaderboardQuery[], fingerprint: string): void {
  const recent = recentQueries(fingerprint);
  const asked = queries.map((query) => queryText(query));
  const others = recent.filter((query) => !asked.includes(queryText(query)));
  const kept = [...queries, ...others].filter((query) => queryText(query).length < mostSigns).slice(0, most);
  remember(recentName(fingerprint), JSON.stringify(kept), keptSeconds);
}

/** The latest first. */
export function recentQueries(fingerprint: string): LeaderboardQuery[] {
  const name = recentName(fingerprint);
  return parsedJson(Queries, cached([name])[name]) ?? [];
}
