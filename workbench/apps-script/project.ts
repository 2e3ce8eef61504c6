import { readdir, readFile } from 'node:fs/promises';
import { join, parse as parsePath } from 'node:path';
import { type Options, type Program, parse as parseScript } from 'acorn';

interface Manifest {
  readonly oauthScopes: readonly string[];
  readonly urlFetchWhitelist: readonly string[];
  readonly runtimeVersion: string;
}

/** A script project as Google has it after a push. */
export interface Project {
  /** Server code in push order: alphabetical (P9-3). */
  readonly scripts: ReadonlyArray<{ readonly name: string; readonly source: string }>;
  /** By name without extension. */
  readonly pages: ReadonlyMap<string, string>;
  readonly manifest: Manifest;
  /** Names declared as top-level functions: what menus, cells and the sidebar can call (P1.1-2, P1.1-4). */
  readonly functions: readonly string[];
}

/** Reads a folder as clasp pushes it, and refuses what Google's parser might. */
export async function readProject(folder: string): Promise<Project> {
  const names = (await readdir(folder)).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, source: await readFile(join(folder, name), 'utf8') })),
  );
  const scripts = files.filter(({ name }) => /\.(?:js|gs)$/.test(name));
  const pages = files.filter(({ name }) => name.endsWith('.html'));
  const manifest = files.find(({ name }) => name === 'appsscript.json');
  const strangers = files.filter((file) => !scripts.includes(file) && !pages.includes(file) && file !== manifest);
  if (strangers.length > 0) throw new Error(`clasp does not push ${strangers.map(({ name }) => name).join(', ')}.`);
  if (!manifest) throw new Error(`${folder} has no appsscript.json.`);
  return {
    scripts,
    pages: new Map(pages.map(({ name, source }) => [parsePath(name).name, source])),
    manifest: JSON.parse(manifest.source) as Manifest,
    functions: scripts.flatMap(({ source }) => parsed(source)),
  };
}

const known = new Map<string, readonly string[]>();

/** Runtimes of one process mostly have the same project, and parsing it is most of what their start takes. */
function parsed(source: string): readonly string[] {
  const functions = known.get(source) ?? topLevelFunctions(source);
  known.set(source, functions);
  return functions;
}

export function topLevelFunctions(source: string): string[] {
  return parseAsGoogle(source).body.flatMap((node) => (node.type === 'FunctionDeclaration' ? [node.id.name] : []));
}

/** @throws SyntaxError for anything newer than ES2019 but `?.` and `??`: of nothing else is it said that it parses (P0-6, P7-8, P7-18) */
export function parseAsGoogle(source: string, onComment: Options['onComment'] = []): Program {
  return parseScript(source, {
    ecmaVersion: 2020,
    sourceType: 'script',
    onComment,
    onToken: ({ type, start, end }) => {
      const isBig = type.label === 'num' && source.charAt(end - 1) === 'n';
      if (type.keyword === 'import' || isBig) {
        throw new SyntaxError(`Not certain to parse: ${source.slice(start, end)}`);
      }
    },
  });
}
