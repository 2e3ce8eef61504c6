import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { structureProblems } from '../../build/structure';

let folder: string;

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'structure-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('two folders that import each other, one of them a type', () => {
  write('reports/a.ts', "import { b } from '../sheets/b';\nexport type A = typeof b;\n");
  write('sheets/b.ts', "import type { C } from '../reports/c';\nexport const b = 1 as C;\n");
  write('reports/c.ts', 'export type C = number;\n');
  write('main.ts', "import { a } from './reports/a';\n");
  expect(structureProblems(folder, '')).toEqual([`Folders of ${folder}/ import each other: reports, sheets.`]);
});

test('a function of more lines, or more parameters, than its reason allows', () => {
  const body = Array.from({ length: 70 }, (_, line) => `  // ${line}`).join('\n');
  write('a.ts', `export const long = (a: string): string => {\n${body}\n  return a;\n};\n`);
  write('b.ts', 'export function wide(a: 1, b: 2, c: 3, d: 4, e: 5) {\n  return [a, b, c, d, e];\n}\n');
  const rows = (lines: number) => `| lines | \`${folder}/a.ts\` \`long\` | ${lines} | because |`;
  const wide = `parameters ${folder}/b.ts wide: 5, more than 4. Take it apart, or say why in docs/engineering.md.`;
  expect(structureProblems(folder, rows(73))).toEqual([wide]);
  expect(structureProblems(folder, rows(72))).toEqual([
    `lines ${folder}/a.ts long: 73, more than 72. Take it apart, or say why in docs/engineering.md.`,
    wide,
  ]);
});

test('another function, or another file, that is said to be the largest', () => {
  write('a.ts', 'export function wide(a: 1, b: 2, c: 3, d: 4, e: 5) {\n  return [a, b, c, d, e];\n}\n');
  const row = `| parameters | \`${folder}/a.ts\` \`wide\` | 5 | because |\n`;
  const claims = (name: string) =>
    `${row}The longest function is \`any\`, the most\nparameters has \`${name}\`, the largest file is \`any.ts\`.`;
  expect(structureProblems(folder, claims('wide'))).toEqual([]);
  expect(structureProblems(folder, claims('narrow'))).toEqual([
    'docs/engineering.md: the most parameters has wide, not narrow.',
  ]);
});

test('a reason for what is not large any more', () => {
  write('a.ts', 'export const a = 1;\n');
  expect(structureProblems(folder, `| lines of a file | \`${folder}/a.ts\` | 400 | because |`)).toEqual([
    `docs/engineering.md gives a reason for what is not large: lines of a file ${folder}/a.ts`,
  ]);
});
