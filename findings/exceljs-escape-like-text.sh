#!/usr/bin/env bash
# ExcelJS writes texts that look like an escape of the xlsx format as they are, and reads them back as the sign that is meant.
# The format escapes control signs as _xHHHH_, and an underscore that would begin one as _x005F_ (ECMA-376, ST_Xstring).
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund exceljs@4.4.0

cat >run.cjs <<'JS'
const { Workbook } = require('exceljs');
(async () => {
  const book = new Workbook();
  book.addWorksheet('Names').getCell('A1').value = 'Unit_x0041_North';
  const again = new Workbook();
  await again.xlsx.load(await book.xlsx.writeBuffer());
  console.log(JSON.stringify(again.worksheets[0].getCell('A1').value));
})();
JS
cat >expected <<'TEXT'
"UnitANorth"
TEXT

node run.cjs >seen
echo 'exceljs@4.4.0'
echo 'A text that holds _x0041_ comes back with an A in its place.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
