import { readFileSync } from 'node:fs';
import { titles } from '../../build/platform-tests';
import { privacyRows } from '../support/privacy';

const manifest = JSON.parse(readFileSync('appsscript.json', 'utf8')) as { oauthScopes: string[] };

const kept = privacyRows('Everything that is kept');
const flows = privacyRows('What travels where');
const scopes = privacyRows('Why each permission is asked for');
const uninstalling = privacyRows('Before you uninstall');

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
