#!/usr/bin/env bash
# html-to-text runs the cells of a table together, and its table format aligns numbers to the left.
# The plain text beside a mail in HTML is often made so; a partner’s name and the amount beside it become one word.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund html-to-text@9.0.5

cat >run.cjs <<'JS'
const { convert } = require('html-to-text');
const cell = (text) => `<td align="right" style="text-align: right">${text}</td>`;
const table = `<table><tr><td>Acme</td>${cell('1,234.50')}</tr><tr><td>Beta</td>${cell('9.00')}</tr></table>`;
console.log(JSON.stringify(convert(table)));
console.log(JSON.stringify(convert(table, { selectors: [{ selector: 'table', format: 'dataTable' }] })));
JS
cat >expected <<'TEXT'
"Acme1,234.50Beta9.00"
"Acme   1,234.50\nBeta   9.00"
TEXT

node run.cjs >seen
echo 'html-to-text@9.0.5'
echo 'By default there is no sign between two cells. The format dataTable separates them, and takes no notice of the alignment.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
