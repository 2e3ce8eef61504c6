import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Files that someone might write, and the rule that refuses each, or null. */
const files: ReadonlyArray<readonly [path: string, line: string, rule: string | null]> = [
  ['src/domain/a.ts', "import { now } from '../google/time';", 'noRestrictedImports'],
  ['src/domain/b.ts', "import { now } from './days';", null],
  ['src/schedules/due.ts', "import { now } from '../google/time';", 'noRestrictedImports'],
  ['src/schedules/b.ts', "import { now } from '../reports/report';", null],
  ['src/google/a.ts', "import { now } from '../sheets/area';", 'noRestrictedImports'],
  ['src/google/b.ts', 'const now = SpreadsheetApp.getActive();', null],
  ['src/journeybee/a.ts', "import { now } from '../formulas/given';", 'noRestrictedImports'],
  ['src/sheets/a.ts', "import { now } from '../reports/report';", 'noRestrictedImports'],
  ['src/sheets/b.ts', 'const now = SpreadsheetApp.getActive();', 'noRestrictedGlobals'],
  ['src/sheets/c.ts', "import { now } from '../google/spreadsheet';", null],
  ['src/connection/a.ts', "import { now } from '../reports/report';", 'noRestrictedImports'],
  ['src/formulas/a.ts', "import { now } from '../schedules/tick';", 'noRestrictedImports'],
  ['src/reports/a.ts', "import { now } from '../formulas/given';", 'noRestrictedImports'],
  ['src/reports/b.ts', "import { now } from '../sheets/area';", null],
  ['src/schedules/a.ts', "import { now } from '../formulas/given';", 'noRestrictedImports'],
  ['src/contract/a.ts', "import { now } from '../reports/report';", 'noRestrictedImports'],
  ['src/contract/b.ts', "import { now } from '../domain/parsing';", null],
  ['src/sidebar/a.tsx', "import { now } from '../journeybee/source';", 'noRestrictedImports'],
  ['src/sidebar/b.tsx', "import { now } from '../journeybee/query';", null],
  ['src/a.ts', "import { now } from './sidebar/draft';", 'noRestrictedImports'],
  ['src/b.ts', "import { now } from '../workbench/clock';", 'noRestrictedImports'],
  ['src/reports/c.ts', "import { now } from '../../workbench/clock';", 'noRestrictedImports'],
  ['campaign/oracle/a.ts', "import { now } from '../../src/domain/days';", 'noRestrictedImports'],
  ['campaign/oracle/b.ts', "import { now } from '../../workbench/sandbox/leaderboard';", 'noRestrictedImports'],
  ['campaign/oracle/c.ts', "import { now } from '../faults/attack';", 'noRestrictedImports'],
  ['campaign/oracle/d.ts', "import { now } from 'luxon';", 'noRestrictedImports'],
  ['campaign/oracle/e.ts', "import { now } from './days';", null],
  ['campaign/faults/a.ts', "import { now } from '../../src/contract/sidebar-api';", null],
  ['workbench/a.ts', "import { now } from '../src/contract/sidebar-api';", null],
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
