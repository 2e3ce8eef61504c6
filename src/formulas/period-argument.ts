import type { DayRange } from '../domain/days';
import { monthNames } from '../domain/period-wording';
import {
  defaultPeriod,
  firstYear,
  fiscalRange,
  isRange,
  lastYear,
  type Period,
  type PeriodName,
  periodNames,
} from '../domain/periods';
import { Problem } from '../problem';
import { type Argument, rowsOf, shown, textOf, withoutQuotes } from './given';
import { suggestion } from './nearest';

/** The ISO day of a date from a cell, in the spreadsheet's time zone. */
export type DayOf = (date: Date) => string;

/** What the days of an argument follow from. */
interface FileCalendar {
  readonly dayOf: DayOf;
  /** The month that the file's fiscal year starts in, from 1 to 12. */
  readonly fiscalStart: number;
}

/**
 * A period by its name or in everyday words; a year, a quarter or a month, or a fiscal year or quarter; or a start and an end,
 * each of them a day or one of those, with ".." or "to" between them or in two cells. `dayOf` is asked only about dates from
 * cells. `fiscalStart`: the month that the file's fiscal year starts in, from 1 to 12.
 */
export function periodArgument(argument: Argument, dayOf: DayOf, fiscalStart: number): Period {
  const file: FileCalendar = { dayOf, fiscalStart };
  const cells = rowsOf(argument, 'period').flat();
  if (cells.every((cell) => cell === '')) return defaultPeriod;
  if (cells.length > 2) {
    throw new Problem(
      `The period is a range of ${cells.length} cells. Use one cell, or two with a start and an end, for example A1:B1.`,
    );
  }
  const [first, second] = cells;
  if (cells.length === 2) return between(edge(first, 'first', file), edge(second, 'second', file));

  const text = typed(first);
  const days = daysOf(first, file);
  // Sheets turns a month into a date when somebody types it into a cell: its first day arrives.
  if (first instanceof Date && days?.startDate.endsWith('-01')) throw firstOfMonth(days.startDate);
  const period = days ?? periodNamed(text) ?? textRange(text, file);
  if (period !== null) return period;
  throw new Problem(
    `${shown(first)} is not a period.${suggestion(text, periodNames)} Use a name such as last_quarter or last_30_days, a year, quarter or month such as 2025, 2026-Q1 or 2026-03, or two dates such as 2026-01-01..2026-03-31.`,
  );
}

/** People type the quotes of a formula into cells, too. */
const typed = (given: unknown): string => withoutQuotes(textOf(given));

/** Other words for periods, in small letters and without spaces. */
const otherWords: ReadonlyMap<string, PeriodName> = new Map([
  ['ytd', 'current_year'],
  ['yeartodate', 'current_year'],
  ['qtd', 'current_quarter'],
  ['quartertodate', 'current_quarter'],
  ['mtd', 'current_month'],
  ['monthtodate', 'current_month'],
  ['wtd', 'current_week'],
  ['weektodate', 'current_week'],
  ['fytd', 'fiscal_year'],
  ['fiscalyeartodate', 'fiscal_year'],
]);

function periodNamed(text: string): PeriodName | null {
  const words = text.toLowerCase().replace(/[\s_-]+/g, '');
  const usual = words
    .replace(/^this/, 'current')
    .replace(/^(?:past|prev(?:ious)?|(?=\d))/, 'last')
    .replace(/fy$/, 'fiscalyear')
    .replace(/^current(?=fiscal)/, '');
  return otherWords.get(words) ?? periodNames.find((name) => name.replace(/_/g, '') === usual) ?? null;
}

/** null: the text is not a start and an end. */
function textRange(text: string, file: FileCalendar): DayRange | null {
  const parts = text.split(/ ?(?:\.\.+|…|–|—) ?| (?:-|to) /i);
  const [start, end, ...more] = parts.map((part) => daysIn(part, file));
  return start && end && more.length === 0 ? between(start, end) : null;
}

function between(start: DayRange, end: DayRange): DayRange {
  if (start.startDate <= end.endDate) return { startDate: start.startDate, endDate: end.endDate };
  throw new Problem(
    `The period would end on ${end.endDate}, before it starts on ${start.startDate}. Put the earlier date first, for example 2026-01-01..2026-03-31.`,
  );
}

