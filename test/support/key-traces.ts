import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import type { Workbench } from '../../workbench/workbench';

/** So many of its signs in a row give a key away. */
const signs = 8;

/** How a key, or a piece of it, may be written, and how much of that comes to eight of its signs. */
const writings: ReadonlyArray<{ readonly write: (key: string) => string[]; readonly width: number }> = [
  { write: (key) => [key, [...key].reverse().join('')], width: signs },
  { write: (key) => [encodeURIComponent(key), encodeURI(key)], width: signs },
  { write: (key) => [JSON.stringify(key).slice(1, -1), html(key)], width: signs },
  { write: (key) => base64(key), width: Math.ceil((signs * 4) / 3) },
  { write: (key) => [Buffer.from(key).toString('hex')], width: signs * 2 },
];

const html = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** Base64 depends on what stands before: all three ways to begin, without the signs that their neighbours have a part in. */
const base64 = (key: string): string[] =>
  [0, 1, 2].flatMap((before) => {
    const text = Buffer.from('\0'.repeat(before) + key)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before + 1, -2);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });

/** Every way in which eight signs of a key in a row may be written. */
export function piecesOf(key: string): ReadonlySet<string> {
  const pieces = writings.flatMap(({ write, width }) =>
    write(key).flatMap((text) =>
      Array.from({ length: Math.max(0, text.length - width + 1) }, (_, start) => text.slice(start, start + width)),
    ),
  );
  return new Set(pieces);
}

/** A text by the place that it stands in. */
export type Found = readonly [place: string, text: string];

/** Those of the texts that have a piece of one of these keys in them. */
export function traces(keys: readonly string[], texts: readonly Found[]): string[] {
  const pieces = keys.map(piecesOf).flatMap((found) => [...found]);
  const all = texts.map(([, text]) => text).join('\n');
  const there = pieces.filter((piece) => all.includes(piece));
  return texts
    .filter(([, text]) => there.some((piece) => text.includes(piece)))
    .map(([place, text]) => `${place}: ${text.slice(0, 300)}`);
}

/** Everything that a file shows or keeps, but for the properties that people can neither see nor copy. */
export function shownIn(file: SpreadsheetFile): Found[] {
  const { workbook } = file;
  const sheets = workbook.sheets().flatMap(({ id, name }): Found[] => {
    const { lastRow: rows, lastColumn: columns } = workbook.extent(id);
    const views = rows === 0 ? [] : workbook.read(id, { row: 1, column: 1, rows, columns }).flat();
    const cells = views.flatMap(({ value, note, formula, display, numberFormat }): Found[] => [
      ['value', String(value)],
      ['note', note],
      ['formula', formula],
      ['display', display],
      ['number format', numberFormat],
    ]);
    const charts = workbook.chartsOn(id).map((chart): Found => ['chart', JSON.stringify(chart)]);
    return [['sheet', name], ...cells, ...charts];
  });
  const names = workbook.namedRanges().map((named): Found => ['named range', JSON.stringify(named)]);
  // Whatever else the engine knows of it: cells beyond, sizes, merges.
  const whole: Found = ['workbook', JSON.stringify(workbook.snapshot({ formulas: true }))];
  return [...sheets, ...names, whole];
}

/** What people see around the grid, and what executions, requests and mails have said so far. */
export function toldBy({ google }: Workbench, files: readonly SpreadsheetFile[], people: readonly string[]): Found[] {
  return [
    ...files.flatMap((file) =>
      people.map((person): Found => ['screen', JSON.stringify({ ...file.screen(person), person })]),
    ),
    ...google.executions.flatMap(({ problem, logs }): Found[] => [
      ['error', problem ?? ''],
      ...logs.map((line): Found => ['log', line]),
    ]),
    ...google.requests.map((url): Found => ['address', url]),
    ...google.mails.map((mail): Found => ['mail', JSON.stringify(mail)]),
  ];
}
