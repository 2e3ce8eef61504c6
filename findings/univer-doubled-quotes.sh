#!/usr/bin/env bash
# Univer's formula engine takes two doubled quotation marks in a row, within a text of a formula, for one.
# In Sheets and Excel each pair of quotation marks within a text stands for one: ="a""""b" is a""b.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund --legacy-peer-deps \
  @univerjs/core@0.25.1 @univerjs/engine-formula@0.25.1 @univerjs/rpc@0.25.1 @univerjs/sheets@0.25.1 \
  @univerjs/sheets-formula@0.25.1 rxjs@7.8.2

cat >run.cjs <<'JS'
const { LocaleType, LogLevel, Univer, UniverInstanceType } = require('@univerjs/core');
const { FUniver } = require('@univerjs/core/facade');
const { UniverFormulaEnginePlugin } = require('@univerjs/engine-formula');
const { UniverSheetsPlugin } = require('@univerjs/sheets');
const { UniverSheetsFormulaPlugin } = require('@univerjs/sheets-formula');
require('@univerjs/sheets/facade');
require('@univerjs/engine-formula/facade');

const formulas = ['="a""b"', '="a""""b"', '="""""a"', '=LEN("a""""b")'];
const univer = new Univer({ locale: LocaleType.EN_US, locales: { [LocaleType.EN_US]: {} }, logLevel: LogLevel.SILENT });
univer.registerPlugin(UniverFormulaEnginePlugin);
univer.registerPlugin(UniverSheetsPlugin);
univer.registerPlugin(UniverSheetsFormulaPlugin);
const cellData = Object.fromEntries(formulas.map((f, row) => [row, { 0: { f } }]));
univer.createUnit(UniverInstanceType.UNIVER_SHEET, { id: 'book', sheetOrder: ['one'], sheets: { one: { id: 'one', name: 'One', cellData } } });
const api = FUniver.newAPI(univer);
const formula = api.getFormula();
formula.executeCalculation();
formula.onCalculationEnd().then(() => {
  const sheet = api.getActiveWorkbook().getActiveSheet();
  formulas.forEach((text, row) => console.log(text, '|', sheet.getRange(row, 0).getValue()));
  process.exit(0);
});
JS
cat >expected <<'TEXT'
="a""b" | a"b
="a""""b" | a"b
="""""a" | "a
=LEN("a""""b") | 3
TEXT

node run.cjs >seen
echo '@univerjs/engine-formula@0.25.1'
echo 'A formula, and what its cell holds. Sheets and Excel hold a""b, ""a and 4 in the last three.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
