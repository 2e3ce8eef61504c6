import fc from 'fast-check';
import { columnNames } from '../../src/domain/column-names';
import { columns } from '../../src/domain/columns';
import { defaultLayout, type Layout } from '../../src/domain/layout';
import type { Partner } from '../../src/domain/leaderboard';
import { noMemberships } from '../../src/domain/membership';
import { compareCells } from '../../src/domain/ordering';
import { standings } from '../../src/domain/ranking';
import type { Standing } from '../../src/domain/standing';
import { groupings } from '../../src/domain/vocabulary';
import { leaderboardOf as adopted } from '../../src/journeybee/adoption';
import { tries } from '../support/breadth';
import { partner, row } from '../support/rows';
import { anyCase, anyLayout, leaderboardOf } from './arbitraries';

const plain = (partners: Partner[], layout: Partial<Layout> = {}) =>
  standings(leaderboardOf(partners), { ...defaultLayout, ...layout }, noMemberships);
const names = (found: Standing[]) => found.map(({ partner: { name } }) => name);
const ranks = (found: Standing[]) => found.map(({ rank }) => rank);
const named = (name: string, revenue: number | null = 0) => partner({ name, uuid: name, revenue });

/** What ranks go by: the sorted figure, else the revenue. */
function ranking({ column }: Layout['sort']): (standing: Standing) => string | number | null {
  const { kind, value } = columns[column];
  return ['money', 'count', 'rate'].includes(kind) ? value : columns.revenue.value;
}

test('cells are in a total order, blank ones last either way', () => {
  const cell = fc.option(fc.oneof(fc.constantFrom('', 'A', 'a', 'b', 'ß', 'ẞ', 'İ'), fc.string()), { nil: null });
  fc.assert(
    fc.property(cell, cell, cell, fc.boolean(), (a, b, c, descending) => {
      const compare = (left: string | null, right: string | null) => compareCells(left, right, descending);
      expect(Math.abs(Math.sign(compare(a, b)) + Math.sign(compare(b, a)))).toBe(0);
      if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      if (a !== null && compare(a, b) === 0) expect(b ?? '').toBe(a);
      if (a && !b) expect(compare(a, b)).toBeLessThan(0);
    }),
    { numRuns: tries(500, 2000) },
  );
});

test('sorted by any column, either way: in order, blanks last, and all there', () => {
  fc.assert(
    fc.property(anyCase, anyLayout, ({ leaderboard, memberships }, layout) => {
      const found = standings(leaderboard, layout, memberships);
      expect(new Set(found.map((standing) => standing.partner))).toEqual(new Set(leaderboard.partners));
      const cells = found.map(columns[layout.sort.column].value);
      const filled = cells.filter((cell) => cell !== null && cell !== '');
      expect(cells.slice(filled.length).some((cell) => cell !== null && cell !== '')).toBe(false);
      for (let index = 1; index < filled.length; index += 1) {
        const [before, after] = [filled[index - 1] ?? null, filled[index] ?? null];
        expect(compareCells(before, after, layout.sort.descending)).toBeLessThanOrEqual(0);
      }
    }),
  );
});

test('a rank counts those of its group with a higher figure, and any figure is higher than none', () => {
  fc.assert(
    fc.property(anyCase, anyLayout, ({ leaderboard, memberships }, layout) => {
      const { rankWithin } = layout;
      const found = standings(leaderboard, layout, memberships);
      const figure = (standing: Standing) => Number(ranking(layout.sort)(standing) ?? -Infinity);
      const group = ({ membership }: Standing) => rankWithin && membership[rankWithin];
      for (const standing of found) {
        const above = found.filter((other) => group(other) === group(standing) && figure(other) > figure(standing));
        expect(standing.rank).toBe(above.length + 1);
      }
    }),
  );
});

test('sorted by a figure, highest first, ranks never fall', () => {
  fc.assert(
    fc.property(anyCase, anyLayout, ({ leaderboard, memberships }, layout) => {
      const sort = { column: layout.sort.column, descending: true };
      fc.pre(['money', 'count', 'rate'].includes(columns[sort.column].kind));
      const found = ranks(standings(leaderboard, { ...layout, sort, rankWithin: null }, memberships));
      expect(found).toEqual([...found].sort((a, b) => a - b));
    }),
  );
});

