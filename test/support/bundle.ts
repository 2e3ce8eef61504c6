import { readFileSync } from 'node:fs';
import type { Node, Property } from 'acorn';
import { parseAsGoogle, topLevelFunctions } from '../../workbench/apps-script/project';

const code = readFileSync('dist/Code.js', 'utf8');

/** The functions that cells, menus, triggers and the sidebar can call. */
export const topLevel: readonly string[] = topLevelFunctions(code);

/** The methods that the shipped sidebarCall knows: the names in its two tables. */
export const sidebarMethods: readonly string[] = ['calls', 'reads'].flatMap((table) => {
  const found = tablesNamed(table);
  if (found.length !== 1) throw new Error(`Code.js has ${found.length} tables called ${table}.`);
  return found[0] ?? [];
});

function tablesNamed(name: string): string[][] {
  const tables: string[][] = [];
  visit(parseAsGoogle(code), (node) => {
    const { type, id, init } = node as Node & Partial<Record<'id' | 'init', Node & Record<string, unknown>>>;
    if (type !== 'VariableDeclarator' || id?.name !== name || init?.type !== 'ObjectExpression') return;
    tables.push((init.properties as Property[]).map(({ key }) => String(Reflect.get(key, 'name'))));
  });
  return tables;
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) for (const item of node) visit(item, see);
  else if (typeof node === 'object' && node !== null) {
    if ('type' in node) see(node as Node);
    for (const child of Object.values(node)) visit(child, see);
  }
}
