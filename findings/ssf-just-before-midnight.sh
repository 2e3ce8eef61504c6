#!/usr/bin/env bash
# SSF and numfmt round a time up without carrying: SSF shows hour 24 or drops the seconds, numfmt shows the midnight that the day began with.
# A time of day that is computed lies a little below the whole second as often as above it.
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
for (const [format, time] of [['yyyy-mm-dd hh:mm', 46024.9999999], ['hh:mm:ss', 0.999995], ['s.00', 0.00001]]) {
  console.log(format, time, JSON.stringify(ssf.format(format, time)), JSON.stringify(numfmt.format(format, time)));
}
JS
cat >expected <<'TEXT'
yyyy-mm-dd hh:mm 46024.9999999 "2026-01-02 24:00" "2026-01-02 00:00"
hh:mm:ss 0.999995 "23:59:00" "00:00:00"
s.00 0.00001 "0.86.86" "0.86"
TEXT

node run.cjs >seen
echo 'ssf@0.11.2 numfmt@3.2.6'
echo 'The day before midnight of 3 January 2026: SSF says 24:00, numfmt a day too early. 23:59:59.6 is a minute too early in SSF. Hundredths stand twice in SSF.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
