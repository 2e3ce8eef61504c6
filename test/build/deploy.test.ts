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
import { type Clasp, filesToPush, ignoreProblems, pushProblems, runClasp } from '../../build/clasp';
import {
  addOn,
  checkProject,
  misleadingSettings,
  type Product,
  readProject,
  selfTest,
} from '../../build/clasp-project';
import { type DeployOptions, deploy } from '../../build/deployment';
import { manifestProblems } from '../../build/manifest';
import type { BuildSettings } from '../../src/build-settings';
import { isThorough } from '../support/breadth';
import { ClaspHost } from '../support/clasp-host';
import { ScriptServices } from '../support/script-services';
import { variant } from '../support/variants';

/** A clone of this project, in which somebody deploys to a Google of their own. */
let clone: string;
let home: string;
let google: ScriptServices;
let selfTestFolder: string;
/** One clasp for all tests. In the thorough breadth whole runs of its program, and whole builds, are tried beside it. */
let host: ClaspHost;
const original = process.cwd();
const environment = { ...process.env };

// A build and some runs of clasp take minutes together where the machine is shared.
jest.setTimeout(300_000);

beforeAll(async () => {
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
  google = await ScriptServices.start();
  writeFileSync(join(home, 'google.pem'), google.cert);
  // What tells clasp of this home and of the Google on loopback; nothing else can be reached.
  Object.assign(process.env, {
    HOME: home,
    USERPROFILE: home,
    HTTPS_PROXY: google.proxyUrl,
    https_proxy: google.proxyUrl,
    NO_PROXY: '',
    no_proxy: '',
    NODE_EXTRA_CA_CERTS: join(home, 'google.pem'),
  });
  host = await ClaspHost.start(clone, process.env);
  selfTestFolder = resolve(await variant('selftest'));
});
afterAll(async () => {
  process.env = environment;
  await host.close();
  await google.close();
  rmSync(join(clone, '..'), { recursive: true });
});

