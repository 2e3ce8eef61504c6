import { numberFormat } from '../../src/leaderboard/formats';
import { periodDates } from '../../src/leaderboard/period-dates';
import { periodNames } from '../../src/leaderboard/vocabulary';

test.each([
  ['current_year', 'Jan 1, 2026 – Dec 31, 2026'],
  ['last_year', 'Jan 1, 2025 – Dec 31, 2025'],
  ['current_quarter', 'Jan 1, 2026 – Mar 31, 2026'],
  ['last_quarter', 'Oct 1, 2025 – Dec 31, 2025'],
  ['current_month', 'Feb 1, 2026 – Feb 28, 2026'],
  ['last_month', 'Jan 1, 2026 – Jan 31, 2026'],
  ['last_30_days', 'Up to Feb 14, 2026'],
] as const)('on 14 February 2026 the sidebar shows for %s: %s', (period, dates) => {
  expect(periodDates(period, '2026-02-14')).toBe(dates);
});

test('every period has dates to show', () => {
  for (const name of periodNames) expect(periodDates(name, '2026-12-31')).toMatch(/20\d\d$/);
});

test('amounts have the decimals of their currency', () => {
  expect(['EUR', 'JPY', 'KWD', 'CLF', null].map((currency) => numberFormat('money', currency))).toEqual([
    '#,##0.00',
    '#,##0',
    '#,##0.000',
    '#,##0.0000',
    '#,##0.00',
  ]);
});
