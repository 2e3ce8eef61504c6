import type { DayRange } from '../domain/days';
import { comparedRanges, previousRange } from '../domain/periods';
import { now } from '../google/time';
import { type AllPartners, fetchAllPartners } from '../journeybee/all-partners';
import { fetchDirectory, memberships } from '../journeybee/directory';
import { JourneybeeError } from '../journeybee/failure';
import { type LeaderboardQuery, queryText } from '../journeybee/query';
import { freshLeaderboards } from '../journeybee/source';
import { type Leaderboard, leftOutNote } from '../leaderboard/leaderboard';
import { type Memberships, needsMemberships, noMemberships } from '../leaderboard/membership';
import { Problem } from '../problem';
import type { Gathered } from './content';
import type { Definition } from './definition';
import { layoutOf, queryOf } from './report';

const notFetched = () => new Problem('The leaderboard could not be fetched. Try again.');

/** More partners than any account is known to have; as many pages as they fill. */
const mostPages = 1000;

/** A leaderboard as a report asked for it, and what is missing from it, in words. */
interface Fetched {
  readonly leaderboard: Leaderboard;
  readonly partial: string | null;
}

/** Told after each batch of a long fetch: how many partners of how many. */
export type Progress = (done: number, of: number) => void;

/**
 * Fetches all that reports will show, before anything is written: each distinct leaderboard once, all of them together, then
 * what depends on their answers. Each report has its own result. `today` in the spreadsheet's zone; times in milliseconds
 * since 1970: `until` for one answer each, `wholeUntil` for all partners.
 */
export function gather(
  definitions: readonly Definition[],
  key: string,
  today: string,
  { until, wholeUntil, progress }: { readonly until: number; readonly wholeUntil: number; readonly progress: Progress },
): Array<Gathered | Problem> {
  const fetched = (asked: readonly Asked[]) => fetchAll(asked, key, until, wholeUntil, progress);
  const first = fetched(
    definitions.map((definition) => ({ query: queryOf(definition), whole: definition.rows === 'all' })),
  );
  const before = definitions.map((definition, index) => {
    const found = first[index];
    return found instanceof Problem || !found ? {} : earlierRanges(definition, found.leaderboard, today);
  });
  const earlier = definitions.flatMap((definition, index): Asked[] => {
    const { compared, ranked } = before[index] ?? {};
    const whole = definition.rows === 'all';
    return [compared, ranked].flatMap((period) =>
      period ? [{ query: { ...queryOf(definition), period }, whole }] : [],
    );
  });
  const answers = fetched(earlier);
  const answerTo = (asked: Asked) => answers[earlier.findIndex((one) => textOf(one) === textOf(asked))];
  const labels = definitions.some(isLabelled) ? fetchMemberships(key, wholeUntil) : noMemberships;

  return definitions.map((definition, index): Gathered | Problem => {
    const now = first[index] ?? notFetched();
    const { compared, ranked } = before[index] ?? {};
    const [comparison, rankedBefore] = [compared, ranked].map((period) =>
      period
        ? (answerTo({ query: { ...queryOf(definition), period }, whole: definition.rows === 'all' }) ?? notFetched())
        : null,
    );
    const memberships = isLabelled(definition) ? labels : noMemberships;
    if (now instanceof Problem) return now;
    if (comparison instanceof Problem) return comparison;
    if (rankedBefore instanceof Problem) return rankedBefore;
    if (memberships instanceof Problem) return memberships;
    return {
      ...now,
      compared: comparison?.leaderboard ?? null,
      rankedBefore: rankedBefore?.leaderboard ?? null,
      memberships,
    };
  });
}

/** What a report shows of earlier days, from the days that were answered now. */
function earlierRanges(
  { period, comparison, movement }: Definition,
  { startDate, endDate }: Leaderboard,
  today: string,
): { compared?: DayRange; ranked?: DayRange } {
  if (startDate === null || endDate === null) return {};
  const range = { startDate, endDate };
  const compared = comparison && comparedRanges(range, period, comparison, today)?.previous;
  const ranked = movement === 'previous period' ? previousRange(range, period) : null;
  return { ...(compared && { compared }), ...(ranked && { ranked }) };
}

const isLabelled = (definition: Definition): boolean => needsMemberships(layoutOf(definition));

interface Asked {
  readonly query: LeaderboardQuery;
  /** All partners, beyond those of one answer. */
  readonly whole: boolean;
}

const textOf = ({ query, whole }: Asked) => `${whole} ${queryText(query)}`;

/** One answer each together first, then all partners of one query after the other. */
function fetchAll(
  asked: readonly Asked[],
  key: string,
  until: number,
  wholeUntil: number,
  progress: Progress,
): Array<Fetched | Problem> {
  const results = new Map<string, Fetched | Problem>();
  const plain = asked.filter(({ whole }) => !whole);
  if (plain.length > 0) {
    const answers = freshLeaderboards(
      plain.map(({ query }) => query),
      key,
      until,
    );
    plain.forEach((one, index) => {
      const answer = answers[index] ?? notFetched();
      results.set(
        textOf(one),
        answer instanceof Problem ? answer : { leaderboard: answer, partial: leftOutNote(answer) },
      );
    });
  }
  for (const one of asked) {
    if (results.has(textOf(one))) continue;
    const all = fetchAllPartners(one.query, key, { until: wholeUntil, progress });
    results.set(
      textOf(one),
      all instanceof Problem ? all : { leaderboard: all.leaderboard, partial: partialNote(all) },
    );
  }
  return asked.map((one) => results.get(textOf(one)) ?? notFetched());
}

function partialNote({ leaderboard, notAsked }: AllPartners): string | null {
  if (notAsked === 0) return leftOutNote(leaderboard);
  return `partial: ${leaderboard.partners.length} partners, ${notAsked} could not be asked for in time`;
}

function fetchMemberships(key: string, until: number): Memberships | Problem {
  const outcome = fetchDirectory(key, until, mostPages);
  return 'value' in outcome ? memberships(outcome.value) : new JourneybeeError(outcome.failure, now());
}
