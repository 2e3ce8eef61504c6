import fc from 'fast-check';
import { decoded, encoded, finalFields, finalFigures, finalId } from '../../src/domain/final-figures';
import { figureFields, partnerFigures } from '../../src/domain/partner-figures';
import { restatement } from '../../src/domain/restatement';
import { columnsOf } from '../../src/domain/style';
import { partner } from '../support/rows';
import { anyCase, leaderboardOf } from './arbitraries';

const allFields = figureFields;
const sums = figureFields.filter((field) => partnerFigures[field].total === 'sum');
const currency = fc.constantFrom(null, 'EUR', 'JPY', 'KWD', 'A B');

test('kept figures are read as they were, whatever they are', () => {
  fc.assert(
    fc.property(anyCase, currency, ({ leaderboard: { partners } }, of) => {
      const read = decoded(encoded(partners, allFields, of) ?? '');
      expect(read?.currency).toBe(of);
      expect(read?.partners.size).toBe(partners.length);
      for (const each of partners) {
        const kept = read?.partners.get(finalId(each.uuid)) ?? {};
        const wanted = finalFigures(each, allFields, of);
        // Numbers as such: -0 is 0.
        for (const field of allFields) expect((kept[field] ?? null) === (wanted[field] ?? null)).toBe(true);
      }
    }),
  );
});

test('a text that is damaged or cut short is none, or of fewer partners, and never an exception', () => {
  const text =
    encoded([partner({ uuid: 'a', revenue: 1234.5 }), partner({ uuid: 'b', revenue: -3 })], allFields, 'EUR') ?? '';
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 2 }), (at, other) => {
      const read = decoded(text.slice(0, at) + other + text.slice(at + 1));
      for (const figures of read?.partners.values() ?? [])
        for (const value of Object.values(figures)) expect(value === null || !Number.isNaN(value)).toBe(true);
    }),
  );
  for (const wrong of ['', '2 revenue  EUR', '1', '1 revenue AAAA EUR']) expect(decoded(wrong)).toBeNull();
});

test('a hundred partners with millions of revenue take less than 3 KB, and more than a hundred are not kept', () => {
  const uuid = (index: number) => `a0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const partners = Array.from({ length: 100 }, (_, index) =>
    partner({
      uuid: uuid(index),
      revenue: 9_999_999.99 - index,
      openPipeline: 9_999_999.99 - index,
      wonDeals: 1000 - index,
      totalDeals: 1021 - index,
      totalLeads: 1021,
      convertedLeads: 1000,
    }),
  );
  const text = encoded(partners, finalFields(columnsOf.plain), 'EUR') ?? '';
  expect(Buffer.byteLength(text)).toBeLessThan(3000);
  expect(decoded(text)?.partners.size).toBe(100);
  expect(encoded([...partners, partner({ uuid: uuid(100) })], allFields, 'EUR')).toBeNull();
});

test('a restatement lists exactly the partners whose figures are others, and its totals are sums of what is shown', () => {
  const change = fc.record({
    at: fc.nat(),
    field: fc.constantFrom(...sums),
    by: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1e6), { minLength: 1, maxLength: 20 }),
      fc.array(change, { maxLength: 5 }),
      fc.array(fc.nat(), { maxLength: 3 }),
      (numbers, changes, removals) => {
        const before = numbers.map((number) =>
          partner({ uuid: `p${number}`, revenue: number / 100, wonDeals: number % 7 }),
        );
        const removed = new Set(removals.map((index) => index % before.length));
        const touched = new Set<string>();
        const after = before.flatMap((each, index) => {
          let now = each;
          for (const { at, field, by } of changes) {
            if (at % before.length !== index) continue;
            now = { ...now, [field]: (now[field] ?? 0) + by };
          }
          if (now !== each || removed.has(index)) touched.add(finalId(each.uuid));
          return removed.has(index) ? [] : [now];
        });
        const joined = partner({ uuid: 'new', revenue: 5 });
        const final = decoded(encoded(before, sums, 'EUR') ?? '');
        if (!final) throw new Error('Nothing was kept.');
        const result = restatement(final, leaderboardOf([...after, joined]), [...after, joined], 'revenue');
        expect(new Set(result.changed.map(({ id }) => id))).toEqual(touched);
        expect(result.joined).toEqual([joined]);
        expect(result.left.length).toBe(removed.size);
        const cents = (all: typeof before) =>
          all.reduce((sum, { revenue }) => sum + Math.round((revenue ?? 0) * 100), 0);
        expect([result.reported, result.now]).toEqual([cents(before), cents([...after, joined])]);
      },
    ),
  );
});
