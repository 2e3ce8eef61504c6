import fc from 'fast-check';
import {
  anything,
  array,
  between,
  boolean,
  checked,
  decimal,
  fallback,
  jsonIn,
  mapped,
  nullable,
  nullish,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  type Parser,
  parsed,
  parsedJson,
  reading,
  record,
  sifted,
  string,
  tuple,
  union,
  whole,
} from '../../src/domain/parsing';

const accepts = (parser: Parser<unknown>, value: unknown) => 'value' in reading(parser, value);

/** Everything at once: the shape of what stores and answers hold. */
const Thing = object({
  id: string,
  size: nullable(number),
  on: boolean,
  kind: oneOf(['small', 'large', 3]),
  at: union(oneOf(['now']), object({ day: string, hour: whole(0, 23) })),
  tags: array(string),
  pair: tuple(string, number),
  since: optional(nullable(number), null),
});
type Thing = Parsed<typeof Thing>;

const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0 || 0);
const things: fc.Arbitrary<Thing> = fc.record({
  id: fc.string(),
  size: fc.option(numbers),
  on: fc.boolean(),
  kind: fc.constantFrom<'small' | 'large' | 3>('small', 'large', 3),
  at: fc.oneof(fc.constant('now' as const), fc.record({ day: fc.string(), hour: fc.integer({ min: 0, max: 23 }) })),
  tags: fc.array(fc.string()),
  pair: fc.tuple(fc.string(), numbers),
  since: fc.option(numbers),
});
/** Most are close to a thing, so that what is wrong lies deep within. */
const anyValues = fc.oneof(
  fc.anything({ withNullPrototype: true, withMap: true, withSparseArray: true }),
  fc.jsonValue(),
  fc
    .tuple(things, fc.constantFrom(...['id', 'size', 'at', 'tags', 'pair']), fc.jsonValue())
    .map(([thing, name, value]) => ({ ...thing, [name]: value })),
);

test.each<[string, Parser<unknown>, readonly unknown[], readonly unknown[]]>([
  ['string', string, ['', 'a'], [1, null, undefined, ['a'], Object('a')]],
  ['number', number, [0, -1.5, 1e300, Infinity], [Number.NaN, '1', null, undefined]],
  ['boolean', boolean, [true, false], [0, 'true', null]],
  ['anything', anything, [undefined, null, 1, {}], []],
  ['oneOf', oneOf(['a', 1, null]), ['a', 1, null], ['b', '1', undefined, ['a'], 'toString']],
  ['between', between(5, 60), [5, 5.5, 60], [4.9, 60.1, '6', Number.NaN, Infinity]],
  ['whole', whole(5, 60), [5, 60], [5.5, 4, 61, '6', Infinity]],
  ['checked', checked(string, (text) => text !== ''), ['a'], ['', 1]],
  ['nullable', nullable(string), ['a', null], [undefined, 1]],
  ['optional', optional(string, 0), ['a', undefined], [null, 1]],
  ['nullish', nullish(string, 0), ['a', undefined, null], [1]],
  ['array', array(number), [[], [1, 2]], [{ length: 0 }, 'ab', null, [1, 'a'], new Array(1)]],
  [
    'tuple',
    tuple(string, nullable(number)),
    [
      ['a', null],
      ['a', 1, 'more'],
    ],
    [['a'], [], ['a', '1'], { 0: 'a', 1: 1 }],
  ],
  ['record', record, [{}, { a: 1 }, Object.create(null)], [null, undefined, [], 'a', 1]],
  ['object', object({ a: number }), [{ a: 1 }, { a: 1, b: 2 }], [{}, { a: '1' }, null, [], 'a', () => 1]],
  [
    'decimal',
    decimal,
    [0, -1.5, '566561.35', ' 12 ', '-1e3', '.5', '7.'],
    [
      Number.POSITIVE_INFINITY,
      Number.NaN,
      '1e400',
      'Infinity',
      '',
      ' ',
      '1,5',
      '0x10',
      '1 2',
      '.',
      'e1',
      null,
      true,
      [],
    ],
  ],
  ['sifted', sifted(string), [[], ['a'], ['a', 1]], [[1], [null, 2], 'a', {}, null]],
  ['union', union(string, object({ a: number })), ['a', { a: 1 }], [1, null, { a: '1' }]],
])('%s takes what it says, and nothing else', (_, parser, right, wrong) => {
  expect(right.filter((value) => !accepts(parser, value))).toEqual([]);
  expect(wrong.filter((value) => accepts(parser, value))).toEqual([]);
});

test('what is not given becomes what stands for it, and what is given stays', () => {
  const shape = object({ a: optional(string, 'none'), b: nullish(number, 0), c: fallback(boolean, false) });
  expect(parsed(shape, { b: null, c: 'yes' })).toEqual({ a: 'none', b: 0, c: false });
  expect(parsed(shape, { a: '', b: 1, c: true })).toEqual({ a: '', b: 1, c: true });
  expect(parsed(fallback(nullable(string), 'none'), null)).toBeNull();
});

test('the first of a union that takes it gives it; a mapped value is made after it was parsed', () => {
  expect(parsed(union(mapped(string, Number), mapped(anything, String)), '12')).toBe(12);
  expect(
    parsed(
      union(
        mapped(number, String),
        mapped(anything, () => 'other'),
      ),
      '12',
    ),
  ).toBe('other');
});