test('ranked within a group: as if there were no other partners', () => {
  fc.assert(
    fc.property(
      anyCase,
      anyLayout,
      fc.constantFrom(...groupings),
      ({ leaderboard, memberships }, layout, rankWithin) => {
        // A share is of everybody listed, and so not the same among some of them.
        fc.pre(layout.sort.column !== 'share');
        const all = standings(leaderboard, { ...layout, rankWithin }, memberships);
        for (const label of new Set(all.map(({ membership }) => membership[rankWithin]))) {
          const group = all.filter(({ membership }) => membership[rankWithin] === label);
          const alone = { ...leaderboard, partners: group.map((standing) => standing.partner) };
          const rank = new Map(
            standings(alone, { ...layout, rankWithin: null }, memberships).map((one) => [one.partner, one.rank]),
          );
          expect(group.map((standing) => rank.get(standing.partner))).toEqual(ranks(group));
        }
      },
    ),
  );
});

test('shares are of all that are listed, and sum to 1 wherever there is revenue', () => {
  const revenue = fc.option(fc.double({ min: 0.01, max: 1e12, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(fc.array(revenue, { maxLength: 60 }), (revenues) => {
      const found = plain(revenues.map((amount) => partner({ revenue: amount })));
      const sum = found.reduce((total, { share }) => total + (share ?? 0), 0);
      expect(sum).toBeCloseTo(revenues.some((amount) => amount !== null) ? 1 : 0, 9);
      for (const { partner: one, share } of found) expect(share === null).toBe(one.revenue === null);
    }),
  );
});

test.each([[[0, 0]], [[-5, null]], [[1e308, 1e308]]])('there is no share of a revenue of %p', (revenues) => {
  expect(plain(revenues.map((revenue) => partner({ revenue }))).map(({ share }) => share)).toEqual([null, null]);
});

test('amounts that differ by less than a cent are one rank, and no share is more than the whole (F16)', () => {
  const answer = {
    currency_code: 'EUR',
    period: { start_date: null, end_date: null },
    unread: [],
    partners: [0.1 + 0.2, 0.3, 0.304, 0.29].map((revenue, index) => row({ uuid: String(index), revenue })),
  };
  const found = standings(adopted(answer, 0), defaultLayout, noMemberships);
  expect(found.map(({ rank, partner: one }) => [rank, one.revenue])).toEqual([
    [1, 0.3],
    [1, 0.3],
    [1, 0.3],
    [4, 0.29],
  ]);
  expect(found[0]?.share).toBe(30 / 119);
});

test('equal revenue is an equal rank, and the next one counts both', () => {
  expect(ranks(plain([named('a', 9), named('b', 7), named('c', 7), named('d', 1)]))).toEqual([1, 2, 2, 4]);
});

test('shown lowest first, the highest still ranks first', () => {
  const found = plain([named('High', 9), named('Low', 7), named('None', null)], {
    sort: { column: 'revenue', descending: false },
  });
  expect(found.map(({ partner: { name }, rank }) => [name, rank])).toEqual([
    ['Low', 2],
    ['High', 1],
    ['None', 3],
  ]);
});

test('sorted by name, capitals make no difference but between equals, and ranks go by revenue', () => {
  const found = plain([named('beech', 9), named('aurora', 7), named('Birch', 5), named('Aurora', 7), named('', 11)], {
    sort: { column: 'name', descending: false },
  });
  expect(names(found)).toEqual(['aurora', 'Aurora', 'beech', 'Birch', '']);
  expect(ranks(found)).toEqual([3, 3, 2, 5, 1]);
});

test('equals in the sorted column come by revenue, then name, then uuid, either way', () => {
  const partners = [named('b', 1), named('a', 1), named('c', 3), named('d', null)];
  for (const descending of [true, false]) {
    expect(names(plain(partners, { sort: { column: 'won deals', descending } }))).toEqual(['c', 'a', 'b', 'd']);
  }
});

test('sorted by rank within tiers, the first of every tier come first', () => {
  const tiers = new Map(
    ['Gold', 'Gold', 'Silver'].map((tier, i) => [`p${i}`, { tier, category: null, stage: null, owner: null }]),
  );
  const partners = [named('p0', 9), named('p1', 8), named('p2', 7), named('p3', 6)];
  const layout: Layout = { ...defaultLayout, sort: { column: 'rank', descending: false }, rankWithin: 'tier' };
  const found = standings(leaderboardOf(partners), layout, tiers);
  expect(found.map(({ partner: { name }, rank }) => [name, rank])).toEqual([
    ['p0', 1],
    ['p2', 1],
    ['p3', 1],
    ['p1', 2],
  ]);
});

test('every column can be sorted by', () => {
  for (const column of columnNames) {
    expect(plain([named('a', 1), named('b', 2)], { sort: { column, descending: true } })).toHaveLength(2);
  }
});
