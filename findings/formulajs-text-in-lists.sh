#!/usr/bin/env bash
# Formula.js adds up texts within a list, and its TEXT does not format days.
# Spreadsheets ignore text in a range that SUM is given: a column of numbers that were imported as text adds up to nothing there, and to something here.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @formulajs/formulajs@4.6.1

cat >run.cjs <<'JS'
const { SUM, AVERAGE, COUNT, TEXT, PROPER } = require('@formulajs/formulajs');
const seen = { SUM: SUM([['3', 2], ['4', true]]), AVERAGE: AVERAGE([['3', 2], ['4', true]]), COUNT: COUNT([['3', 2], ['4', true]]) };
for (const [name, value] of Object.entries(seen)) console.log(name, value);
console.log('TEXT', TEXT(46024, 'yyyy-mm-dd'));
console.log('PROPER', PROPER("o'brien"));
JS
cat >expected <<'TEXT'
SUM 9
AVERAGE 2
COUNT 1
TEXT 46024
PROPER O'brien
TEXT

node run.cjs >seen
echo '@formulajs/formulajs@4.6.1'
echo 'SUM takes the texts of a list for numbers, AVERAGE and COUNT of the same list do not. TEXT gives the serial number of a day.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