test.each<[unknown, string | null]>([
  [undefined, null],
  [[], null],
  [{ rows: 1 }, 'rows'],
  [{ rows: [{ id: 'a', figures: {} }] }, 'rows.0.figures.won'],
  [{ rows: [{ id: 'a', figures: { won: 1 } }, {}] }, 'rows.1.id'],
  [{ rows: [{ id: 'a', figures: { won: 1 }, at: 3 }] }, 'rows.0.at'],
  [{ rows: [{ id: 'a', figures: { won: 1 }, at: ['a', 'b'] }] }, 'rows.0.at'],
])('where %j is not as expected: %s', (value, path) => {
  const at = optional(union(string, tuple(string, number)), null);
  const Answer = object({ rows: array(object({ id: string, figures: object({ won: number }), at })) });
  expect(reading(Answer, value)).toEqual({ mismatch: path });
});

test('text that is no JSON, or not there, is nothing', () => {
  for (const text of [null, undefined, '', '{', 'nope']) {
    expect(jsonIn(text)).toBeUndefined();
    expect(parsedJson(nullable(string), text)).toBeNull();
  }
  expect(parsedJson(array(number), '[1,2]')).toEqual([1, 2]);
});

test('a list may be as long as it likes, and what is wrong at its end is told', () => {
  const long: unknown[] = Array.from({ length: 200_000 }, (_, index) => ({ id: index }));
  const Rows = array(object({ id: number }));
  expect(parsed(Rows, long)).toHaveLength(200_000);
  expect(reading(Rows, [...long, {}])).toEqual({ mismatch: '200000.id' });
});

test('an error of what a parser calls is not taken for one of the value', () => {
  const broken = mapped(string, () => {
    throw new RangeError('broken');
  });
  expect(() => parsed(object({ a: union(broken, fallback(broken, 1)) }), { a: 'a' })).toThrow(RangeError);
});

test('whatever is right comes out as it went in, and as a value of its own; so does its text', () => {
  fc.assert(
    fc.property(things, (thing) => {
      const read = parsed(Thing, thing);
      expect(read).toEqual(thing);
      expect(read).not.toBe(thing);
      expect(read?.tags).not.toBe(thing.tags);
      expect(parsedJson(Thing, JSON.stringify(thing))).toEqual(thing);
    }),
  );
});

test('of whatever else there is, it is either refused or parsed, and what was parsed parses to the same', () => {
  fc.assert(
    fc.property(anyValues, (value) => {
      const read = reading(Thing, value);
      if ('value' in read) expect(reading(Thing, read.value)).toEqual(read);
      else expect(read.mismatch ?? '').toMatch(/^[a-z]*(?:\.(?:[a-z]+|\d+))*$/);
    }),
  );
});

test('a field too many is left out, one that is missing or of another type is refused, whichever it is', () => {
  fc.assert(
    fc.property(
      things,
      fc.constantFrom<keyof Thing>('id', 'size', 'on', 'kind', 'at', 'tags', 'pair'),
      fc.string(),
      (thing, name, other) => {
        expect(parsed(Thing, { [`more ${other}`]: other, ...thing })).toEqual(thing);
        const { [name]: _, ...rest } = thing;
        expect(parsed(Thing, rest)).toBeNull();
        expect(reading(Thing, { ...rest, [name]: Symbol('other') })).toEqual({ mismatch: name });
      },
    ),
  );
});

test('an error names no value: one may be a key', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^jb_[a-z0-9]{20}$/), things, (key, thing) => {
      for (const value of [key, { ...thing, size: key }, { ...thing, tags: [{ key }] }, { ...thing, kind: key }]) {
        let thrown: unknown;
        try {
          Thing(value);
        } catch (error) {
          thrown = error;
        }
        expect(thrown).toBeInstanceOf(Error);
        const { message, stack, ...fields } = thrown as Error;
        expect(`${message}${stack}${JSON.stringify(fields)}`).not.toContain(key);
      }
    }),
  );
});

describe('prototypes', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

  test('what is inherited is no field', () => {
    for (const name of names) expect(accepts(object({ [name]: anything, missing: string }), {})).toBe(false);
    for (const name of names) expect(parsed(object({ [name]: optional(anything, 'none') }), {})?.[name]).toBe('none');
    expect(accepts(object({ a: number }), Object.create({ a: 1 }))).toBe(false);
    expect(parsed(record, Object.create({ a: 1 }))).toEqual({});
  });

  test('no field makes a result, or anything else, inherit from what was given', () => {
    fc.assert(
      fc.property(fc.constantFrom('__proto__', ...names), fc.jsonValue(), (name, value) => {
        const text = `{"a":1,${JSON.stringify(name)}:${JSON.stringify(value)}}`;
        for (const parser of [object({ a: number }), object({ a: number, toString: optional(anything, 0) }), record]) {
          const read = parsedJson<object>(parser, text);
          expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
          expect(Object.keys({})).toEqual([]);
          expect(Object.getOwnPropertyNames(read ?? {}).every((own) => ['a', 'toString', name].includes(own))).toBe(
            true,
          );
        }
        expect(Object.hasOwn(parsedJson(object({ a: number }), text) ?? {}, name)).toBe(false);
      }),
    );
  });

  test('an object that claims to own everything, or hides that it does, is asked through Object itself', () => {
    expect(accepts(object({ a: number }), { hasOwnProperty: () => true })).toBe(false);
    expect(accepts(object({ a: number }), { a: 1, hasOwnProperty: null })).toBe(true);
  });
});

test('what can be read of an array is read, and the rest is handed on as it was', () => {
  expect(parsed(sifted(string), ['a', 1, null, 'b'])).toEqual({ read: ['a', 'b'], unread: [1, null] });
});
