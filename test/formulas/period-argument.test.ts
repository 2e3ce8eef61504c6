import fc from 'fast-check';
import { type Period, periodNames } from '../../src/domain/periods';
import { periodArgument } from '../../src/formulas/period-argument';
import { tries } from '../support/breadth';
import { anything, otherwiseTyped, valueOrSentence } from './anything';

/** As a spreadsheet in UTC sees its dates. */
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const period = (argument: unknown, fiscalStart = 1): Period => periodArgument(argument, dayOf, fiscalStart);
const days = (startDate: string, endDate: string) => ({ startDate, endDate });
const date = (day: string) => new Date(`${day}T09:30:00Z`);

test.each(periodNames)('the period %s', (name) => {
  for (const separator of ['_', ' ', '-', '']) {
    const typed = name.replaceAll('_', separator);
    expect([typed, typed.toUpperCase(), [[` ${typed}`]]].map((one) => period(one))).toEqual([name, name, name]);
  }
});

test.each([
  ['this year', 'current_year'],
  ['YTD', 'current_year'],
  ['Year to date', 'current_year'],
  ['year-to-date', 'current_year'],
  ['this quarter', 'current_quarter'],
  ['qtd', 'current_quarter'],
  ['quarter to date', 'current_quarter'],
  ['This Month', 'current_month'],
  ['mtd', 'current_month'],
  ['month to date', 'current_month'],
  ['previous year', 'last_year'],
  ['prev quarter', 'last_quarter'],
  ['Past month', 'last_month'],
  ['past 30 days', 'last_30_days'],
  ['30 days', 'last_30_days'],
  ['previous 90 days', 'last_90_days'],
  ['90-days', 'last_90_days'],
  ['6 months', 'last_6_months'],
  ['prev 12 months', 'last_12_months'],
  ['12 months', 'last_12_months'],
  ['"last quarter"', 'last_quarter'],
  ['this week', 'current_week'],
  ['WTD', 'current_week'],
  ['previous week', 'last_week'],
  ['this fiscal year', 'fiscal_year'],
  ['current fiscal year', 'fiscal_year'],
  ['FY', 'fiscal_year'],
  ['FYTD', 'fiscal_year'],
  ['last FY', 'last_fiscal_year'],
  ['previous fiscal quarter', 'last_fiscal_quarter'],
])('in everyday words: %s', (typed, name) => {
  expect(period(typed)).toBe(name);
});

const march = days('2026-03-01', '2026-03-31');
const firstQuarter = days('2026-01-01', '2026-03-31');
test.each([
  [2025, days('2025-01-01', '2025-12-31')],
  ['2025', days('2025-01-01', '2025-12-31')],
  [2000, days('2000-01-01', '2000-12-31')],
  [2100, days('2100-01-01', '2100-12-31')],
  ['2026-Q1', firstQuarter],
  ['2026 q1', firstQuarter],
  ['2026Q1', firstQuarter],
  ['Q1 2026', firstQuarter],
  ['Q1/2026', firstQuarter],
  ['q1-2026', firstQuarter],
  ['Q4 2026', days('2026-10-01', '2026-12-31')],
  ['2026-03', march],
  ['2026-3', march],
  ['2026/03', march],
  ['Mar 2026', march],
  ['MARCH 2026', march],
  ['2026 March', march],
  ['mar-2026', march],
  ['"2026-03"', march],
  ['Sept 2026', days('2026-09-01', '2026-09-30')],
  ['2024-02', days('2024-02-01', '2024-02-29')],
  ['2100-02', days('2100-02-01', '2100-02-28')],
  ['2026-12', days('2026-12-01', '2026-12-31')],
])('by the calendar: %p', (typed, expected) => {
  expect(period(typed)).toEqual(expected);
  expect(period([[typed]])).toEqual(expected);
});

test.each([
  ['FY26', 4, days('2025-04-01', '2026-03-31')],
  ['fy2026', 4, days('2025-04-01', '2026-03-31')],
  ['FY 26', 1, days('2026-01-01', '2026-12-31')],
  ['fiscal year 2026', 10, days('2025-10-01', '2026-09-30')],
  ['FY26-Q3', 4, days('2025-10-01', '2025-12-31')],
  ['FY26 Q3', 1, days('2026-07-01', '2026-09-30')],
  ['Q1 FY26', 12, days('2025-12-01', '2026-02-28')],
  ['"FY24-Q1"', 12, days('2023-12-01', '2024-02-29')],
  ['FY25..FY26', 7, days('2024-07-01', '2026-06-30')],
  ['FY26-Q1 to FY26-Q2', 7, days('2025-07-01', '2025-12-31')],
])('by the fiscal year: %s of years that start in month %d', (typed, start, expected) => {
  expect(period(typed, start)).toEqual(expected);
});

