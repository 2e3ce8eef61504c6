import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { retiredNames } from '../../build/names';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'names-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const table = '| Retired | Instead |\n|---|---|\n| `known` | what it holds |\n';
const problem = (line: number) => `${folder}/a.tsx:${line}: known is a retired name. Instead: what it holds`;

test.each([
  ['a constant', 'export const known = 1;'],
  ['a function', 'export function known(): void {}'],
  ['a parameter', 'export const a = (known: string) => known;'],
  ['part of a pattern, renamed or with a default', 'export const a = ({ b: [{ known = 1 }] }: any) => known;'],
  ['the rest of one', 'const { b, ...known } = { b: 1 }; console.log(b, known);'],
  ['a loop', 'for (const known of []) console.log(known);'],
  ['an error', 'try { console.log(); } catch (known) { console.log(known); }'],
])('%s with a retired name is found', (_, line) => {
  writeFileSync(join(folder, 'a.tsx'), `// first\n${line}\n`);
  expect(retiredNames(folder, table)).toEqual([problem(2)]);
});

test('fields, types and parts of names are no bindings', () => {
  const text = 'interface known { known: 1 }\nexport const knownKeys = (a: known) => ({ known: a.known });\n';
  writeFileSync(join(folder, 'a.tsx'), text);
  expect(retiredNames(folder, table)).toEqual([]);
});

test('a document without the list', () => {
  expect(retiredNames(folder, '# Style\n')).toEqual(['docs/style.md has no table of retired names.']);
});
