import fc from 'fast-check';
import { byRevenue, type Leaderboard, type Partner, ranks } from '../../src/leaderboard/leaderboard';
import { table } from '../../src/leaderboard/table';
import { partner } from '../support/rows';

const figure = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
const anyPartner: fc.Arbitrary<Partner> = fc.record({
  uuid: fc.uuid(),
  name: fc.string(),
  logoUuid: fc.constant(null),
  type: fc.constant(null),
  revenue: fc.oneof(figure, fc.constantFrom(0, 100, 100.5)),
  openPipeline: figure,
  wonDeals: figure,
  totalDeals: figure,
  winRate: figure,
  avgDealValue: figure,
  totalLeads: figure,
  convertedLeads: figure,
  conversionRate: figure,
});

function leaderboard(partners: Partner[], figures: Partial<Leaderboard> = {}): Leaderboard {
  const sorted = [...partners].sort(byRevenue);
  return {
    currency: 'EUR',
    startDate: '2026-01-01',
    endDate: '2026-12-31',
    fetchedAt: 0,
    full: false,
    partners: sorted,
    ...figures,
  };
}

test('every row is as wide as the header, and there are never more partners than asked for', () => {
  fc.assert(
    fc.property(fc.array(anyPartner, { maxLength: 100 }), fc.integer({ min: 1, max: 100 }), (partners, limit) => {
      const [header, ...rows] = table(leaderboard(partners), limit);
      expect(header).toHaveLength(11);
      expect(rows.every((cells) => cells.length === 11)).toBe(true);
      expect(rows).toHaveLength(Math.max(1, Math.min(limit, partners.length)));
    }),
  );
});

test('the order does not depend on the order of the answer', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyPartner, { selector: ({ uuid }) => uuid, maxLength: 30 }), (partners) => {
      expect(table(leaderboard([...partners].reverse()), 100)).toEqual(table(leaderboard(partners), 100));
    }),
  );
});

test('equal revenue is an equal place, and the next place counts both', () => {
  const partners = [partner({ revenue: 9 }), partner({ revenue: 7 }), partner({ revenue: 7 }), partner({ revenue: 1 })];
  expect(ranks(partners)).toEqual([1, 2, 2, 4]);
});

test('a partner without a revenue figure comes last, and its empty figures are empty cells', () => {
  const rows = table(
    leaderboard([partner({ name: 'Unknown', revenue: null }), partner({ name: 'Zero', revenue: 0 })]),
    10,
  );
  expect(rows.map(([, name]) => name)).toEqual(['Partner', 'Zero', 'Unknown']);
  expect(rows[2]?.[2]).toBe('');
});

test('nobody in the period: the header and one row that says so', () => {
  const [header, ...rows] = table(leaderboard([]), 10);
  expect(header?.[2]).toBe('Revenue (EUR)');
  expect(rows).toEqual([['', 'No partners from 2026-01-01 to 2026-12-31', '', '', '', '', '', '', '', '', '']]);
});

test('an answer without a currency makes no claim about it', () => {
  expect(table(leaderboard([], { currency: null }), 10)[0]?.[2]).toBe('Revenue');
});
