import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createScript, filesToPush, loggedIn, push, pushProblems } from '../../build/clasp';
import { addOn, checkProject, readProject } from '../../build/clasp-project';
import { manifestProblems } from '../../build/manifest';
import { ScriptServices } from '../support/script-services';

/** A clone of this project with nothing built, in which somebody deploys to a Google of their own. */
let clone: string;
let home: string;
let google: ScriptServices;
const original = process.cwd();

// A build and four runs of clasp each take a minute together where the machine is shared.
jest.setTimeout(300_000);

beforeAll(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deploy-')));
  clone = join(folder, 'clone');
  home = join(folder, 'home');
  mkdirSync(home);
  for (const part of [
    'build',
    'src',
    'selftest',
    'appsscript.json',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ])
    cpSync(part, join(clone, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(clone, 'node_modules'), 'junction');
});
afterAll(() => rmSync(join(clone, '..'), { recursive: true }));

beforeEach(async () => {
  google = await ScriptServices.start();
  writeFileSync(join(home, 'google.pem'), google.cert);
  logIn();
});
const environment = { ...process.env };

afterEach(async () => {
  process.chdir(original);
  process.env = { ...environment };
  await google.close();
  for (const name of ['.clasp.deploy.json', '.clasp.selftest.json', '.claspignore', 'policy.json', '.clasprc.json'])
    rmSync(join(clone, name), { force: true });
});

/** What `npx clasp login` leaves. */
function logIn(): void {
  const token = {
    client_id: 'made-up',
    client_secret: 'made-up',
    type: 'authorized_user',
    refresh_token: 'made-up',
    access_token: 'made-up',
  };
  writeFileSync(join(home, '.clasprc.json'), JSON.stringify({ tokens: { default: token } }));
}

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly problem: string;
}

/** What tells clasp of this home and of the Google on loopback; nothing else can be reached. */
const surroundings = (): NodeJS.ProcessEnv => ({
  HOME: home,
  USERPROFILE: home,
  HTTPS_PROXY: google.proxyUrl,
  https_proxy: google.proxyUrl,
  NO_PROXY: '',
  no_proxy: '',
  NODE_EXTRA_CA_CERTS: join(home, 'google.pem'),
});

/** Runs a program in the clone. */
function run(program: string, args: readonly string[]): Promise<Ended> {
  return new Promise((ended) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: clone,
      env: { ...process.env, ...surroundings() },
    });
    const [out, problem]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => problem.push(text));
    child.on('close', (status) => ended({ status, out: out.join(''), problem: problem.join('').trim() }));
  });
}

/** Does a part of it in the clone, with clasp's own program. */
function inClone(): void {
  process.chdir(clone);
  Object.assign(process.env, surroundings());
}

const deploy = (...args: readonly string[]) => run('build/run.mjs', ['build/deploy.ts', ...args]);
const clasp = (...args: readonly string[]) => run('node_modules/@google/clasp/build/src/index.js', args);

const projectFile = () =>
  JSON.parse(readFileSync(join(clone, '.clasp.deploy.json'), 'utf8')) as Record<string, unknown>;
const writeProjectFile = (settings: unknown, name = '.clasp.deploy.json') =>
  writeFileSync(join(clone, name), typeof settings === 'string' ? settings : JSON.stringify(settings));
/** The one script there is. */
const remote = () => {
  expect(google.scripts.size).toBe(1);
  const [[id, script] = []] = [...google.scripts];
  if (!id || !script) throw new Error('There is no script.');
  return { id, ...script };
};
const built = (name: string) => readFileSync(join(clone, 'dist', name), 'utf8');
const pushes = () => google.requests.filter((request) => request.startsWith('PUT '));

