#!/usr/bin/env bash
# ExcelJS moves cells down where a row is inserted, and leaves formulas, conditional formats and merges as they were.
# A total below a table adds up other rows afterwards, without an error.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund exceljs@4.4.0

cat >run.cjs <<'JS'
const { Workbook } = require('exceljs');
const sheet = new Workbook().addWorksheet('Board');
sheet.addRows([['Partner', 'Revenue'], ['Acme', 10], ['Beta', 20], ['Total', { formula: 'SUM(B2:B3)', result: 30 }]]);
const style = { font: { bold: true } };
sheet.addConditionalFormatting({ ref: 'B2:B3', rules: [{ type: 'expression', formulae: ['B2>15'], priority: 1, style }] });
sheet.insertRow(2, ['New', 5]);
console.log('total in', sheet.getCell('B5').value.formula, 'of cells', sheet.getColumn(2).values.slice(2, 5).join(', '));
console.log('rule on', sheet.conditionalFormattings[0].ref, 'with', sheet.conditionalFormattings[0].rules[0].formulae[0]);
JS
cat >expected <<'TEXT'
total in SUM(B2:B3) of cells 5, 10, 20
rule on B2:B3 with B2>15
TEXT

node run.cjs >seen
echo 'exceljs@4.4.0'
echo 'The total is of the new row and the first old one; the last row is in no sum, and in no rule.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
