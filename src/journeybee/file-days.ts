import type { DayRange } from '../domain/days';
import { dayMs, minuteMs } from '../domain/duration';
import {
  daysOfSameRange,
  fitOf,
  hasDaysOfFile,
  isResolvedByJourneybee,
  isSameRange,
  type Period,
  type PeriodName,
  rangeOn,
} from '../domain/periods';
import { momentOf } from '../domain/time-zone';
import { localTime, timeZone } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Outcome } from './answer';
import type { Failure } from './failure';
import type { LeaderboardQuery } from './query';
import { keptSeconds } from './single-flight';

/** The outcome of a query, and the query as it was finally sent: by the name of its period, or by its days. */
export interface Answered<T> {
  readonly asked: LeaderboardQuery;
  readonly sent: LeaderboardQuery;
  readonly outcome: Outcome<T>;
}

/**
 * The calendar of the file's time zone. Google is asked for the time at first use; the time does not advance
 * afterwards.
 */
export interface FileCalendar {
  /** ISO. */
  readonly today: () => string;
  /**
   * When a day begins, in milliseconds since 1970. The value is approximate for days beyond the life of a cached
   * answer.
   */
  readonly startOf: (day: string) => number;
  /** How far its wall clock is ahead of UTC now, in milliseconds; null where Google's text is no time. */
  readonly ahead: () => number | null;
}

export function fileCalendar(): FileCalendar {
  let read: { readonly at: number; readonly wall: number; readonly isLocal: boolean } | null = null;
  const clock = () => {
    if (read) return read;
    const at = now();
    const wall = Date.parse(`${localTime(at, 'yyyy-MM-dd HH:mm').replace(' ', 'T')}Z`);
    // Google may write the time with other digits or years (P8-10). The day in UTC is then the best guess.
    const isLocal = Math.abs(wall - at) < 2 * dayMs;
    read = { at, wall: isLocal ? wall : at, isLocal };
    return read;
  };
  return {
    today: () => new Date(clock().wall).toISOString().slice(0, 10),
    startOf: (day) => {
      const { at, wall, isLocal } = clock();
      const aheadMs = Date.parse(day) - wall;
      // A change of clocks in between moves this by a day at most.
      const isFar = aheadMs > keptSeconds * 1000 + dayMs;
      return isFar || !isLocal ? at + aheadMs : momentOf(day, 0, timeZone().offsetAt);
    },
    ahead: () => {
      const { at, wall, isLocal } = clock();
      return isLocal ? wall - Math.floor(at / minuteMs) * minuteMs : null;
    },
  };
}

/**
 * Answers for the days of the file's calendar, in the queries' order. A period that Journeybee resolves is asked for
 * by its name. Where Journeybee's clock shows another day than the file's, so that the name means other days, it is
 * asked for again by its days. Journeybee's own calendar is accepted (J-20). An answer for other days than the chosen
 * ones is a failure.
 */
export function inFileDays<T>(
  queries: readonly LeaderboardQuery[],
  { today }: FileCalendar,
  ask: (queries: readonly LeaderboardQuery[]) => ReadonlyArray<Outcome<T>>,
  daysOf: (answer: T) => DayRange | null,
): Array<Answered<T>> {
  const daysIn = (outcome: Outcome<T>) => ('value' in outcome ? daysOf(outcome.value) : null);
  const answersTo = (asked: readonly LeaderboardQuery[], sent: readonly LeaderboardQuery[]) => {
    const outcomes = ask(sent);
    return asked.map((query, index): Answered<T> => {
      const { [index]: asSent = query } = sent;
      const outcome = outcomes[index] ?? { failure: { code: 'unanswered' } };
      return { asked: query, sent: asSent, outcome: failureOfOtherDays(asSent, daysIn(outcome)) ?? outcome };
    });
  };
  const byDays = (query: LeaderboardQuery): LeaderboardQuery => ({
    ...query,
    period: rangeOn(query.period, { today: today(), fiscalStart: query.fiscalStart }),
  });
  const isByAnotherClock = ({ sent: { period, fiscalStart }, outcome }: Answered<T>) => {
    const days = daysIn(outcome);
    return days !== null && isNamed(period) && fitOf(period, days, { today: today(), fiscalStart }) === 'other clock';
  };

  const first = answersTo(
    queries,
    queries.map((query) => (isNamed(query.period) && !isResolvedByJourneybee(query.period) ? byDays(query) : query)),
  );
  const again = first.filter(isByAnotherClock);
  if (again.length === 0) return first;
  const repeated = again.map(({ asked }) => asked);
  const second = answersTo(repeated, repeated.map(byDays));
  return first.map((result) => second[again.indexOf(result)] ?? result);
}

/**
 * Until when the query means the same days as today, in milliseconds since 1970; null where its days are fixed, or
 * Journeybee decides them.
 */
export function daysUntil({ period, fiscalStart }: LeaderboardQuery, { today, startOf }: FileCalendar): number | null {
  if (!hasDaysOfFile(period)) return null;
  return startOf(daysOfSameRange(period, { today: today(), fiscalStart }).until);
}

/** An answer without days is accepted as one for the days asked for. */
function failureOfOtherDays(
  { period }: LeaderboardQuery,
  answered: DayRange | null,
): { readonly failure: Failure } | null {
  if (isNamed(period) || answered === null || isSameRange(period, answered)) return null;
  return { failure: { code: 'other_days', asked: inWords(period), answered: inWords(answered) } };
}

const isNamed = (period: Period): period is PeriodName => typeof period === 'string';

const inWords = ({ startDate, endDate }: DayRange) => `${startDate} to ${endDate}`;
