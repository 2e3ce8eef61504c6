import { countOf, type Day, type Days, dateOf, dayOf } from './days';

/** What the API resolves itself, by its own clock. */
export const sentWords = [
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

/** What only the spreadsheet's own calendar knows. */
export const ownWords = [
  'current_week',
  'last_week',
  'fiscal_year',
  'last_fiscal_year',
  'fiscal_quarter',
  'last_fiscal_quarter',
] as const;

export type SentWord = (typeof sentWords)[number];
export type PeriodWord = SentWord | (typeof ownWords)[number];

/** How whoever resolves a word divides time. */
export interface Calendar {
  /** The month, 1 to 12, that calendar years begin with: 1 but for an account with its own. */
  readonly yearBeginsIn: number;
  /** The month, 1 to 12, that fiscal years begin with. */
  readonly fiscalYearBeginsIn: number;
  readonly currentEndsToday: boolean;
}

export const ordinary: Calendar = { yearBeginsIn: 1, fiscalYearBeginsIn: 1, currentEndsToday: false };

const shapes = {
  current_year: { months: 12, back: 0, from: 'year' },
  last_year: { months: 12, back: 1, from: 'year' },
  current_quarter: { months: 3, back: 0, from: 'year' },
  last_quarter: { months: 3, back: 1, from: 'year' },
  current_month: { months: 1, back: 0, from: 'year' },
  last_month: { months: 1, back: 1, from: 'year' },
  fiscal_year: { months: 12, back: 0, from: 'fiscal year' },
  last_fiscal_year: { months: 12, back: 1, from: 'fiscal year' },
  fiscal_quarter: { months: 3, back: 0, from: 'fiscal year' },
  last_fiscal_quarter: { months: 3, back: 1, from: 'fiscal year' },
} as const;

const rollingDays = { last_30_days: 30, last_90_days: 90 } as const;
const rollingMonths = { last_6_months: 6, last_12_months: 12 } as const;
const weeksBack = { current_week: 0, last_week: 1 } as const;

const has = <T extends object>(table: T, word: string): word is keyof T & string => word in table;

/** Whether it ends today whatever the calendar says. */
export const isRolling = (word: PeriodWord): boolean => has(rollingDays, word) || has(rollingMonths, word);

/** The days that a word means to whoever has this today and this calendar. */
export function daysOf(word: PeriodWord, today: Day, calendar: Calendar = ordinary): Days {
  if (has(rollingDays, word)) return { first: today - rollingDays[word] + 1, last: today };
  if (has(rollingMonths, word)) return { first: monthsBefore(today, rollingMonths[word]) + 1, last: today };
  if (has(weeksBack, word)) {
    const monday = mondayOf(today) - 7 * weeksBack[word];
    return { first: monday, last: monday + 6 };
  }
  const { months, back, from } = shapes[word];
  const { year, month } = dateOf(today);
  const begins = from === 'year' ? calendar.yearBeginsIn : calendar.fiscalYearBeginsIn;
  let first = begins - 12;
  while (first + months <= month) first += months;
  first -= months * back;
  const days = { first: dayOf(year, first, 1), last: dayOf(year, first + months, 1) - 1 };
  return calendar.currentEndsToday && back === 0 ? { ...days, last: today } : days;
}

/** 1 January 1970 was a Thursday. */
const mondayOf = (day: Day): Day => day - ((((day + 3) % 7) + 7) % 7);

/** The same day of an earlier month, or the last that this has. */
function monthsBefore(day: Day, months: number): Day {
  const { year, month, date } = dateOf(day);
  return Math.min(dayOf(year, month - months, date), dayOf(year, month - months + 1, 1) - 1);
}

/** The whole period right before the days that a word came to. `null`: days that somebody chose. */
export function wholeBefore(word: PeriodWord | null, days: Days): Days {
  const months = word === null ? wholeMonths(days) : has(shapes, word) ? shapes[word].months : 0;
  const { year, month, date } = dateOf(days.first);
  const first = months > 0 ? dayOf(year, month - months, date) : days.first - countOf(days);
  return { first, last: days.first - 1 };
}

/** Whether days that a word came to end before their month, quarter or year does: an account's own, in which they end today. */
function isCutOff(word: PeriodWord | null, { first, last }: Days): boolean {
  if (word === null || !has(shapes, word)) return false;
  const { year, month, date } = dateOf(first);
  return last < dayOf(year, month + shapes[word].months, date) - 1;
}

/** How many months these days are the whole of; 0 for others. */
function wholeMonths({ first, last }: Days): number {
  const [from, to] = [dateOf(first), dateOf(last + 1)];
  return from.date === 1 && to.date === 1 ? (to.year - from.year) * 12 + to.month - from.month : 0;
}

/**
 * What a period is compared with: all of the one before, or while it runs as many of its days as have passed; null where none
 * has. Of a rolling period all days have passed.
 */
export function comparedWith(word: PeriodWord | null, days: Days, today: Day, span: 'elapsed' | 'full'): Days | null {
  const previous = wholeBefore(word, days);
  if (span === 'full' || (word !== null && isRolling(word))) return previous;
  if (days.last < today && !isCutOff(word, days)) return previous;
  const passed = isCutOff(word, days) ? countOf(days) : today - days.first + 1;
  if (passed < 1) return null;
  return { first: previous.first, last: Math.min(previous.last, previous.first + passed - 1) };
}
