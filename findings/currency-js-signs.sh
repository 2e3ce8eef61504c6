#!/usr/bin/env bash
# currency.js reads a typographic minus as nothing and an exponent as digits, and rounds halves towards plus infinity.
# Amounts that are pasted from a spreadsheet or a report often have U+2212; a sign that is lost turns a loss into a gain.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund currency.js@2.0.4

cat >run.cjs <<'JS'
const currency = require('currency.js');
for (const amount of ['-5', '\u22125', '1e3', 1.005, -1.005]) {
  console.log(JSON.stringify(amount), currency(amount).value);
}
JS
cat >expected <<'TEXT'
"-5" -5
"−5" 5
"1e3" 13
1.005 1.01
-1.005 -1
TEXT

node run.cjs >seen
echo 'currency.js@2.0.4'
echo 'U+2212 is dropped like a letter: minus five is five. "1e3" is 13, not 1000. 1.005 rounds away from zero, -1.005 towards it.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
