import fc from 'fast-check';
import { addDays, type DayRange, dayCount, isDay } from '../../src/domain/days';
import {
  comparedRanges,
  daysOfSameRange,
  fiscalRange,
  fitOf,
  isCalendarPeriod,
  isFinished,
  isRange,
  isResolvedByJourneybee,
  isSameRange,
  nextRange,
  type Period,
  type PeriodName,
  periodLabel,
  periodNames,
  previousRange,
  rangeOn,
} from '../../src/domain/periods';
import { PERIODS } from '../../workbench/sandbox/period';

const range = (startDate: string, endDate: string): DayRange => ({ startDate, endDate });
const on = (today: string, fiscalStart = 1) => ({ today, fiscalStart });
const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 35_000 }), fc.oneof(fc.nat(5), fc.nat(800)))
  .map(([start, length]) => range(addDays('2000-01-01', start), addDays('2000-01-01', start + length)));
const anyDay = fc.integer({ min: 0, max: 34_000 }).map((days) => addDays('2003-01-01', days));
const anyCalendar = fc.tuple(anyDay, fc.integer({ min: 1, max: 12 })).map(([day, start]) => on(day, start));
const anyName = fc.constantFrom(...periodNames);
const calendarNames = periodNames.filter(isCalendarPeriod);
/** What chosen days are asked for by. */
const chosen = (days: DayRange, name: PeriodName | null): Period => name ?? days;

test.each<[PeriodName, string, string, string]>([
  ['current_year', '2026-02-14', '2026-01-01', '2026-12-31'],
  ['last_year', '2026-02-14', '2025-01-01', '2025-12-31'],
  ['current_quarter', '2026-02-14', '2026-01-01', '2026-03-31'],
  ['last_quarter', '2026-02-14', '2025-10-01', '2025-12-31'],
  ['current_month', '2026-02-14', '2026-02-01', '2026-02-28'],
  ['last_month', '2024-03-31', '2024-02-01', '2024-02-29'],
  ['current_week', '2026-11-29', '2026-11-23', '2026-11-29'],
  ['current_week', '2026-11-30', '2026-11-30', '2026-12-06'],
  ['last_week', '2026-01-01', '2025-12-22', '2025-12-28'],
  ['fiscal_year', '2026-02-14', '2026-01-01', '2026-12-31'],
  ['last_30_days', '2026-02-14', '2026-01-16', '2026-02-14'],
  ['last_90_days', '2026-03-31', '2026-01-01', '2026-03-31'],
  ['last_6_months', '2026-08-31', '2026-03-01', '2026-08-31'],
  ['last_12_months', '2026-02-14', '2025-02-15', '2026-02-14'],
])('%s on %s is %s to %s', (name, today, start, end) => {
  expect(rangeOn(name, on(today))).toEqual(range(start, end));
});

test('a period is finished when its last day has passed', () => {
  const days = range('2026-01-01', '2026-03-31');
  expect(['2026-03-30', '2026-03-31', '2026-04-01'].map((today) => isFinished(days, today))).toEqual([
    false,
    false,
    true,
  ]);
});

test('Journeybee takes the names of its reference page', () => {
  expect(periodNames.filter(isResolvedByJourneybee)).toEqual(PERIODS);
});

test.each<[PeriodName, number, string, string, string]>([
  ['fiscal_year', 4, '2026-03-31', '2025-04-01', '2026-03-31'],
  ['fiscal_year', 4, '2026-04-01', '2026-04-01', '2027-03-31'],
  ['last_fiscal_year', 7, '2026-06-30', '2024-07-01', '2025-06-30'],
  ['fiscal_quarter', 2, '2026-01-31', '2025-11-01', '2026-01-31'],
  ['fiscal_quarter', 2, '2026-02-01', '2026-02-01', '2026-04-30'],
  ['last_fiscal_quarter', 12, '2024-03-15', '2023-12-01', '2024-02-29'],
])('%s of years that start in month %d, on %s, is %s to %s', (name, start, today, first, last) => {
  expect(rangeOn(name, on(today, start))).toEqual(range(first, last));
});

