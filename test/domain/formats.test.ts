import fc from 'fast-check';
import { numfmt } from '#univer';
import { columnKinds } from '../../src/domain/column-kinds';
import { numberFormat } from '../../src/domain/formats';
import { otherMinorUnits } from '../../src/domain/money';
import { writtenCell } from '../../src/domain/written-cell';
import { tries } from '../support/breadth';

const kinds = columnKinds.filter((kind) => kind !== 'date');
const currencies = ['EUR', 'JPY', 'IQD', 'CLF', null];

test('a figure is written as Sheets shows it in its format: arrows, grouped digits, decimals and signs (F24, L1)', () => {
  const amount = fc.oneof(
    fc.integer(),
    fc.double({ min: -2e6, max: 2e6, noNaN: true }),
    fc.constantFrom(0, 0.5, -0.0004),
  );
  // In the digits that people see: a half that only its double has may be rounded either way.
  const figure = amount.map((value) => Number(value.toFixed(3)) + (value % 2 === 0 ? 0 : 0.0001));
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.constantFrom(...currencies), figure, (kind, currency, value) => {
      const format = numberFormat(kind, currency);
      const shown = format === null ? String(value) : numfmt.format(format, value, { locale: 'en', throws: false });
      expect(writtenCell(value, kind, currency)).toBe(shown);
    }),
    { numRuns: tries(300, 3000) },
  );
});

test.each([
  [1234567.5, 'money', 'EUR', '1.234.567,50'],
  [-0.1235, 'rate change', null, '▼ 12,4%'],
  ['new', 'move', null, 'new'],
  [46022, 'date', null, '2025-12-31'],
  ['', 'money', 'EUR', ''],
] as const)('%p is written as %s in %s with this file’s signs between digits: %s', (value, kind, currency, text) => {
  expect(writtenCell(value, kind, currency, { group: '.', decimal: ',' })).toBe(text);
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
