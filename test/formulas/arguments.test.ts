import fc from 'fast-check';
import { partnerTypes } from '../../src/domain/vocabulary';
import { limitArgument, partnerTypeArgument } from '../../src/formulas/arguments';
import { tries } from '../support/breadth';
import { anything, otherwiseTyped, valueOrSentence } from './anything';

const blanks = [undefined, null, '', '  ', [['']], [[]], []];

test.each(partnerTypes)('the type %s, of one or of many', (name) => {
  for (const typed of [name, `${name}s`, `${name} partner`, `${name}-partners`, `${name}_Partners`, ` ${name} `]) {
    expect(partnerTypeArgument(typed)).toBe(name);
    expect(partnerTypeArgument([[typed.toUpperCase()]])).toBe(name);
  }
});

test.each(['all', 'Any', 'ALL PARTNERS', 'any_partner', ...blanks])('the type %p means every type', (typed) => {
  expect(partnerTypeArgument(typed)).toBeNull();
});

test.each(blanks)('no limit (%p) means ten', (blank) => {
  expect(limitArgument(blank)).toBe(10);
});

test('limits from 1 to 100, also as text', () => {
  expect([1, 100, '25', ' 7 ', [[7]]].map(limitArgument)).toEqual([1, 100, 25, 7, 7]);
});

test.each([
  [0, '"0"'],
  [101, '"101"'],
  [-1, '"-1"'],
  [2.5, '"2.5"'],
  ['ten', '"ten"'],
  ['all', '"all"'],
  ['1e1', '"1e1"'],
  [Number.NaN, '"NaN"'],
  [true, '"true"'],
  [new Date(0), 'A date'],
  [new Date(Number.NaN), 'An impossible date'],
  [{ toString: 0 }, 'This value'],
  ['9'.repeat(41), `"${'9'.repeat(40)}…"`],
])('a limit of %p is answered with one that works', (limit, shown) => {
  expect(() => limitArgument(limit)).toThrow(
    `${shown} is not a limit. Use a whole number from 1 to 100, for example 10.`,
  );
});

test.each([
  ['affiliate', '"affiliate"'],
  ['partners', '"partners"'],
  [7, '"7"'],
  [false, '"false"'],
  [new Date(0), 'A date'],
])('a type of %p is answered with those that exist', (type, shown) => {
  expect(() => partnerTypeArgument(type)).toThrow(
    `${shown} is not a partner type. Use referral, reseller, distributor, or leave it empty for all.`,
  );
});

test('a range where one cell is meant', () => {
  expect(() => partnerTypeArgument([['', '']])).toThrow('The type is a range of 2 cells. Refer to one cell.');
  expect(() => limitArgument([[1], [2], [3]])).toThrow('The limit is a range of 3 cells. Refer to one cell.');
});

test.each(['#N/A', '#REF!', '#DIV/0!', '#NAME?', '#ERROR!'])(
  'a cell with the error %s is to be corrected (P1.2-11)',
  (error) => {
    expect(() => partnerTypeArgument(error)).toThrow(
      `There is an error, "${error}", where the type should be. Correct that cell first.`,
    );
    expect(() => limitArgument([[error]])).toThrow(
      `There is an error, "${error}", where the limit should be. Correct that cell first.`,
    );
  },
);

test('how a type is typed never matters', () => {
  const type = fc.constantFrom(...partnerTypes);
  const typed = type.chain((name) => fc.tuple(fc.constant(name), otherwiseTyped(`${name} partners`)));
  fc.assert(fc.property(typed, ([name, text]) => expect(partnerTypeArgument(text)).toBe(name)));
});

test('whatever is given comes to a type and a limit, or to a sentence of ours', () => {
  fc.assert(
    fc.property(anything, (given) => {
      expect([...partnerTypes, null]).toContain(valueOrSentence(() => partnerTypeArgument(given)));
      expect(valueOrSentence(() => limitArgument(given)) ?? 1).toBeLessThanOrEqual(100);
    }),
    { numRuns: tries(300, 1000) },
  );
});
