import fc from 'fast-check';
import { literalCalls, refreshing, restored } from '../../src/sheet/formulas';

test('a call is renamed, and its text comes back byte for byte', () => {
  expect(refreshing('=JB_PARTNERS("last_year";"";5)')).toBe('=JB_PARTNERS_REFRESHING("last_year";"";5)');
  expect(refreshing('=sum(jb_partners ( A1 ))+JB_PARTNERS()')).toBe(
    '=sum(jb_partners_REFRESHING ( A1 ))+JB_PARTNERS_REFRESHING()',
  );
});

test.each(['=SUM(A1:A3)', '=MY_JB_PARTNERS()', '=JB_PARTNERS_OLD()', '="JB_PARTNERS"', '=JB_PARTNERS_REFRESHING()'])(
  '%s is left alone',
  (text) => {
    expect(refreshing(text)).toBeNull();
  },
);

test('a formula that already holds the other name is not touched: its way back would not be the same', () => {
  expect(refreshing('=JB_PARTNERS()&"JB_PARTNERS_REFRESHING("')).toBeNull();
});

test('whatever is changed is restored exactly', () => {
  const piece = fc.constantFrom(
    'JB_PARTNERS',
    'jb_Partners',
    '_REFRESHING',
    '(',
    ' (',
    ')',
    '"',
    ';',
    'A1',
    '=',
    '\n',
    '+',
    'é',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const formula = `=${pieces.join('')}`;
      const changed = refreshing(formula);
      if (changed !== null) expect(restored(changed)).toBe(formula);
    }),
    { numRuns: 3000 },
  );
});

test('literal arguments are read from the text; anything else is left to the cell', () => {
  expect(literalCalls('=JB_PARTNERS("last_year";"reseller";10)')).toEqual([{ period: 'last_year', type: 'reseller' }]);
  expect(literalCalls('=JB_PARTNERS()')).toEqual([{ period: '', type: '' }]);
  expect(literalCalls('=JB_PARTNERS("last_year",,10)+jb_partners("last_month")')).toEqual([
    { period: 'last_year', type: '' },
    { period: 'last_month', type: '' },
  ]);
  expect(literalCalls('=JB_PARTNERS(A1;"reseller")')).toEqual([]);
});
