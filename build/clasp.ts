import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Product, writeProject } from './clasp-project';

/** What clasp ended with. It says most failures on standard error, some not at all, and some with the exit code 0. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const program = 'node_modules/@google/clasp/build/src/index.js';

/** Runs clasp with these arguments. */
export type Clasp = (...args: readonly string[]) => Promise<Ended>;

/** Runs clasp's program. */
export const runClasp: Clasp = (...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    child.on('error', reject);
    child.on('close', (status) => resolve(endedWith(status, stdout.join(''), stderr.join(''))));
  });

/** As clasp says it, without the line that turns while it works. */
export function endedWith(status: number | null, stdout: string, stderr: string): Ended {
  const words = stderr.split('\n').filter((line) => !/^- .*(?:\.\.\.|…)$/.test(line.trim()));
  return { status, stdout, stderr: words.join('\n').trim() };
}

/** Whose login clasp has. @throws Error that says how to get one, and to repeat `command` then */
export async function loggedIn(clasp: Clasp, command: string): Promise<string> {
  const how = `Log in with: npx clasp login\nThen repeat: ${command}`;
  const ended = await clasp('show-authorized-user', '--json');
  const answer = jsonIn(ended.stdout);
  if (answer === null) throw new Error(`clasp does not say who is logged in. ${reason(ended)} ${how}`);
  const { loggedIn: stored, email } = answer as { readonly loggedIn?: boolean; readonly email?: string };
  if (!stored) throw new Error(`clasp is not logged in to Google. ${how}`);
  if (!email) {
    throw new Error(
      `clasp has a login, but Google does not say whose: there is no connection, or it has run out. ${how}`,
    );
  }
  return email;
}

export interface MadeScript {
  readonly scriptId: string;
  readonly parentId: string | null;
  /** What clasp could not do after it. */
  readonly problem: string | null;
}

/**
 * Makes a script, with a spreadsheet that it is bound to or by itself. `project` has to name the folder, and no script. clasp
 * tells the ids as soon as Google has made them, fetches what is in the script over what is in the folder, and writes the
 * ids down last: whatever fails after the first step, the script is there.
 * @throws Error where nothing says that it was made
 */
export async function createScript(
  clasp: Clasp,
  project: string,
  { folder, title }: Product,
  bound: boolean,
): Promise<MadeScript> {
  const type = bound ? 'sheets' : 'standalone';
  const ended = await clasp(
    'create-script',
    '--type',
    type,
    '--title',
    title,
    '--rootDir',
    folder,
    '--project',
    project,
  );
  const scriptId = /script\.google\.com\/d\/([\w-]+)\/edit/.exec(ended.stdout)?.[1];
  const parentId = /drive\.google\.com\/open\?id=([\w-]+)/.exec(ended.stdout)?.[1] ?? null;
  if (scriptId && (parentId !== null || !bound)) {
    return { scriptId, parentId: bound ? parentId : null, problem: ended.status === 0 ? null : reason(ended) };
  }
  const left = bound ? `An empty spreadsheet “${title}” may be in your Drive now: delete it. ` : '';
  throw new Error(
    `Google has not made a script. ${reason(ended)}\n${apiOff(ended) ? 'Switch it on there, wait a minute, and run' : `${left}Run`} this command again.${apiOff(ended) ? ` ${left}`.trimEnd() : ''}`,
  );
}

const apiOff = ({ stderr }: Ended) => /usersettings/.test(stderr);

/** The files that clasp would push, as paths from here; it needs no login to say. */
export async function filesToPush(
  clasp: Clasp,
  project: string,
): Promise<readonly string[] | { readonly problem: string }> {
  const ended = await clasp('show-file-status', '--json', '--project', project);
  const { filesToPush: files } = { ...(jsonIn(ended.stdout) as { filesToPush?: unknown } | null) };
  return Array.isArray(files) ? files.map(String) : { problem: reason(ended) };
}

const fileNames = ['Code.js', 'appsscript.json', 'sidebar.html'];
const ignoreVariable = 'clasp_config_ignore';

/**
 * Which of the files a list of files to ignore has clasp leave out, a sentence for it; none where it leaves out none of them. clasp
 * itself says so, of a folder with such files: nothing has to be made or built for it, and no login is needed.
 */
export async function ignoreProblems(clasp: Clasp, project: string, product: Product): Promise<string[]> {
  const ignore = join(dirname(project), '.claspignore');
  const variable = process.env[ignoreVariable];
  if (!variable && !existsSync(ignore)) return [];
  const cause = variable ? `The variable ${ignoreVariable}, which names ${variable},` : ignore;
  const remedy = variable ? 'Unset it.' : 'Take those lines out of it.';
  const place = mkdtempSync(join(tmpdir(), 'clasp-'));
  try {
    const { folder } = product;
    mkdirSync(join(place, folder));
    for (const name of fileNames) writeFileSync(join(place, folder, name), '{}');
    if (existsSync(ignore)) copyFileSync(ignore, join(place, '.claspignore'));
    const copy = join(place, 'project.json');
    writeProject(copy, { scriptId: 'of-a-script-that-nobody-asks-for', rootDir: folder });
    const found = await filesToPush(clasp, copy);
    if ('problem' in found) return [`${cause} keeps clasp from saying what it would push. ${found.problem}`];
    const names = found.map((path) => basename(path));
    const missing = fileNames.filter((name) => !names.includes(name));
    return missing.length === 0 ? [] : [`${cause} has clasp leave out ${missing.join(', ')}. ${remedy}`];
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Why clasp would push something else than the whole of the folder, a sentence for each reason; none where it would not. */
export function pushProblems(found: readonly string[] | { readonly problem: string }, { folder }: Product): string[] {
  if ('problem' in found) return [`clasp does not say what it would push. ${found.problem}`];
  const wanted = fileNames.map((name) => join(folder, name)).sort();
  const sorted = [...found].sort();
  if (JSON.stringify(sorted) === JSON.stringify(wanted)) return [];
  const list = sorted.length === 0 ? 'nothing' : sorted.slice(0, 5).join(', ');
  return [
    `clasp would push ${list}${sorted.length > 5 ? ` and ${sorted.length - 5} more` : ''}, and not exactly ${wanted.join(', ')}.`,
    `Look into ${folder}/: a link in the place of a file, or a file too many, does that.`,
  ];
}

/** Pushes all of the folder. clasp may end without a word where a proxy answers for Google: then once more. */
export async function push(clasp: Clasp, project: string): Promise<Ended & { readonly done: boolean }> {
  const once = async () => {
    const ended = await clasp('push', '--force', '--json', '--project', project);
    return { ...ended, done: ended.status === 0 && Array.isArray(jsonIn(ended.stdout)) };
  };
  const first = await once();
  if (first.done || first.stderr !== '') return first;
  console.log('clasp gave no reason. Once more …');
  return once();
}

/** In clasp's own words, where it has any. */
export const reason = ({ stderr, stdout }: Ended): string =>
  stderr !== ''
    ? `clasp says: ${stderr}`
    : stdout.trim() !== ''
      ? `clasp says: ${stdout.trim()}`
      : 'clasp gave no reason.';

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
