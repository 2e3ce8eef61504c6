import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../package.json';
import type { BuildSettings } from '../src/build-settings';
import { policyIn, settingsFor, settingsText } from './build-settings';
import { createScript, filesToPush, loggedIn, push, pushProblems, reason } from './clasp';
import {
  addOn,
  again,
  type ClaspProject,
  checkProject,
  type Product,
  readProject,
  selfTest,
  writeProject,
} from './clasp-project';
import { finish } from './command';
import { buildDist } from './dist';
import { manifestProblems } from './manifest';
import { buildSelfTest } from './selftest';

/**
 * `npm run deploy`: builds and pushes the add-on to the script that `.clasp.deploy.json` names, or the file after `--project`.
 * `-- --new` makes that script first, with a spreadsheet that it is bound to, or by itself with `--team`; `-- --selftest` does
 * the same for the self-test; `-- --policy FILE` builds with what an administrator decided, and that is kept in the file.
 * Nothing is made, built or pushed before it is known where to and as whom, and each step can be repeated.
 */
finish(async () => {
  const { values } = parseArgs({
    options: {
      new: { type: 'boolean', default: false },
      team: { type: 'boolean', default: false },
      selftest: { type: 'boolean', default: false },
      policy: { type: 'string' },
      project: { type: 'string' },
    },
  });
  const product = values.selftest ? selfTest : addOn;
  const { project: path = product.defaultProject } = values;
  const known = readProject(path, product);
  // Nobody has a script for the self-test by hand: the first run makes one.
  const makes = values.new || (values.selftest && !known?.scriptId);
  checkProject(known, path, product, makes, values.team);
  const policyFile = values.policy ?? known?.policy ?? null;
  const policy = policyFile === null ? {} : policyIn(policyFile);

  const person = await loggedIn();
  console.log(`Logged in as ${person}.`);
  const project = makes ? await made(known, path, product, !values.team) : known;
  if (!project?.scriptId) throw new Error(`${path} names no script.`);

  const settings = settingsFor(project.parentId === null ? 'team' : 'bound', policy);
  console.log(`Building ${product.folder}/ …`);
  await built(product, settings);
  if (values.policy !== undefined) writeProject(path, { policy: values.policy });
  await look(project, path, product);
  console.log(`Pushing to the script ${project.scriptId} …`);
  await pushed(path, person, again(product, path));
  if (project.unfinished) writeProject(path, { unfinished: undefined });
  console.log(['', `Pushed version ${version}. What comes next:`, ...next(project, product, path, makes)].join('\n'));
});

/** A script that an earlier run has made is gone on with. */
async function made(known: ClaspProject | null, path: string, product: Product, bound: boolean): Promise<ClaspProject> {
  if (known?.scriptId) {
    console.log(`Going on with the script that an earlier run has made: ${known.scriptId}.`);
    return known;
  }
  console.log(bound ? 'Making a spreadsheet, and a script bound to it …' : 'Making a script of its own …');
  writeProject(path, { rootDir: product.folder });
  mkdirSync(product.folder, { recursive: true });
  const script = await createScript(path, product, bound).catch((error: unknown) => {
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

async function built(product: Product, settings: BuildSettings): Promise<void> {
  if (product === selfTest) await buildSelfTest();
  else {
    await buildDist(settings);
    console.log(settingsText(settings));
  }
  const problems = manifestProblems(readFileSync(join(product.folder, 'appsscript.json'), 'utf8'));
  if (problems.length > 0) throw new Error(`appsscript.json is not to be pushed:\n${problems.join('\n')}`);
}

/** What clasp would push has to be the whole of the folder and nothing else. */
async function look(project: ClaspProject, path: string, product: Product): Promise<void> {
  const problems = pushProblems(await filesToPush(path), path, project, product);
  if (problems.length > 0) throw new Error(`Nothing is pushed.\n${problems.join('\n')}`);
}

async function pushed(path: string, person: string, command: string): Promise<void> {
  const ended = await push(path);
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
  } else {
    steps.push(
      `Open the script: ${editor}`,
      'Choose Deploy > Test deployments > Create new test: Editor add-on, latest code, Installed and enabled, and a spreadsheet of yours. Execute opens it. Schedules do not run in a test deployment.',
    );
  }
  if (product === selfTest) {
    steps.push(
      `Choose Extensions > ${product.title} > Run self-test. ${permission}`,
      'Copy the report from the sidebar into a file here, such as report.txt, then: npm run platform -- --report report.txt',
    );
  } else {
    steps.push(`Choose Extensions > ${product.title} > Open Journeybee. ${permission}`);
    if (parentId === null) {
      steps.push(
        `For your team, keep this version: npx clasp create-version "${version}" --project ${path}`,
        'Publish it privately, in the Google Workspace Marketplace: docs/deploy.md#the-marketplace',
      );
    } else {
      steps.push(
        'Paste your API key and choose Connect. Keep the file to yourself: whoever may edit it can change its script, and so read your key.',
      );
    }
  }
  return steps.map((step, index) => `${index + 1}. ${step}`);
}
