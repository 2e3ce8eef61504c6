import fc from 'fast-check';
import { callsOurs, literalCalls, refreshing, restored } from '../../src/formulas/formula-text';
import { customFunction, functionNames } from '../../src/formulas/registry';
import { tries } from '../support/breadth';

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

test('a formula that already calls the other name is not touched: its way back would not be the same', () => {
  expect(refreshing('=JB_PARTNERS()+JB_PARTNERS_REFRESHING()')).toBeNull();
});

test.each([
  ['="JB_PARTNERS_REFRESHING("&1', null],
  ['="JB_PARTNERS("&1', null],
  ["='JB_PARTNERS('!A1+'It''s JB_PARTNER_REFRESHING('!B2", null],
  ['=JB_PARTNERS()&"JB_PARTNERS_REFRESHING("', '=JB_PARTNERS_REFRESHING()&"JB_PARTNERS_REFRESHING("'],
  ['="say ""JB_PARTNERS()"" "&JB_PARTNER("x")', '="say ""JB_PARTNERS()"" "&JB_PARTNER_REFRESHING("x")'],
  ['=ÉJB_PARTNERS()+my.JB_PARTNERS()', null],
])('what stands in quotes or only ends in the name is not a call: %s', (formula, changed) => {
  expect(refreshing(formula)).toBe(changed);
  expect(restored(formula)).toBe(formula);
  if (changed !== null) expect(restored(changed)).toBe(formula);
});

test.each([
  ['=JB_PARTNERS()', true],
  ['=1+jb_partner ("x")', true],
  ['=JB_PARTNERS_REFRESHING()', true],
  ['="JB_PARTNERS()"', false],
  ["='JB_PARTNERS()'!A1", false],
  ['=JB_Top_10', false],
  ['=JB_Top_10(1)', false],
])('%s calls a function of the add-on: %s', (formula, calls) => {
  expect(callsOurs(formula)).toBe(calls);
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
    { numRuns: tries(1000, 3000) },
  );
});

test.each(functionNames)('%s is found, renamed, restored and read, as every function of the registry', (name) => {
  const { length } = customFunction(name).parameters;
  const call = (called: string) => `=SUM(A1,${called.toLowerCase()}(${'7,'.repeat(length)}NOW()))`;
  expect(callsOurs(call(name))).toBe(true);
  expect(refreshing(`=${name}()`)).toBe(`=${name}_REFRESHING()`);
  expect(restored(refreshing(call(name)) ?? '')).toBe(call(name));
  const calls = [{ name, args: Array.from({ length }, () => 7) }];
  expect([call(name), call(`${name}_REFRESHING`)].map(literalCalls)).toEqual([calls, calls]);
});

describe('arguments that are written in a formula are read from it', () => {
  const call = (name: string, ...args: unknown[]) => ({ name, args });

  test.each([
    ['=JB_PARTNERS("last_year";"reseller";10)', [call('JB_PARTNERS', 'last_year', 'reseller', 10)]],
    ['=JB_PARTNERS()', [call('JB_PARTNERS', '')]],
    [
      '=JB_PARTNERS("last_year",,10)+jb_partners("last_month")',
      [call('JB_PARTNERS', 'last_year', '', 10), call('JB_PARTNERS', 'last_month')],
    ],
    ['=JB_PARTNERS(2025;;;"tier=Gold; headers=no")', [call('JB_PARTNERS', 2025, '', '', 'tier=Gold; headers=no')]],
    ['=JB_PARTNER("Say ""Hi""", "revenue")', [call('JB_PARTNER', 'Say "Hi"', 'revenue')]],
    ['=JB_PARTNER_REFRESHING("Acme (DE); GmbH")', [call('JB_PARTNER', 'Acme (DE); GmbH')]],
    ['=JB_PARTNERS("last_year";"";5;"";A1:B9;NOW())', [call('JB_PARTNERS', 'last_year', '', 5, '')]],
    ['=SUM(INDEX(JB_PARTNERS("2026-Q1") ,0, 3))', [call('JB_PARTNERS', '2026-Q1')]],
  ])('%s', (formula, calls) => {
    expect(literalCalls(formula)).toEqual(calls);
  });

  test.each([
    '=JB_PARTNERS(A1;"reseller")',
    '=JB_PARTNERS("last"&"_year")',
    '="JB_PARTNERS(""last_year"")"',
    "='JB_PARTNERS(1)'!A1",
    '=JB_PARTNERS("last_year"',
  ])('what is calculated, quoted or unfinished is left to the cell: %s', (formula) => {
    expect(literalCalls(formula)).toEqual([]);
  });

  test('whatever the text is, nothing is thrown', () => {
    fc.assert(fc.property(fc.string(), (text) => literalCalls(`=JB_PARTNERS(${text}`).length >= 0));
  });
});
