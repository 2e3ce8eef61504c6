import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Runtime } from '../../workbench/apps-script/runtime';
import { ScriptRun } from '../../workbench/apps-script/script-run';
import { SimulatedClock } from '../../workbench/clock';

/** A project whose functions a sidebar calls, as Google would have it. */
const script = `
  function echo(value) { return value; }
  function changed(list) { list.push('by the server'); return list; }
  function nothing() {}
  function gaps() { return [1, undefined, { a: undefined }]; }
  function today() { return { name: 'report', at: new Date() }; }
  function collections() { return [new Map([[1, 2]]), new Set([1]), /x/]; }
  function spreadsheet() { return SpreadsheetApp.getActiveSpreadsheet(); }
  function who() { return Session.getEffectiveUser().getEmail(); }
  function fails() { throw new Error('No such report.'); }
  function mayNot() { throw new TypeError('x is not a function'); }
  function slow() { Utilities.sleep(1000); return new Date().getTime(); }
  function secret_() { return 1; }
`;

const manifest = {
  oauthScopes: [
    'https://www.googleapis.com/auth/spreadsheets.currentonly',
    'https://www.googleapis.com/auth/userinfo.email',
  ],
  urlFetchWhitelist: [],
  runtimeVersion: 'V8',
};

let folder: string;
let google: Runtime;
let clock: SimulatedClock;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'script-run-'));
  await writeFile(join(folder, 'Code.js'), script);
  await writeFile(join(folder, 'appsscript.json'), JSON.stringify(manifest));
  clock = new SimulatedClock();
  google = await Runtime.start({ dist: folder, clock, route: () => null });
});

afterEach(async () => {
  await google.close();
  await rm(folder, { recursive: true });
});

function sidebarOf(user: string): ScriptRun {
  return new ScriptRun(google, google.createSpreadsheet({ name: 'Test', owner: 'anna@example.com' }), user);
}

test('a sidebar sends numbers, booleans, text, null, lists and objects, and gets them back (P2.3-5)', async () => {
  const value = { number: 1.5, yes: true, text: 'é', nothing: null, list: [1, [2]], object: { a: {} } };
  expect(await sidebarOf('anna@example.com').call('echo', value)).toEqual(value);
});

test('what a sidebar sent stays its own: the server changes a copy (P2.3-5)', async () => {
  const list = ['by the page'];
  expect(await sidebarOf('anna@example.com').call('changed', list)).toEqual(['by the page', 'by the server']);
  expect(list).toEqual(['by the page']);
});

test.each([
  ['a Date', new Date(0)],
  ['a function', () => 1],
  ['a Map', new Map()],
  ['a Set', new Set()],
  ['a RegExp', /x/],
  ['a promise', Promise.resolve()],
  ['a typed array', new Uint8Array(1)],
  ['a boxed number', Object(1)],
])('a sidebar that sends %s is refused before anything leaves (P2.3-6)', (_, value) => {
  const sidebar = sidebarOf('anna@example.com');
  expect(() => sidebar.call('echo', value)).toThrow('Failed due to illegal value in property: 0');
  expect(() => sidebar.call('echo', { list: [{ when: value }] })).toThrow(
    'Failed due to illegal value in property: when',
  );
  expect(() => sidebar.call('echo', [1, 2, 3, value])).toThrow('Failed due to illegal value in property: 3');
  expect(google.executions).toEqual([]);
});

test('a result with a Date anywhere in it does not arrive, and that is no error (P2.3-7)', async () => {
  expect(await sidebarOf('anna@example.com').call('today')).toBeNull();
});

test('undefined arrives as null, also inside of lists (P2.3-7)', async () => {
  const sidebar = sidebarOf('anna@example.com');
  expect(await sidebar.call('nothing')).toBeNull();
  expect(await sidebar.call('gaps')).toEqual([1, null, { a: null }]);
  expect(await sidebar.call('echo')).toBeNull();
});

test('Map, Set and RegExp arrive as empty objects (P2.3-7)', async () => {
  expect(await sidebarOf('anna@example.com').call('collections')).toEqual([{}, {}, {}]);
});

test("a service's object cannot be returned to a sidebar", async () => {
  await expect(sidebarOf('anna@example.com').call('spreadsheet')).rejects.toThrow('Not supported here');
});

test('what a function throws reaches the sidebar as a ScriptError (P2.3-3)', async () => {
  const sidebar = sidebarOf('anna@example.com');
  await expect(sidebar.call('fails')).rejects.toMatchObject({ name: 'ScriptError', message: 'Error: No such report.' });
  await expect(sidebar.call('mayNot')).rejects.toMatchObject({ name: 'ScriptError', message: /^TypeError: / });
});

test('a sidebar finds neither what ends in _ nor what no file declares (P2.3-8, P7-13)', () => {
  const sidebar = sidebarOf('anna@example.com');
  expect(() => sidebar.call('secret_')).toThrow('google.script.run.secret_ is not a function');
  expect(() => sidebar.call('toString')).toThrow('google.script.run.toString is not a function');
  expect(sidebar.functions).toContain('echo');
  expect(sidebar.functions).not.toContain('secret_');
});

test('a call runs in full authorization, as the person whose sidebar it is (P2.1-1)', async () => {
  expect(await sidebarOf('ben@example.com').call('who')).toBe('ben@example.com');
  expect(google.executions).toMatchObject([{ name: 'who', mode: 'FULL', user: 'ben@example.com', ok: true }]);
});

test('ten calls of a sidebar run at once, the eleventh waits until one of them has ended (P2.3-2)', async () => {
  const sidebar = sidebarOf('anna@example.com');
  const start = clock.now();
  const ends = await Promise.all(Array.from({ length: 11 }, () => sidebar.call('slow')));
  const waited = ends.map((end) => Math.round((Number(end) - start) / 1000)).sort();
  expect(waited).toEqual([...Array(10).fill(1), 2]);
});
