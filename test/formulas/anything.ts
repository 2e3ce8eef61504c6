import fc from 'fast-check';
import { Problem } from '../../src/problem';

const dates = fc.date({ noInvalidDate: false });
const numbers = fc.oneof(fc.double(), fc.integer(), fc.integer({ min: 1990, max: 2110 }));
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.stringMatching(/^[ 0-9qQ.\-/–_to]{0,24}$/),
  fc.stringMatching(/^(?:(?:columns|sort|rank|headers|tier|leads|\w+) ?[=:]?[\w ,]*[;\n]?){0,4}$/),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'columns=__proto__',
    'sort=constructor desc',
    'hasOwnProperty=1',
  ),
  fc.constantFrom('#N/A', '#DIV/0!', '#NAME?', ' ', '\n', '1899-12-30', '2100-12-31', '9999-12', ';=', '=;:'),
  fc.constantFrom('a', ' ', '=', ';', '"', '.', '2026-', '_', 'partners').map((part) => `x${part.repeat(50_000)}y`),
);
const cell = fc.oneof(typed, dates, numbers, fc.boolean(), fc.constant(''));
const range = fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 3 });
const oddities = fc.oneof(
  fc.anything({ withDate: true, withBigInt: true, withSparseArray: true, withNullPrototype: true, withMap: true }),
  fc.constantFrom(Symbol('s'), () => 'text', { toString: 0 }, Object.create(null) as unknown),
);

/** Whatever Sheets may hand over, and what it never should. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  cell,
  range,
  range.filter((rows) => rows.length > 0).map((rows) => rows.map((row) => [row[0] ?? '', row[1] ?? ''])),
  oddities,
  fc.array(oddities),
  fc.array(fc.array(oddities)),
);

/** What it comes to: a value, or a sentence that a person can read. */
export function valueOrSentence<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.message).toMatch(/^["A-Z].*\.$/su);
    expect(error.message).not.toMatch(/undefined|\[object|Invalid Date|function/);
    expect(error.message.length).toBeLessThanOrEqual(400);
    return null;
  }
}

/** A text in another case, with other white space at its ends and between its words. */
export function otherwiseTyped(text: string): fc.Arbitrary<string> {
  const white = fc.constantFrom(' ', '  ', '\t', '\u00a0', ' \n ');
  return fc.tuple(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), white, white).map(([upper, space, end]) => {
    const letters = [...text].map((letter, index) => (upper[index % 8] ? letter.toUpperCase() : letter.toLowerCase()));
    return `${end}${letters.join('').replace(/ /g, space)}${end}`;
  });
}
