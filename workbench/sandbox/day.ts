/** A calendar day in UTC as `2026-05-15`. Days compare as strings. */
export type Day = string;

const MS_PER_DAY = 86_400_000;

export interface DayRange {
  start: Day;
  /** The last day that still belongs to the range. */
  end: Day;
}

export function dayOf(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}

export function startOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function addDays(day: Day, days: number): Day {
  return dayOf(startOf(day) + days * MS_PER_DAY);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((startOf(to) - startOf(from)) / MS_PER_DAY);
}

/** The same day of another month, or that month's last day where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  return dayOf(Date.UTC(year, month + months, Math.min(date, daysInMonth(year, month + months))));
}

/** The calendar period of `months` months (1, 3 or 12) that `day` lies in, moved by `by` such periods. */
export function calendarPeriod(day: Day, months: 1 | 3 | 12, by: number): DayRange {
  const { year, month } = partsOf(day);
  const first = Math.floor(month / months) * months + by * months;
  return { start: dayOf(Date.UTC(year, first, 1)), end: dayOf(Date.UTC(year, first + months, 0)) };
}

export function contains(range: DayRange, day: Day): boolean {
  return range.start <= day && day <= range.end;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

function partsOf(day: Day): { year: number; month: number; date: number } {
  const time = new Date(startOf(day));
  return { year: time.getUTCFullYear(), month: time.getUTCMonth(), date: time.getUTCDate() };
}
