import fc from 'fast-check';
import {
  amountRatio,
  averageAmount,
  currencyCode,
  decimalsOf,
  otherMinorUnits,
  roundedAmount,
  totalAmount,
} from '../../src/domain/money';
import { formattedAmount, unitsWritten } from '../support/decimal';

const currencies = ['EUR', 'USD', 'HUF', 'RSD', 'JPY', 'KRW', 'KWD', 'IQD', 'CLF', null] as const;
const currency = fc.constantFrom(...currencies);
/** Amounts as an API may send them: whole, in cents, with remainders of binary fractions, negative, tiny and large. */
const amount = fc.oneof(
  fc.constantFrom(0, -0, 0.1 + 0.2, 0.3, 1.005, 2.675, -1.005, 0.004999, -0.001, 1e-7, -5e-324, 123091.32),
  fc.integer({ min: -10_000_000, max: 10_000_000 }).map((cents) => cents / 100),
  fc.integer({ min: -10_000_000, max: 10_000_000 }).map((mils) => mils / 1000),
  // A hundred and twenty of them have fewer ten-thousandths together than numbers are exact for.
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
);
const amounts = fc.array(fc.option(amount, { nil: null }), { maxLength: 120 });

test.each([
  ['jpy', 'JPY', 0],
  [' EUR ', 'EUR', 2],
  ['\u00a0kwd\n', 'KWD', 3],
  ['clf', 'CLF', 4],
  ['', null, 2],
  ['  ', null, 2],
  [null, null, 2],
  ['constructor', 'CONSTRUCTOR', 2],
  ['XAU', 'XAU', 2],
])('%p is the currency %p, of %i decimals', (text, code, decimals) => {
  expect(currencyCode(text)).toBe(code);
  expect(decimalsOf(text)).toBe(decimals);
});

test.each([
  ['HUF', 2],
  ['IDR', 2],
  ['COP', 2],
  ['PKR', 2],
  ['RSD', 2],
  ['IQD', 3],
  ['ISK', 0],
  ['UGX', 0],
])('%s has the %i decimals of ISO 4217, whatever Intl says here', (code, decimals) => {
  expect(decimalsOf(code)).toBe(decimals);
});

test('the table has 26 codes of three capitals, and no other number of decimals than 0, 3 and 4', () => {
  expect([...otherMinorUnits.keys()].every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  expect(otherMinorUnits.size).toBe(26);
  expect(new Set(otherMinorUnits.values())).toEqual(new Set([0, 3, 4]));
});

test.each([
  [1.005, 'EUR', 1.01],
  [-1.005, 'EUR', -1.01],
  [2.675, 'EUR', 2.68],
  [0.1 + 0.2, 'EUR', 0.3],
  [1234.5, 'JPY', 1235],
  [-1234.5, 'JPY', -1235],
  [0.0005, 'KWD', 0.001],
  [1e21, 'EUR', 1e21],
  [1.5e300, 'EUR', 1.5e300],
])('%d %s is rounded to %d', (given, code, rounded) => {
  expect(roundedAmount(given, code)).toBe(rounded);
});

test('an amount that is rounded is the decimal one, is never -0, and stays as it is when rounded again', () => {
  fc.assert(
    fc.property(amount, currency, (given, code) => {
      const rounded = roundedAmount(given, code);
      const decimals = decimalsOf(code);
      expect(rounded).toBe(Number(formattedAmount(unitsWritten(given, decimals), decimals)));
      expect(Object.is(rounded, -0)).toBe(false);
      expect(roundedAmount(rounded, code)).toBe(rounded);
    }),
  );
});

test('a sum is the one that decimal arithmetic gives, in any order', () => {
  fc.assert(
    fc.property(amounts, currency, (given, code) => {
      const known = given.filter((one): one is number => one !== null);
      const decimals = decimalsOf(code);
      const units = known.reduce((all, one) => all + unitsWritten(one, decimals), 0n);
      const expected = known.length === 0 ? null : Number(formattedAmount(units, decimals));
      expect(totalAmount(given, code)).toBe(expected);
      expect(totalAmount([...given].reverse(), code)).toBe(expected);
    }),
  );
});

test('an average is rounded to the smallest unit, halves away from zero', () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 5000 }), currency, (given, count, code) => {
      const decimals = decimalsOf(code);
      const units = unitsWritten(given, decimals);
      const size = units < 0n ? -units : units;
      const each = (2n * size + BigInt(count)) / (2n * BigInt(count));
      const expected = Number(formattedAmount(units < 0n ? -each : each, decimals));
      expect(averageAmount(given, count, code)).toBe(expected);
    }),
  );
  expect(averageAmount(1, 0, 'EUR')).toBeNull();
  expect(averageAmount(1, null, 'EUR')).toBeNull();
  expect(averageAmount(null, 1, 'EUR')).toBeNull();
});

test('a ratio is of smallest units: all of something is 1, a half 0.5', () => {
  expect(amountRatio(0.1 + 0.2, 0.3, 'EUR')).toBe(1);
  expect(amountRatio(0.1 + 0.2, 0.6, 'EUR')).toBe(0.5);
  expect(amountRatio(5, 0, 'EUR')).toBeNull();
  expect(amountRatio(5, -1, 'EUR')).toBeNull();
  expect(amountRatio(null, 1, 'EUR')).toBeNull();
  expect(amountRatio(1, null, 'EUR')).toBeNull();
});
