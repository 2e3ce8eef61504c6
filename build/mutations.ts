import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { edited, type Mutation, mutations } from '../campaign/mutations';
import { argumentsOf, finish } from './command';

const runs = '60';

/**
 * `npm run mutations`: makes one bug at a time in a temporary copy of the project and expects the campaign of faults, or else
 * one of the tests that are named with it, to notice. `--only TEXT`: those whose name has it. Exits with 1 if one survives.
 */
finish(() => {
  const { values } = argumentsOf({ options: { only: { type: 'string', default: '' } } });
  const chosen = mutations.filter(({ name }) => name.includes(values.only));
  if (chosen.length === 0) throw new Error(`No mutation’s name has ${values.only}.`);
  const folder = mkdtempSync(join(tmpdir(), 'mutations-'));
  try {
    copyProject(folder);
    const sound = noticedBy(folder, {
      name: 'none',
      edits: [],
      tests: [...new Set(chosen.flatMap(({ tests }) => tests))],
    });
    if (sound !== null) throw new Error(`Without any mutation ${sound} fails.`);
    const survivors = chosen.filter((mutation) => {
      const by = mutated(folder, mutation);
      console.log(`${by === null ? 'SURVIVED' : `caught by ${by}`}: ${mutation.name}`);
      return by === null;
    });
    console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutations were caught.`);
    if (survivors.length > 0) throw new Error(survivors.map(({ name }) => `Nothing notices: ${name}`).join('\n'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** As git has it, changes included, with the packages that are installed here. */
function copyProject(folder: string): void {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    encoding: 'utf8',
  });
  for (const file of listed.split('\0').filter((path) => path !== '' && existsSync(path))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
}

function mutated(folder: string, mutation: Mutation): string | null {
  const before = new Map<string, string>();
  try {
    for (const edit of mutation.edits) {
      const path = join(folder, edit.file);
      const text = readFileSync(path, 'utf8');
      if (!before.has(path)) before.set(path, text);
      writeFileSync(path, edited(text, edit));
    }
    return noticedBy(folder, mutation);
  } finally {
    for (const [path, text] of before) writeFileSync(path, text);
  }
}

/** What fails, where something does. A bug that does not even build proves nothing, and ends the command. */
function noticedBy(folder: string, { name, tests }: Mutation): string | null {
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, ['build/run.mjs', script, ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
  const build = run('build/build.ts');
  if (build.status !== 0) throw new Error(`${name} does not build:\n${build.stderr}`);
  const campaign = run('build/campaign.ts', '--runs', runs, '--seed', '1', '--until-violation');
  const violations = Number(/([\d,]+) {2}violations/.exec(campaign.stdout)?.[1]?.replaceAll(',', '') ?? Number.NaN);
  if (Number.isNaN(violations)) throw new Error(`${name}: the campaign did not end:\n${campaign.stderr}`);
  if (violations > 0) return 'the campaign';
  if (tests.length === 0) return null;
  const results = join(folder, 'results.json');
  run('build/test.ts', ...tests, '--json', `--outputFile=${results}`);
  const { numFailedTests } = JSON.parse(readFileSync(results, 'utf8')) as { readonly numFailedTests: number };
  return numFailedTests > 0 ? tests.join(', ') : null;
}
