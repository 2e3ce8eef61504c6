import type { DayRange } from './days';
import { type Calendar, hasDaysOfFile, type Period, rangeOn } from './periods';

/**
 * The days that a period has, in words, for choosing one. Which day a rolling period of Journeybee's begins with is Journeybee's to
 * say (J-20), and is left out.
 */
export function periodDates(period: Period, calendar: Calendar): string {
  if (typeof period !== 'string' || hasDaysOfFile(period)) return writtenDays(rangeOn(period, calendar));
  return `Up to ${writtenDay(calendar.today)}`;
}

export const writtenDays = ({ startDate, endDate }: DayRange): string =>
  startDate === endDate ? writtenDay(startDate) : `${writtenDay(startDate)} – ${writtenDay(endDate)}`;

export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
);

function writtenDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${monthNames[(month ?? 1) - 1]?.slice(0, 3)} ${date}, ${year}`;
}
