import fc from 'fast-check';
import { leaderboardQuery, noFilters } from '../../src/journeybee/query';
import {
  dailyCost,
  filteredRequests,
  filteredWay,
  fitsCell,
  mostSingles,
  mostUnread,
  requestsForAll,
  requestsOfRefresh,
} from '../../src/journeybee/request-cost';

const plain = leaderboardQuery({});

test('fewer than a hundred partners are one request', () => {
  expect(requestsForAll(99, plain)).toBe(1);
  expect(requestsForAll(0, plain)).toBe(1);
});

test('5,000 partners: the answer that was full, the pages of the directory, finding the way to ask, and the batches', () => {
  expect(requestsForAll(5000, plain)).toBe(1 + 50 + 3 + Math.ceil(5000 / 33));
  expect(requestsForAll(5000, plain, 'single')).toBe(1 + 50 + 3 + 5000);
});

test('several tiers are asked for one by one, the directory says who else is meant, and chosen partners need none', () => {
  const filters = { ...noFilters, tier: ['a', 'b'] };
  expect(requestsForAll(3300, leaderboardQuery({ filters }))).toBe(2 + 33 + 3 + 100);
  const partner = Array.from({ length: 330 }, (_, index) => `${index}`);
  expect(requestsForAll(5000, leaderboardQuery({ filters: { ...noFilters, partner } }))).toBe(1 + 3 + 10);
});

test('a report that is compared with earlier days takes their requests too', () => {
  const each = (comparison: 'elapsed' | null, movement: 'previous period' | 'last Monday' | null) =>
    requestsOfRefresh(206, { comparison, movement });
  expect([each(null, null), each(null, 'last Monday')]).toEqual([206, 206]);
  expect([each('elapsed', null), each(null, 'previous period'), each('elapsed', 'previous period')]).toEqual([
    412, 412, 412,
  ]);
});

const never = () => {
  throw new Error('Nobody has to be counted.');
};
const labels = (kind: string, count: number) => Array.from({ length: count }, (_, index) => `${kind}${index}`);
const wide = (tiers: number, categories: number, stages: number) =>
  leaderboardQuery({
    filters: { ...noFilters, tier: labels('t', tiers), category: labels('c', categories), stage: labels('s', stages) },
  });

test('8 tiers, 12 categories and 6 stages take what all partners of the account take, and not 576 requests', () => {
  const all = requestsForAll(240, plain);
  expect(filteredWay(wide(8, 12, 6), never)).toBe('members');
  expect(filteredRequests(wide(8, 12, 6), () => 240)).toBe(all);
  expect(fitsCell(all)).toBe(true);
  expect(fitsCell(filteredRequests(wide(8, 12, 6), () => 5000))).toBe(false);
});

test('where filters multiply to less than all partners would take, each combination is asked for', () => {
  expect(filteredWay(wide(2, 3, 2), never)).toBe('singles');
  expect(filteredRequests(wide(2, 3, 2), never)).toBe(12);
  expect(filteredWay(wide(4, 4, 1), () => 20_000)).toBe('singles');
  expect(filteredRequests(wide(4, 4, 1), () => 20_000)).toBe(16);
});

test('whatever is filtered takes at most a dozen requests more than all partners', () => {
  const count = fc.integer({ min: 0, max: 60 });
  const anything = fc.tuple(
    count,
    count,
    count,
    fc.integer({ min: 0, max: 5000 }),
    fc.integer({ min: 0, max: 20_000 }),
  );
  fc.assert(
    fc.property(anything, ([tiers, categories, stages, chosen, total]) => {
      const query = wide(tiers, categories, stages);
      const filters = { ...query.filters, partner: labels('p', chosen) };
      const requests = filteredRequests({ ...query, filters }, () => total);
      expect(requests).toBeLessThanOrEqual(
        Math.max(requestsForAll(total, plain), (mostUnread / 33) * 1.1) + mostSingles,
      );
    }),
    { numRuns: 50 },
  );
});

test('up to half of what Google allows a day may be planned (P4-1)', () => {
  expect(dailyCost(206, 24 * 206)).toEqual({
    requests: 4944,
    allowed: true,
    sentence: 'All partners take up to 206 requests each time, 4,944 a day of the 20,000 that Google allows.',
  });
  expect(dailyCost(206, 0).sentence).toBe('All partners take up to 206 requests each time.');
  expect(dailyCost(5000, 10_000)).toMatchObject({ requests: 10_000, allowed: true });
  expect(dailyCost(10_001, 10_001)).toEqual({
    requests: 10_001,
    allowed: false,
    sentence:
      'All partners take up to 10,001 requests each time, 10,001 a day: more than half of the 20,000 that Google allows a day. Choose a schedule with fewer refreshes.',
  });
});