test('a fiscal year or quarter in two cells is a start or an end', () => {
  expect(period([['FY25', 'FY26-Q2']], 7)).toEqual(days('2024-07-01', '2025-12-31'));
});

test.each([
  '2026-01-01..2026-03-31',
  '2026-01-01 .. 2026-03-31',
  '2026-01-01…2026-03-31',
  '2026-01-01 to 2026-03-31',
  '2026-1-1 TO 2026-3-31',
  '2026-01-01–2026-03-31',
  '2026-01-01 – 2026-03-31',
  '2026-01-01 - 2026-03-31',
  '2026/01/01 - 2026/03/31',
  '2026-01..2026-03',
  'Jan 2026 - Mar 2026',
  '2026-Q1..2026-Q1',
  'Q1 2026 to 2026-03-31',
  '“2026-01 to Q1 2026”',
])('from a start to an end: %s', (typed) => {
  expect(period(typed)).toEqual(firstQuarter);
});

test.each([
  ['dates side by side', [[date('2026-01-01'), date('2026-03-31')]]],
  ['one above the other', [[date('2026-01-01')], [date('2026-03-31')]]],
  ['ISO texts', [['2026-01-01', ' 2026-03-31 ']]],
  ['a date and a text', [[date('2026-01-01')], ['2026-03-31']]],
  ['months', [['2026-01', 'Mar 2026']]],
  ['a quarter twice', [['Q1 2026', '2026-Q1']]],
])('in two cells: %s', (_, cells) => {
  expect(period(cells)).toEqual(firstQuarter);
});

test('two years in cells, one of them a number', () => {
  expect(period([[2025, '2026']])).toEqual(days('2025-01-01', '2026-12-31'));
});

test('two cells with the same date are that day', () => {
  expect(period([[date('2026-05-01'), date('2026-05-01')]])).toEqual(days('2026-05-01', '2026-05-01'));
  expect(period('2026-05-01..2026-05-01')).toEqual(days('2026-05-01', '2026-05-01'));
});

test('a single day is that day, as a text or in a cell', () => {
  for (const day of ['2026-01-05', '"2026-01-05"', [['2026/1/5']], date('2026-01-05'), [[date('2026-01-05')]]]) {
    expect(period(day)).toEqual(days('2026-01-05', '2026-01-05'));
  }
  expect(period('2026-01-01')).toEqual(days('2026-01-01', '2026-01-01'));
});

test('dates in cells are days of the spreadsheet, whatever day it is elsewhere (P1.2-4)', () => {
  const midnight = new Date('2025-12-31T23:00:00Z');
  expect(periodArgument([[midnight, midnight]], () => '2026-01-01', 1)).toEqual(days('2026-01-01', '2026-01-01'));
});

test('the zone of the spreadsheet is asked for only when a date arrived', () => {
  const never = (): string => {
    throw new Error('asked');
  };
  for (const given of [undefined, 'last_year', 2025, [['2026-01', '2026-03']]]) periodArgument(given, never, 1);
  expect(() => periodArgument(new Date(Number.NaN), never, 1)).toThrow('An impossible date is not a period.');
});

test.each([
  [undefined],
  [null],
  [''],
  ['  '],
  [[]],
  [[[]]],
  [[['']]],
  [[['', '']]],
  [[[''], [' ']]],
  [[['', '', '', '']]],
])('nothing given (%p) means the current year', (blank) => {
  expect(period(blank)).toBe('current_year');
});

const forms =
  'Use a name such as last_quarter or last_30_days, a year, quarter or month such as 2025, 2026-Q1 or 2026-03, or two dates such as 2026-01-01..2026-03-31.';
const calendar = 'Write a day as 2026-03-31, a month as 2026-03, a quarter as 2026-Q1.';
const edge = 'is not the start or end of a period. Use a date such as 2026-01-31, or 2025, 2026-Q1 or 2026-03.';
const number =
  'is a number, but not a year from 2000 to 2100. If it is a date, format its cell as a date, and refer to a start and an end, for example A1:B1.';
const example = 'Give a start and an end, for example';
const month = (day: string, text: string) =>
  `The period arrived as one date, ${day}. If you meant the month, write "${text}" in the formula, or '${text} with an apostrophe in the cell. If you meant that day, write "${day}".`;