let said: string[];
beforeEach(() => {
  google.forget();
  logIn();
  process.chdir(clone);
  said = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => {
    said.push(text);
  });
});
afterEach(() => {
  process.chdir(original);
  jest.restoreAllMocks();
  for (const name of [
    '.clasp.deploy.json',
    '.clasp.selftest.json',
    '.claspignore',
    'policy.json',
    'dist',
    'dist-selftest',
  ])
    rmSync(join(clone, name), { force: true, recursive: true });
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

/** What `npm run deploy -- ARGS` ends with. */
interface Ended {
  readonly out: string;
  /** What is wrong; empty where all is done. */
  readonly problem: string;
}

/** A command of the clone, as npm runs it. */
function run(command: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((ended) => {
    const child = spawn(process.execPath, ['build/run.mjs', command, ...args], {
      cwd: clone,
      // jest's own, which is not what a child gets by itself.
      env: process.env,
    });
    const [out, problem]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => problem.push(text));
    child.on('close', () => ended({ out: out.join(''), problem: problem.join('').trim() }));
  });
}

/** The first line of Code.js says the version and the settings, so that what is pushed shows what it was built for. */
let version = 1;
const settingsLine = (settings: BuildSettings) => `// ${version} ${JSON.stringify(settings)}\n`;

/** Takes the add-on and the self-test that were built for all tests. */
async function build(product: Product, settings: BuildSettings): Promise<void> {
  if (product === selfTest) {
    cpSync(selfTestFolder, product.folder, { recursive: true });
    return;
  }
  cpSync(join(original, 'dist'), 'dist', { recursive: true });
  writeFileSync('dist/Code.js', settingsLine(settings) + built('Code.js'));
}

const runDeploy = (...args: readonly string[]) => run('build/deploy.ts', ...args);

/** The same in this process, with the clasp and the build that all tests share. */
async function deployHere(options: Partial<DeployOptions> = {}): Promise<Ended> {
  said = [];
  const problem = await deploy({ ...asGiven, ...options }, { clasp: host.clasp, build }).then(
    () => '',
    (error: Error) => error.message,
  );
  return { out: said.join('\n'), problem };
}

const asGiven: DeployOptions = { new: false, team: false, selftest: false };

const projectFile = () => JSON.parse(readFileSync('.clasp.deploy.json', 'utf8')) as Record<string, unknown>;
const writeProjectFile = (settings: unknown, name = '.clasp.deploy.json') =>
  writeFileSync(join(clone, name), typeof settings === 'string' ? settings : JSON.stringify(settings));
/** The one script there is. */
const remote = () => {
  expect(google.scripts.size).toBe(1);
  const [[id, script] = []] = [...google.scripts];
  if (!id || !script) throw new Error('There is no script.');
  const source = (name: string) => script.files.find((file) => file.name === name)?.source;
  return { id, ...script, source };
};
const built = (name: string) => readFileSync(join(clone, 'dist', name), 'utf8');
const pushes = () => google.requests.filter((request) => request.startsWith('PUT '));

const serverError = { status: 500, body: '{"error": {"code": 500, "message": "Internal error encountered."}}' };
const emptyAnswer = { status: 502, body: '' };

describe('with clasp’s own program and a Google on loopback (P9-8)', () => {
  test('a spreadsheet and its script: made, built for one person, pushed, and the next steps named; then a new version', async () => {
    const ended = await deployHere({ new: true });
    expect(ended.problem).toBe('');
    const { id, parentId, title, files, source } = remote();
    expect(title).toBe('Journeybee Leaderboards');
    expect(google.spreadsheets).toEqual([parentId]);
    expect(projectFile()).toEqual({ rootDir: 'dist', scriptId: id, parentId });
    expect(Object.fromEntries(files.map(({ name, source }) => [name, source]))).toEqual({
      Code: built('Code.js'),
      sidebar: built('sidebar.html'),
      appsscript: readFileSync('appsscript.json', 'utf8'),
    });
    expect(source('Code')).toContain('"door":"bound"');
    expect(ended.out).toContain('Logged in as anna@example.com.');
    expect(ended.out).toContain('Built for one spreadsheet that only you edit.');
    expect(ended.out).toContain(`1. Open the spreadsheet: https://docs.google.com/spreadsheets/d/${parentId}/edit`);
    expect(ended.out).toContain('2. Choose Extensions > Journeybee Leaderboards > Open Journeybee.');
    expect(ended.out).toContain(
      '3. Paste your API key, choose Connect, then Insert a leaderboard. Keep the file to yourself',
    );
    expect(google.refused).toEqual([]);

    // Once more with --new: the script that there is is kept.
    expect((await deployHere({ new: true })).problem).toBe(
      `.clasp.deploy.json already names a script: ${id}. npm run deploy pushes to it. For another one, name another file: --project .clasp.other.json`,
    );
    expect((await deployHere({ new: true, team: true })).problem).toContain('already names a script');

    version += 1;
    const again = await deployHere();
    expect(again.problem).toBe('');
    // What was allowed, pasted and said before is not asked for again.
    expect(again.out).toContain('1. Reload the spreadsheet: ');
    expect(again.out).not.toMatch(/permission|API key/);
    expect(remote().source('Code')).toContain(`// ${version} {`);
  });

  test('a script of its own, with a policy that stays with it; the version for the Marketplace is made as the output says', async () => {
    writeProjectFile({ sharedKeys: false }, 'policy.json');
    const ended = await deployHere({ new: true, team: true, policy: 'policy.json' });
    expect(ended.problem).toBe('');
    expect(remote().parentId).toBeNull();
    expect(google.spreadsheets).toEqual([]);
    expect(remote().source('Code')).toMatch(/"sharedKeys":false.*"door":"team"|"door":"team".*"sharedKeys":false/);
    expect(ended.out).toContain('by policy sharedKeys false');
    expect(ended.out).toContain('Schedules do not run in a test deployment.');
    expect(projectFile()).toEqual({ rootDir: 'dist', scriptId: remote().id, policy: 'policy.json' });
    const [, command = ''] = /npx clasp (create-version .*)/.exec(ended.out) ?? [];
    const made = await host.clasp(...command.split(' ').map((word) => word.replaceAll('"', '')));
    expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining('Created version 1') });
    expect(remote().versions).toEqual([JSON.parse(readFileSync('package.json', 'utf8')).version]);
    // Later pushes keep the policy.
    const later = await deployHere();
    expect(later.out).toContain('by policy sharedKeys false');
    expect(later.out).toContain('docs/deploy.md#new-versions');
    expect(later.out).not.toMatch(/permission|Marketplace|Create new test/);
  });

  test('the self-test: made, built and pushed by one command, and pushed again by the same', async () => {
    const ended = await deployHere({ selftest: true });
    expect(ended.problem).toBe('');
    expect(remote().title).toBe('Journeybee self-test');
    expect(remote().source('Code')).toContain('runSelfTest');
    expect(ended.out).toContain('npm run platform -- --report report.txt');
    expect(existsSync('.clasp.deploy.json')).toBe(false);
    expect((await deployHere({ selftest: true })).out).toContain('1. Reload the spreadsheet: ');
    expect(google.scripts.size).toBe(1);
  });

  test('the Apps Script API is off: nothing is made, and the same command works once it is on', async () => {
    google.isApiOn = false;
    const refused = await deployHere({ new: true });
    expect(refused.problem).toMatch(
      /Enable it by visiting https:\/\/script\.google\.com\/home\/usersettings then retry\.\nSwitch it on there, wait a minute, and run this command again\. An empty spreadsheet “Journeybee Leaderboards” may be in your Drive/,
    );
    expect(existsSync('.clasp.deploy.json')).toBe(false);
    google.isApiOn = true;
    expect((await deployHere({ new: true })).problem).toBe('');
    expect(projectFile()).toEqual({ rootDir: 'dist', scriptId: remote().id, parentId: google.spreadsheets[1] });
  });

  test('what failed half-way is gone on with and not made twice: a script whose files Google would not give, an empty answer to a push', async () => {
    let isMade = false;
    google.meddle = (method, path) => {
      if (method === 'PUT') return emptyAnswer;
      if (isMade || !path.endsWith('/content')) return null;
      isMade = existsSync('dist/Code.js');
      return isMade ? null : serverError;
    };
    const refused = await deployHere({ new: true });
    expect(refused.out).toMatch(/The script is made; clasp did not finish after it\. clasp (?:says|gave)/);
    expect(refused.out).not.toContain('Pushed');
    expect(refused.problem).toMatch(/^Nothing is known to be pushed\. clasp (?:gave no reason|says: )/);
    expect(refused.problem).toMatch(/Then repeat: npm run deploy$/);
    expect(pushes()).not.toEqual([]);
    expect(projectFile()).toMatchObject({ scriptId: remote().id, unfinished: true });

    // A proxy answers in the place of Google once, and clasp ends without a word.
    let isFirst = true;
    google.meddle = (method) => {
      if (method !== 'PUT' || !isFirst) return null;
      isFirst = false;
      return emptyAnswer;
    };
    const ended = await deployHere({ new: true });
    expect(ended.problem).toBe('');
    expect(ended.out).toContain('Going on with the script that an earlier run has made');
    expect(ended.out).toContain('1. Open the spreadsheet: ');
    expect(projectFile()).toEqual({ rootDir: 'dist', scriptId: remote().id, parentId: google.spreadsheets[0] });
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
  ])('a login that %s: a sentence says how to log in, and nothing is made or built', async (_, happened, problem) => {
    happened();
    const ended = await deployHere({ new: true });
    expect(ended).toEqual({ out: '', problem: expect.stringContaining(problem) });
    expect(ended.problem).toMatch(/Log in with: npx clasp login\nThen repeat: this command$/);
    expect(['dist', '.clasp.deploy.json'].filter((name) => existsSync(name))).toEqual([]);
    expect(google.scripts.size).toBe(0);
  });

  test('the command itself, as npm runs it, ends with what is wrong', async () => {
    google.isLoginValid = false;
    const ended = await runDeploy('--new');
    expect(ended).toEqual({ out: '', problem: expect.stringContaining('Google does not say whose') });
    expect(await runDeploy('--news')).toEqual({
      out: '',
      problem: "Unknown option '--news'. There are these options: --new, --team, --selftest, --policy …, --project ….",
    });
  });

  if (isThorough) {
    test.each<[string, readonly string[], RegExp]>([
      ['one person', [], /door:\s*"bound"/],
      ['a team', ['--team', '--policy', 'policy.json'], /door:\s*"team",\s*sharedKeys:\s*!1/],
    ])('the command itself makes, builds and pushes for %s, and pushes again', async (_, args, door) => {
      writeProjectFile({ sharedKeys: false }, 'policy.json');
      expect(await runDeploy('--new', ...args)).toEqual({
        problem: '',
        out: expect.stringContaining('What comes next:'),
      });
      expect(remote().source('Code')).toMatch(door);
      expect(remote().source('Code')).toBe(built('Code.js'));
      const source = readFileSync('src/menu.ts', 'utf8');
      writeFileSync('src/menu.ts', source.replace("'Open Journeybee'", "'Open it'"));
      const again = await runDeploy();
      writeFileSync('src/menu.ts', source);
      expect(again.problem).toBe('');
      expect(remote().source('Code')).toContain('Open it');
    });

    test('and the self-test', async () => {
      expect((await runDeploy('--selftest')).problem).toBe('');
      expect(remote().source('Code')).toContain('runSelfTest');
    });
  }
});

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
  beforeEach(() => {
    mkdirSync('dist');
    for (const name of ['Code.js', 'sidebar.html', 'appsscript.json']) writeFileSync(join('dist', name), '{}');
    mkdirSync('../elsewhere', { recursive: true });
  });
  afterEach(() => {
    delete process.env.clasp_config_ignore;
  });

  // The variable reaches clasp's own program only; the others are asked of it too in the thorough breadth.
  const programs: readonly Clasp[] = [(...args) => host.clasp(...args), ...(isThorough ? [runClasp] : [])];

  /** What is wrong before anything is made or built, and whether clasp does push something else. */
  async function look(settings: Record<string, unknown>, path = '.clasp.deploy.json', asked = programs) {
    writeProjectFile({ scriptId: id, rootDir: 'dist', ...settings }, path);
    const project = readProject(path, addOn);
    if (!project) throw new Error('There is no project.');
    const problems: string[] = [];
    for (const clasp of asked) problems.push(...pushProblems(await filesToPush(clasp, path), addOn));
    return { settings: misleadingSettings(path, project.settings, addOn), problems };
  }

  test.each<[string, Record<string, unknown>]>([
    ['nothing else', {}],
    [
      'what clasp itself writes when it makes a script',
      { scriptExtensions: ['.js', '.gs'], htmlExtensions: ['.html'], jsonExtensions: ['.json'], filePushOrder: [] },
    ],
    ['a srcDir that is the same folder', { srcDir: './dist' }],
    ['extensions that leave nothing out', { scriptExtensions: 'JS', htmlExtensions: ['.htm', 'html'] }],
  ])('%s is in nobody’s way', async (_, settings) => {
    expect(await look(settings)).toEqual({ settings: [], problems: [] });
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
    const found = await look(settings);
    expect(found.settings).toEqual([
      `.clasp.deploy.json has "${name}", which makes clasp push other files. Take it out.`,
    ]);
    expect(found.problems[0]).toContain(instead);
  });

  const ignored = (asked: Clasp) => ignoreProblems(asked, '.clasp.deploy.json', addOn);

  test('a .claspignore that leaves out a file is refused by name', async () => {
    writeFileSync('.claspignore', '**/*.html\n');
    const found = await look({});
    expect(await ignored(host.clasp)).toEqual([
      '.claspignore has clasp leave out sidebar.html. Take those lines out of it.',
    ]);
    expect(found.problems[0]).toContain('clasp would push dist/Code.js, dist/appsscript.json, and not exactly');
  });

  test.each(['', '# of another tool\n', 'node_modules/**\n**/*.test.js\n'])(
    'a .claspignore that leaves out none of the files is in nobody’s way: %j',
    async (lines) => {
      writeFileSync('.claspignore', lines);
      expect(await look({})).toEqual({ settings: [], problems: [] });
      expect(await ignored(host.clasp)).toEqual([]);
    },
  );

  test('so is the variable that names one', async () => {
    writeFileSync('policy.json', '**/*.js\n');
    process.env.clasp_config_ignore = 'policy.json';
    const found = await look({}, '.clasp.deploy.json', [runClasp]);
    expect(await ignored(runClasp)).toEqual([
      'The variable clasp_config_ignore, which names policy.json, has clasp leave out Code.js. Unset it.',
    ]);
    expect(found.problems[0]).toContain('clasp would push dist/appsscript.json, dist/sidebar.html, and not exactly');
  });

  test('and a project file in another folder, whose rootDir is another one', async () => {
    const found = await look({}, '../elsewhere/.clasp.json');
    expect(found.settings).toEqual([expect.stringContaining('counts from that file’s own folder')]);
    expect(found.problems).not.toEqual([]);
  });

  test('each of them before there is a login, a script or a build', async () => {
    rmSync('dist', { recursive: true });
    writeFileSync('.claspignore', '**/*.html\n');
    expect(await deployHere({ new: true })).toEqual({
      out: '',
      problem: expect.stringMatching(/^Nothing is made, built or pushed\.\n\.claspignore has clasp leave out sidebar/),
    });
    writeProjectFile({ scriptId: id, rootDir: 'dist', srcDir: 'selftest' });
    expect((await deployHere()).problem).toContain('.clasp.deploy.json has "srcDir"');
    expect(google.requests).toEqual([]);
    expect(existsSync('dist')).toBe(false);
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
    expect((await look({})).problems.join(' ')).toMatch(/clasp would push .* Look into dist\//);
  });

  test('and nothing is pushed', async () => {
    const withAnother = async () => writeFileSync('dist/other.js', '');
    writeProjectFile({ scriptId: id, rootDir: 'dist' });
    await expect(deploy(asGiven, { clasp: host.clasp, build: withAnother })).rejects.toThrow(
      /^Nothing is pushed\.\nclasp would push dist\/Code\.js, dist\/appsscript\.json, dist\/other\.js/,
    );
    expect(pushes()).toEqual([]);
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
