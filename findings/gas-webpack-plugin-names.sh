#!/usr/bin/env bash
# gas-webpack-plugin makes a top-level function of `global.NAME = …` only: a quoted name becomes a function called undefined, and an
# exported function none, though the build succeeds in both cases.
# Apps Script offers to cells, menus and triggers what is declared at the top level; what is missing there is found at Google.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund gas-webpack-plugin@2.6.0 webpack@5.112.2 acorn@8.19.0

cat >run.cjs <<'JS'
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { parse } = require('acorn');
const GasPlugin = require('gas-webpack-plugin');
const { webpack } = require('webpack');

const entries = {
  'global.TOTAL = () => 1': "global.TOTAL = (list) => list.length;",
  "global['TOTAL'] = () => 1": "global['TOTAL'] = (list) => list.length;",
  'export function TOTAL()': 'export function TOTAL(list) { return list.length; }',
};
const build = (source, index) =>
  new Promise((done, failed) => {
    mkdirSync(`case${index}`);
    writeFileSync(`case${index}/main.mjs`, source);
    const output = { path: resolve(`case${index}/out`), filename: 'Code.js' };
    const options = { mode: 'production', entry: resolve(`case${index}/main.mjs`), output, plugins: [new GasPlugin()] };
    webpack({ ...options, optimization: { minimize: false } }, (error, stats) => (error ? failed(error) : done(stats)));
  });
(async () => {
  for (const [index, [title, source]] of Object.entries(entries).entries()) {
    const stats = await build(source, index);
    const code = readFileSync(`case${index}/out/Code.js`, 'utf8');
    const { body } = parse(code, { ecmaVersion: 2022 });
    const declared = body.filter(({ type }) => type === 'FunctionDeclaration').map(({ id }) => id.name);
    console.log(title, '|', stats.hasErrors() ? 'fails' : 'builds', '|', declared.join(', ') || 'no function');
  }
})();
JS
cat >expected <<'TEXT'
global.TOTAL = () => 1 | builds | TOTAL
global['TOTAL'] = () => 1 | builds | undefined
export function TOTAL() | builds | no function
TEXT

node run.cjs >seen
echo 'gas-webpack-plugin@2.6.0 webpack@5.112.2'
echo 'Three ways to name a function, whether each builds, and what is declared at the top level.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
