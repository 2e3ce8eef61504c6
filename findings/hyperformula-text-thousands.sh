#!/usr/bin/env bash
# HyperFormula’s TEXT does not know the thousands separator of a number format.
# A formula that builds a sentence with TEXT(…, "#,##0.00") is common in spreadsheets.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund hyperformula@3.5.0

cat >run.cjs <<'JS'
const { HyperFormula } = require('hyperformula');
const formulas = ['=TEXT(1234.5,"0.00")', '=TEXT(1234.5,"#,##0.00")', '=TEXT(0.125,"0%")', '=TEXT(46024,"yyyy-mm-dd")'];
const sheet = HyperFormula.buildFromArray([formulas], { licenseKey: 'gpl-v3' });
formulas.forEach((formula, column) => console.log(formula, JSON.stringify(sheet.getCellValue({ sheet: 0, row: 0, col: column }))));
JS
cat >expected <<'TEXT'
=TEXT(1234.5,"0.00") "1234.50"
=TEXT(1234.5,"#,##0.00") "1235,##0.00"
=TEXT(0.125,"0%") "0%"
=TEXT(46024,"yyyy-mm-dd") "2026-01-02"
TEXT

node run.cjs >seen
echo 'hyperformula@3.5.0'
echo 'The number is rounded where the first # stands, and the rest of the format is shown as text. A percent is not multiplied.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
