import fc from 'fast-check';
import { limitArgument, partnerTypeArgument, periodArgument } from '../../src/functions/arguments';
import { partnerTypes, periodNames } from '../../src/leaderboard/vocabulary';

const blanks = [undefined, null, '', '  ', [['']], [[]]];

test.each(periodNames)('the period %s', (name) => {
  expect(periodArgument(name)).toBe(name);
  expect(periodArgument(name.replaceAll('_', ' ').toUpperCase())).toBe(name);
  expect(periodArgument([[name]])).toBe(name);
});

test.each(partnerTypes)('the type %s', (name) => {
  expect(partnerTypeArgument(name)).toBe(name);
  expect(partnerTypeArgument([[` ${name.toUpperCase()} `]])).toBe(name);
});

test.each(blanks)('nothing given (%p) means the default', (blank) => {
  expect(periodArgument(blank)).toBe('current_year');
  expect(partnerTypeArgument(blank)).toBeNull();
  expect(limitArgument(blank)).toBe(10);
});

test('limits from 1 to 100, also as text', () => {
  expect([1, 100, '25', [[7]]].map(limitArgument)).toEqual([1, 100, 25, 7]);
});

test.each([0, 101, -1, 2.5, 'ten', Number.NaN, true, new Date(0), '1e1'])(
  'a limit of %p is answered with one that works',
  (limit) => {
    expect(() => limitArgument(limit)).toThrow(/is not a limit\. Use a whole number from 1 to 100, for example 10\.$/);
  },
);

test('a wrong period or type is named, with what exists', () => {
  expect(() => periodArgument('next_year')).toThrow(
    /^"next_year" is not a period\. Use one of current_year, .*last_12_months/,
  );
  expect(() => partnerTypeArgument('affiliate')).toThrow(
    '"affiliate" is not a partner type. Use referral, reseller, distributor, or leave it empty for all.',
  );
});

test('a range where one cell is meant', () => {
  expect(() => periodArgument([['last_year'], ['last_month']])).toThrow(
    'The period is a range of 2 cells. Refer to one cell.',
  );
});

test('an object, which Sheets never hands over, has no text to rely on', () => {
  expect(() => periodArgument({ toString: 0 })).toThrow('"this" is not a period.');
});

test('whatever is typed gives a value or one sentence of our own', () => {
  const anything = fc.oneof(fc.anything(), fc.array(fc.array(fc.anything())));
  const ours = /(is not a (?:period|partner type|limit)\. Use )|(is a range of \d+ cells\. Refer to one cell\.$)/;
  fc.assert(
    fc.property(anything, fc.constantFrom(periodArgument, partnerTypeArgument, limitArgument), (given, parse) => {
      try {
        parse(given);
      } catch (error) {
        expect(error instanceof Error ? error.message : '').toMatch(ours);
      }
    }),
    { numRuns: 2000 },
  );
});
