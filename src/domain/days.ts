import { dayMs } from './duration';
/*
 * Days are ISO dates, worked with in UTC, where each has 24 hours.
 */

/** ISO dates, both included. */
export interface DayRange {
  readonly startDate: string;
  readonly endDate: string;
}

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Whether a text is a date of the calendar, written the ISO way. */
export function isDay(text: string): boolean {
  const ms = Date.parse(text);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(ms) && iso(ms) === text;
}

/**
 * The day that a text of an answer begins with, ISO: "2026-01-31", "2026/1/31", and either with a time after it, whose zone is
 * not looked at. null where it begins with no day of the calendar.
 */
export function dayIn(text: string): string | null {
  const match = /^\s*(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?!\d)/.exec(text);
  if (!match) return null;
  const [, year = '', month = '', date = ''] = match;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

export const addDays = (day: string, days: number): string => iso(Date.parse(day) + days * dayMs);

/** The same day in another month, or that month's last day where it is shorter. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** Both ends counted. */
export const dayCount = ({ startDate, endDate }: DayRange): number =>
  Math.round((Date.parse(endDate) - Date.parse(startDate)) / dayMs) + 1;

/** The Monday of a day's week: on a Monday, that day. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));
