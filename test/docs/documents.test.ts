import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentProblems } from '../../build/documents';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is wrong with a README in a small project. */
function problemsOf(text: string, file = 'README.md'): string[] {
  const root = mkdtempSync(join(tmpdir(), 'documents-'));
  folders.push(root);
  const clasp = 'node_modules/@google/clasp/build/src/commands';
  for (const folder of ['docs', 'build', 'src', 'test', clasp]) mkdirSync(join(root, folder), { recursive: true });
  const files: Record<string, string> = {
    'package.json': JSON.stringify({
      version: '1.2.3',
      scripts: { start: 'node run build/start.ts', test: 'node run build/test.ts', build: 'node run build/start.ts' },
    }),
    'build/start.ts': "parseArgs({ options: { seed: { type: 'string' } } });",
    'build/test.ts': '',
    'test/tables.ts': '',
    [`${clasp}/push.js`]: '',
    'docs/guide.md': '# The guide\n\n## First steps, and more\n',
    'docs/picture.png': 'png',
    'docs/empty.png': '',
    [file]: text,
  };
  for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
  return documentProblems(root).map((line) => line.replace(`${file}:`, ''));
}

test('what is there is no problem', () => {
  const text = [
    '[guide](docs/guide.md), [steps](docs/guide.md#first-steps-and-more), [here](#a-heading), [elsewhere](https://example.com/x)',
    '## A heading',
    '![a picture](docs/picture.png) `src/` `docs/guide.md` `[no](link)` `npm start` `npx clasp push --force`',
    '```',
    'npm start -- --seed 3',
    'npm run build && npm test -- test/tables.ts',
    'npm start --silent -- --seed 3',
    '```',
  ].join('\n');
  expect(problemsOf(text)).toEqual([]);
});

test.each([
  ['[guide](docs/gide.md)', '1: there is no docs/gide.md'],
  ['[steps](docs/guide.md#last-steps)', '1: docs/guide.md has no heading #last-steps'],
  ['[here](#nowhere)', '1: README.md has no heading #nowhere'],
  ['[insecure](http://example.com)', '1: there is no http://example.com'],
  ['[](docs/guide.md)', '1: a link to docs/guide.md says nothing'],
  ['![](docs/picture.png)', '1: a picture to docs/picture.png says nothing'],
  ['![gone](docs/gone.png)', '1: there is no docs/gone.png'],
  ['![empty](docs/empty.png)', '1: docs/empty.png is empty'],
  ['`npm run bild`', '1: there is no npm script bild'],
  ['```\nnpm run bild\n```', '2: there is no npm script bild'],
  ['`npm start -- --sed 3`', '1: npm run start knows no --sed'],
  ['`npm start --silent -- --sed 3`', '1: npm run start knows no --sed'],
  ['`npm test -- test/table.ts`', '1: there is no test/table.ts'],
  ['`npx clasp psh`', '1: clasp has no psh'],
  ['`src/main.ts`', '1: there is no src/main.ts'],
])('%s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test('the changelog begins with the version that package.json has', () => {
  expect(problemsOf('# Changelog\n\n## 1.2.3 (today)\n', 'CHANGELOG.md')).toEqual([]);
  expect(problemsOf('# Changelog\n\n## 1.2.2\n', 'CHANGELOG.md')).toEqual([
    '3: the first entry has to be for 1.2.3, as in package.json',
  ]);
});