test('days that somebody chose are those days on every day', () => {
  expect(rangeOn(range('2026-01-05', '2026-02-01'), on('2031-07-07', 7))).toEqual(range('2026-01-05', '2026-02-01'));
});

test.each<[PeriodName, string]>([
  ['current_year', 'This year'],
  ['last_quarter', 'Last quarter'],
  ['last_30_days', 'Last 30 days'],
  ['last_6_months', 'Last 6 months'],
  ['current_week', 'This week'],
  ['fiscal_year', 'This fiscal year'],
  ['last_fiscal_quarter', 'Last fiscal quarter'],
])('%s is called “%s”', (name, label) => {
  expect(periodLabel(name)).toBe(label);
});

test.each([
  [2026, null, 1, '2026-01-01', '2026-12-31'],
  [2026, null, 4, '2025-04-01', '2026-03-31'],
  [2026, null, 10, '2025-10-01', '2026-09-30'],
  [2026, null, 12, '2025-12-01', '2026-11-30'],
  [2026, 1, 4, '2025-04-01', '2025-06-30'],
  [2026, 3, 4, '2025-10-01', '2025-12-31'],
  [2026, 4, 4, '2026-01-01', '2026-03-31'],
  [2026, 3, 1, '2026-07-01', '2026-09-30'],
  [2024, 1, 12, '2023-12-01', '2024-02-29'],
])('fiscal year %d, quarter %p, of years that begin with month %d: %s to %s', (year, quarter, from, start, end) => {
  expect(fiscalRange(year, quarter, from)).toEqual(range(start, end));
});

