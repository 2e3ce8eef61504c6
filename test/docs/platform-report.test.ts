import { readFileSync } from 'node:fs';
import { reportAt, reportIn, surprises, withReport } from '../../build/platform-report';
import { rowsIn } from '../../build/platform-tests';
import { type Finding, reportText } from '../../selftest/report';

const document = readFileSync('docs/platform.md', 'utf8');

const finding = (id: string, happened: string, expected = 'so', question = 'Is it so?'): Finding => ({
  id,
  question,
  expected,
  happened,
  detail: '',
});

/** As somebody copies it from the sidebar into a file. */
const pasted = (findings: readonly Finding[], day = '2026-12-01') =>
  `It said:\r\n\r\n${reportText(`Journeybee self-test, ${day} 09:05 in Europe/Berlin`, findings, []).replaceAll('\n', '\r\n')}\r\n`;

const threeSurprises = [
  finding('P8-6', "'Tis became \"''Tis\" | <b>", 'all as they are', 'Does an apostrophe keep any text?'),
  finding('P8.1-8', 'let in: REQUIRED', 'refused', 'Is the Script service refused in a cell?'),
  finding('P8.1-8', 'refused', 'refused', 'Are the sidebar’s calls refused in a cell?'),
  finding('P1.3-7', 'null "" is not blank', 'null "" is blank', 'Are cells blank?'),
  finding('P0-5', 'refused', 'refused', 'Is a host refused?'),
  finding('P4-10', 'not asked: prepare the sheet first', '200 of 200', 'Do two hundred cells answer?'),
  finding('P4-26', 'failed: Service invoked too many times', 'yes', 'May who holds the lock ask again?'),
];

const row = (text: string, id: string) => rowsIn(text).find((one) => one.id === id);
const heading = (text: string, id: string) => {
  const before = text.slice(0, text.indexOf(`\n| ${id} |`));
  return before.slice(before.lastIndexOf('\n| id |') + 1).split('\n')[0];
};

test('a report with three surprises fills in what was seen at Google, row by row', () => {
  const after = withReport(document, reportIn(pasted(threeSurprises)));
  expect(row(after, 'P0-5')?.cells[4]).toBe('as expected, 2026-12-01');
  expect(row(after, 'P8-6')?.cells[4]).toBe(
    "2026-12-01, **otherwise**: Does an apostrophe keep any text? 'Tis became \"''Tis\" \\| &lt;b>, and not all as they are",
  );
  expect(row(after, 'P8.1-8')?.cells[4]).toBe(
    '2026-12-01, **otherwise**: Is the Script service refused in a cell? let in: REQUIRED, and not refused',
  );
  expect(row(after, 'P4-26')?.cells[4]).toMatch(/^2026-12-01, no answer: /);
  expect(row(after, 'P0-1')?.cells[4]).toBe('–');
  expect(heading(after, 'P0-5')).toMatch(/\| seen at Google \|$/);
  // Nobody was asked about Journeybee, and nothing else has changed.
  expect(row(after, 'J-1')?.cells).toHaveLength(4);
  const first = (text: string) => rowsIn(text).map(({ id, cells }) => [id, ...cells.slice(0, 4)]);
  expect(first(after)).toEqual(first(document));
  const outside = (text: string) => text.split('\n').filter((line) => !line.startsWith('|'));
  expect(outside(after)).toEqual(outside(document));
});

test('it says which readings were wrong, and what in the product leans on them', () => {
  const [summary, ...wrong] = surprises(document, reportIn(pasted(threeSurprises)));
  expect(summary).toBe('7 probes: 2 as expected, 3 otherwise, 2 without an answer.');
  expect(wrong).toHaveLength(3);
  const [apostrophe, script] = wrong;
  expect(apostrophe).toContain('P8-6 was read wrongly. Does an apostrophe keep any text?');
  expect(apostrophe).toContain("we expected: all as they are\n  Google does: 'Tis became");
  expect(apostrophe).toMatch(/Cited in .*src\/sheets\/text\.ts/);
  expect(script).toMatch(/what leans on it: .*requirePerson\(\).*Cited in .*src\/google\/person\.ts/);
});

test('a later report says what has changed, and leaves what it was not asked about', () => {
  const once = withReport(document, reportIn(pasted(threeSurprises)));
  const later = reportIn(pasted([finding('P8-6', 'all as they are', 'all as they are')], '2027-01-05'));
  const twice = withReport(once, later);
  expect(row(twice, 'P8-6')?.cells[4]).toBe('as expected, 2027-01-05');
  expect(row(twice, 'P1.3-7')?.cells[4]).toMatch(/^2026-12-01, \*\*otherwise\*\*/);
  expect(withReport(twice, later)).toBe(twice);
  expect(surprises(document, later)).toEqual(['1 probes: 1 as expected, 0 otherwise, 0 without an answer.']);
});

test.each([
  ['nothing', ''],
  ['something else', 'Dear all,\n\nIs it so? OTHERWISE.'],
  ['half of a report', pasted(threeSurprises).slice(0, 400)],
  ['a title alone', 'Journeybee self-test, 2026-12-01 09:05 in Etc/UTC\n0 probes: 0 as expected'],
])('%s is no report, and a sentence says so', (_, text) => {
  expect(() => reportIn(text)).toThrow(/Copy all/);
});

test('a file that is not there, or is a folder, is named', () => {
  for (const path of ['report-nowhere.txt', 'docs'])
    expect(() => reportAt(path)).toThrow(`There is no file ${path}. Copy the report from the sidebar of the self-test`);
});

test('a row that is not there is named', () => {
  expect(() => withReport(document, reportIn(pasted([finding(['P99', '1'].join('-'), 'so')])))).toThrow(
    /has no row P99/,
  );
});
