import fc from 'fast-check';
import { rateScale } from '../../src/journeybee/rates';
import { row } from '../support/rows';

const counts = fc
  .array(
    fc.record({ won: fc.nat(40), open: fc.nat(40), lost: fc.nat(40), converted: fc.nat(60), unconverted: fc.nat(60) }),
    { minLength: 1, maxLength: 100 },
  )
  .filter((partners) => partners.some(({ won, converted }) => won > 0 || converted > 0));

test.each([1, 100] as const)(
  'rates that were computed from the counts on a scale of %i are read on that scale',
  (scale) => {
    fc.assert(
      fc.property(counts, (partners) => {
        const rows = partners.map(({ won, open, lost, converted, unconverted }) =>
          row({
            won_deals: won,
            total_deals: won + open + lost,
            win_rate: won + lost > 0 ? (scale * won) / (won + lost) : null,
            converted_leads: converted,
            total_leads: converted + unconverted,
            conversion_rate: converted + unconverted > 0 ? (scale * converted) / (converted + unconverted) : null,
          }),
        );
        expect(rateScale(rows).scale).toBe(scale);
      }),
    );
  },
);

test('one partner whose every lead converted: a rate of 1 is all of them, not one percent', () => {
  expect(rateScale([row({ converted_leads: 4, total_leads: 4, conversion_rate: 1 })]).scale).toBe(1);
});

test('a conversion of older leads may exceed 1 and is still a fraction', () => {
  expect(rateScale([row({ converted_leads: 6, total_leads: 5, conversion_rate: 1.2 })]).scale).toBe(1);
});

test('rates without counts: above 1 they are percent (J-16)', () => {
  expect(rateScale([row({ won_deals: null, total_deals: null, win_rate: 42 })]).scale).toBe(100);
});

test('without any evidence rates are left as they are', () => {
  expect(rateScale([]).scale).toBe(1);
  expect(rateScale([row({ win_rate: 0, conversion_rate: 0 })]).scale).toBe(1);
});
