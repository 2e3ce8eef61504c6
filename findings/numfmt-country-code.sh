#!/usr/bin/env bash
# A country code beside a currency sign changes the separators of the whole number in numfmt, and not in SSF.
# One table with two currencies then has two decimal signs; what was made in one program reads otherwise in the next.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund numfmt@3.2.6 ssf@0.11.2

cat >run.cjs <<'JS'
const numfmt = require('numfmt');
const ssf = require('ssf');
for (const format of ['[$€] #,##0.00', '[$€-407] #,##0.00', '#,##0.00 [$kr-41D]']) {
  console.log(format, JSON.stringify(numfmt.format(format, 1234.5)).replaceAll('\u00a0', '(U+00A0)'), JSON.stringify(ssf.format(format, 1234.5)));
}
JS
cat >expected <<'TEXT'
[$€] #,##0.00 "€ 1,234.50" "€ 1,234.50"
[$€-407] #,##0.00 "€ 1.234,50" "€ 1,234.50"
#,##0.00 [$kr-41D] "1(U+00A0)234,50 kr" "1,234.50 kr"
TEXT

node run.cjs >seen
echo 'numfmt@3.2.6 ssf@0.11.2'
echo 'With the code of Germany or Sweden numfmt writes the numbers of that country.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