/** A start or an end that has a cell of its own. */
function edge(cell: unknown, which: string, file: FileCalendar): DayRange {
  if (cell === '') {
    throw new Problem(
      `The ${which} cell of the period is blank. Give a start and an end, for example 2026-01-01 and 2026-03-31.`,
    );
  }
  const days = daysOf(cell, file);
  if (days !== null) return days;
  throw new Problem(
    `${shown(cell)} is not the start or end of a period. Use a date such as 2026-01-31, or 2025, 2026-Q1 or 2026-03.`,
  );
}

/** Either that day or the month is meant. */
function firstOfMonth(day: string): Problem {
  const month = day.slice(0, 7);
  return new Problem(
    `The period arrived as one date, ${day}. If you meant the month, write "${month}" in the formula, or '${month} with an apostrophe in the cell. If you meant that day, write "${day}".`,
  );
}

/** null: the value has no days. */
function daysOf(given: unknown, file: FileCalendar): DayRange | null {
  if (given instanceof Date) return Number.isNaN(given.getTime()) ? null : daysIn(file.dayOf(given), file);
  if (typeof given === 'number' && !(given >= firstYear && given <= lastYear)) {
    throw new Problem(
      `${shown(given)} is a number, but not a year from ${firstYear} to ${lastYear}. If it is a date, format its cell as a date, and refer to a start and an end, for example A1:B1.`,
    );
  }
  return daysIn(typed(given), file);
}

const daysIn = (text: string, { fiscalStart }: FileCalendar): DayRange | null =>
  fiscalDays(text, fiscalStart) ?? calendarDays(text);

/** The days of "FY26", "FY2026", "FY26-Q3" or "Q3 FY26"; null where the text is none of these. */
function fiscalDays(text: string, fiscalStart: number): DayRange | null {
  const words = text.toLowerCase().replace(/[\s_/-]+/g, '');
  const [, before, digits, after] = /^(?:q(\d))?(?:fy|fiscalyear)(\d{4}|\d\d)(?:q(\d))?$/.exec(words) ?? [];
  if (digits === undefined || (before !== undefined && after !== undefined)) return null;
  const quarter = before ?? after;
  const year = Number(digits.length === 2 ? `20${digits}` : digits);
  if (quarter !== undefined && !/[1-4]/.test(quarter)) throw notInCalendar(text);
  const days = fiscalRange(year, quarter === undefined ? null : Number(quarter), fiscalStart);
  if (isRange(days)) return days;
  throw outsideYears(text);
}

/**
 * The days of "2026", "2026-Q1", "Q1 2026", "2026-03", "March 2026" or "2026-03-31", with hyphens, slashes, underscores or
 * spaces; null where the text is none of these. What looks like one but does not exist is refused.
 */
function calendarDays(text: string): DayRange | null {
  const words = text
    .toLowerCase()
    .replace(/[\s_/-]+/g, ' ')
    .replace(/^(q\d|[a-z]+) ?(\d{4})$/, '$2 $1');
  const match = /^(\d{4})(?: ?q(\d)| (\d\d?)(?: (\d\d?))?| ?([a-z]{3,}))?$/.exec(words);
  if (!match) return null;
  const [, year = '', quarter, month, day, monthName] = match;
  const named = monthName ? monthNames.findIndex((name) => name.toLowerCase().startsWith(monthName)) : 0;
  if (named < 0) return null;
  if (Number(year) < firstYear || Number(year) > lastYear) {
    throw outsideYears(text);
  }

  const first = quarter ? Number(quarter) * 3 - 2 : month ? Number(month) : named + 1;
  const length = quarter ? 3 : month || monthName ? 1 : 12;
  const date = Number(day ?? 1);
  const startDate = isoDay(year, first, date);
  // A day that its month does not have would become a day of another month.
  if (first < 1 || first > 12 || Number(startDate.slice(8)) !== date) {
    throw notInCalendar(text);
  }
  return { startDate, endDate: day ? startDate : isoDay(year, first + length, 0) };
}

const outsideYears = (text: string) =>
  new Problem(`${shown(text)} is outside the years ${firstYear} to ${lastYear}. Use one of them, such as 2025.`);

const notInCalendar = (text: string) =>
  new Problem(
    `${shown(text)} is not in the calendar. Write a day as 2026-03-31, a month as 2026-03, a quarter as 2026-Q1.`,
  );

const isoDay = (year: string, month: number, day: number): string =>
  new Date(Date.UTC(Number(year), month - 1, day)).toISOString().slice(0, 10);
