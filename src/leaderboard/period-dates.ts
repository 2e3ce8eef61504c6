import { addDays, addMonths } from './days';
import type { DayRange, Period } from './period';
import type { PeriodName } from './vocabulary';

/**
 * The days a period covers, on a given day (ISO). For choosing only: Journeybee resolves periods itself, and a table shows
 * the days it answered with.
 */
export function periodRange(period: PeriodName, today: string): DayRange {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const firstOf = (months: number) => addMonths(`${today.slice(0, 8)}01`, months);
  const whole = (months: number, count: number): DayRange => ({
    startDate: firstOf(months),
    endDate: addDays(firstOf(months + count), -1),
  });
  const upToToday = (dayBeforeFirst: string): DayRange => ({ startDate: addDays(dayBeforeFirst, 1), endDate: today });
  const quarter = -((month - 1) % 3);
  switch (period) {
    case 'current_year':
      return { startDate: `${year}-01-01`, endDate: `${year}-12-31` };
    case 'last_year':
      return { startDate: `${year - 1}-01-01`, endDate: `${year - 1}-12-31` };
    case 'current_quarter':
      return whole(quarter, 3);
    case 'last_quarter':
      return whole(quarter - 3, 3);
    case 'current_month':
      return whole(0, 1);
    case 'last_month':
      return whole(-1, 1);
    case 'last_30_days':
      return upToToday(addDays(today, -30));
    case 'last_90_days':
      return upToToday(addDays(today, -90));
    case 'last_6_months':
      return upToToday(addMonths(today, -6));
    case 'last_12_months':
      return upToToday(addMonths(today, -12));
  }
}

/** The same in words. Which day a period that ends today begins with is not documented, and is not said. */
export function periodDates(period: Period, today: string): string {
  if (typeof period !== 'string') return writtenDays(period);
  const days = periodRange(period, today);
  return days.endDate === today && period.startsWith('last_') ? `Up to ${writtenDay(today)}` : writtenDays(days);
}

export const writtenDays = ({ startDate, endDate }: DayRange): string =>
  startDate === endDate ? writtenDay(startDate) : `${writtenDay(startDate)} – ${writtenDay(endDate)}`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function writtenDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${months[(month ?? 1) - 1]} ${date}, ${year}`;
}