describe('with clasp’s own program and a Google on loopback (P9-8)', () => {
  test('a spreadsheet and its script: made, built for one person, pushed, and the next steps named', async () => {
    const ended = await deploy('--new');
    expect(ended).toMatchObject({ status: 0, problem: '' });
    const { id, parentId, title, files } = remote();
    expect(title).toBe('Journeybee Leaderboards');
    expect(google.spreadsheets).toEqual([parentId]);
    expect(projectFile()).toEqual({ rootDir: 'dist', scriptId: id, parentId });
    expect(Object.fromEntries(files.map(({ name, source }) => [name, source]))).toEqual({
      Code: built('Code.js'),
      sidebar: built('sidebar.html'),
      appsscript: readFileSync('appsscript.json', 'utf8'),
    });
    expect(built('Code.js')).toMatch(/door:\s*"bound"/);
    expect(ended.out).toContain('Logged in as anna@example.com.');
    expect(ended.out).toContain(`1. Open the spreadsheet: https://docs.google.com/spreadsheets/d/${parentId}/edit`);
    expect(ended.out).toContain('2. Choose Extensions > Journeybee Leaderboards > Open Journeybee.');
    expect(ended.out).toContain('3. Paste your API key and choose Connect. Keep the file to yourself');
    expect(google.refused).toEqual([]);

    // Again: a new version, in the same script.
    const source = readFileSync(join(clone, 'src/menu.ts'), 'utf8');
    writeFileSync(join(clone, 'src/menu.ts'), source.replace("'Open Journeybee'", "'Open it'"));
    const again = await deploy();
    writeFileSync(join(clone, 'src/menu.ts'), source);
    expect(again).toMatchObject({ status: 0, problem: '' });
    expect(again.out).toContain('1. Reload the spreadsheet: ');
    expect(remote().files.find(({ name }) => name === 'Code')?.source).toContain('Open it');

    const known = readProject(join(clone, '.clasp.deploy.json'), addOn);
    expect(() => checkProject(known, '.clasp.deploy.json', addOn, true, false)).toThrow(
      `.clasp.deploy.json already names a script: ${id}. npm run deploy pushes to it. For another one, name another file: --project .clasp.other.json`,
    );
    expect(google.scripts.size).toBe(1);
  });

  test('the Apps Script API is off: nothing is made, and the same command works once it is on', async () => {
    inClone();
    google.isApiOn = false;
    writeProjectFile({ rootDir: 'dist' });
    await expect(createScript('.clasp.deploy.json', addOn, true)).rejects.toThrow(
      /Enable it by visiting https:\/\/script\.google\.com\/home\/usersettings then retry\.\nSwitch it on there, wait a minute, and run this command again\. An empty spreadsheet “Journeybee Leaderboards” may be in your Drive/,
    );
    google.isApiOn = true;
    expect(await createScript('.clasp.deploy.json', addOn, true)).toEqual({
      scriptId: remote().id,
      parentId: google.spreadsheets[1],
      problem: null,
    });
  });

  test('a script of its own, with a policy that stays with it; the version for the Marketplace is made as the output says', async () => {
    writeProjectFile({ sharedKeys: false }, 'policy.json');
    const ended = await deploy('--new', '--team', '--policy', 'policy.json');
    expect(ended).toMatchObject({ status: 0, problem: '' });
    expect(remote().parentId).toBeNull();
    expect(google.spreadsheets).toEqual([]);
    expect(built('Code.js')).toMatch(/door:\s*"team",\s*sharedKeys:\s*!1/);
    expect(ended.out).toContain('by policy sharedKeys false');
    expect(ended.out).toContain('Schedules do not run in a test deployment.');
    expect(projectFile()).toEqual({ rootDir: 'dist', scriptId: remote().id, policy: 'policy.json' });
    const [, command = ''] = /npx clasp (create-version .*)/.exec(ended.out) ?? [];
    const version = await clasp(...command.split(' ').map((word) => word.replaceAll('"', '')));
    expect(version).toMatchObject({ status: 0, out: expect.stringContaining('Created version 1') });
    expect(remote().versions).toEqual([JSON.parse(readFileSync('package.json', 'utf8')).version]);
  });

  test('the self-test: made and pushed by one command', async () => {
    const ended = await deploy('--selftest');
    expect(ended).toMatchObject({ status: 0, problem: '' });
    const { title, files } = remote();
    expect(title).toBe('Journeybee self-test');
    expect(files.find(({ name }) => name === 'Code')?.source).toContain('runSelfTest');
    expect(ended.out).toContain('npm run platform -- --report report.txt');
    expect(existsSync(join(clone, '.clasp.deploy.json'))).toBe(false);
  });

  test('what failed half-way is gone on with and not made twice: a script whose files Google would not give, a push that was refused', async () => {
    inClone();
    google.meddle = (method, path) => (method === 'GET' && path.endsWith('/content') ? serverError : null);
    writeProjectFile({ rootDir: 'dist' });
    const made = await createScript('.clasp.deploy.json', addOn, true);
    expect(made).toMatchObject({ scriptId: remote().id, problem: expect.stringMatching(/^clasp (?:says|gave)/) });
    google.meddle = () => null;
    writeProjectFile({ rootDir: 'dist', ...made, unfinished: true, srcDir: 'selftest' });

    const refused = await deploy('--new');
    expect(refused.status).toBe(1);
    expect(refused.out).toContain('Going on with the script that an earlier run has made');
    expect(refused.out).not.toContain('Pushed');
    expect(refused.problem).toMatch(/^Nothing is pushed\.\n\.clasp\.deploy\.json has "srcDir"/);
    expect(pushes()).toEqual([]);

    // A proxy that answers in the place of Google.
    writeProjectFile({ rootDir: 'dist', ...made, unfinished: true });
    google.meddle = (method) => (method === 'PUT' ? { status: 502, body: '' } : null);
    const ended = await deploy();
    expect(ended.status).toBe(1);
    expect(ended.out).not.toContain('Pushed');
    expect(ended.problem).toMatch(/^Nothing is known to be pushed\. clasp (?:gave no reason|says: )/);
    expect(ended.problem).toMatch(/Then repeat: npm run deploy$/);
    expect(projectFile()).toMatchObject({ unfinished: true });
    google.meddle = () => null;
    expect(await push('.clasp.deploy.json')).toMatchObject({ done: true });
    expect(google.scripts.size).toBe(1);
  });

  test.each([
    ['was never made', () => rmSync(join(home, '.clasprc.json')), 'clasp is not logged in to Google.'],
    [
      'has run out',
      () => {
        google.isLoginValid = false;
      },
      'clasp has a login, but Google does not say whose',
    ],
  ])('a login that %s: a sentence says how to log in', async (_, happened, problem) => {
    inClone();
    happened();
    const ended = await loggedIn().catch((error: Error) => error.message);
    expect(ended).toContain(problem);
    expect(ended).toContain('Log in with: npx clasp login');
  });
});

