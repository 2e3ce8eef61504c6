// Runs one of the project's TypeScript commands: `node build/run.mjs build/test.ts --flag`.
// Plain JavaScript on Node's own modules, because on a fresh clone nothing else is there yet: it installs first.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);

installIfStale();
await run(process.argv[2], process.argv.slice(3));

/** npm leaves the lock file it installed from in node_modules; when ours differs, what is installed is not what is locked. */
function installIfStale() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf(join('node_modules', '.package-lock.json'));
  const stale = Object.entries(wanted).some(
    ([path, { version, optional }]) => path !== '' && !optional && installed[path]?.version !== version,
  );
  if (!stale) return;
  console.error('Installing the locked packages (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) fail('npm ci did not succeed; its own words are above.');
}

/** @param {string} lockFile @returns {Record<string, {version?: string, optional?: boolean}>} */
function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

/** Bundles the command (packages stay outside) and loads it; the bundle reads its arguments from process.argv. */
async function run(entry, args) {
  if (!entry || !existsSync(entry)) fail(`No such command: ${entry}`);
  const { build } = await import('esbuild');
  const outfile = join(root, '.cache', 'run', `${basename(entry, '.ts')}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    // The workbench's runtime tells a script's objects by the names of their classes.
    keepNames: true,
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], outfile, ...args];
  await import(`file://${outfile}`);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
