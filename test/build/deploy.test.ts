import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestProblems } from '../../build/manifest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const id = '1AbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123';

/** `npm run deploy` with this in the file that names the script, on a machine where nobody has logged in to Google. */
function deploy(settings: string | null) {
  const project = join(folder, '.clasp.deploy.json');
  rmSync(project, { force: true });
  if (settings !== null) writeFileSync(project, settings);
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['build/run.mjs', 'build/deploy.ts', '--project', project],
    {
      encoding: 'utf8',
      env: { ...process.env, clasp_config_auth: join(folder, '.clasprc.json') },
    },
  );
  return { status, stdout, problem: stderr.replaceAll(project, 'FILE').trim() };
}

test.each<[string, string | null, RegExp]>([
  [
    'no file',
    null,
    /^There is no FILE, which names the script to push to\. It holds \{"scriptId": "…", "rootDir": "dist"\}/,
  ],
  ['what is no JSON', 'scriptId', /^FILE is not JSON\./],
  ['no id', '{"rootDir": "dist"}', /^FILE names no scriptId\./],
  ['an empty id', '{"scriptId": "", "rootDir": "dist"}', /^FILE names no scriptId\./],
  [
    'an id that somebody left out',
    '{"scriptId": "…", "rootDir": "dist"}',
    /is no id of a script\. Take what stands between/,
  ],
  ['an address for an id', `{"scriptId": "https://script.google.com/d/${id}/edit"}`, /is no id of a script/],
  ['the self-test’s folder', `{"scriptId": "${id}", "rootDir": "dist-selftest"}`, /has to name "dist" as its rootDir/],
])('with %s nothing is pushed, and a sentence says what is missing', (_, settings, problem) => {
  const ended = deploy(settings);
  expect(ended.problem).toMatch(problem);
  expect(ended).toMatchObject({ status: 1, stdout: '' });
});

test('clasp without a login pushes nothing, and a sentence says how to log in', () => {
  const ended = deploy(`{"scriptId": "${id}", "rootDir": "dist"}`);
  expect(ended).toEqual({
    status: 1,
    stdout: '',
    problem: 'clasp is not logged in to Google. Log in with: npx clasp login',
  });
});

const manifest = JSON.parse(readFileSync('appsscript.json', 'utf8'));
const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;

test.each<[string, unknown, string[]]>([
  ['the add-on’s own', {}, []],
  ['the old runtime', { runtimeVersion: 'STABLE' }, ['runtimeVersion has to be V8.']],
  ['a log of errors', { exceptionLogging: 'STACKDRIVER' }, [expect.stringMatching(/^exceptionLogging has to be NONE/)]],
  ['no scopes', { oauthScopes: undefined }, [expect.stringMatching(/^oauthScopes is missing/)]],
  ['every spreadsheet', { oauthScopes: [scope('spreadsheets')] }, [expect.stringContaining('auth/spreadsheets.')]],
  ['the whole Drive', { oauthScopes: [scope('drive')] }, [expect.stringContaining('auth/drive.')]],
  ['any host', { urlFetchWhitelist: undefined }, [expect.stringMatching(/^urlFetchWhitelist/)]],
  [
    'a second host',
    { urlFetchWhitelist: [...manifest.urlFetchWhitelist, 'https://example.com/'] },
    [expect.anything()],
  ],
])('a manifest with %s', (_, change, problems) => {
  expect(manifestProblems(JSON.stringify({ ...manifest, ...(change as object) }))).toEqual(problems);
});

test('a manifest that is no JSON', () => {
  expect(manifestProblems('{')).toEqual(['It is not JSON.']);
});
