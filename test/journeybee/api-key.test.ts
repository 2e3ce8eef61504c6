import fc from 'fast-check';
import { parseKey } from '../../src/journeybee/api-key';

const key = 'jb_live_4f9A-2c.71e/0+d==';

test.each([
  key,
  `  ${key}\t\r\n`,
  `"${key}"`,
  `'${key}'`,
  `“${key}”`,
  `„${key}“`,
  `«${key}»`,
  `\`${key}\``,
  `<${key}>`,
  `"${key}`,
  `${key},`,
  `${key};`,
  `"${key}",`,
  `\u200b${key}\u200b`,
  `\ufeff${key}`,
  `${key.slice(0, 8)}\u00ad\u2060${key.slice(8)}`,
  `\u00a0${key}\u00a0`,
  `Bearer ${key}`,
  `bearer  "${key}"`,
  `API-Key ${key}`,
  `Authorization: Bearer ${key}`,
  `authorization:bearer ${key}`,
  `"Authorization": "Bearer ${key}",`,
  `{'Authorization': 'Bearer ${key}'}`,
  `-H "Authorization: Bearer ${key}"`,
  `--header 'Authorization: Bearer ${key}'`,
  `X-API-Key: ${key}`,
  `API key: ${key}`,
  `JOURNEYBEE_API_KEY=${key}`,
  `export JOURNEYBEE_API_KEY="${key}"`,
  `"apiKey": "${key}"`,
])('%j is tried as the key that is in it (J-27)', (pasted) => {
  expect(parseKey(pasted)).toBe(key);
});

test.each([
  '',
  ' ',
  '""',
  'Bearer',
  '\u200b',
  'Authorization: Bearer ',
  'two words',
  'a\nb',
  'zeichen–strich',
  'x'.repeat(501),
])('%j is no key (J-27)', (pasted) => {
  expect(() => parseKey(pasted)).toThrow(/API key/);
});

test('two megabytes of commas are no key, and that is known at once', () => {
  const began = Date.now();
  expect(() => parseKey(`k${','.repeat(2_000_000)}k`)).toThrow(/does not look like an API key/);
  expect(Date.now() - began).toBeLessThan(1000);
});

test('whatever is pasted, what comes of it travels in a header, and is the same once more', () => {
  const parts = fc.constantFrom(
    'Bearer ',
    'Authorization:',
    '"',
    '’',
    ',',
    ' ',
    '\u200b',
    'api_key=',
    'k',
    '9',
    '-',
    '.',
    '=',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts).map((list) => list.join('')),
      ),
      (pasted) => {
        let found: string;
        try {
          found = parseKey(pasted);
        } catch (error) {
          expect(String(error)).toMatch(/API key/);
          return;
        }
        expect(found).toMatch(/^[\x21-\x7e]{1,500}$/);
        expect(parseKey(found)).toBe(found);
      },
    ),
  );
});