test.each<[string, unknown, string]>([
  ['another word', 'next_year', `"next_year" is not a period. ${forms}`],
  ['half a name', 'last', `"last" is not a period. ${forms}`],
  ['other days', 'last 11 days', `"last 11 days" is not a period. ${forms}`],
  ['a date in local writing', '3/31/2026', `"3/31/2026" is not a period. ${forms}`],
  ['a month that does not exist by name', 'Foo 2026', `"Foo 2026" is not a period. ${forms}`],
  ['three dates', '2026-01..2026-02..2026-03', `"2026-01..2026-02..2026-03" is not a period. ${forms}`],
  ['a range with one end', '2026-01-01..', `"2026-01-01.." is not a period. ${forms}`],
  ['a name to a date', 'last_year to 2026', `"last_year to 2026" is not a period. ${forms}`],
  ['a name of every object', 'constructor', `"constructor" is not a period. ${forms}`],
  ['a long text', 'long '.repeat(20), `"${'long '.repeat(8)}…" is not a period. ${forms}`],
  ['a ticked box', true, `"true" is not a period. ${forms}`],
  ['a part of a year', 2025.5, `"2025.5" is not a period. ${forms}`],
  ['what Sheets never hands over', { toString: 0 }, `This value is not a period. ${forms}`],
  ['a date that is none', new Date(Number.NaN), `An impossible date is not a period. ${forms}`],
  ['a date shown as a number', 46023, `"46023" ${number}`],
  ['a month without its quotes and hyphen', 202603, `"202603" ${number}`],
  ['a month divided', 2026 / 3, `"675.3333333333334" ${number}`],
  ['a year before all data', 1999, `"1999" ${number}`],
  ['a month before all data', '1999-12', '"1999-12" is outside the years 2000 to 2100. Use one of them, such as 2025.'],
  ['a year far ahead', '2101', '"2101" is outside the years 2000 to 2100. Use one of them, such as 2025.'],
  ['a duration', date('1899-12-30'), '"1899-12-30" is outside the years 2000 to 2100. Use one of them, such as 2025.'],
  ['a day that February lacks', '2026-02-30', `"2026-02-30" is not in the calendar. ${calendar}`],
  ['a leap day of another year', '2026-02-29..2026-03', `"2026-02-29" is not in the calendar. ${calendar}`],
  ['a day zero', '2026-01-00', `"2026-01-00" is not in the calendar. ${calendar}`],
  ['a day in month 13', '2026-13-01', `"2026-13-01" is not in the calendar. ${calendar}`],
  ['month 13', '2026-13', `"2026-13" is not in the calendar. ${calendar}`],
  ['month 0', '2026-00', `"2026-00" is not in the calendar. ${calendar}`],
  ['a fifth fiscal quarter', 'FY26-Q5', `"FY26-Q5" is not in the calendar. ${calendar}`],
  ['a fiscal quarter twice', 'Q1 FY26 Q1', `"Q1 FY26 Q1" is not a period. ${forms}`],
  ['half a fiscal year', 'FY2', `"FY2" is not a period. ${forms}`],
  ['a fiscal year far ahead', 'FY2101', '"FY2101" is outside the years 2000 to 2100. Use one of them, such as 2025.'],
  ['Q5', 'Q5 2026', `"Q5 2026" is not in the calendar. ${calendar}`],
  ['Q0', '2026-Q0', `"2026-Q0" is not in the calendar. ${calendar}`],
  ['a name with a letter too few', 'last quater', `"last quater" is not a period. Did you mean last_quarter? ${forms}`],
  ['a month that Sheets made a date of', date('2026-03-01'), month('2026-03-01', '2026-03')],
  ['the first of a month in a range of one cell', [[date('2026-03-01')]], month('2026-03-01', '2026-03')],
  [
    'an end before its start',
    '2026-03-31..2026-01-01',
    'The period would end on 2026-01-01, before it starts on 2026-03-31. Put the earlier date first, for example 2026-01-01..2026-03-31.',
  ],
  [
    'the later cell first',
    [[date('2026-04-01')], [date('2026-03-31')]],
    'The period would end on 2026-03-31, before it starts on 2026-04-01. Put the earlier date first, for example 2026-01-01..2026-03-31.',
  ],
  [
    'no start',
    [['', date('2026-03-31')]],
    `The first cell of the period is blank. ${example} 2026-01-01 and 2026-03-31.`,
  ],
  [
    'no end',
    [[date('2026-03-31')], [' ']],
    `The second cell of the period is blank. ${example} 2026-01-01 and 2026-03-31.`,
  ],
  ['two names in cells', [['last_year', 'last_month']], `"last_year" ${edge}`],
  ['a ticked box beside a date', [[date('2026-03-31'), true]], `"true" ${edge}`],
  ['an impossible date beside another', [[date('2026-03-31'), new Date(Number.NaN)]], `An impossible date ${edge}`],
  ['dates shown as numbers', [[46023, 46112]], `"46023" ${number}`],
  [
    'more cells',
    [
      ['2026-01', '2026-02'],
      ['', ''],
    ],
    'The period is a range of 4 cells. Use one cell, or two with a start and an end, for example A1:B1.',
  ],
  ['an error', '#N/A', 'There is an error, "#N/A", where the period should be. Correct that cell first.'],
  [
    'an error beside a date (P1.2-11)',
    [[date('2026-03-31'), '#DIV/0!']],
    'There is an error, "#DIV/0!", where the period should be. Correct that cell first.',
  ],
])('%s is answered with what works', (_, given, sentence) => {
  expect(() => period(given)).toThrow(new Error(sentence));
});

