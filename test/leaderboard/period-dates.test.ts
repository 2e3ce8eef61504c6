import { numberFormat } from '../../src/leaderboard/formats';
import { periodDates, periodRange } from '../../src/leaderboard/period-dates';
import { periodNames } from '../../src/leaderboard/vocabulary';
import { reportName } from '../../src/leaderboard/wording';

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

test('days that somebody chose are written out', () => {
  expect(periodDates({ startDate: '2026-01-05', endDate: '2026-02-01' }, '2026-02-14')).toBe(
    'Jan 5, 2026 – Feb 1, 2026',
  );
  expect(periodDates({ startDate: '2026-01-05', endDate: '2026-01-05' }, '2026-02-14')).toBe('Jan 5, 2026');
});

test.each([
  ['last_30_days', '2026-02-14', '2026-01-16'],
  ['last_6_months', '2026-08-31', '2026-03-01'],
  ['last_12_months', '2026-02-14', '2025-02-15'],
] as const)('choosing days begins with those of %s, up to %s: from %s', (period, today, first) => {
  expect(periodRange(period, today)).toEqual({ startDate: first, endDate: today });
});

test('a report is called by what it asks for', () => {
  expect(reportName('last_quarter', 'reseller', 10)).toBe('Top 10 resellers, last quarter');
  expect(reportName({ startDate: '2026-01-01', endDate: '2026-01-31' }, null, 'all')).toBe(
    'All partners, Jan 1, 2026 – Jan 31, 2026',
  );
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
