/** A calendar day as `2026-05-15`. Days compare as strings. */
export type Day = string;

const MS_PER_DAY = 86_400_000;

export interface DayRange {
  start: Day;
  /** The last day that still belongs to the range. */
  end: Day;
}

/** The day in UTC. */
export function dayOf(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The day on the wall of a zone. Throws for what is no IANA name. */
export function dayIn(timeZone: string, time: number): Day {
  const calendar =
    calendars.get(timeZone) ??
    new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  // Remembered, because making one takes longer than the rest of an answer.
  calendars.set(timeZone, calendar);
  const parts = new Map(calendar.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
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

/**
 * The calendar period of `months` months (1, 3 or 12) that `day` lies in, moved by `by` such periods. Years begin in the month
 * `yearBeginsIn`, 1 to 12, and quarters are counted from there.
 */
export function calendarPeriod(day: Day, months: 1 | 3 | 12, by: number, yearBeginsIn = 1): DayRange {
  const { year, month } = partsOf(day);
  const offset = yearBeginsIn - 1;
  const first = Math.floor((month - offset) / months) * months + offset + by * months;
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
