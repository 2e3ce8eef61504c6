import { buildSettings } from '../build-settings';
import type { Leaderboard } from '../domain/leaderboard';
import { now } from '../google/time';
import { fetchAllPartners } from '../journeybee/all-partners';
import { fetchDirectory } from '../journeybee/directory';
import { briefly, JourneybeeError } from '../journeybee/failure';
import { queryText } from '../journeybee/query';
import { freshLeaderboards, isForMembers } from '../journeybee/source';
import { Problem } from '../problem';
import type { Asked, Fetched, FigureSource } from './figure-source';
import { onlyAmong } from './owned';
import { notFetched } from './result-of';

/** Why this build refuses reports of all partners, also those that another build made; null where it does not. */
export const noAllPartners = (): Problem | null =>
  buildSettings.allPartnersReports
    ? null
    : new Problem(
        'Your administrator has decided that no report lists all partners. Edit the report, and choose how many.',
      );

export const unfetched = () => new Problem(notFetched, 'google');

/** A limit of pages beyond any known account. */
const mostPages = 1000;

/** Called after each batch of a long fetch, with counts of partners. */
export type Progress = (done: number, of: number) => void;

/** The key that a gathering asks with, and how long; times in milliseconds since 1970. */
export interface GatherLimits {
  readonly key: string;
  /** For one answer each. */
  readonly until: number;
  /** For all partners. */
  readonly wholeUntil: number;
  readonly progress: Progress;
}

/** Figures as Journeybee has them now, for a refresh. */
export const freshFigures = (limits: GatherLimits): FigureSource => ({
  leaderboards: (asked) => fetchAll(asked, limits),
  directory: () => {
    const outcome = fetchDirectory(limits.key, limits.wholeUntil, mostPages);
    return 'value' in outcome ? outcome.value : new JourneybeeError(outcome.failure, now());
  },
  unlisted: (query) => {
    const all = fetchAllPartners(query, limits.key, { until: limits.wholeUntil });
    return all instanceof JourneybeeError ? briefly(all.failure) : all;
  },
});

/** Tells questions apart. A report of nobody's partners asks something else than one of everybody's. */
export const textOf = ({ query, whole, among }: Asked): string => JSON.stringify([whole, among, queryText(query)]);

/**
 * Fetches the queries with one answer together, then all partners of one query after the other; also where filters
 * would multiply, and where a report is of certain partners: for few and for many of them, that is one answer where it lists all.
 */
function fetchAll(
  asked: readonly Asked[],
  { key, until, wholeUntil, progress }: GatherLimits,
): Array<Fetched | Problem> {
  const results = new Map<string, Fetched | Problem>();
  const plain = asked.filter(
    ({ query, whole, among }) => !whole && (among?.length ?? 0) === 0 && !isForMembers(query, key, until),
  );
  if (plain.length > 0) {
    const answers = freshLeaderboards(
      plain.map(({ query }) => query),
      key,
      until,
    );
    plain.forEach((request, index) => {
      const answer = answers[index] ?? unfetched();
      results.set(textOf(request), answer instanceof Problem ? answer : fetchedIn(answer, request, false));
    });
  }
  for (const request of asked) {
    if (results.has(textOf(request))) continue;
    const { query, among } = request;
    const all =
      among === null
        ? (noAllPartners() ?? fetchAllPartners(query, key, { until: wholeUntil, progress }))
        : fetchAllPartners({ ...query, filters: { ...query.filters, partner: among } }, key, { until: wholeUntil });
    results.set(
      textOf(request),
      all instanceof Problem
        ? all
        : {
            leaderboard: all.leaderboard,
            notAsked: all.notAsked,
            isChecked: all.isChecked,
            isWhole: all.notAsked === 0 && all.leaderboard.missing === 0,
          },
    );
  }
  return asked.map((request) => results.get(textOf(request)) ?? unfetched());
}

/** What one answer is of what was asked for. */
export const fetchedIn = (answer: Leaderboard, { among }: Asked, isChecked: boolean): Fetched => ({
  leaderboard: onlyAmong(answer, among),
  notAsked: 0,
  isChecked,
  isWhole: !answer.full && answer.missing === 0,
});
