import fc from 'fast-check';
import { defaultColumns, placedColumns } from '../../src/domain/column-names';
import { defaultLayout, type Layout } from '../../src/domain/layout';
import type { Leaderboard } from '../../src/domain/leaderboard';
import { needsMemberships, noMemberships } from '../../src/domain/membership';
import { table } from '../../src/domain/table';
import { partner } from '../support/rows';
import { anyCase, anyLayout, leaderboardOf } from './arbitraries';

const plain = (leaderboard: Leaderboard, layout: Partial<Layout> = {}, note?: string) =>
  table(leaderboard, 100, { ...defaultLayout, ...layout }, noMemberships, note);
const anyLimit = fc.integer({ min: 1, max: 50 });

test('every row is as wide as the layout, of texts and finite numbers, and never more than asked for', () => {
  fc.assert(
    fc.property(anyCase, anyLayout, anyLimit, ({ leaderboard, memberships }, layout, limit) => {
      const rows = table(leaderboard, limit, layout, memberships);
      const shown = Math.max(1, Math.min(limit, leaderboard.partners.length));
      expect(rows).toHaveLength(shown + Number(layout.headers));
      for (const cells of rows) {
        expect(cells).toHaveLength(layout.columns.length);
        expect(cells.every((cell) => typeof cell === 'string' || Number.isFinite(cell))).toBe(true);
      }
    }),
  );
});

test('the order does not depend on the order of the answer (J-17)', () => {
  fc.assert(
    fc.property(
      anyCase.chain(({ leaderboard, memberships }) =>
        fc.record({
          leaderboard: fc.constant(leaderboard),
          memberships: fc.constant(memberships),
          shuffled: fc.shuffledSubarray([...leaderboard.partners], { minLength: leaderboard.partners.length }),
        }),
      ),
      anyLayout,
      ({ leaderboard, memberships, shuffled }, layout) => {
        const again = table({ ...leaderboard, partners: shuffled }, 100, layout, memberships);
        expect(again).toEqual(table(leaderboard, 100, layout, memberships));
      },
    ),
  );
});

test('a limit takes the first of the whole table, with the same ranks', () => {
  fc.assert(
    fc.property(anyCase, anyLayout, anyLimit, ({ leaderboard, memberships }, layout, limit) => {
      const all = table(leaderboard, 100, layout, memberships);
      const limited = table(leaderboard, limit, layout, memberships);
      expect(limited).toEqual(all.slice(0, limited.length));
    }),
  );
});

test('without headers there are the same rows', () => {
  fc.assert(
    fc.property(anyCase, anyLayout, ({ leaderboard, memberships }, layout) => {
      const [, ...rows] = table(leaderboard, 100, { ...layout, headers: true }, memberships, 'from 09:00');
      expect(table(leaderboard, 100, { ...layout, headers: false }, memberships, 'from 09:00')).toEqual(rows);
    }),
  );
});

test('where nobody chooses, eleven columns, by revenue', () => {
  const rows = plain(
    leaderboardOf([partner({ name: 'Few', revenue: 7 }), partner({ name: 'Many', revenue: 9, wonDeals: 3 })]),
  );
  expect(rows).toEqual([
    [
      'Rank',
      'Partner',
      'Revenue (EUR)',
      'Open pipeline (EUR)',
      'Won deals',
      'Total deals',
      'Win rate',
      'Avg deal value (EUR)',
      'Total leads',
      'Converted leads',
      'Conversion rate',
    ],
    [1, 'Many', 9, 0, 3, 0, '', '', 0, 0, ''],
    [2, 'Few', 7, 0, 0, 0, '', '', 0, 0, ''],
  ]);
  expect(defaultColumns).toHaveLength(11);
});

test('every column has a heading and the cell that belongs to it', () => {
  const aurora = partner({ uuid: 'u-1', type: 'reseller', revenue: 3, logoUuid: 'l-1', winRate: 0.5 });
  const other = partner({ uuid: 'u-2', name: 'Birch', revenue: 1 });
  const memberships = new Map([['u-1', { tier: 'Gold', category: 'Agency', stage: 'Active', owner: null }]]);
  const layout: Layout = { ...defaultLayout, columns: placedColumns };
  const [header, first, second] = table(leaderboardOf([aurora, other]), 100, layout, memberships);
  expect(header?.slice(-10)).toEqual([
    'Share of revenue',
    'Currency',
    'Type',
    'Tier',
    'Category',
    'Stage',
    'UUID',
    'Logo UUID',
    'Start date',
    'End date',
  ]);
  expect(first?.slice(-10)).toEqual([
    0.75,
    'EUR',
    'reseller',
    'Gold',
    'Agency',
    'Active',
    'u-1',
    'l-1',
    '2026-01-01',
    '2026-12-31',
  ]);
  expect(second?.slice(-10)).toEqual([0.25, 'EUR', '', '', '', '', 'u-2', '', '2026-01-01', '2026-12-31']);
});

test('a column may come twice', () => {
  const [header, row] = plain(leaderboardOf([partner()]), { columns: ['name', 'rank', 'name'] });
  expect([header, row]).toEqual([
    ['Partner', 'Rank', 'Partner'],
    ['Aurora', 1, 'Aurora'],
  ]);
});

test('a partner without a revenue figure comes last, and its empty figures are empty cells', () => {
  const rows = plain(leaderboardOf([partner({ name: 'Unknown', revenue: null }), partner({ name: 'Zero' })]));
  expect(rows.map(([, name]) => name)).toEqual(['Partner', 'Zero', 'Unknown']);
  expect(rows[2]?.[2]).toBe('');
});

test('nobody in the period: the header and one row that says so', () => {
  const [header, ...rows] = plain(leaderboardOf([]));
  expect(header?.[2]).toBe('Revenue (EUR)');
  expect(rows).toEqual([['', 'No partners from 2026-01-01 to 2026-12-31', '', '', '', '', '', '', '', '', '']]);
});

test('nobody, and no column for names or no header: the first column says so', () => {
  const nobody = leaderboardOf([], { startDate: null });
  expect(plain(nobody, { columns: ['revenue', 'share'], headers: false })).toEqual([['No partners', '']]);
});

test('an answer without a currency makes no claim about it', () => {
  expect(plain(leaderboardOf([], { currency: null }))[0]?.[2]).toBe('Revenue');
});

test('a share says of whom, where there may be partners that are not listed', () => {
  const share = (full: boolean) => plain(leaderboardOf([partner(), partner()], { full }), { columns: ['share'] })[0];
  expect(share(true)).toEqual(['Share of revenue (of the 2 listed)']);
  expect(share(false)).toEqual(['Share of revenue']);
});

test('figures that are older than they should be say so in the first heading', () => {
  const [header] = plain(leaderboardOf([]), { columns: ['rank', 'name'] }, 'data from 09:00, Journeybee unreachable');
  expect(header).toEqual(['Rank · data from 09:00, Journeybee unreachable', 'Partner']);
});

test.each<[boolean, Partial<Layout>]>([
  [false, {}],
  [true, { columns: ['name', 'tier'] }],
  [true, { sort: { column: 'stage', descending: false } }],
  [true, { rankWithin: 'category' }],
])('the directory of partners is needed (%p) for %j', (needed, layout) => {
  expect(needsMemberships({ ...defaultLayout, ...layout })).toBe(needed);
});
