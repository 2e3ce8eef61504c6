import fc from 'fast-check';
import { numberFormat, writtenFigure } from '../../src/domain/formats';
import { otherMinorUnits } from '../../src/domain/money';

const written = (value: number | null, kind: 'money' | 'rate' | 'count', currency: string | null = null) =>
  // Whatever the language of this machine writes between the digits.
  writtenFigure(value, { kind, currency })
    .replace(/[^\d%]/g, ' ')
    .trim();

test.each([
  [1234.5, 'money', 'RSD', '1 234 50'],
  [1234.5, 'money', 'HUF', '1 234 50'],
  [1234.5, 'money', 'IQD', '1 234 500'],
  [1234, 'money', 'JPY', '1 234'],
  [1234, 'money', 'jpy', '1 234'],
  [1234.5, 'money', null, '1 234 50'],
  [0.5, 'rate', null, '50 0%'],
  [2 / 3, 'rate', null, '66 7%'],
  [1, 'rate', null, '100 0%'],
  [1234, 'count', null, '1 234'],
  [null, 'money', 'EUR', ''],
] as const)('a preview writes %p as %s in %s with the decimals of the table (F24)', (value, kind, currency, digits) => {
  expect(written(value, kind, currency)).toBe(digits);
});

test.each([
  ['jpy', '#,##0'],
  [' EUR ', '#,##0.00'],
  ['RSD', '#,##0.00'],
  ['IQD', '#,##0.000'],
  ['CLF', '#,##0.0000'],
  ['', '#,##0.00'],
  [null, '#,##0.00'],
])('amounts in %p have the number format %s (F23)', (currency, format) => {
  expect(numberFormat('money', currency)).toBe(format);
});

test('no number format has a sign of a currency, or a locale that would change its separators (L5)', () => {
  const kinds = fc.constantFrom('money', 'rate', 'count', 'rank', 'text' as const);
  const codes = fc.oneof(fc.constantFrom(...otherMinorUnits.keys()), fc.string(), fc.constant('[$\u20ac-407]'));
  fc.assert(
    fc.property(kinds, codes, (kind, currency) => {
      expect(numberFormat(kind as 'money', currency) ?? '0').toMatch(/^[#,0.%]+$/);
    }),
  );
});
