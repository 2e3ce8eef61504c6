import { leaderboardQuery, noFilters } from '../../src/journeybee/query';
import { dailyCost, requestsForAll } from '../../src/journeybee/request-cost';

const plain = leaderboardQuery({});

test('fewer than a hundred partners are one request', () => {
  expect(requestsForAll(99, plain)).toBe(1);
  expect(requestsForAll(0, plain)).toBe(1);
});

test('5,000 partners: the answer that was full, the pages of the directory, finding the way to ask, and the batches', () => {
  expect(requestsForAll(5000, plain)).toBe(1 + 50 + 3 + Math.ceil(5000 / 33));
  expect(requestsForAll(5000, plain, 'single')).toBe(1 + 50 + 3 + 5000);
});

test('each of several tiers is asked for by itself, and chosen partners need no directory', () => {
  const filters = { ...noFilters, tier: ['a', 'b'] };
  expect(requestsForAll(3300, leaderboardQuery({ filters }))).toBe(2 + 33 + 3 + 2 * 100);
  const partner = Array.from({ length: 330 }, (_, index) => `${index}`);
  expect(requestsForAll(5000, leaderboardQuery({ filters: { ...noFilters, partner } }))).toBe(1 + 3 + 10);
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
