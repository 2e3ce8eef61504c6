import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Files that someone might write, and the rule that refuses each, or null. */
const files: ReadonlyArray<readonly [path: string, line: string, rule: string | null]> = [
  ['src/domain/a.ts', "import { now } from '../leaderboard/table';", 'noRestrictedImports'],
  ['src/domain/b.ts', "import { now } from './days';", null],
  ['src/leaderboard/a.ts', "import { now } from '../google/time';", 'noRestrictedImports'],
  ['src/leaderboard/b.ts', "import { now } from '../domain/days';", null],
  ['src/schedule/a.ts', "import { now } from '../google/time';", 'noRestrictedImports'],
  ['src/schedule/b.ts', "import { now } from '../leaderboard/layout';", null],
  ['src/google/a.ts', "import { now } from '../sheet/area';", 'noRestrictedImports'],
  ['src/google/b.ts', 'const now = SpreadsheetApp.getActive();', null],
  ['src/journeybee/a.ts', "import { now } from '../functions/given';", 'noRestrictedImports'],
  ['src/sheet/a.ts', "import { now } from '../reports/report';", 'noRestrictedImports'],
  ['src/sheet/b.ts', 'const now = SpreadsheetApp.getActive();', 'noRestrictedGlobals'],
  ['src/sheet/c.ts', "import { now } from '../google/spreadsheet';", null],
  ['src/connection/a.ts', "import { now } from '../reports/report';", 'noRestrictedImports'],
  ['src/functions/a.ts', "import { now } from '../reports/report';", 'noRestrictedImports'],
  ['src/reports/a.ts', "import { now } from '../scheduler/tick';", 'noRestrictedImports'],
  ['src/reports/b.ts', "import { now } from '../sheet/area';", null],
  ['src/scheduler/a.ts', "import { now } from '../functions/given';", 'noRestrictedImports'],
  ['src/sidebar/a.tsx', "import { now } from '../journeybee/source';", 'noRestrictedImports'],
  ['src/sidebar/b.tsx', "import { now } from '../journeybee/query';", null],
  ['src/a.ts', "import { now } from './sidebar/draft';", 'noRestrictedImports'],
  ['src/b.ts', "import { now } from '../workbench/clock';", 'noRestrictedImports'],
  ['src/reports/c.ts', "import { now } from '../../workbench/clock';", 'noRestrictedImports'],
  ['campaign/oracle/a.ts', "import { now } from '../../src/leaderboard/days';", 'noRestrictedImports'],
  ['campaign/oracle/b.ts', "import { now } from '../../workbench/sandbox/leaderboard';", 'noRestrictedImports'],
  ['campaign/oracle/c.ts', "import { now } from '../faults/attack';", 'noRestrictedImports'],
  ['campaign/oracle/d.ts', "import { now } from 'luxon';", 'noRestrictedImports'],
  ['campaign/oracle/e.ts', "import { now } from './days';", null],
  ['campaign/faults/a.ts', "import { now } from '../../src/rpc';", null],
  ['workbench/a.ts', "import { now } from '../src/rpc';", null],
];

let folder: string;
let refused: ReadonlyArray<{ category: string; location: { path: string } }>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rules-'));
  const { vcs: _, ...rules } = JSON.parse(readFileSync('biome.json', 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules));
  for (const [path, line] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${line}\nexport const then = now;\n`);
  }
  const { stdout } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', '--reporter=json', '.'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  refused = JSON.parse(stdout).diagnostics;
});

afterAll(() => rmSync(folder, { recursive: true }));

test.each(files)('%s with %s', (path, _, rule) => {
  const rules = refused
    .filter(({ location }) => location.path === path)
    .map(({ category }) => category.split('/').at(-1));
  expect(rules.filter((name) => name?.startsWith('noRestricted'))).toEqual(rule === null ? [] : [rule]);
});
