import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import { sourceFiles } from './structure';
import { isNode, type SyntaxNode, visit } from './syntax';

const document = 'docs/style.md';

interface Binding {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Each binding of a folder that has a name which the document retires, with what it says to take instead. */
export function retiredNames(folder = 'src', text = readFileSync(document, 'utf8')): string[] {
  const retired = new Map(
    [...text.matchAll(/^\| `(\w+)` \| ([^|]+) \|$/gm)].map(([, name = '', instead = '']) => [name, instead.trim()]),
  );
  if (retired.size === 0) return [`${document} has no table of retired names.`];
  return bindings(folder).flatMap(({ name, file, line }) => {
    const instead = retired.get(name);
    return instead === undefined ? [] : [`${file}:${line}: ${name} is a retired name. Instead: ${instead}`];
  });
}

/** Variables, parameters, functions and classes that a folder's files declare, imports and types aside. */
export const bindings = (folder: string): Binding[] =>
  sourceFiles(folder).flatMap((file) => {
    const { code, map } = transformSync(readFileSync(file, 'utf8'), {
      loader: file.endsWith('x') ? 'tsx' : 'ts',
      jsx: 'automatic',
      sourcemap: 'external',
      sourcefile: file,
    });
    const toSource = new SourceMap(JSON.parse(map));
    const found: Binding[] = [];
    visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true }), (node) => {
      for (const identifier of declared(node)) {
        const { start } = identifier.loc as { start: { line: number; column: number } };
        const entry = toSource.findEntry(start.line - 1, start.column);
        found.push({
          name: String(identifier.name),
          file,
          line: 'originalLine' in entry ? entry.originalLine + 1 : 0,
        });
      }
      return true;
    });
    return found;
  });

/** The identifiers that a node itself declares. */
function declared(node: SyntaxNode): SyntaxNode[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return identifiers(node.id);
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...identifiers(node.id), ...((node.params as unknown[]) ?? []).flatMap(identifiers)];
    case 'CatchClause':
      return identifiers(node.param);
    default:
      return [];
  }
}

/** Those of a pattern. */
function identifiers(pattern: unknown): SyntaxNode[] {
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return (pattern.properties as SyntaxNode[]).flatMap((property) =>
        identifiers(property.value ?? property.argument),
      );
    case 'ArrayPattern':
      return (pattern.elements as unknown[]).flatMap(identifiers);
    case 'AssignmentPattern':
      return identifiers(pattern.left);
    case 'RestElement':
      return identifiers(pattern.argument);
    default:
      return [];
  }
}
