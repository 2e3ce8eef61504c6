import fc from 'fast-check';
import { displayName, listParts, nameKey, unquoted } from '../../src/domain/names';
import { tries } from '../support/breadth';

fc.configureGlobal({ numRuns: tries(200, 20_000) });

/** Text in which the signs that names differ by come often. */
const odd = fc.constantFrom(
  ...[' ', '\u00a0', '\u202f', '\u3000', '\u0085', '\t', '\n', '\u200b', '\u2060', '\u00ad', '\u180e', '\ufeff'],
  ...["'", '’', 'ʼ', 'e\u0301', 'é', 'ﬁ', 'Ⅳ', '½', 'Ａ', 'ß', 'İ', 'Σ', 'ς', '\u200d', '👩\u200d💻', ',', ';', '"'],
);
const names = fc.string({
  unit: fc.oneof(odd, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 })),
  maxLength: 30,
});
const space = fc.constantFrom(' ', '  ', '\u00a0', '\u202f', '\u3000', '\u0085', '\t');
const unseen = fc.constantFrom('', '\u200b', '\u2060', '\u00ad', '\u180e', '\ufeff', '\u200e');

test('a name that was written is written the same again, and is the name it was', () => {
  fc.assert(
    fc.property(names, (name) => {
      const shown = displayName(name);
      expect(displayName(shown)).toBe(shown);
      expect(nameKey(shown)).toBe(nameKey(name));
      expect(shown).not.toMatch(/^\s|\s$|\s\s|[\u0085\u200b\u2060\u00ad\u180e\ufeff]/);
    }),
  );
});

test('what is compared is compared the same again, in either case', () => {
  fc.assert(
    fc.property(names, (name) => {
      const key = nameKey(name);
      expect(nameKey(key)).toBe(key);
      expect(nameKey(`\u200b ${name}\u00a0`)).toBe(key);
    }),
  );
});

test('words are the same name whatever stands between and within them that nobody sees', () => {
  const words = fc.array(fc.stringMatching(/^[a-zA-Zà-öØ-Þ0-9]{1,8}$/), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(words, fc.array(fc.tuple(space, unseen), { minLength: 5, maxLength: 5 }), (parts, between) => {
      const strewn = parts
        .map((part, index) => part + (between[index]?.[1] ?? '') + (between[index]?.[0] ?? ' '))
        .join('');
      expect(displayName(strewn)).toBe(parts.join(' ').normalize());
      expect(nameKey(strewn.toUpperCase())).toBe(nameKey(parts.join(' ').toUpperCase()));
    }),
  );
});

test.each([
  ['Acme  Corp', 'ACME corp'],
  ['Nordic\u00a0Cloud', 'nordic cloud'],
  ['Blue Sky ', 'Blue Sky'],
  ['O’Brien & Sons', "o'brien & sons"],
  ['OʼBrien', 'O´Brien'],
  ['Caf\u00e9', 'Cafe\u0301'],
  ['Henry Ⅳ', 'Henry IV'],
  ['ﬁnance', 'finance'],
  ['Ａｃｍｅ', 'acme'],
  ['Blue\u200bSky', 'BlueSky'],
  ['Blue\u0085Sky', 'Blue Sky'],
  ['Soft\u00adware', 'Software'],
])('%j and %j are one name', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

test.each([
  ['Acme', 'Acme Inc'],
  ['BlueSky', 'Blue Sky'],
  ['Élan', 'Elan'],
  ['Straße', 'STRASSE'],
  ['A, B', 'A B'],
])('%j and %j are two', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});

test('signs that are seen stay as they are written', () => {
  expect(displayName(' Ａｃｍｅ ﬁ Ⅳ ½ 👩\u200d💻 ')).toBe('Ａｃｍｅ ﬁ Ⅳ ½ 👩\u200d💻');
});

describe('a list of names', () => {
  const inQuotes = (name: string) => `"${name.replace(/"/g, '""')}"`;

  test('in quotes is read back, whatever the names hold', () => {
    fc.assert(
      fc.property(
        fc.array(names, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(',', ';', ' , ', '; '),
        (list, comma) => {
          expect(listParts(list.map(inQuotes).join(comma)).map(unquoted)).toEqual(list);
        },
      ),
    );
  });

  test('has a part for each that is not blank, and loses no letter', () => {
    fc.assert(
      fc.property(names, (text) => {
        const parts = listParts(text);
        expect(parts.every((part) => part.trim() === part && part !== '')).toBe(true);
        expect(parts.join('').replace(/[,;\s]/g, '')).toBe(text.replace(/[,;\s]/g, ''));
      }),
    );
  });

  test.each([
    ['Acme, Baker', ['Acme', 'Baker']],
    ['Acme; Baker', ['Acme', 'Baker']],
    ['"Acme, Inc.", Baker', ['Acme, Inc.', 'Baker']],
    ['“Acme, Inc.”; "Smith; Sons"', ['Acme, Inc.', 'Smith; Sons']],
    ['5" Pipes, 6" Pipes', ['5" Pipes', '6" Pipes']],
    ['"The ""Best"", Ltd"', ['The "Best", Ltd']],
    ['Acme "Inc", Baker', ['Acme "Inc"', 'Baker']],
    [' , ;', []],
  ])('%s', (text, parts) => {
    expect(listParts(text).map(unquoted)).toEqual(parts);
  });
});
