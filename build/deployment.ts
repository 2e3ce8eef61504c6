import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { version } from '../package.json';
import type { BuildSettings } from '../src/build-settings';
import { policyIn, settingsFor, settingsText } from './build-settings';
import {
  type Clasp,
  createScript,
  filesToPush,
  ignoreProblems,
  loggedIn,
  push,
  pushProblems,
  reason,
  runClasp,
} from './clasp';
import {
  addOn,
  again,
  type ClaspProject,
  checkProject,
  misleadingSettings,
  type Product,
  readProject,
  selfTest,
  writeProject,
} from './clasp-project';
import { manifestProblems } from './manifest';

/** What does the parts of a deploy that take long. */
interface Tools {
  readonly clasp: Clasp;
  /** Writes the product's folder. */
  readonly build: (product: Product, settings: BuildSettings) => Promise<void>;
}

export interface DeployOptions {
  /** Makes the script first: bound to a new spreadsheet, or by itself for a team. */
  readonly new: boolean;
  readonly team: boolean;
  /** The self-test in the place of the add-on. */
  readonly selftest: boolean;
  /** The file with what an administrator decided. It is kept in the project file. */
  readonly policy?: string | undefined;
  /** The file that names the script. */
  readonly project?: string | undefined;
}

/**
 * Builds a product and pushes it to its script. Nothing is made, built or pushed before it is known where to and as whom, and
 * each step can be repeated.
 * @throws Error that says what is wrong and what to do
 */
export async function deploy(
  options: DeployOptions,
  { clasp, build }: Tools = { clasp: runClasp, build: buildProduct },
): Promise<void> {
  const product = options.selftest ? selfTest : addOn;
  const { project: path = product.defaultProject } = options;
  const known = readProject(path, product);
  // Nobody has a script for the self-test by hand: the first run makes one.
  const makes = options.new || (options.selftest && !known?.scriptId);
  checkProject(known, path, product, makes, options.team);
  refuse('Nothing is made, built or pushed.', [
    ...misleadingSettings(path, known?.settings ?? {}, product),
    ...(await ignoreProblems(clasp, path, product)),
  ]);
  const manifest = manifestProblems(readFileSync('appsscript.json', 'utf8'));
  refuse('Nothing is made, built or pushed: appsscript.json may not be pushed like this.', manifest);
  const policyFile = options.policy ?? known?.policy ?? null;
  const policy = policyFile === null ? {} : policyIn(policyFile);

  const person = await loggedIn(clasp, makes ? 'this command' : again(product, path));
  console.log(`Logged in as ${person}.`);
  const project = makes ? await made(clasp, known, path, product, !options.team) : known;
  if (!project?.scriptId) throw new Error(`${path} names no script.`);

  const settings = settingsFor(project.parentId === null ? 'team' : 'bound', policy);
  console.log(`Building ${product.folder}/ …`);
  await build(product, settings);
  if (product === addOn) console.log(settingsText(settings));
  if (options.policy !== undefined) writeProject(path, { policy: options.policy });
  refuse('Nothing is pushed.', pushProblems(await filesToPush(clasp, path), product));
  console.log(`Pushing to the script ${project.scriptId} …`);
  await pushed(clasp, path, person, again(product, path));
  if (project.unfinished) writeProject(path, { unfinished: undefined });
  console.log(['', `Pushed version ${version}. What comes next:`, ...next(project, product, path, makes)].join('\n'));
}

/** @throws Error that gives these, where there are any */
function refuse(consequence: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error([consequence, ...problems].join('\n'));
}

/** A script that an earlier run has made is gone on with. */
async function made(
  clasp: Clasp,
  known: ClaspProject | null,
  path: string,
  product: Product,
  bound: boolean,
): Promise<ClaspProject> {
  if (known?.scriptId) {
    console.log(`Going on with the script that an earlier run has made: ${known.scriptId}.`);
    return known;
  }
  console.log(bound ? 'Making a spreadsheet, and a script bound to it …' : 'Making a script of its own …');
  writeProject(path, { rootDir: product.folder });
  mkdirSync(product.folder, { recursive: true });
  const script = await createScript(clasp, path, product, bound).catch((error: unknown) => {
    if (known === null) rmSync(path, { force: true });
    throw error;
  });
  if (script.problem !== null) console.log(`The script is made; clasp did not finish after it. ${script.problem}`);
  const { scriptId, parentId } = script;
  const settings = { rootDir: product.folder, scriptId, ...(parentId !== null && { parentId }), unfinished: true };
  // In the place of what clasp has written there, which is more than anybody needs.
  rmSync(path, { force: true });
  writeProject(path, settings);
  return { scriptId, parentId, policy: null, unfinished: true, settings };
}

/** What builds is loaded here, so that a refusal does not wait for it. */
async function buildProduct(product: Product, settings: BuildSettings): Promise<void> {
  if (product === selfTest) await (await import('./selftest')).buildSelfTest();
  else await (await import('./dist')).buildDist(settings);
}

async function pushed(clasp: Clasp, path: string, person: string, command: string): Promise<void> {
  const ended = await push(clasp, path);
  if (ended.done) return;
  throw new Error(
    [
      `Nothing is known to be pushed. ${reason(ended)}`,
      'What it mostly is:',
      '- the Google Apps Script API is off: switch it on at https://script.google.com/home/usersettings;',
      `- ${person} may not edit this script: share it with them, or log in as somebody else (npx clasp login);`,
      '- the script’s id is another one, or a proxy stands between here and Google.',
      `Then repeat: ${command}`,
    ].join('\n'),
  );
}

const permission =
  'Google asks for permission the first time. Where it says that the app is not verified: Advanced, and go on.';

/** Addresses to open, and what to click there. */
function next({ scriptId, parentId }: ClaspProject, product: Product, path: string, isNew: boolean): string[] {
  const editor = `https://script.google.com/d/${scriptId}/edit`;
  const steps: string[] = [];
  if (parentId !== null) {
    steps.push(`${isNew ? 'Open' : 'Reload'} the spreadsheet: https://docs.google.com/spreadsheets/d/${parentId}/edit`);
  } else if (isNew) {
    steps.push(
      `Open the script: ${editor}`,
      'Choose Deploy > Test deployments > Create new test: Editor add-on, latest code, Installed and enabled, and a spreadsheet of yours. Execute opens it. Schedules do not run in a test deployment.',
    );
  } else {
    steps.push(`Reload the spreadsheet of your test deployment. There is none yet? Open the script: ${editor}`);
  }
  if (product === selfTest) {
    steps.push(
      `Choose Extensions > ${product.title} > Run self-test.${isNew ? ` ${permission}` : ''}`,
      'Copy the report from the sidebar into a file here, such as report.txt, then: npm run platform -- --report report.txt',
    );
  } else {
    steps.push(`Choose Extensions > ${product.title} > Open Journeybee.${isNew ? ` ${permission}` : ''}`);
    if (parentId === null) {
      steps.push(
        `For your team, keep this version: npx clasp create-version "${version}" --project ${path}`,
        isNew
          ? 'Publish it privately, in the Google Workspace Marketplace: docs/deploy.md#the-marketplace'
          : 'Give it to your team: docs/deploy.md#new-versions',
      );
    } else if (isNew) {
      steps.push(
        'Paste your API key, choose Connect, then Insert a leaderboard. Keep the file to yourself: whoever may edit it can change its script, and so read your key.',
      );
    }
  }
  return steps.map((step, index) => `${index + 1}. ${step}`);
}