const offered = [
  'last_quarter',
  'last_30_days',
  '2025',
  '2026-Q1',
  '2026-03',
  '2026-01-01..2026-03-31',
  '2026-01-05..2026-01-31',
];
test.each(offered)('what refusals offer works: %s', (typed) => {
  expect(() => period(typed)).not.toThrow();
});

const years = fc.integer({ min: 2000, max: 2100 });
const months = fc.integer({ min: 1, max: 12 });
const two = (value: number): string => String(value).padStart(2, '0');
const someDay = fc
  .tuple(years, fc.integer({ min: 0, max: 364 }))
  .map(([year, day]) => dayOf(new Date(Date.UTC(year, 0, 1 + day))));
const someDays = fc.tuple(someDay, someDay).map(([a, b]) => (a < b ? days(a, b) : days(b, a)));

test('two days mean the same however they are typed', () => {
  fc.assert(
    fc.property(someDays, (expected) => {
      const { startDate: start, endDate: end } = expected;
      for (const between of ['..', ' .. ', '…', '–', ' — ', ' - ', ' to ']) {
        expect(period(`${start}${between}${end}`)).toEqual(expected);
      }
      expect(period([[start, end]])).toEqual(expected);
      expect(period([[start], [end]])).toEqual(expected);
      expect(period([[date(start), date(end)]])).toEqual(expected);
      expect(period([[date(start)], [end]])).toEqual(expected);
    }),
  );
});

test('a month means its days however it is typed', () => {
  fc.assert(
    fc.property(years, months, (year, number) => {
      const first = `${year}-${two(number)}-01`;
      const last = dayOf(new Date(Date.UTC(year, number, 0)));
      const name = date(first).toLocaleDateString('en-US', { timeZone: 'UTC', month: 'long' });
      const forms = [`${year}-${two(number)}`, `${year} ${number}`, `${name} ${year}`, `${year} ${name}`];
      for (const typed of [...forms, `${name.slice(0, 3)} ${year}`, `${first} to ${last}`, [[forms[0], forms[2]]]]) {
        expect(period(typed)).toEqual(days(first, last));
      }
    }),
  );
});

test('a quarter or a year means its months however it is typed', () => {
  fc.assert(
    fc.property(years, fc.integer({ min: 1, max: 4 }), (year, quarter) => {
      const expected = period(`${year}-${two(quarter * 3 - 2)}..${year}-${two(quarter * 3)}`);
      for (const typed of [
        `${year}-Q${quarter}`,
        `${year} Q${quarter}`,
        `Q${quarter} ${year}`,
        `q${quarter}/${year}`,
      ]) {
        expect(period(typed)).toEqual(expected);
      }
      for (const typed of [year, String(year), `${year}-01..${year}-12`, `Q1 ${year} to Q4 ${year}`]) {
        expect(period(typed)).toEqual(days(`${year}-01-01`, `${year}-12-31`));
      }
    }),
  );
});

test('case and white space never matter', () => {
  const written = fc.oneof(
    fc.constantFrom(...periodNames).map((name) => name.replaceAll('_', ' ')),
    fc.constantFrom('this year', 'year to date', 'previous 30 days', 'q1 2026', 'march 2026', '2026 - 03', '2025'),
    someDays.map(({ startDate, endDate }) => `${startDate} to ${endDate}`),
    someDays.map(({ startDate, endDate }) => `${startDate} - ${endDate}`),
  );
  const typed = written.chain((text) => fc.tuple(fc.constant(text), otherwiseTyped(text)));
  fc.assert(fc.property(typed, ([text, other]) => expect(period(other)).toEqual(period(text))));
});

test('whatever is given comes to a period with real days in their order, or to a sentence of ours', () => {
  const isDay = (day: string) => /^20\d\d-|^2100-/.test(day) && dayOf(new Date(`${day}T00:00:00Z`)) === day;
  fc.assert(
    fc.property(anything, (given) => {
      const found = valueOrSentence(() => period(given));
      if (found === null) return;
      if (typeof found === 'string') expect(periodNames).toContain(found);
      else
        expect([isDay(found.startDate), isDay(found.endDate), found.startDate <= found.endDate]).toEqual([
          true,
          true,
          true,
        ]);
    }),
    { numRuns: tries(500, 1500) },
  );
});
