#!/usr/bin/env bash
# SSF refuses an arrow that stands unquoted in a number format, and shows a negative amount that rounds to nothing as -0.00.
# Both are shown by numfmt, as spreadsheets do: a format that one program shows stops another.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund ssf@0.11.2 numfmt@3.2.6

cat >run.cjs <<'JS'
const ssf = require('ssf');
const numfmt = require('numfmt');
const tried = (format, value) => {
  try {
    return JSON.stringify(format(value));
  } catch (error) {
    return `throws: ${error.message}`;
  }
};
for (const [format, value] of [['▲ 0;▼ 0;0', 3], ['"▲ "0;"▼ "0;0', 3], ['#,##0.00', -0.001], ['0.00', -0.001]]) {
  console.log(format, value, tried((number) => ssf.format(format, number), value), tried((number) => numfmt.format(format, number), value));
}
JS
cat >expected <<'TEXT'
▲ 0;▼ 0;0 3 throws: unrecognized character ▲ in ▲ 0 "▲ 3"
"▲ "0;"▼ "0;0 3 "▲ 3" "▲ 3"
#,##0.00 -0.001 "-0.00" "0.00"
0.00 -0.001 "0.00" "0.00"
TEXT

node run.cjs >seen
echo 'ssf@0.11.2 numfmt@3.2.6'
echo 'Quoted, the arrow works in both. Only the format with a thousands separator keeps the sign of nothing.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
