import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { citedIn, rowsIn, testsByRow, untriedIn, withTests } from '../../build/platform-tests';

const document = readFileSync('docs/platform.md', 'utf8');
const places = ['src', 'workbench', 'build', 'test', 'openapi'];

const rows = rowsIn(document);
const untried = untriedIn(document);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Where each id is cited: the first file that does. This file's own examples are none. */
const citations = new Map<string, string>();
for (const path of places.flatMap(filesBelow)) {
  if (path === join('test', 'docs', 'platform.test.ts')) continue;
  for (const id of citedIn(readFileSync(path, 'utf8'))) if (!citations.has(id)) citations.set(id, path);
}

test('ids are found one by one, in lists and in ranges', () => {
  expect(citedIn('(P1.4-4) (P4-10, 30 cells) (P1.2-1, 2, 6) (P1.2-6 and 7)')).toEqual([
    'P1.4-4',
    'P4-10',
    'P1.2-1',
    'P1.2-2',
    'P1.2-6',
    'P1.2-6',
    'P1.2-7',
  ]);
  expect(citedIn('P8-3 to P8-6, P3-9, P3-18')).toEqual([
    'P8-3',
    'P8-6',
    'P3-9',
    'P3-18',
    'P8-3',
    'P8-4',
    'P8-5',
    'P8-6',
  ]);
});

test('every id that a comment or a test cites has a row', () => {
  expect(citations.size).toBeGreaterThan(50);
  const known = new Set(rows.map(({ id }) => id));
  const missing = [...citations].filter(([id]) => !known.has(id)).map(([id, path]) => `${id} in ${path}`);
  expect(missing).toEqual([]);
});

test('every id that the document itself cites has a row', () => {
  const known = new Set(rows.map(({ id }) => id));
  expect(citedIn(document).filter((id) => !known.has(id))).toEqual([]);
});

test('no row stands there twice', () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

// A fifth cell says what the self-test has seen at Google.
test('every row says what, how sure, from where, and what the project does', () => {
  const incomplete = rows.filter(
    ({ cells }) => (cells.length !== 4 && cells.length !== 5) || cells.some((cell) => cell === ''),
  );
  expect(incomplete.map(({ id }) => id)).toEqual([]);
  const unsure = rows.filter(({ cells }) => !/^(?:documented|reported|inferred|unknown)\b/.test(cells[1] ?? ''));
  expect(unsure.map(({ id }) => id)).toEqual([]);
});

test('every row has a source: a page, published code, or the rows it follows from', () => {
  const without = rows.filter(({ cells: [, mark = '', source = ''] }) => {
    if (/\]\(https:\/\/[^)\s]+\)/.test(source)) return false;
    if (source === 'published source code') return mark.startsWith('documented');
    if (/^from P/.test(source)) return !mark.startsWith('inferred');
    return !(source === 'none found' && /^(?:inferred|unknown)/.test(mark));
  });
  expect(without.map(({ id }) => id)).toEqual([]);
});

test('the files and folders that rows point to exist', () => {
  const named = rows.flatMap(({ cells }) => [...(cells[3] ?? '').matchAll(/`((?:src|workbench|build|test)\/[^`]*)`/g)]);
  const existing = new Set(places.flatMap(filesBelow).map((path) => path.split('\\').join('/')));
  const gone = named
    .map(([, path = '']) => path)
    .filter((path) => ![...existing].some((file) => file === path || file.startsWith(path.replace(/\/?$/, '/'))));
  expect([...new Set(gone)]).toEqual([]);
});

const ids = rows.map(({ id }) => id);

test('every row has a test that names it, or a reason why there can be none', () => {
  const tested = testsByRow();
  const reasons = new Set(untried.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(180);
  expect(ids.filter((id) => !tested.has(id) && !reasons.has(id))).toEqual([]);
});

test('no reason is given for a row that has a test, or that is none, or twice', () => {
  const tested = testsByRow();
  const given = untried.map(({ id }) => id);
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((id) => tested.has(id))).toEqual([]);
  expect(given.filter((id) => !ids.includes(id))).toEqual([]);
  expect(given.filter((id, index) => given.indexOf(id) !== index)).toEqual([]);
  expect(untried.filter(({ cells: [reason = '', ...more] }) => reason === '' || more.length > 0)).toEqual([]);
});

test('the table of tests is the tests as they are (npm run platform brings it up to date)', () => {
  expect(withTests(document)).toBe(document);
});
