import { numberFormat } from '../../src/domain/formats';
import { periodDates } from '../../src/domain/period-wording';
import { periodNames } from '../../src/domain/periods';
import { reportName } from '../../src/domain/wording';

const on = (today: string) => ({ today, fiscalStart: 1 });

test.each([
  ['current_year', 'Jan 1, 2026 – Dec 31, 2026'],
  ['last_year', 'Jan 1, 2025 – Dec 31, 2025'],
  ['current_quarter', 'Jan 1, 2026 – Mar 31, 2026'],
  ['last_quarter', 'Oct 1, 2025 – Dec 31, 2025'],
  ['current_month', 'Feb 1, 2026 – Feb 28, 2026'],
  ['last_month', 'Jan 1, 2026 – Jan 31, 2026'],
  ['last_30_days', 'Up to Feb 14, 2026'],
] as const)('on 14 February 2026 the sidebar shows for %s: %s', (period, dates) => {
  expect(periodDates(period, on('2026-02-14'))).toBe(dates);
});

test('every period has dates to show', () => {
  for (const name of periodNames) expect(periodDates(name, on('2026-12-31'))).toMatch(/20\d\d$/);
});

test('days that somebody chose are written out', () => {
  expect(periodDates({ startDate: '2026-01-05', endDate: '2026-02-01' }, on('2026-02-14'))).toBe(
    'Jan 5, 2026 – Feb 1, 2026',
  );
  expect(periodDates({ startDate: '2026-01-05', endDate: '2026-01-05' }, on('2026-02-14'))).toBe('Jan 5, 2026');
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
