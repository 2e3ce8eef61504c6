import fc from 'fast-check';
import { periodNames } from '../../src/domain/periods';
import { filterNames, leadDirections, partnerTypes } from '../../src/domain/vocabulary';
import { partnerBatches } from '../../src/journeybee/partner-batches';
import {
  canonical,
  type Encoding,
  type LeaderboardQuery,
  leaderboardQuery,
  noFilters,
  queryText,
} from '../../src/journeybee/query';
import { requestsForAll } from '../../src/journeybee/request-cost';
import { leaderboardRequest } from '../../src/journeybee/requests';

const several = ['repeated', 'comma', 'brackets'] as const;
const day = fc.constantFrom('2025-01-01', '2025-12-31', '2026-05-15');
const queries: fc.Arbitrary<LeaderboardQuery> = fc.record({
  period: fc.oneof(fc.constantFrom(...periodNames), fc.record({ startDate: day, endDate: day })),
  fiscalStart: fc.integer({ min: 1, max: 12 }),
  partnerType: fc.option(fc.constantFrom(...partnerTypes)),
  leadDirection: fc.option(fc.constantFrom(...leadDirections)),
  filters: fc
    .record({ tier: fc.option(fc.uuid()), category: fc.option(fc.uuid()), stage: fc.option(fc.uuid()) })
    .map(({ tier, category, stage }) => ({
      partner: [],
      tier: tier ? [tier] : [],
      category: category ? [category] : [],
      stage: stage ? [stage] : [],
    })),
});
const encodings = fc.constantFrom<Encoding>(...several, 'single');
/** Nobody promises that uuids look like uuids. */
const uuids = fc.oneof(
  fc.array(fc.uuid(), { maxLength: 400 }),
  fc.array(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), { maxLength: 150 }),
);

/** As a service would that reads this encoding. */
function read(url: string, name: string, encoding: Encoding): string[] {
  const parameters = new URL(url).searchParams;
  if (encoding === 'comma') return parameters.getAll(name).flatMap((list) => list.split(','));
  return [...parameters.getAll(name), ...(encoding === 'brackets' ? parameters.getAll(`${name}[]`) : [])];
}

test('every partner is in one batch, whose URL Google takes (P0-3) and whose rows fit an answer', () => {
  fc.assert(
    fc.property(queries, uuids, encodings, (query, some, encoding) => {
      const wanted = canonical(some.map((uuid) => uuid.replace(/,/g, ';')));
      const batches = partnerBatches(query, wanted, encoding);
      const urls = batches.map((batch) => leaderboardRequest(batch, 'key', 100, encoding).url);
      const asked = urls.map((url) => read(url, 'partner_uuids', encoding));
      expect(asked.flat().sort()).toEqual([...wanted].sort());
      expect(Math.max(0, ...urls.map((url) => url.length))).toBeLessThan(2000);
      expect(Math.max(0, ...asked.map((batch) => batch.length))).toBeLessThanOrEqual(encoding === 'single' ? 1 : 100);
      expect(Math.min(1, ...asked.map((batch) => batch.length))).toBe(1);
    }),
  );
});

test('no batch could take one more: requests are as few as they can be in batches of one size', () => {
  fc.assert(
    fc.property(queries, fc.array(fc.uuid(), { minLength: 120, maxLength: 200 }), (query, some) => {
      for (const encoding of several) {
        const [batch] = partnerBatches(query, canonical(some), encoding);
        const partner = [...(batch?.filters.partner ?? []), '00000000-0000-4000-8000-000000000000'];
        const more = { ...query, filters: { ...query.filters, partner } };
        expect(leaderboardRequest(more, 'key', 100, encoding).url.length).toBeGreaterThanOrEqual(2000);
      }
    }),
  );
});

test('one value of a filter is written alike in every encoding, and nothing but several values differs', () => {
  fc.assert(
    fc.property(queries, encodings, fc.uuid(), (query, encoding, partner) => {
      const one = { ...query, filters: { ...query.filters, partner: [partner] } };
      expect(queryText(one, encoding)).toBe(queryText(one));
    }),
  );
  const two = { ...noFilters, tier: ['b', 'A'] };
  const query = leaderboardQuery({ period: 'last_year', filters: two });
  expect(several.map((encoding) => queryText(query, encoding))).toEqual([
    'period=last_year&tier_uuids=a&tier_uuids=b',
    'period=last_year&tier_uuids=a,b',
    'period=last_year&tier_uuids%5B%5D=a&tier_uuids%5B%5D=b',
  ]);
});

test('the estimate is never below what the batches take, and not far above', () => {
  fc.assert(
    fc.property(queries, fc.integer({ min: 100, max: 1500 }), (query, total) => {
      const all = Array.from(
        { length: total },
        (_, index) => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
      );
      for (const encoding of several) {
        const needed = 1 + Math.ceil(total / 100) + partnerBatches(query, all, encoding).length;
        expect(requestsForAll(total, query, encoding)).toBeGreaterThanOrEqual(needed);
        expect(requestsForAll(total, query, encoding)).toBeLessThanOrEqual(needed + 3);
        expect(requestsForAll(total, query)).toBeGreaterThanOrEqual(requestsForAll(total, query, encoding));
      }
      for (const name of filterNames) expect(query.filters[name].length).toBeLessThan(2);
    }),
    { numRuns: 25 },
  );
});
