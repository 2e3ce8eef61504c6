#!/usr/bin/env bash
# numfmt and ssf round figures that are half way between two texts up or down as their binary fractions fall, and not alike.
# 0.0295 as a percentage with one decimal is 3.0% in numfmt and 2.9% in ssf; 0.5185 is 51.8% and 51.9%. What people read as a half is
# rounded up elsewhere in the same column.
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
const line = (format, value) => [value, format, numfmt.format(format, value), ssf.format(format, value)].join(' | ');
for (const value of [0.0045, 0.0055, 0.0295, 0.5145, 0.5185]) console.log(line('0.0%', value));
for (const value of [1.005, 1.115, 1.255]) console.log(line('0.00', value));

// All figures from 0.0005 to 0.9995 with four decimals of which the last is a five.
const halves = Array.from({ length: 1000 }, (_, step) => Number(`0.${String(step).padStart(3, '0')}5`));
const away = (value) => `${((Math.round(value * 10000) + 5) / 100).toFixed(1)}%`;
const down = (format) => halves.filter((value) => format('0.0%', value) !== away(value)).length;
console.log('rounded down of 1000 |', 'numfmt', down(numfmt.format), '| ssf', down(ssf.format));
const unlike = halves.filter((value) => numfmt.format('0.0%', value) !== ssf.format('0.0%', value)).length;
console.log('not alike |', unlike);
JS
cat >expected <<'TEXT'
0.0045 | 0.0% | 0.5% | 0.5%
0.0055 | 0.0% | 0.5% | 0.5%
0.0295 | 0.0% | 3.0% | 2.9%
0.5145 | 0.0% | 51.5% | 51.5%
0.5185 | 0.0% | 51.8% | 51.9%
1.005 | 0.00 | 1.00 | 1.00
1.115 | 0.00 | 1.12 | 1.12
1.255 | 0.00 | 1.25 | 1.25
rounded down of 1000 | numfmt 58 | ssf 87
not alike | 51
TEXT

node run.cjs >seen
echo 'numfmt@3.2.6 ssf@0.11.2'
echo 'A figure, its format, and what numfmt and ssf show of it.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
