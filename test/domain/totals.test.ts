import fc from 'fast-check';
import { type ColumnName, columnNames, defaultColumns } from '../../src/domain/column-names';
import { columns } from '../../src/domain/columns';
import { defaultLayout } from '../../src/domain/layout';
import type { Leaderboard, Partner } from '../../src/domain/leaderboard';
import { noMemberships } from '../../src/domain/membership';
import { standings } from '../../src/domain/ranking';
import { totals } from '../../src/domain/totals';
import { formattedAmount, unitsWritten } from '../support/decimal';
import { partner } from '../support/rows';
import { anyCase, anyLayout, leaderboardOf } from './arbitraries';

function totalsOf(leaderboard: Leaderboard, limit = 100, names: readonly ColumnName[] = columnNames) {
  const shown = standings(leaderboard, defaultLayout, noMemberships).slice(0, limit);
  return totals(
    leaderboard,
    shown,
    names.map((name) => columns[name]),
  );
}

const total = (name: ColumnName, ...partners: Partial<Partner>[]) =>
  totalsOf(leaderboardOf(partners.map(partner)), 100, [name, 'name'])[0];

test('amounts and counts are summed over the partners that are shown, and a share is theirs', () => {
  const partners = [2, 1, 1].map((revenue) => partner({ revenue, openPipeline: 2, wonDeals: 1, totalDeals: 4 }));
  const names = [...defaultColumns, 'share', 'currency', 'uuid'] as const;
  expect(totalsOf(leaderboardOf(partners), 2, names)).toEqual([
    ...['', 'Total of the 2 shown', 3, 4, 2, 8, '', 1.5, 0, 0, '', 0.75],
    ...['', ''],
  ]);
});

test('a rate is worked out from the sums, not averaged', () => {
  const [large, small] = [
    { totalLeads: 90, convertedLeads: 9, conversionRate: 0.1 },
    { totalLeads: 10, convertedLeads: 9, conversionRate: 0.9 },
  ];
  expect(total('conversion rate', large, small)).toBe(0.18);
  expect(total('conversion rate', large, { totalLeads: null, convertedLeads: 50 })).toBe(0.1);
  expect(total('conversion rate', { totalLeads: 0, convertedLeads: 0 })).toBe('');
});

test('a rate that is not of all leads has no total', () => {
  const ofAll = { totalLeads: 3, convertedLeads: 1, conversionRate: 0.3333 };
  expect(total('conversion rate', ofAll, { ...ofAll, conversionRate: 0.33 })).toBe('');
  expect(total('conversion rate', ofAll, { totalLeads: 10, convertedLeads: 3, conversionRate: 0.3 })).toBeCloseTo(
    4 / 13,
  );
  expect(total('conversion rate', { ...ofAll, conversionRate: 0.33 })).toBeCloseTo(1 / 3);
  expect(total('conversion rate', ofAll, { totalLeads: 4, convertedLeads: 1, conversionRate: 0.5 })).toBe('');
  expect(total('conversion rate', ofAll, { totalLeads: 2, convertedLeads: 0, conversionRate: null })).toBe('');
  expect(total('conversion rate', { totalLeads: 2, convertedLeads: 1, conversionRate: 1 })).toBe('');
});

test('amounts are added up in cents, and an average is rounded to one (F15)', () => {
  const amounts = [0.1, 0.2, 1.1, 2.2].map((revenue) => ({ revenue, wonDeals: 1 }));
  expect(total('revenue', ...amounts)).toBe(3.6);
  expect(total('avg deal value', ...amounts)).toBe(0.9);
  expect(total('avg deal value', { revenue: 100, wonDeals: 2 }, { revenue: 0.01, wonDeals: 1 })).toBe(33.34);
  expect(total('revenue', { revenue: 0.01 }, { revenue: -0.01 })).toBe(0);
  expect(total('share', { revenue: 0.1 }, { revenue: 0.7 }, { revenue: 0.1 })).toBe(1);
});

test('an average deal value needs a won deal', () => {
  expect(total('avg deal value', { revenue: 30, wonDeals: 2 }, { revenue: 0, wonDeals: 1 })).toBe(10);
  expect(total('avg deal value', { revenue: 30, wonDeals: 0 }, { revenue: 5, wonDeals: null })).toBe('');
});

test('a win rate has no total, since of which deals it is, is not known (J-24)', () => {
  expect(total('win rate', { winRate: 0.5, wonDeals: 1, totalDeals: 2 })).toBe('');
});

test('figures that nobody has, or that no number holds, have no total', () => {
  expect(total('revenue', { revenue: null }, { revenue: null })).toBe('');
  expect(total('revenue', { revenue: 5 }, { revenue: null })).toBe(5);
  expect(total('revenue', { revenue: 1e308 }, { revenue: 1e308 })).toBe('');
});

test('the total says of whom it is, where that is not everybody', () => {
  const two = [partner({ revenue: 1 }), partner({ revenue: 2 })];
  expect(totalsOf(leaderboardOf(two), 1)[1]).toBe('Total of the 1 shown');
  expect(totalsOf(leaderboardOf(two, { full: true }), 1)[1]).toBe('Total of the 1 shown');
  expect(totalsOf(leaderboardOf(two, { full: true }))[1]).toBe('Total of the 2 listed');
  expect(totalsOf(leaderboardOf(two))[1]).toBe('Total');
});

test.each<[ColumnName[], unknown[]]>([
  [
    ['tier', 'revenue', 'name'],
    ['', 0, 'Total'],
  ],
  [
    ['rank', 'revenue', 'tier', 'stage'],
    ['', 0, 'Total', ''],
  ],
  [
    ['revenue', 'rank'],
    [0, 'Total'],
  ],
  [['revenue'], [0]],
])('among %p it is called the total where no figure is lost', (names, row) => {
  expect(totalsOf(leaderboardOf([partner()]), 100, names)).toEqual(row);
});

test('whatever is shown, the totals are as wide, of texts and finite numbers', () => {
  fc.assert(
    fc.property(anyCase, anyLayout, fc.nat(50), ({ leaderboard, memberships }, layout, limit) => {
      const shown = standings(leaderboard, layout, memberships).slice(0, limit);
      const row = totals(
        leaderboard,
        shown,
        layout.columns.map((name) => columns[name]),
      );
      expect(row).toHaveLength(layout.columns.length);
      expect(row.every((cell) => typeof cell === 'string' || Number.isFinite(cell))).toBe(true);
      const known = shown.filter((standing) => standing.partner.revenue !== null);
      const units = known.map((standing) => unitsWritten(standing.partner.revenue ?? 0, 2));
      const sum = units.reduce((all, one) => all + one, 0n);
      // Beyond that, no number holds cents.
      fc.pre(units.every((one) => one < 10n ** 15n));
      const written = known.length > 0 ? Number(formattedAmount(sum, 2)) : '';
      for (const [index, name] of layout.columns.entries()) if (name === 'revenue') expect(row[index]).toBe(written);
    }),
  );
});
