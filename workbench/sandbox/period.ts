import { addDays, addMonths, calendarPeriod, type Day, type DayRange } from './day';
import type { SandboxSettings } from './settings';

export const PERIODS = [
  'current_year',
  'last_year',
  'current_quarter',
  'last_quarter',
  'current_month',
  'last_month',
  'last_30_days',
  'last_90_days',
  'last_6_months',
  'last_12_months',
] as const;

export type Period = (typeof PERIODS)[number];

/** How an account divides time: see the settings of these names. */
export type Calendar = Pick<SandboxSettings, 'yearBeginsIn' | 'currentEndsToday'>;

const ordinary: Calendar = { yearBeginsIn: 1, currentEndsToday: false };

/**
 * The documentation names the periods but not their edges. Here both ends are included, a current period ends where the
 * calendar says (unless the account says today), and a rolling one ends today: the last 30 days are today and the 29 before,
 * the last 6 months on 15 May begin on 16 November.
 */
export function resolvePeriod(period: Period, today: Day, calendar = ordinary): DayRange {
  const whole = (months: 1 | 3 | 12, by: number) => calendarPeriod(today, months, by, calendar.yearBeginsIn);
  const current = (months: 1 | 3 | 12) => {
    const range = whole(months, 0);
    return calendar.currentEndsToday ? { ...range, end: today } : range;
  };
  switch (period) {
    case 'current_year':
      return current(12);
    case 'last_year':
      return whole(12, -1);
    case 'current_quarter':
      return current(3);
    case 'last_quarter':
      return whole(3, -1);
    case 'current_month':
      return current(1);
    case 'last_month':
      return whole(1, -1);
    case 'last_30_days':
      return { start: addDays(today, -29), end: today };
    case 'last_90_days':
      return { start: addDays(today, -89), end: today };
    case 'last_6_months':
      return monthsUpTo(today, 6);
    case 'last_12_months':
      return monthsUpTo(today, 12);
  }
}

/** The whole months, quarters or years of the account that these days touch. */
export function widened({ start, end }: DayRange, to: SandboxSettings['widensDaysTo'], yearBeginsIn: number): DayRange {
  if (to === 'day') return { start, end };
  const months = ({ month: 1, quarter: 3, year: 12 } as const)[to];
  const around = (day: Day) => calendarPeriod(day, months, 0, yearBeginsIn);
  return { start: around(start).start, end: around(end).end };
}

function monthsUpTo(today: Day, months: number): DayRange {
  return { start: addDays(addMonths(today, -months), 1), end: today };
}
