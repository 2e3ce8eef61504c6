import { addDays, addMonths, calendarPeriod, type Day, type DayRange } from './day';

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

/**
 * The documentation names the periods but not their edges. Here both ends are included, a current period ends where the
 * calendar says (not today), and a rolling one ends today: the last 30 days are today and the 29 before, the last 6 months
 * on 15 May begin on 16 November.
 */
export function resolvePeriod(period: Period, today: Day): DayRange {
  switch (period) {
    case 'current_year':
      return calendarPeriod(today, 12, 0);
    case 'last_year':
      return calendarPeriod(today, 12, -1);
    case 'current_quarter':
      return calendarPeriod(today, 3, 0);
    case 'last_quarter':
      return calendarPeriod(today, 3, -1);
    case 'current_month':
      return calendarPeriod(today, 1, 0);
    case 'last_month':
      return calendarPeriod(today, 1, -1);
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

function monthsUpTo(today: Day, months: number): DayRange {
  return { start: addDays(addMonths(today, -months), 1), end: today };
}
