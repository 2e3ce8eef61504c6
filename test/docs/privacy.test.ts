import { readFileSync } from 'node:fs';
import { titles } from '../../build/platform-tests';
import { anna, ben, bench, closeBenches } from '../support/bench';
import { keptFromNow } from '../support/keeping';
import { wholeLife } from '../support/life';

afterAll(closeBenches);

const document = readFileSync('docs/privacy.md', 'utf8');
const manifest = JSON.parse(readFileSync('appsscript.json', 'utf8')) as { oauthScopes: string[] };

/** The rows of the tables below a heading, as their cells. */
function rows(heading: string): string[][] {
  const [, below = ''] = document.split(`\n## ${heading}\n`);
  const [section = ''] = below.split('\n## ');
  const lines = section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:what|promise|scope) \|/.test(line));
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

const kept = rows('Everything that is kept');
const flows = rows('What travels where');
const scopes = rows('Why each permission is asked for');
const uninstalling = rows('Before you uninstall');

test('every row of every table names a test, and each of them exists', () => {
  const all = [...kept, ...flows, ...scopes, ...uninstalling];
  expect([kept.length, flows.length, scopes.length, uninstalling.length].every((count) => count > 2)).toBe(true);
  const named = all.map((cells) => /^`(test\/[\w/.-]+)`: “(.+)”$/.exec(cells.at(-1) ?? ''));
  expect(all.filter((_, index) => !named[index])).toEqual([]);
  const missing = named.flatMap((match) => {
    const [, file = '', title = ''] = match ?? [];
    return titles(readFileSync(file, 'utf8')).includes(title) ? [] : [`${file}: ${title}`];
  });
  expect(missing).toEqual([]);
});

test('every table has the same cells in each row, and none is empty', () => {
  for (const [table, width] of [
    [kept, 7],
    [flows, 2],
    [scopes, 3],
    [uninstalling, 2],
  ] as const) {
    expect(table.filter((cells) => cells.length !== width || cells.some((cell) => cell.trim() === ''))).toEqual([]);
  }
});

test('every permission that the manifest asks for has its sentence, and no other', () => {
  expect(scopes.map(([scope = '']) => scope.replaceAll('`', '')).sort()).toEqual([...manifest.oauthScopes].sort());
});

/** The names of a row: `state:…` is each that begins so. */
const patterns = ([, store = '', names = '']: readonly string[]) =>
  [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({
    store,
    name,
    fits: (given: string) => (name.endsWith('…') ? given.startsWith(name.slice(0, -1)) : given === name),
  }));

interface Life {
  readonly found: ReadonlyArray<{ readonly store: string; readonly name: string }>;
  readonly urls: readonly URL[];
  readonly methods: ReadonlySet<string>;
}
let life: Life;

beforeAll(async () => {
  const made = await bench();
  const { file, google, sandbox } = made;
  const written = keptFromNow(made, [file], [anna, ben]);
  const others = new Map<string, { store: string; name: string }>();
  const note = (store: string, name: string) => others.set(`${store} ${name}`, { store, name });
  await wholeLife(made, 'shared', () => {
    for (const { name, hidden } of file.workbook.sheets()) if (hidden) note('hidden sheet', name);
    for (const { name } of file.workbook.namedRanges()) note('spreadsheet', name);
    for (const { handler } of file.triggers.triggers) note('Google account', handler);
  });
  life = {
    found: [...written, ...others.values()],
    urls: google.requests.map((url) => new URL(url)),
    methods: new Set(sandbox.requests.map(({ method }) => method)),
  };
});

test('all that is kept in a whole life has a row, all rows are of something, and no other host is asked', () => {
  const { found, urls } = life;
  const known = kept.flatMap(patterns);
  const untold = found.filter((one) => !known.some(({ store, fits }) => store === one.store && fits(one.name)));
  expect([...new Set(untold.map(({ store, name }) => `${store} ${name}`))]).toEqual([]);
  const idle = known.filter(({ store, fits }) => !found.some((one) => one.store === store && fits(one.name)));
  // What the browser keeps is seen in a browser: test/security/sidebar.test.ts.
  expect(idle.map(({ store, name }) => `${store} ${name}`)).toEqual(['browser journeybee-draft']);
  expect(urls.length).toBeGreaterThan(100);
  expect(urls.filter(({ origin }) => origin !== 'https://api.journeybee.io')).toEqual([]);
});

test('Journeybee is asked for leaderboards and partners, and told nothing but what was chosen', () => {
  const { urls, methods } = life;
  expect([...new Set(urls.map(({ pathname }) => pathname))].sort()).toEqual(['/v1/analytics/partners', '/v1/partners']);
  expect([...methods]).toEqual(['GET']);
  const parameters = new Set(urls.flatMap(({ searchParams }) => [...searchParams.keys()]));
  const chosen = ['period', 'start_date', 'end_date', 'partner_type', 'lead_direction', 'limit', 'page', 'per_page'];
  chosen.push('partner_uuids', 'tier_uuids', 'category_uuids', 'stage_uuids');
  expect([...parameters].filter((name) => !chosen.includes(name))).toEqual([]);
  expect(urls.map(String).filter((url) => /@|example\.com|Partner%20review|spreadsheet/.test(url))).toEqual([]);
});
