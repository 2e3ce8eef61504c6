import fc from 'fast-check';
import { columns } from '../../src/domain/columns';
import { type Baseline, comparisonColumns, uncompared } from '../../src/domain/comparison';
import { defaultLayout } from '../../src/domain/layout';
import type { Leaderboard, Partner } from '../../src/domain/leaderboard';
import { noMemberships } from '../../src/domain/membership';
import { standings } from '../../src/domain/ranking';
import { rowsOf } from '../../src/domain/table';
import { totals } from '../../src/domain/totals';
import { formattedAmount, unitsWritten } from '../support/decimal';
import { partner } from '../support/rows';
import { leaderboardOf } from './arbitraries';

const sold = (uuid: string, revenue: number | null): Partner => partner({ uuid, name: uuid, revenue });

const before = (previous: readonly Partner[], more: Partial<Baseline> = {}): Baseline => ({
  days: { startDate: '2025-01-01', endDate: '2025-12-31' },
  leaderboard: leaderboardOf(previous),
  further: [],
  unknown: new Set(),
  why: null,
  ...more,
});

function compared(current: Leaderboard, baseline: Baseline | null) {
  const found = standings(current, defaultLayout, noMemberships);
  const shown = [columns.name, columns.revenue, ...comparisonColumns(baseline)];
  return [...rowsOf(current, found, shown, true), totals(current, found, shown)];
}

const header = ['Partner', 'Revenue (EUR)', 'Previous revenue (EUR)', 'Change (EUR)', 'Change %'];

test('previous revenue and the change stand beside each partner, and in total over the same partners (F14)', () => {
  const current = leaderboardOf([sold('old one', 500), sold('brand new', 2000)]);
  expect(compared(current, before([sold('old one', 400), sold('lapsed', 900)]))).toEqual([
    header,
    ['brand new', 2000, 0, 2000, 'new'],
    ['old one', 500, 400, 100, 0.25],
    ['Total', 2500, 400, 2100, 5.25],
  ]);
});

test('who had nothing is new, whether Journeybee listed that or not; nothing after nothing says nothing', () => {
  const current = leaderboardOf([sold('listed', 5), sold('unlisted', 4), sold('still nothing', 0)]);
  expect(compared(current, before([sold('listed', 0), sold('still nothing', 0)]))).toEqual([
    header,
    ['listed', 5, 0, 5, 'new'],
    ['unlisted', 4, 0, 4, 'new'],
    ['still nothing', 0, 0, 0, ''],
    ['Total', 9, 0, 9, 'new'],
  ]);
});

test('who is not known to have had nothing is blank, and so is the total', () => {
  const current = leaderboardOf([sold('known', 5), sold('asked for', 4), sold('unknown', 3)]);
  const baseline = before([sold('known', 2)], {
    further: [sold('asked for', 1)],
    unknown: new Set(['unknown']),
    why: 'too many requests to Journeybee',
  });
  expect(compared(current, baseline)).toEqual([
    header,
    ['known', 5, 2, 3, 1.5],
    ['asked for', 4, 1, 3, 3],
    ['unknown', 3, '', '', ''],
    ['Total', 12, '', '', ''],
  ]);
  expect(uncompared(standings(current, defaultLayout, noMemberships), baseline)).toEqual({
    unknown: 1,
    withoutRevenue: 0,
  });
});

test('without a revenue now or then there is no change, nor in total', () => {
  const current = leaderboardOf([sold('both', 3), sold('then', 2), sold('now', null)]);
  const baseline = before([sold('both', 1), sold('then', null), sold('now', 7)]);
  expect(compared(current, baseline)).toEqual([
    header,
    ['both', 3, 1, 2, 2],
    ['then', 2, '', '', ''],
    ['now', '', 7, '', ''],
    ['Total', 5, '', '', ''],
  ]);
  expect(uncompared(standings(current, defaultLayout, noMemberships), baseline)).toEqual({
    unknown: 0,
    withoutRevenue: 2,
  });
});

test('without anything to compare with, the columns stand and are blank', () => {
  expect(compared(leaderboardOf([sold('a', 3)]), null)).toEqual([
    header,
    ['a', 3, '', '', ''],
    ['Total', 3, '', '', ''],
  ]);
});

test.each([
  [123091.32, 100794.39, 22296.93],
  [0.3, 0.1, 0.2],
  [0, 0.01, -0.01],
  [0.02, 0.02, 0],
])('%d after %d is a change of %d (F15)', (now, then, change) => {
  const [, row] = compared(leaderboardOf([sold('a', now)]), before([sold('a', then)]));
  expect(row?.[3]).toBe(change);
});

test('changes that cancel each other out are 0 in total (F17)', () => {
  const rows = compared(leaderboardOf([sold('a', 0), sold('b', 0.03)]), before([sold('a', 0.01), sold('b', 0.02)]));
  expect(rows.pop()).toEqual(['Total', 0.03, 0.03, 0, 0]);
});

test('a change has no rate where there was less than nothing (J-23)', () => {
  const [, row, all] = compared(leaderboardOf([sold('a', 3)]), before([sold('a', -2)]));
  expect(row).toEqual(['a', 3, -2, 5, '']);
  expect(all).toEqual(['Total', 3, -2, 5, '']);
});

test('figures beyond reason leave a cell empty rather than infinite', () => {
  const [, row] = compared(leaderboardOf([sold('a', 1e308)]), before([sold('a', -1e308)]));
  expect(row?.slice(3)).toEqual(['', '']);
});

test('the total change is the total less the previous total, to the cent, whoever came and went', () => {
  const uuids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const cents = fc.integer({ min: -1e7, max: 1e12 }).map((units) => units / 100);
  const partners = fc.uniqueArray(fc.record({ uuid: fc.constantFrom(...uuids), revenue: cents }), {
    selector: ({ uuid }) => uuid,
  });
  fc.assert(
    fc.property(partners, partners, (now, then) => {
      fc.pre(now.length > 0);
      const rows = compared(
        leaderboardOf(now.map(({ uuid, revenue }) => sold(uuid, revenue))),
        before(then.map(({ uuid, revenue }) => sold(uuid, revenue))),
      );
      const units = (amount: unknown) => unitsWritten(Number(amount), 2);
      for (const [, revenue, previous, change] of rows.slice(1)) {
        expect(units(change)).toBe(units(revenue) - units(previous));
        expect(change).toBe(Number(formattedAmount(units(change), 2)));
        expect(Object.is(change, -0)).toBe(false);
      }
      const [, total, previous] = rows[rows.length - 1] ?? [];
      const sum = (column: number) => rows.slice(1, -1).reduce((all, row) => all + units(row[column]), 0n);
      expect([units(total), units(previous)]).toEqual([sum(1), sum(2)]);
    }),
  );
});
