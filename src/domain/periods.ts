import { addDays, addMonths, type DayRange, dayCount, isDay } from './days';

interface UnitEntry {
  /** How many months it has; 0 for one that has days. */
  readonly months: number;
  readonly days: number;
  /** Its months are counted from the one that the file's fiscal year starts in, and not from January. */
  readonly isFiscal: boolean;
}

const ofDays = (days: number): UnitEntry => ({ months: 0, days, isFiscal: false });
const ofMonths = (months: number): UnitEntry => ({ months, days: 0, isFiscal: false });
const ofFiscalMonths = (months: number): UnitEntry => ({ months, days: 0, isFiscal: true });

/**
 * What a calendar is divided into, by what people call it. Units of months are counted from a month of the year; those of
 * days from a Monday.
 */
const units = {
  day: ofDays(1),
  week: ofDays(7),
  month: ofMonths(1),
  quarter: ofMonths(3),
  year: ofMonths(12),
  'fiscal quarter': ofFiscalMonths(3),
  'fiscal year': ofFiscalMonths(12),
} as const satisfies Readonly<Record<string, UnitEntry>>;
type Unit = keyof typeof units;

/** A Monday, like the first day of any unit of whole weeks. */
const firstMonday = '2000-01-03';

/**
 * Who says which days a name means. `journeybee`: it is asked for by the name, and resolved by Journeybee's clock and calendar.
 * `file`: it is asked for by the days that the file's calendar has.
 */
type Resolver = 'journeybee' | 'file';

interface PeriodEntry {
  readonly unit: Unit;
  /** Of a rolling period, how many units it has. Of any other, how many units before the one that today is in. */
  readonly count: number;
  /**
   * It ends today, whatever day it is; any other is one whole unit of the calendar. Movement, what a period is compared with and
   * the period after it follow: a whole unit begins anew with its first day, a rolling period goes on from day to day.
   */
  readonly rolling: boolean;
  readonly resolver: Resolver;
}

const current = (unit: Unit, resolver: Resolver): PeriodEntry => ({ unit, count: 0, rolling: false, resolver });
const last = (unit: Unit, resolver: Resolver): PeriodEntry => ({ unit, count: 1, rolling: false, resolver });
const upToToday = (count: number, unit: Unit, resolver: Resolver): PeriodEntry => ({
  unit,
  count,
  rolling: true,
  resolver,
});

/**
 * Every period that has a name, in the order of the form. All that is done with a period follows from its line here and from
 * that of its unit. Source of those that Journeybee resolves: the endpoint's reference page.
 */
const table = {
  current_year: current('year', 'journeybee'),
  last_year: last('year', 'journeybee'),
  current_quarter: current('quarter', 'journeybee'),
  last_quarter: last('quarter', 'journeybee'),
  current_month: current('month', 'journeybee'),
  last_month: last('month', 'journeybee'),
  current_week: current('week', 'file'),
  last_week: last('week', 'file'),
  fiscal_year: current('fiscal year', 'file'),
  last_fiscal_year: last('fiscal year', 'file'),
  fiscal_quarter: current('fiscal quarter', 'file'),
  last_fiscal_quarter: last('fiscal quarter', 'file'),
  last_30_days: upToToday(30, 'day', 'journeybee'),
  last_90_days: upToToday(90, 'day', 'journeybee'),
  last_6_months: upToToday(6, 'month', 'journeybee'),
  last_12_months: upToToday(12, 'month', 'journeybee'),
} as const satisfies Readonly<Record<string, PeriodEntry>>;

export type PeriodName = keyof typeof table;
export const periodNames = Object.keys(table) as readonly PeriodName[] as readonly [PeriodName, ...PeriodName[]];
const periods: Readonly<Record<PeriodName, PeriodEntry>> = table;

/** What the endpoint takes where nothing is said. */
export const defaultPeriod: PeriodName = 'current_year';

/** A period by its name, or days that somebody chose. */
export type Period = PeriodName | DayRange;

/** What the days of a period follow from. */
export interface Calendar {
  /** ISO day in the file's time zone. */
  readonly today: string;
  /** The month that the file's fiscal year starts in, from 1 for January to 12. */
  readonly fiscalStart: number;
}

/** The first month of a fiscal year where nobody has chosen one: the fiscal year is then the calendar's. */
export const defaultFiscalStart = 1;

/** Days outside of these years are mistakes of typing: periods are refused that begin or end there. */
export const firstYear = 2000;
export const lastYear = 2100;

