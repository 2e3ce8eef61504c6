import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { withBill } from './bill';
import { finish } from './command';
import { buildDist } from './dist';

const document = 'docs/bill.md';

/** `npm run bill` brings docs/bill.md up to date; with `-- --audit` it also asks what is known against the packages in it. */
finish(async () => {
  await buildDist();
  const bill = readFileSync('.cache/bill.md', 'utf8');
  writeFileSync(document, withBill(readFileSync(document, 'utf8'), bill));
  if (process.argv.includes('--audit')) audit([...bill.matchAll(/^\| (\S+) \| \d/gm)].map(([, name = '']) => name));
});

/** Of findings in what only builds and tests, npm's own words are enough. No answer is no good news: it fails, too. */
function audit(shipped: readonly string[]): void {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', shell: process.platform === 'win32' });
  const { vulnerabilities } = JSON.parse(stdout || '{}') as { vulnerabilities?: Record<string, unknown> };
  if (!vulnerabilities) throw new Error('The registry has not answered npm audit. Nothing is known either way.');
  const found = shipped.filter((name) => name in vulnerabilities);
  if (found.length > 0) throw new Error(`npm audit has findings in what ships: ${found.join(', ')}.`);
  console.log(`npm audit knows of nothing in what ships: ${shipped.join(', ')}.`);
}
