import fc from 'fast-check';
import { compareTexts } from '../../src/domain/collation';

const sorted = (names: readonly string[]) => [...names].sort(compareTexts);

test('names stand in one order whatever the machine: numbers by value, accents after their letters (P7-19, F26)', () => {
  const names =
    '9 Co, 10 Co, apple, Apple, Arbor, Ärzte, Åse, Astra, de Vries, Echo, Élan, Łódź, Lund, Øre, Oslo, Zebra'.split(
      ', ',
    );
  expect(sorted([...names].reverse())).toEqual(names);
  expect(sorted(['Zebra', 'Ärzte', 'Élan', '9 Co', '10 Co'])).toEqual(['9 Co', '10 Co', 'Ärzte', 'Élan', 'Zebra']);
});

test('letters, digits and accents are ordered as ICU orders them for English', () => {
  const collator = new Intl.Collator('en', { numeric: true });
  const text = fc.array(fc.constantFrom(..."aAbBzZäÄéøŁ019 -.,/&'(+=@{"), { maxLength: 8 });
  const name = text.map((letters) => letters.join('').replace(/ +/g, ' ').trim());
  fc.assert(
    fc.property(name, name, (a, b) => {
      const [plainA, plainB] = [a, b].map((one) => one.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
      const [x, y] = [plainA, plainB].map((one = '') =>
        one
          .replace(/ø/g, 'o')
          .replace(/ł/g, 'l')
          .replace(/\b0+(?=\d)/g, ''),
      );
      // What differs in more than accents and case.
      if (collator.compare(x ?? '', y ?? '') === 0) return;
      expect(Math.sign(compareTexts(a, b))).toBe(Math.sign(collator.compare(x ?? '', y ?? '')));
    }),
  );
});

test('it is a total order: what comes first stays first, and only equal texts are equal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.string(), (a, b, c) => {
      expect(Math.sign(compareTexts(a, b))).toBe(-Math.sign(compareTexts(b, a)) + 0);
      if (compareTexts(a, b) === 0) expect(a).toBe(b);
      const [first = '', second = '', third = ''] = sorted([a, b, c]);
      expect(compareTexts(first, third)).toBeLessThanOrEqual(0);
      expect(compareTexts(second, third)).toBeLessThanOrEqual(0);
    }),
  );
});
