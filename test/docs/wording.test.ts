import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wordingProblems } from '../../build/wording';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wording-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ');

test.each([
  ['a text', 'a.ts', `export const a = '${words(26)}.';`, `${words(26)}.`],
  ['the second sentence of one', 'a.ts', `export const a = 'Short. ${words(26)}.';`, `${words(26)}.`],
  ['a template', 'a.ts', `export const a = (b: 1) => \`\${b} ${words(25)}.\`;`, `… ${words(25)}.`],
  ['parts of a page', 'a.tsx', `export const A = (b: 1) => <p>${words(20)} {b} <b>x</b> ${words(6)}.</p>;`, null],
])('a new sentence of 26 words, in %s', (_, file, source, sentence) => {
  writeFileSync(join(folder, file), source);
  const problems = wordingProblems(folder, '');
  expect(problems).toEqual([expect.stringMatching(/^A sentence of \d+ words, more than 25: /)]);
  if (sentence) expect(wordingProblems(folder, `- ${sentence}`)).toEqual([]);
});

test('sentences of 25 words', () => {
  writeFileSync(join(folder, 'a.ts'), `export const a = '${words(25)}. ${words(25)}? ${words(25)}';`);
  expect(wordingProblems(folder, '')).toEqual([]);
});

test('a list that holds what is not said any more, or that grows', () => {
  writeFileSync(join(folder, 'a.ts'), `export const a = '${words(26)}.';`);
  const list = `- ${words(26)}.\n- ${words(27)}.\n`;
  expect(wordingProblems(folder, list, 1)).toEqual([
    `docs/wording.md lists a sentence that nothing says any more: ${words(27)}.`,
    'docs/wording.md lists 2 long sentences: it may only shrink, from 1.',
  ]);
});
