import { addDays, addMonths } from './days';
import type { DayRange, Period } from './period';
import type { PeriodName } from './vocabulary';

/**
 * The days a period covers, on a given day (ISO). For choosing only: Journeybee resolves periods itself, and a table shows
 * the days it answered with.
 */
export function periodRange(period: PeriodName, today: string): DayRange {
  const shape = /^(current|last)_(?:(\d+)_)?(year|quarter|month|day)/.exec(period);
  const [, which, count, unit = ''] = shape ?? [];
  if (count !== undefined) {
    const before = unit === 'day' ? addDays(today, -Number(count)) : addMonths(today, -Number(count));
    return { startDate: addDays(before, 1), endDate: today };
  }
  const months = unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1;
  const begun = (Number(today.slice(5, 7)) - 1) % months;
  const first = addMonths(`${today.slice(0, 8)}01`, -begun - (which === 'last' ? months : 0));
  return { startDate: first, endDate: addDays(addMonths(first, months), -1) };
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
