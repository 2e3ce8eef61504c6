import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/** What is pushed: the folder that holds it, and the file that names the script, which git ignores. */
export interface Product {
  readonly folder: string;
  readonly defaultProject: string;
  readonly title: string;
}

export const addOn: Product = {
  folder: 'dist',
  defaultProject: '.clasp.deploy.json',
  title: 'Journeybee Leaderboards',
};

export const selfTest: Product = {
  folder: 'dist-selftest',
  defaultProject: '.clasp.selftest.json',
  title: 'Journeybee self-test',
};

/** What a project file says. Of clasp's own settings only these are used; the others stay in the file. */
export interface ClaspProject {
  /** null: the script is not made yet. */
  readonly scriptId: string | null;
  /** The spreadsheet that the script is bound to; null: it is a project of its own. */
  readonly parentId: string | null;
  /** The policy that it was last built with. */
  readonly policy: string | null;
  /** The script was made, and nothing has been pushed to it yet. */
  readonly unfinished: boolean;
  /** All of it, as clasp reads it. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** null where there is no such file. @throws Error that says what is wrong with it */
export function readProject(path: string, { folder }: Product): ClaspProject | null {
  if (!existsSync(path)) return null;
  if (statSync(path).isDirectory()) {
    throw new Error(
      `${path} is a folder. Name a file after --project, such as ${path.replace(/\/*$/, '')}/.clasp.json.`,
    );
  }
  const wanted = example(folder);
  const settings = settingsIn(path, wanted);
  const { scriptId = null, rootDir, parentId = null, policy = null, unfinished } = settings;
  if (rootDir !== folder) throw new Error(`${path} has to name "${folder}" as its rootDir. ${wanted}`);
  if (scriptId !== null && !isId(scriptId)) {
    throw new Error(
      scriptId === ''
        ? `${path} has an empty scriptId. ${wanted}`
        : `The scriptId in ${path} is no id of a script. Take what stands between /projects/ and /edit in the script editor’s address.`,
    );
  }
  const parent: unknown = Array.isArray(parentId) ? parentId[0] : parentId;
  if (parent !== null && !isId(parent)) {
    throw new Error(
      `The parentId in ${path} is no id of a spreadsheet. Take what stands between /d/ and /edit in its address, or leave it out.`,
    );
  }
  if (policy !== null && typeof policy !== 'string') throw new Error(`The policy in ${path} has to name a file.`);
  return { scriptId, parentId: parent, policy, unfinished: unfinished === true, settings };
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{20,}$/.test(value);

const example = (folder: string): string =>
  `It holds {"scriptId": "…", "rootDir": "${folder}"}; docs/deploy.md says where the id stands.`;

/**
 * Whether the script that the file names is there to be pushed to or, where one is to be made, is still to be made.
 * @throws Error that says what to do instead
 */
export function checkProject(
  known: ClaspProject | null,
  path: string,
  product: Product,
  makes: boolean,
  team: boolean,
): void {
  if (!makes) {
    if (!known) {
      throw new Error(
        `There is no ${path}, which names the script to push to. npm run deploy -- --new makes a spreadsheet with a script, and that file. ${example(product.folder)}`,
      );
    }
    if (known.scriptId === null) {
      throw new Error(`${path} names no scriptId. npm run deploy -- --new makes a script. ${example(product.folder)}`);
    }
  } else if (known?.scriptId && !known.unfinished) {
    throw new Error(
      `${path} already names a script: ${known.scriptId}. ${again(product, path)} pushes to it. For another one, name another file: --project .clasp.other.json`,
    );
  }
  if (known?.scriptId && team && known.parentId !== null) {
    throw new Error(
      `${path} names a script that is bound to a spreadsheet, so it is not for a team. For another one, name another file: --project .clasp.other.json`,
    );
  }
}

/** clasp's settings that choose files by their extension, each with the one extension that has to be among them. */
const extensions: Readonly<Record<string, string>> = {
  fileExtension: 'js',
  scriptExtensions: 'js',
  htmlExtensions: 'html',
  jsonExtensions: 'json',
};

/**
 * What has clasp push something else than the whole of the folder, as far as the surroundings of the project file show it: a
 * sentence for each cause, with the file and the setting. Neither clasp nor a build is needed to say so.
 */
export function misleadingSettings(
  path: string,
  settings: ClaspProject['settings'],
  { folder }: Product,
): readonly string[] {
  const place = dirname(path);
  const { srcDir } = settings;
  const names = Object.keys(extensions).filter((name) => {
    const values = [settings[name] ?? extensions[name]].flat();
    return !values.some((value) => String(value).toLowerCase().replace(/^\./, '') === extensions[name]);
  });
  if (srcDir !== undefined && !(typeof srcDir === 'string' && relative(folder, srcDir) === '')) names.unshift('srcDir');
  const problems = names.map((name) => `${path} has "${name}", which makes clasp push other files. Take it out.`);
  if (relative('.', place) !== '') {
    problems.push(`"rootDir" in ${path} counts from that file’s own folder. Move the file to this one.`);
  }
  return problems;
}

/** What pushes to the script once it is there. */
export function again(product: Product, path: string): string {
  const options = [
    ...(product === selfTest ? ['--selftest'] : []),
    ...(path === product.defaultProject ? [] : ['--project', path]),
  ];
  return ['npm run deploy', ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
}

/** Writes these over what the file says; whatever else is in it stays. */
export function writeProject(path: string, changes: Readonly<Record<string, unknown>>): void {
  const before = existsSync(path) ? settingsIn(path, '') : {};
  writeFileSync(path, `${JSON.stringify({ ...before, ...changes }, null, 2)}\n`);
}

/** clasp reads JSON5, of which JSON is a part: both of us read the same. */
function settingsIn(path: string, wanted: string): Record<string, unknown> {
  try {
    const settings: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return { ...settings };
  } catch {
    // Told below.
  }
  throw new Error(`${path} is not a JSON object, without comments. ${wanted}`.trim());
}