test('without a login nothing is made or built', async () => {
  rmSync(join(home, '.clasprc.json'));
  rmSync(join(clone, 'dist'), { recursive: true, force: true });
  expect(await deploy('--new')).toEqual({
    status: 1,
    out: '',
    problem: 'clasp is not logged in to Google. Log in with: npx clasp login',
  });
  expect(['dist', '.clasp.deploy.json'].filter((name) => existsSync(join(clone, name)))).toEqual([]);
});

const serverError = { status: 500, body: '{"error": {"code": 500, "message": "Internal error encountered."}}' };

const id = '1AbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123';

test.each<[string, unknown, RegExp]>([
  ['no file', null, /^There is no \.clasp\.deploy\.json.* npm run deploy -- --new makes a spreadsheet with a script/],
  ['what is no JSON', 'scriptId', /^\.clasp\.deploy\.json is not a JSON object/],
  ['JSON5, which clasp takes', `{rootDir: "dist", scriptId: "${id}"}`, /^\.clasp\.deploy\.json is not a JSON object/],
  ['a list', '[]', /^\.clasp\.deploy\.json is not a JSON object/],
  ['no id', { rootDir: 'dist' }, /^\.clasp\.deploy\.json names no scriptId\./],
  ['an empty id', { scriptId: '', rootDir: 'dist' }, /^\.clasp\.deploy\.json has an empty scriptId\./],
  [
    'an id that somebody left out',
    { scriptId: '…', rootDir: 'dist' },
    /is no id of a script\. Take what stands between/,
  ],
  [
    'an address for an id',
    { scriptId: `https://script.google.com/d/${id}/edit`, rootDir: 'dist' },
    /is no id of a script/,
  ],
  [
    'an address for a parent',
    { scriptId: id, rootDir: 'dist', parentId: 'https://x' },
    /^The parentId in .* is no id of a spreadsheet/,
  ],
  ['the self-test’s folder', { scriptId: id, rootDir: 'dist-selftest' }, /has to name "dist" as its rootDir/],
])('with %s a sentence says what is missing', (_, settings, problem) => {
  if (settings !== null) writeProjectFile(settings);
  process.chdir(clone);
  expect(() => {
    checkProject(readProject('.clasp.deploy.json', addOn), '.clasp.deploy.json', addOn, false, false);
  }).toThrow(problem);
});

