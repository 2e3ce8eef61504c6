import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Google and Journeybee call things. */
const notOurs = new Set(['Make a copy', 'Create API Key']);

const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => readFileSync(join('src', path), 'utf8'))
  .join('\n');

/** Buttons, fields and menu entries that the guide tells people to look for. */
const labels = readFileSync('docs/guide.md', 'utf8')
  .split('\n')
  .flatMap((line) => [
    ...line
      .replace(/^- \*\*(?:People|Formulas|Stop)[^*]*\*\*|^\*\*(?:Periods|Types|Options|Columns)\*\*/, '')
      .matchAll(/\*\*([^*]+)\*\*/g),
  ])
  .map(([, label = '']) => label.split(' > ').at(-1) ?? '')
  .filter((label) => !notOurs.has(label));

test('the guide names things as they are named on the screen', () => {
  expect(new Set(labels).size).toBeGreaterThan(15);
  expect(labels.filter((label) => !new RegExp(`(?:['"\`>]|^\\s*)${label}`, 'm').test(source))).toEqual([]);
});
