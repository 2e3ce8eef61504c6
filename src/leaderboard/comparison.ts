import type { Column } from './columns';
import { addDays, addMonths, dayCount, isDay } from './days';
import type { Leaderboard } from './leaderboard';
import type { DayRange } from './period';
import type { Standing } from './standing';
import { finite, ratio, sum } from './sums';
import type { PeriodName } from './vocabulary';

/** All of the previous period, or only as many days of it as have passed of this one. */
export type ComparedSpan = 'full' | 'elapsed';

export interface ComparedRanges {
  readonly current: DayRange;
  readonly previous: DayRange;
}

/**
 * What to compare a period with, from the days that Journeybee resolved it to. `elapsed`: the period up to today (ISO), and
 * as many days from the start of the previous one, or all that it has. null where those are no days, or none has passed.
 */
export function comparedRanges(
  range: DayRange,
  name: PeriodName | null,
  span: ComparedSpan,
  today: string,
): ComparedRanges | null {
  const previous = previousPeriod(range, name);
  if (previous === null || span === 'full') return previous && { current: range, previous };
  const current = { ...range, endDate: earlier(range.endDate, today) };
  const days = dayCount(current);
  if (days < 1) return null;
  const endDate = earlier(previous.endDate, addDays(previous.startDate, days - 1));
  return { current, previous: { ...previous, endDate } };
}

/**
 * The period right before. Of a calendar year, quarter or month it is the one before, wherever Journeybee lets them begin
 * and end; of days that somebody chose and that are whole months, as many months; else as many days. null where the range is none.
 */
export function previousPeriod(range: DayRange, name: PeriodName | null): DayRange | null {
  const { startDate, endDate } = range;
  if (!isDay(startDate) || !isDay(endDate) || endDate < startDate) return null;
  const months = name === null ? wholeMonths(range) : calendarMonths(name);
  return {
    startDate: months > 0 ? addMonths(startDate, -months) : addDays(startDate, -dayCount(range)),
    endDate: addDays(startDate, -1),
  };
}

/** The period right after, by the same measure. null where the range is none. */
export function nextPeriod(range: DayRange, name: PeriodName | null): DayRange | null {
  const { startDate, endDate } = range;
  if (!isDay(startDate) || !isDay(endDate) || endDate < startDate) return null;
  const months = name === null ? wholeMonths(range) : calendarMonths(name);
  const next = months > 0 ? addMonths(startDate, months) : addDays(endDate, 1);
  return {
    startDate: next,
    endDate: months > 0 ? addDays(addMonths(next, months), -1) : addDays(next, dayCount(range) - 1),
  };
}

/** 0 for periods that end today. */
function calendarMonths(name: PeriodName): number {
  if (name.endsWith('_year')) return 12;
  if (name.endsWith('_quarter')) return 3;
  return name.endsWith('_month') ? 1 : 0;
}

/** 0 for days that are not the whole of some months. */
function wholeMonths({ startDate, endDate }: DayRange): number {
  const after = addDays(endDate, 1);
  if (!startDate.endsWith('-01') || !after.endsWith('-01')) return 0;
  const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return monthOf(after) - monthOf(startDate);
}

const earlier = (a: string, b: string) => (a < b ? a : b);

/**
 * Previous revenue, and how far this period's is from it. Blank for partners that the previous answer does not list: whether
 * it leaves out those without any revenue is not documented. Amounts in different currencies are not compared.
 */
export function comparisonColumns(current: Leaderboard, previous: Leaderboard): Column[] {
  const comparable = current.currency === previous.currency ? previous.partners : [];
  const revenues = new Map(comparable.map(({ uuid, revenue }) => [uuid, revenue]));
  const before = ({ partner }: Standing) => revenues.get(partner.uuid) ?? null;
  const change = (standing: Standing) => {
    const [now, then] = [standing.partner.revenue, before(standing)];
    return now === null || then === null ? null : finite(now - then);
  };
  const changeRate = (shown: readonly Standing[]) =>
    ratio(shown.map((standing) => [change(standing), before(standing)]));
  return [
    { label: 'Previous revenue', kind: 'money', value: before, total: (shown) => sum(shown.map(before)) },
    { label: 'Change', kind: 'money', value: change, total: (shown) => sum(shown.map(change)) },
    { label: 'Change %', kind: 'rate', value: (standing) => changeRate([standing]), total: changeRate },
  ];
}