test('a folder in the place of the file is told from one', () => {
  expect(() => readProject('src', addOn)).toThrow(
    'src is a folder. Name a file after --project, such as src/.clasp.json.',
  );
});

test('a script of one spreadsheet is not taken for a team’s', () => {
  process.chdir(clone);
  writeProjectFile({ scriptId: id, rootDir: 'dist', parentId: id, unfinished: true });
  const known = readProject('.clasp.deploy.json', addOn);
  expect(() => checkProject(known, '.clasp.deploy.json', addOn, true, true)).toThrow(
    'is bound to a spreadsheet, so it is not for a team',
  );
});

describe('before it pushes it looks at what clasp would push (P9-7)', () => {
  let elsewhere: string;
  beforeAll(() => {
    elsewhere = join(clone, '..', 'elsewhere');
    mkdirSync(elsewhere);
  });
  beforeEach(() => {
    rmSync(join(clone, 'dist'), { recursive: true, force: true });
    mkdirSync(join(clone, 'dist'));
    for (const name of ['Code.js', 'sidebar.html', 'appsscript.json']) writeFileSync(join(clone, 'dist', name), '{}');
    process.chdir(clone);
  });
  afterEach(() => {
    delete process.env.clasp_config_ignore;
  });

  /** As clasp itself says, with these settings beside the usual. */
  async function problems(settings: Record<string, unknown>, path = '.clasp.deploy.json'): Promise<string[]> {
    writeProjectFile({ scriptId: id, rootDir: 'dist', ...settings }, path);
    const project = readProject(path, addOn);
    if (!project) throw new Error('There is no project.');
    return pushProblems(await filesToPush(path), path, project, addOn);
  }

  test.each<[string, Record<string, unknown>]>([
    ['nothing else', {}],
    [
      'what clasp itself writes when it makes a script',
      { scriptExtensions: ['.js', '.gs'], htmlExtensions: ['.html'], jsonExtensions: ['.json'], filePushOrder: [] },
    ],
    ['a srcDir that is the same folder', { srcDir: 'dist' }],
  ])('%s is in nobody’s way', async (_, settings) => {
    expect(await problems(settings)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['srcDir', { srcDir: 'selftest' }, 'selftest/sidebar.html'],
    ['srcDir', { srcDir: 'build' }, 'nothing'],
    ['srcDir', { srcDir: '..' }, ''],
    ['fileExtension', { fileExtension: 'gs' }, 'dist/appsscript.json, dist/sidebar.html'],
    ['scriptExtensions', { scriptExtensions: ['gs'] }, 'dist/appsscript.json, dist/sidebar.html'],
    ['htmlExtensions', { htmlExtensions: 'htm' }, 'dist/Code.js, dist/appsscript.json'],
    ['jsonExtensions', { jsonExtensions: [] }, 'dist/Code.js, dist/sidebar.html'],
  ])('%s as in %j is refused by name', async (name, settings, instead) => {
    const found = await problems(settings);
    expect(found[0]).toBe(`.clasp.deploy.json has "${name}", which makes clasp push other files. Take it out.`);
    expect(found[1]).toContain(instead);
  });

  test('a .claspignore is refused by name', async () => {
    writeFileSync('.claspignore', '**/*.html\n');
    expect((await problems({}))[0]).toContain('.claspignore makes clasp leave out or add files. Take it away');
  });

  test('so is the variable that names one', async () => {
    writeFileSync('policy.json', '**/*.js\n');
    process.env.clasp_config_ignore = 'policy.json';
    expect((await problems({}))[0]).toBe(
      'The variable clasp_config_ignore has clasp leave out what policy.json lists. Unset it.',
    );
  });

  test('and a project file in another folder, whose rootDir is another one', async () => {
    expect((await problems({}, '../elsewhere/.clasp.json'))[0]).toContain('counts from that file’s own folder');
  });

  test.each<[string, () => void]>([
    ['a file too many', () => writeFileSync('dist/other.js', '')],
    ['a file too few', () => rmSync('dist/sidebar.html')],
    [
      'a link in the place of a file',
      () => {
        rmSync('dist/sidebar.html');
        symlinkSync(resolve('dist/Code.js'), 'dist/sidebar.html');
      },
    ],
  ])('%s in dist/ is noticed', async (_, happened) => {
    happened();
    expect((await problems({})).join(' ')).toMatch(/clasp would push .* Look into dist\//);
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