test.each<[PeriodName | null, string, string, string, string]>([
  ['current_year', '2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
  ['current_year', '2026-01-01', '2026-06-18', '2025-01-01', '2025-12-31'],
  ['last_year', '2025-04-01', '2026-03-31', '2024-04-01', '2025-03-31'],
  ['current_quarter', '2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
  ['last_quarter', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31'],
  ['current_month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['last_month', '2024-03-01', '2024-03-31', '2024-02-01', '2024-02-29'],
  ['last_30_days', '2026-03-02', '2026-03-31', '2026-01-31', '2026-03-01'],
  ['last_6_months', '2026-01-01', '2026-06-30', '2025-07-04', '2025-12-31'],
  [null, '2026-02-01', '2026-02-28', '2026-01-01', '2026-01-31'],
  [null, '2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
  [null, '2026-01-01', '2026-01-15', '2025-12-17', '2025-12-31'],
  [null, '2026-01-01', '2026-01-01', '2025-12-31', '2025-12-31'],
])('before %s from %s to %s comes %s to %s', (name, start, end, previousStart, previousEnd) => {
  const days = range(start, end);
  expect(previousRange(days, chosen(days, name))).toEqual(range(previousStart, previousEnd));
});

test.each<[PeriodName | null, string, string, string, string]>([
  ['current_quarter', '2026-10-01', '2026-12-31', '2027-01-01', '2027-03-31'],
  ['current_year', '2026-01-01', '2026-06-18', '2027-01-01', '2027-12-31'],
  ['last_month', '2024-01-01', '2024-01-31', '2024-02-01', '2024-02-29'],
  ['current_week', '2026-12-28', '2027-01-03', '2027-01-04', '2027-01-10'],
  ['fiscal_year', '2025-04-01', '2026-03-31', '2026-04-01', '2027-03-31'],
  ['last_30_days', '2026-03-02', '2026-03-31', '2026-04-01', '2026-04-30'],
  [null, '2026-01-01', '2026-03-31', '2026-04-01', '2026-06-30'],
  [null, '2026-01-05', '2026-01-11', '2026-01-12', '2026-01-18'],
])('after %s from %s to %s comes %s to %s', (name, start, end, nextStart, nextEnd) => {
  const days = range(start, end);
  expect(nextRange(days, chosen(days, name))).toEqual(range(nextStart, nextEnd));
});

test.each([
  ['2026-02-30', '2026-03-31'],
  ['2026-03-31', '2026-03-01'],
  ['', ''],
  ['2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z'],
  ['2026-01-01', '9999-12-31'],
  ['0026-01-01', '2026-12-31'],
])('from %p to %p are no days of a period', (start, end) => {
  const days = range(start, end);
  expect([isRange(days), previousRange(days, 'current_year'), nextRange(days, days)]).toEqual([false, null, null]);
  expect(comparedRanges(days, days, 'full', '2026-03-15')).toBeNull();
});

test.each(['2026-08-16', '2026-08-17', '2026-08-18'])(
  'days up to 17 August by Journeybee are compared with as many, on %s in the file',
  (today) => {
    const rolling = comparedRanges(range('2026-07-19', '2026-08-17'), 'last_30_days', 'elapsed', today);
    expect(rolling?.previous).toEqual(range('2026-06-19', '2026-07-18'));
    const year = comparedRanges(range('2026-04-01', '2026-08-17'), 'current_year', 'elapsed', today);
    expect(year?.previous).toEqual(range('2025-04-01', '2025-08-17'));
    expect(comparedRanges(range('2026-04-01', '2026-08-17'), 'current_year', 'full', today)?.previous).toEqual(
      range('2025-04-01', '2026-03-31'),
    );
  },
);

test('the previous period ends the day before, whatever the period', () => {
  fc.assert(
    fc.property(anyRange, fc.option(anyName), (days, name) => {
      const previous = previousRange(days, chosen(days, name));
      expect(previous?.endDate).toBe(addDays(days.startDate, -1));
      expect(isDay(previous?.startDate ?? '') && (previous?.startDate ?? '') < days.startDate).toBe(true);
    }),
  );
});

test('days that are no whole months are compared with as many', () => {
  fc.assert(
    fc.property(anyRange, fc.constantFrom(null, 'last_30_days', 'last_12_months'), (days, name) => {
      fc.pre(name !== null || !days.startDate.endsWith('-01'));
      const previous = previousRange(days, chosen(days, name as PeriodName | null));
      expect(previous && dayCount(previous)).toBe(dayCount(days));
    }),
  );
});

test('the period before the next one, and after the previous one, is the same again, on every day and in every fiscal year', () => {
  fc.assert(
    fc.property(anyCalendar, fc.constantFrom(...calendarNames), (calendar, name) => {
      const days = rangeOn(name, calendar);
      const [previous, next] = [previousRange(days, name), nextRange(days, name)];
      expect(previous && nextRange(previous, name)).toEqual(days);
      expect(next && previousRange(next, name)).toEqual(days);
    }),
  );
});

test('what “last” means is what “current” meant on the day before it began', () => {
  fc.assert(
    fc.property(anyCalendar, fc.constantFrom(...calendarNames), (calendar, name) => {
      const days = rangeOn(name, calendar);
      expect(isRange(days)).toBe(true);
      const isCurrent = days.startDate <= calendar.today && calendar.today <= days.endDate;
      expect(isCurrent).toBe(!name.startsWith('last_'));
      if (isCurrent) return;
      // It is the unit right before: today is within as many days after it as the next one has.
      const next = nextRange(days, name);
      expect(next && next.startDate <= calendar.today && calendar.today <= next.endDate).toBe(true);
    }),
  );
});

test('a period has the same days until the day that is said, and others from then on', () => {
  fc.assert(
    fc.property(anyCalendar, fc.constantFrom(...calendarNames), (calendar, name) => {
      const { from, until } = daysOfSameRange(name, calendar);
      const isSameOn = (today: string) => isSameRange(rangeOn(name, { ...calendar, today }), rangeOn(name, calendar));
      expect(from <= calendar.today && calendar.today < until).toBe(true);
      expect([addDays(from, -1), from, addDays(until, -1), until].map(isSameOn)).toEqual([false, true, true, false]);
    }),
  );
});

test.each<[string, Period, string, string, string, string]>([
  ['the first hours of June, by a clock in May', 'last_month', '2026-06-01', '2026-04-01', '2026-04-30', 'other clock'],
  ['the last hours of May, by a clock in June', 'last_month', '2026-05-31', '2026-05-01', '2026-05-31', 'other clock'],
  ['the file’s own', 'last_month', '2026-06-01', '2026-05-01', '2026-05-31', 'same'],
  ['two months ago on the second', 'last_month', '2026-06-02', '2026-04-01', '2026-04-30', 'other days'],
  ['a year that ends today', 'current_year', '2026-06-18', '2026-01-01', '2026-06-18', 'other days'],
  ['a fiscal quarter', 'current_quarter', '2026-06-18', '2026-05-01', '2026-07-31', 'other days'],
  ['last year on new year’s day', 'current_year', '2026-01-01', '2025-01-01', '2025-12-31', 'other clock'],
  ['thirty days up to yesterday', 'last_30_days', '2026-06-18', '2026-05-19', '2026-06-17', 'same'],
  ['chosen days', range('2026-01-05', '2026-01-07'), '2026-06-18', '2026-01-05', '2026-01-07', 'same'],
  ['a year for chosen days', range('2026-01-05', '2026-01-07'), '2026-06-18', '2026-01-01', '2026-12-31', 'other days'],
])('an answer for %s', (_, period, today, start, end, fit) => {
  expect(fitOf(period, range(start, end), on(today))).toBe(fit);
});

test.each([
  ['2026-03-10', '2026-03-10', '2026-02-10'],
  ['2026-03-31', '2026-03-31', '2026-02-28'],
  ['2026-04-20', '2026-03-31', '2026-02-28'],
])('March on %s, over equal days: up to %s, and to %s', (today, end, previousEnd) => {
  expect(comparedRanges(range('2026-03-01', '2026-03-31'), 'current_month', 'elapsed', today)).toEqual({
    current: range('2026-03-01', end),
    previous: range('2026-02-01', previousEnd),
  });
});

test('a finished period is compared with the whole of the one before, which may have more days', () => {
  const compared = (name: PeriodName, today: string) =>
    comparedRanges(rangeOn(name, on(today)), name, 'elapsed', today);
  expect(compared('last_quarter', '2025-04-01')?.previous).toEqual(range('2024-10-01', '2024-12-31'));
  expect(compared('last_month', '2025-03-01')?.previous).toEqual(range('2025-01-01', '2025-01-31'));
  expect(compared('current_month', '2025-02-28')?.previous).toEqual(range('2025-01-01', '2025-01-28'));
});

test('on the first day a day is compared with a day, and before it nothing with nothing', () => {
  const year = range('2026-01-01', '2026-12-31');
  const compared = (today: string) => comparedRanges(year, 'current_year', 'elapsed', today);
  expect(compared('2026-01-01')?.previous).toEqual(range('2025-01-01', '2025-01-01'));
  expect(compared('2025-12-31')).toBeNull();
});

test('compared ranges never overlap, and have equal days while the period runs, unless the previous one has no more', () => {
  fc.assert(
    fc.property(anyRange, fc.option(anyName), fc.integer({ min: -3, max: 900 }), (days, name, later) => {
      const today = addDays(days.startDate, later);
      const period = chosen(days, name);
      const full = comparedRanges(days, period, 'full', today);
      expect(full).toEqual({ current: days, previous: previousRange(days, period) });
      const elapsed = comparedRanges(days, period, 'elapsed', today);
      const next = nextRange(days, period);
      if (full && name !== null && (!isCalendarPeriod(name) || (next && addDays(days.endDate, 1) < next.startDate))) {
        expect(elapsed?.current).toEqual(days);
        expect(elapsed && dayCount(elapsed.previous)).toBe(Math.min(dayCount(days), dayCount(full.previous)));
        return;
      }
      if (!full || !elapsed) return expect(later).toBeLessThan(0);
      if (days.endDate < today) return expect(elapsed).toEqual(full);
      const { current, previous } = elapsed;
      expect([current.startDate, current.endDate, previous.startDate]).toEqual([
        days.startDate,
        today,
        full.previous.startDate,
      ]);
      expect(dayCount(previous)).toBe(Math.min(dayCount(current), dayCount(full.previous)));
    }),
  );
});
