import { periodNames } from '../../src/domain/periods';
import { nearest } from '../../src/formulas/nearest';

test.each([
  ['last quater', 'last_quarter'],
  ['lst month', 'last_month'],
  ['current yaer', 'current_year'],
  ['last 30 day', 'last_30_days'],
  ['last_12_monhts', 'last_12_months'],
])('%s most likely means %s', (typed, name) => {
  expect(nearest(typed, periodNames)).toBe(name);
});

test.each(['', 'x', 'last 60 days', 'yesterday', 'Q5', 'z'.repeat(5000)])('nobody knows what %s means', (typed) => {
  expect(nearest(typed, periodNames)).toBeNull();
});
