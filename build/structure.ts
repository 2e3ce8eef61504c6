import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join } from 'node:path';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import { isNode, type SyntaxNode, visit } from './syntax';

const document = 'docs/engineering.md';

/** What a function or a file of src/ may have without a reason. */
const limits = { lines: 60, parameters: 4, 'lines of a file': 300 } as const;
type Measure = keyof typeof limits;

/** A function or file beyond a limit. `name` is the function's, empty for a file or where it has none. */
interface Large {
  readonly file: string;
  readonly name: string;
  readonly measure: Measure;
  readonly size: number;
}

/** Folders of src/ that import each other, and what is larger than the document gives a reason for, a sentence for each. */
export function structureProblems(folder = 'src', text = readFileSync(document, 'utf8')): string[] {
  const found = large(folder);
  const reasons = [...text.matchAll(reasonRow)].map(([, measure = '', file = '', name = '', size = '']) => ({
    key: keyOf(measure, file, name),
    size: Number(size),
  }));
  const keys = found.map(({ measure, file, name }) => keyOf(measure, file, name));
  return [
    ...folderCircles(folder).map((circle) => `Folders of ${folder}/ import each other: ${circle.join(', ')}.`),
    ...found.flatMap(({ measure, size }, index) => {
      const allowed = reasons.find(({ key }) => key === keys[index])?.size ?? limits[measure];
      return size > allowed
        ? `${keys[index]}: ${size}, more than ${allowed}. Take it apart, or say why in ${document}.`
        : [];
    }),
    ...reasons.flatMap(({ key }) =>
      keys.includes(key) ? [] : `${document} gives a reason for what is not large: ${key}`,
    ),
    ...largestProblems(found, text),
  ];
}

/** Which of its claims about what is largest of each kind the document has wrong. Of several of one size any will do. */
function largestProblems(found: readonly Large[], text: string): string[] {
  const claim =
    /longest function is `([^`]+)`, the most\s+parameters has `([^`]+)`, the largest file is `([^`]+)`/.exec(text);
  const measures: readonly Measure[] = ['lines', 'parameters', 'lines of a file'];
  return measures.flatMap((measure, index) => {
    const [first, ...others] = found.filter((large) => large.measure === measure);
    const named = claim?.[index + 1];
    if (!first || named === undefined) return [];
    const names = [first, ...others.filter(({ size }) => size === first.size)].map(
      ({ file, name }) => name || basename(file),
    );
    return names.includes(named) ? [] : `${document}: the most ${measure} has ${names.join(' and ')}, not ${named}.`;
  });
}

/** `| lines | `src/a.ts` `name` | 70 | why |`; a file has no name. */
const reasonRow = /^\| (lines|parameters|lines of a file) \| `([^`]+)`(?: `([^`]+)`)? \| (\d+) \| [^|]*\w[^|]* \|$/gm;

const keyOf = (measure: string, file: string, name: string): string => [measure, file, name].join(' ').trim();

export const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .sort();

/** What of a folder is beyond a limit, the largest first. Lines are those of the source, comments within included. */
function large(folder = 'src'): Large[] {
  const found = sourceFiles(folder).flatMap((file): Large[] => {
    const source = readFileSync(file, 'utf8');
    const lines = source.trimEnd().split('\n').length;
    return [...functionsIn(file, source), { file, name: '', measure: 'lines of a file', size: lines }];
  });
  return found.filter(({ measure, size }) => size > limits[measure]).sort((a, b) => b.size - a.size);
}

function functionsIn(file: string, source: string): Large[] {
  const { code, map } = transformSync(source, {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    jsx: 'automatic',
    sourcemap: 'external',
    sourcefile: file,
  });
  const toSource = new SourceMap(JSON.parse(map));
  const lineOf = ({ line, column }: { line: number; column: number }): number => {
    const entry = toSource.findEntry(line - 1, column);
    return 'originalLine' in entry ? entry.originalLine : 0;
  };
  const sizes: Large[] = [];
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true }), (node) => {
    for (const { value, name } of namedFunctions(node)) {
      const { start, end } = value.loc as Record<'start' | 'end', { line: number; column: number }>;
      const lines = lineOf({ line: end.line, column: end.column - 1 }) - lineOf(start) + 1;
      sizes.push({ file, name, measure: 'lines', size: lines });
      sizes.push({ file, name, measure: 'parameters', size: (value.params as unknown[]).length });
    }
    return true;
  });
  return sizes;
}

/** The functions that a node names: its own, or those that a variable, field or method of it holds. */
function namedFunctions(node: SyntaxNode): Array<{ value: SyntaxNode; name: string }> {
  const named = (value: unknown, key: unknown) =>
    isNode(value) && /^(Arrow)?Function/.test(String(value.type)) && isNode(key)
      ? [{ value, name: String(key.name ?? key.value ?? '') }]
      : [];
  switch (node.type) {
    case 'FunctionDeclaration':
      return named(node, node.id);
    case 'VariableDeclarator':
      return named(node.init, node.id);
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return named(node.value, node.key);
    default:
      return [];
  }
}

/** What each folder imports of the others, types included; a file beside the folders counts as one. */
export function importsOfTops(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const imports = new Map<string, Set<string>>();
  for (const file of sourceFiles(folder)) {
    const from = topOf(file.slice(folder.length + 1));
    const targets = imports.get(from) ?? new Set<string>();
    imports.set(from, targets);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/\bfrom '(\.[^']*)'|^import '(\.[^']*)'/gm)) {
      const target = join(file, '..', path).replaceAll('\\', '/');
      if (!target.startsWith(`${folder}/`)) continue;
      const to = topOf(target.slice(folder.length + 1));
      if (to !== from) targets.add(to);
    }
  }
  return imports;
}

/** The folders that import each other in a circle. */
function folderCircles(folder: string): string[][] {
  const imports = importsOfTops(folder);
  const reachable = (from: string): Set<string> => {
    const seen = new Set<string>();
    const queue = [...(imports.get(from) ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...(imports.get(next) ?? []));
    }
    return seen;
  };
  const names = [...imports.keys()].sort();
  const reach = new Map(names.map((name) => [name, reachable(name)]));
  const circles = names
    .filter((name) => reach.get(name)?.has(name))
    .map((name) => names.filter((other) => reach.get(name)?.has(other) && reach.get(other)?.has(name)));
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

const topOf = (path: string): string => (path.split('/')[0] ?? path).replace(/\.tsx?$/, '');
