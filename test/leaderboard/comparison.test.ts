import fc from 'fast-check';
import { columns } from '../../src/leaderboard/columns';
import { comparedRanges, comparisonColumns, previousPeriod } from '../../src/leaderboard/comparison';
import { addDays, dayCount, isDay } from '../../src/leaderboard/days';
import { defaultLayout } from '../../src/leaderboard/layout';
import type { Leaderboard, Partner } from '../../src/leaderboard/leaderboard';
import { noMemberships } from '../../src/leaderboard/membership';
import type { DayRange } from '../../src/leaderboard/period';
import { standings } from '../../src/leaderboard/standing';
import { rowsOf } from '../../src/leaderboard/table';
import { totals } from '../../src/leaderboard/totals';
import { type PeriodName, periodNames } from '../../src/leaderboard/vocabulary';
import { partner } from '../support/rows';
import { leaderboardOf } from './arbitraries';

const range = (startDate: string, endDate: string): DayRange => ({ startDate, endDate });
const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 40_000 }), fc.oneof(fc.nat(5), fc.nat(800)))
  .map(([start, length]) => range(addDays('1980-01-01', start), addDays('1980-01-01', start + length)));
const anyName = fc.constantFrom(null, ...periodNames);

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
  expect(previousPeriod(range(start, end), name)).toEqual(range(previousStart, previousEnd));
});

test.each([
  ['2026-02-30', '2026-03-31'],
  ['2026-03-31', '2026-03-01'],
  ['', ''],
  ['2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z'],
])('an answer from %p to %p names no days to compare with', (start, end) => {
  expect(previousPeriod(range(start, end), 'current_year')).toBeNull();
  expect(comparedRanges(range(start, end), null, 'full', '2026-03-15')).toBeNull();
});

test('the previous period ends the day before, whatever the period', () => {
  fc.assert(
    fc.property(anyRange, anyName, (period, name) => {
      const previous = previousPeriod(period, name);
      expect(previous?.endDate).toBe(addDays(period.startDate, -1));
      expect(isDay(previous?.startDate ?? '') && (previous?.startDate ?? '') < period.startDate).toBe(true);
    }),
  );
});

test('days that are no whole months are compared with as many', () => {
  fc.assert(
    fc.property(anyRange, fc.constantFrom(null, 'last_30_days', 'last_12_months'), (period, name) => {
      fc.pre(name !== null || !period.startDate.endsWith('-01'));
      const previous = previousPeriod(period, name as PeriodName | null);
      expect(previous && dayCount(previous)).toBe(dayCount(period));
    }),
  );
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

test('on the first day a day is compared with a day, and before it nothing with nothing', () => {
  const year = range('2026-01-01', '2026-12-31');
  const compared = (today: string) => comparedRanges(year, 'current_year', 'elapsed', today);
  expect(compared('2026-01-01')?.previous).toEqual(range('2025-01-01', '2025-01-01'));
  expect(compared('2025-12-31')).toBeNull();
});

test('compared ranges never overlap, and have equal days unless the previous period has no more', () => {
  fc.assert(
    fc.property(anyRange, anyName, fc.integer({ min: -3, max: 900 }), (period, name, later) => {
      const today = addDays(period.startDate, later);
      const full = comparedRanges(period, name, 'full', today);
      expect(full).toEqual({ current: period, previous: previousPeriod(period, name) });
      const elapsed = comparedRanges(period, name, 'elapsed', today);
      if (!full || !elapsed) return expect(later).toBeLessThan(0);
      const { current, previous } = elapsed;
      for (const day of [current.startDate, current.endDate, previous.startDate, previous.endDate]) {
        expect(isDay(day)).toBe(true);
      }
      expect(previous.endDate < current.startDate).toBe(true);
      expect(current.endDate <= today && current.endDate <= period.endDate).toBe(true);
      expect(dayCount(previous)).toBe(Math.min(dayCount(current), dayCount(full.previous)));
    }),
  );
});

const sold = (uuid: string, revenue: number | null): Partner => partner({ uuid, name: uuid, revenue });

function compared(current: Leaderboard, previous: Leaderboard) {
  const found = standings(current, defaultLayout, noMemberships);
  const shown = [columns.name, ...comparisonColumns(current, previous)];
  return [...rowsOf(current, found, shown, true), totals(current, found, shown)];
}

test('previous revenue and the change stand beside each partner, and in total', () => {
  const current = leaderboardOf([
    sold('grown', 30),
    sold('unlisted', 20),
    sold('shrunk', 10),
    sold('nothing before', 5),
    sold('no figure', null),
  ]);
  const previous = leaderboardOf([
    sold('grown', 20),
    sold('shrunk', 40),
    sold('nothing before', 0),
    sold('no figure', 7),
    sold('gone', 9),
  ]);
  expect(compared(current, previous)).toEqual([
    ['Partner', 'Previous revenue (EUR)', 'Change (EUR)', 'Change %'],
    ['grown', 20, 10, 0.5],
    ['unlisted', '', '', ''],
    ['shrunk', 40, -30, -0.75],
    ['nothing before', 0, 5, ''],
    ['no figure', 7, '', ''],
    ['Total', 67, -15, -0.25],
  ]);
});

test('amounts in another currency are not compared', () => {
  const [, row] = compared(leaderboardOf([sold('a', 3)]), leaderboardOf([sold('a', 2)], { currency: 'USD' }));
  expect(row).toEqual(['a', '', '', '']);
});

test('a change has no rate where there was less than nothing (J-23)', () => {
  const [, row, all] = compared(leaderboardOf([sold('a', 3)]), leaderboardOf([sold('a', -2)]));
  expect(row).toEqual(['a', -2, 5, '']);
  expect(all).toEqual(['Total', -2, 5, '']);
});

test('figures beyond reason leave a cell empty rather than infinite', () => {
  const [, row] = compared(leaderboardOf([sold('a', 1e308)]), leaderboardOf([sold('a', -1e308)]));
  expect(row).toEqual(['a', -1e308, '', '']);
});