const isWithinYears = ({ startDate, endDate }: DayRange): boolean =>
  startDate >= `${firstYear}-01-01` && endDate <= `${lastYear}-12-31`;

/** The days of a period on a day: today's days of "last month" are another month's tomorrow, perhaps. */
export function rangeOn(period: Period, { today, fiscalStart }: Calendar): DayRange {
  if (typeof period !== 'string') return period;
  const { unit, count, rolling } = periods[period];
  if (rolling) return { startDate: addDays(moved(today, unit, -count), 1), endDate: today };
  const startDate = moved(firstDayOf(unit, today, fiscalStart), unit, -count);
  return { startDate, endDate: addDays(moved(startDate, unit, 1), -1) };
}

/** Whether a period is one whole unit of the calendar, such as a month: not days up to today, nor days that somebody chose. */
export const isCalendarPeriod = (period: Period): period is PeriodName =>
  typeof period === 'string' && !periods[period].rolling;

/** Whether a period is asked for by its name; see `Resolver`. */
export const isResolvedByJourneybee = (name: PeriodName): boolean => periods[name].resolver === 'journeybee';

/**
 * Whether the file's calendar knows the days of a named period. Which day a rolling period begins with is decided by
 * Journeybee.
 */
export const hasDaysOfFile = (period: Period): period is PeriodName =>
  typeof period === 'string' && !(periods[period].rolling && isResolvedByJourneybee(period));

/** Whether the days of a period depend on when the file's fiscal year starts. */
export const hasFiscalYear = (period: Period): boolean =>
  typeof period === 'string' && units[periods[period].unit].isFiscal;

/** How the days of an answer stand to those that the file's calendar has for what was asked. */
export type Fit =
  /** They are the same; or the period is rolling, whose days are Journeybee's to say. */
  | 'same'
  /** They are those of the same words yesterday or tomorrow: Journeybee's clock shows another day than the file's. */
  | 'other clock'
  /** Any other days. Of a name: Journeybee's own calendar, such as a year that ends today. Of chosen days: not what was asked. */
  | 'other days';

export function fitOf(period: Period, answered: DayRange, calendar: Calendar): Fit {
  if (typeof period === 'string' && !hasDaysOfFile(period)) return 'same';
  if (isSameRange(answered, rangeOn(period, calendar))) return 'same';
  const neighbours = [-1, 1].map((days) => ({ ...calendar, today: addDays(calendar.today, days) }));
  return neighbours.some((neighbour) => isSameRange(answered, rangeOn(period, neighbour)))
    ? 'other clock'
    : 'other days';
}

export const isSameRange = (a: DayRange, b: DayRange): boolean =>
  a.startDate === b.startDate && a.endDate === b.endDate;

/**
 * The days on which a name has the same days as today, where the file's calendar has them: of last month, all of this month.
 * `until` is the first day that is none of them.
 */
export function daysOfSameRange(
  name: PeriodName,
  { today, fiscalStart }: Calendar,
): { readonly from: string; readonly until: string } {
  const { unit, rolling } = periods[name];
  const changing = rolling ? 'day' : unit;
  const from = firstDayOf(changing, today, fiscalStart);
  return { from, until: moved(from, changing, 1) };
}

/** A fiscal year has the number of the calendar year that it ends in; `quarter` from 1 to 4, or null for the whole year. */
export function fiscalRange(year: number, quarter: number | null, fiscalStart: number): DayRange {
  const firstYearOf = fiscalStart === 1 ? year : year - 1;
  const begins = `${String(firstYearOf).padStart(4, '0')}-${String(fiscalStart).padStart(2, '0')}-01`;
  const startDate = addMonths(begins, quarter === null ? 0 : (quarter - 1) * 3);
  return { startDate, endDate: addDays(addMonths(startDate, quarter === null ? 12 : 3), -1) };
}

/** Whether all of its days have passed. `today`: ISO day in the file's time zone. */
export const isFinished = ({ endDate }: DayRange, today: string): boolean => endDate < today;

/**
 * The whole period right before the days that were answered for `period`. Of a calendar period it is one unit long, wherever
 * Journeybee lets it begin and end; of chosen days that are whole months, as many months; else as many days. null where the
 * range is none.
 */
export function previousRange(range: DayRange, period: Period): DayRange | null {
  if (!isRange(range)) return null;
  return { startDate: shifted(range, period, -1), endDate: addDays(range.startDate, -1) };
}

