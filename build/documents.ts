import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A place in a document, and what is wrong there. */
const problem = (file: string, line: number, what: string) => `${file}:${line}: ${what}`;

interface Line {
  readonly text: string;
  readonly number: number;
  /** In a block of code. */
  readonly code: boolean;
}

/**
 * What the documents of a folder name that is not there: files and headings that they link to, pictures, npm scripts and
 * their flags, commands of clasp, and paths in code. Addresses elsewhere are read, not asked for.
 */
export function documentProblems(root: string): string[] {
  const { version, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return markdownFiles(root).flatMap((file) => {
    const lines = linesOf(readFileSync(join(root, file), 'utf8'));
    return [
      ...lines.filter(({ code }) => !code).flatMap((line) => linkProblems(root, file, line)),
      ...lines.flatMap((line) => [
        ...commandProblems(root, scripts, line).map((what) => problem(file, line.number, what)),
        ...pathProblems(root, line).map((what) => problem(file, line.number, what)),
      ]),
      ...(file === 'CHANGELOG.md' ? changelogProblems(lines, version) : []),
    ];
  });
}

function linkProblems(root: string, file: string, { text, number }: Line): string[] {
  const prose = text.replace(/`[^`]*`/g, '');
  return [...prose.matchAll(/(!?)\[([^\]]*)\]\(([^)\s]*)\)/g)].flatMap(([, mark, label = '', target = '']) => {
    if (label.trim() === '') return problem(file, number, `${mark ? 'a picture' : 'a link'} to ${target} says nothing`);
    if (/^https:\/\/[\w.-]+\.[a-z]+(?:[/#?]|$)/.test(target)) return [];
    const [path = '', heading] = target.split('#');
    const found = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path));
    if (/^[a-z]+:/.test(target) || !existsSync(join(root, found))) {
      return problem(file, number, `there is no ${target}`);
    }
    if (mark && statSync(join(root, found)).size === 0) return problem(file, number, `${target} is empty`);
    if (heading === undefined || headingsOf(readFileSync(join(root, found), 'utf8')).has(heading)) return [];
    return problem(file, number, `${found} has no heading #${heading}`);
  });
}

/** Commands stand in code, in a line or a block. */
function commandProblems(root: string, scripts: Readonly<Record<string, string>>, line: Line): string[] {
  return codeIn(line).flatMap((code) => [
    ...[
      ...code.matchAll(/\bnpm (?:run (?:--?\w+ )*([\w-]+)|(start|test)\b)(?: --?(?!-)\w[\w-]*)*(?: -- ([^`|#&]*))?/g),
    ].flatMap(([, run, plain, args = '']) => {
      const name = run ?? plain ?? '';
      const script = scripts[name];
      return script === undefined ? [`there is no npm script ${name}`] : argumentProblems(root, name, script, args);
    }),
    ...[...code.matchAll(/\bnpx clasp ([a-z-]+)/g)].flatMap(([, name]) =>
      existsSync(join(root, `node_modules/@google/clasp/build/src/commands/${name}.js`))
        ? []
        : [`clasp has no ${name}`],
    ),
  ]);
}

/** A flag has to be in the file that the script runs; what `npm test` is given are files. */
function argumentProblems(root: string, name: string, script: string, args: string): string[] {
  const entry = script.split(' ').at(-1) ?? '';
  const source = readFileSync(join(root, entry), 'utf8');
  const words = args.trim().split(/\s+/).filter(Boolean);
  const flags = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.slice(2));
  const unknown = name === 'test' ? [] : flags.filter((flag) => !new RegExp(`\\b${flag}\\b`).test(source));
  const files = name === 'test' ? words.filter((word) => word.startsWith('test') && !existsSync(join(root, word))) : [];
  return [
    ...unknown.map((flag) => `npm run ${name} knows no --${flag}`),
    ...files.map((path) => `there is no ${path}`),
  ];
}

const folders = ['benchmarks', 'build', 'campaign', 'docs', 'openapi', 'selftest', 'src', 'test', 'workbench'];

/** Paths from the root, as the documents write them: `src/main.ts`, `build/`. */
function pathProblems(root: string, line: Line): string[] {
  if (line.code) return [];
  return codeIn(line).flatMap((code) => {
    const named =
      /^[\w.-]+(?:\/[\w.-]+)*\/?$/.test(code) && folders.includes(code.split('/')[0] ?? '') && code.includes('/');
    return named && !existsSync(join(root, code)) ? [`there is no ${code}`] : [];
  });
}

function changelogProblems(lines: readonly Line[], version: string): string[] {
  const first = lines.find(({ text }) => text.startsWith('## '));
  if (first?.text.split(' ')[1] === version) return [];
  return [problem('CHANGELOG.md', first?.number ?? 1, `the first entry has to be for ${version}, as in package.json`)];
}

const codeIn = ({ text, code }: Line): string[] =>
  code ? [text] : [...text.matchAll(/`([^`]+)`/g)].map(([, inner = '']) => inner);

function linesOf(text: string): Line[] {
  let code = false;
  return text.split('\n').map((line, index) => {
    const fence = line.trimStart().startsWith('```');
    if (fence) code = !code;
    return { text: fence ? '' : line, number: index + 1, code };
  });
}

/** As GitHub makes anchors of them. */
function headingsOf(text: string): Set<string> {
  const headings = linesOf(text).filter((line) => !line.code && /^#+ /.test(line.text));
  return new Set(
    headings.map((line) =>
      line.text
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replace(/ /g, '-'),
    ),
  );
}

function markdownFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (!entry.isDirectory()) return path.endsWith('.md') ? [path] : [];
      const ours = !entry.name.startsWith('.') && entry.name !== 'node_modules' && !entry.name.startsWith('dist');
      return ours ? markdownFiles(root, path) : [];
    })
    .sort();
}
