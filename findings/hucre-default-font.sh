#!/usr/bin/env bash
# hucre writes a cell's font with what the cell says of it and nothing else: a bold cell has neither the name nor the size of the
# workbook's default font, and the program that opens the file takes one of its own.
# LibreOffice 7.4 shows it in Cambria. Other libraries write name and size out.
# Seen in November 2026 on Node 20. Fails where the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund hucre@1.0.0 write-excel-file@4.1.1 fflate@0.8.3

cat >run.mjs <<'JS'
import { strFromU8, unzipSync } from 'fflate';
import { writeXlsx } from 'hucre';
import writeExcelFile from 'write-excel-file/node';

const fonts = (file) => strFromU8(unzipSync(new Uint8Array(file))['xl/styles.xml']).match(/<font>.*?<\/font>/g);
const cells = new Map([['0,0', { value: 'Total', style: { font: { bold: true } } }]]);
const own = await writeXlsx({ defaultFont: { name: 'Arial', size: 10 }, sheets: [{ name: 'Board', cells }] });
const other = await writeExcelFile([[{ value: 'Total', fontWeight: 'bold' }]], {}, { fontFamily: 'Arial', fontSize: 10 }).toBuffer();
console.log('hucre', fonts(own).at(-1));
console.log('write-excel-file', fonts(other).at(-1));
JS
cat >expected <<'TEXT'
hucre <font><b/></font>
write-excel-file <font><name val="Arial"/><sz val="10"/><family val="2"/><b/><color theme="1"/></font>
TEXT

node run.mjs >seen
echo 'hucre@1.0.0 write-excel-file@4.1.1'
echo 'The font of a bold cell in a workbook of Arial in 10 points.'
cat seen
if ! cmp -s seen expected; then
  echo 'This is not what was seen before:'
  diff expected seen || true
  exit 1
fi