/** The whole period right after, by the same measure. null where the range is none. */
export function nextRange(range: DayRange, period: Period): DayRange | null {
  if (!isRange(range)) return null;
  const { unit, count } = measureOf(range, period);
  const startDate = isCalendarPeriod(period) ? shifted(range, period, 1) : addDays(range.endDate, 1);
  return { startDate, endDate: addDays(moved(startDate, unit, count), -1) };
}

/** All of the previous period, or only as many days of it as have passed of this one. */
export const comparedSpans = ['elapsed', 'full'] as const;
export type ComparedSpan = (typeof comparedSpans)[number];

export interface ComparedRanges {
  readonly current: DayRange;
  readonly previous: DayRange;
}

/**
 * What to compare a period with, from the days that were answered for it. A finished period is compared with the whole of the
 * previous one, and so is any where the span is `full`. Of a running one, `elapsed` gives the days up to today, and as many
 * from the start of the previous one, or all that it has. Of days up to Journeybee's today all have passed, whichever day it is
 * in the file. null where the range is none, or none of its days has come.
 */
export function comparedRanges(
  range: DayRange,
  period: Period,
  span: ComparedSpan,
  today: string,
): ComparedRanges | null {
  const previous = previousRange(range, period);
  const isUpToToday = endsToday(range, period);
  if (previous === null || span === 'full' || (isFinished(range, today) && !isUpToToday)) {
    return previous && { current: range, previous };
  }
  const current = isUpToToday ? range : { ...range, endDate: today };
  const days = dayCount(current);
  if (days < 1) return null;
  const endDate = earlier(previous.endDate, addDays(previous.startDate, days - 1));
  return { current, previous: { ...previous, endDate } };
}

/** Whether Journeybee lets a period end today by its own clock: a rolling one, or a year before the year is over. */
function endsToday({ startDate, endDate }: DayRange, period: Period): boolean {
  if (typeof period !== 'string') return false;
  const { unit, rolling } = periods[period];
  return rolling || endDate < addDays(moved(startDate, unit, 1), -1);
}

/** "This year", "Last 30 days". */
export function periodLabel(name: PeriodName): string {
  const { unit, count, rolling } = periods[name];
  if (rolling) return `Last ${count} ${unit}s`;
  return `${count === 0 ? 'This' : 'Last'} ${unit}`;
}

/** Whether they are days of the calendar in their order, within the years that periods have. */
export const isRange = (range: DayRange): boolean =>
  isDay(range.startDate) && isDay(range.endDate) && range.startDate <= range.endDate && isWithinYears(range);

/** The first day of the unit that a day is in. */
function firstDayOf(unit: Unit, day: string, fiscalStart: number): string {
  const { months, days, isFiscal } = units[unit];
  if (months > 0) return firstMonthDay(day, months, isFiscal ? fiscalStart : 1);
  const begun = (dayCount({ startDate: firstMonday, endDate: day }) - 1) % days;
  return addDays(day, begun < 0 ? -begun - days : -begun);
}

/** Of units of so many months, counted from a month of the year. */
function firstMonthDay(day: string, months: number, from: number): string {
  const begun = (Number(day.slice(5, 7)) - from + 12) % months;
  return addMonths(`${day.slice(0, 8)}01`, -begun);
}

/** The day so many units later, or earlier where negative. */
function moved(day: string, unit: Unit, count: number): string {
  const { months, days } = units[unit];
  return months > 0 ? addMonths(day, months * count) : addDays(day, days * count);
}

/** What a range is counted in, to find the one before and after. */
function measureOf(range: DayRange, period: Period): { readonly unit: Unit; readonly count: number } {
  if (isCalendarPeriod(period)) return { unit: periods[period].unit, count: 1 };
  const months = typeof period === 'string' ? 0 : wholeMonths(range);
  return months > 0 ? { unit: 'month', count: months } : { unit: 'day', count: dayCount(range) };
}

function shifted(range: DayRange, period: Period, by: 1 | -1): string {
  const { unit, count } = measureOf(range, period);
  return moved(range.startDate, unit, by * count);
}

/** 0 for days that are not the whole of some months. */
function wholeMonths({ startDate, endDate }: DayRange): number {
  const after = addDays(endDate, 1);
  if (!startDate.endsWith('-01') || !after.endsWith('-01')) return 0;
  const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return monthOf(after) - monthOf(startDate);
}

const earlier = (a: string, b: string) => (a < b ? a : b);
