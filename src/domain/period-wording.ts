import { addDays, addMonths, type DayRange } from './days';
import { type Calendar, hasDaysOfFile, type Period, rangeOn } from './periods';

/**
 * The days of a period in words, for choosing one. The first day of a rolling period is left out, since Journeybee
 * decides it (J-20).
 */
export function periodDates(period: Period, calendar: Calendar): string {
  if (typeof period !== 'string' || hasDaysOfFile(period)) return writtenDays(rangeOn(period, calendar));
  return `Up to ${writtenDay(calendar.today)}`;
}

export const writtenDays = ({ startDate, endDate }: DayRange): string =>
  startDate === endDate ? writtenDay(startDate) : `${writtenDay(startDate)} – ${writtenDay(endDate)}`;

/** The same with the year once, where it is one. */
export function briefDays({ startDate, endDate }: DayRange): string {
  const isOneYear = startDate.slice(0, 4) === endDate.slice(0, 4) && startDate !== endDate;
  return isOneYear
    ? `${writtenDay(startDate).slice(0, -6)} – ${writtenDay(endDate)}`
    : writtenDays({ startDate, endDate });
}

export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
);

/**
 * Days that are a whole month, quarter or year by their name, and others by themselves, for a sentence about the days of
 * `current`: "Q2", "May", "Q4 2025", "Apr 1 – May 30". The year is said where it is another one. `isFiscal`: quarters have no
 * names, since those of a fiscal year are others.
 */
export function briefName(days: DayRange, current: DayRange, isFiscal: boolean): string {
  const year = days.startDate.slice(0, 4);
  const month = Number(days.startDate.slice(5, 7));
  const isWhole = (months: number) =>
    days.startDate.endsWith('-01') && days.endDate === addDays(addMonths(days.startDate, months), -1);
  const other = year === current.startDate.slice(0, 4) ? '' : ` ${year}`;
  if (month === 1 && isWhole(12)) return year;
  if (month % 3 === 1 && isWhole(3) && !isFiscal) return `Q${(month + 2) / 3}${other}`;
  if (isWhole(1)) return `${monthNames[month - 1]}${other}`;
  return other === '' ? briefDays(days).replace(/, \d{4}$/, '') : briefDays(days);
}

/** `2026-11-30 21:27` as "Nov 30, 2026, 21:27". */
export const writtenMinute = (minute: string): string => `${writtenDay(minute.slice(0, 10))}, ${minute.slice(11)}`;

/** `2026-11-30` as "Nov 30, 2026". */
export function writtenDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${monthNames[(month ?? 1) - 1]?.slice(0, 3)} ${date}, ${year}`;
}
