/** A calendar day, as the number of days since 1 January 1970. */
export type Day = number;

/** Both ends belong to it. */
export interface Days {
  readonly first: Day;
  readonly last: Day;
}

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 31);

/** Months beyond 1 to 12 are those of years before or after. */
export function dayOf(year: number, month: number, date: number): Day {
  const months = year * 12 + month - 1;
  const [y, m] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  let day = 0;
  for (let before = 1970; before < y; before += 1) day += isLeap(before) ? 366 : 365;
  for (let before = y; before < 1970; before += 1) day -= isLeap(before) ? 366 : 365;
  for (let before = 1; before < m; before += 1) day += lengthOf(y, before);
  return day + date - 1;
}

export function dateOf(day: Day): CalendarDate {
  let year = 1970;
  while (day >= dayOf(year + 1, 1, 1)) year += 1;
  while (day < dayOf(year, 1, 1)) year -= 1;
  let month = 1;
  while (day >= dayOf(year, month + 1, 1)) month += 1;
  return { year, month, date: day - dayOf(year, month, 1) + 1 };
}

/** 2026-05-15 */
export function written(day: Day): string {
  const { year, month, date } = dateOf(day);
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
}

const known = new Map<string, Day>();

/** @throws where the text is no day */
export function read(text: string): Day {
  const day = known.get(text) ?? parsed(text);
  known.set(text, day);
  return day;
}

function parsed(text: string): Day {
  const [year, month, date] = text.split('-').map(Number);
  const day = dayOf(year ?? Number.NaN, month ?? Number.NaN, date ?? Number.NaN);
  if (!Number.isInteger(day) || written(day) !== text) throw new Error(`${text} is no day`);
  return day;
}

export const countOf = ({ first, last }: Days): number => last - first + 1;

export const sameDays = (one: Days, other: Days): boolean => one.first === other.first && one.last === other.last;

/** "2026-04-01 to 2026-06-30" */
export const spoken = ({ first, last }: Days): string => `${written(first)} to ${written(last)}`;

/** What a zone's clocks are ahead of UTC at a moment, by the zone's own name for its offset, such as GMT-03:30. */
function aheadMs(zone: string, moment: number): number {
  const named = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(moment)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(named ?? '') ?? [];
  const ahead = Number(hours) * hourMs + Number(minutes) * 60_000;
  return sign === '-' ? -ahead : ahead;
}

/** The day on the wall of a zone. `moment` in milliseconds since 1970. */
export const todayIn = (zone: string, moment: number): Day => Math.floor((moment + aheadMs(zone, moment)) / dayMs);

/** The moment at which a day begins in a zone. */
export function midnightIn(zone: string, day: Day): number {
  const guess = day * dayMs - aheadMs(zone, day * dayMs);
  return day * dayMs - aheadMs(zone, guess);
}
