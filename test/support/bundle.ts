import { readFileSync } from 'node:fs';
import { isNode, type SyntaxNode, syntaxOf, visit } from '../../build/syntax';
import { parseAsGoogle, topLevelFunctions } from '../../workbench/apps-script/project';

const code = readFileSync('dist/Code.js', 'utf8');

/** The functions that cells, menus, triggers and the sidebar can call. */
export const topLevel: readonly string[] = topLevelFunctions(code);

/** The methods that the shipped sidebarCall knows. The source names its two tables; what ships has one of the same keys each. */
export const sidebarMethods: readonly string[] = ['calls', 'reads'].flatMap((name) => {
  const source = syntaxOf(readFileSync('src/sidebar-calls.ts', 'utf8'));
  const [keys] = tablesIn(source, (held) => held === name);
  const shipped = tablesIn(parseAsGoogle(code), () => true).filter((table) => table.join() === keys?.join());
  if (!keys || shipped.length !== 1) throw new Error(`Code.js has ${shipped.length} tables like ${name}.`);
  return keys;
});

/** The keys of object literals that variables of these names hold. */
function tablesIn(program: unknown, isWanted: (name: string) => boolean): string[][] {
  const tables: string[][] = [];
  visit(program, ({ type, id, init }) => {
    const isTable = type === 'VariableDeclarator' && isNode(init) && init.type === 'ObjectExpression';
    if (isTable && isNode(id) && isWanted(String(id.name))) tables.push(keysOf(init));
    return true;
  });
  return tables;
}

function keysOf({ properties }: SyntaxNode): string[] {
  return (properties as ReadonlyArray<{ readonly key?: { readonly name?: string } }>).map(({ key }) =>
    String(key?.name),
  );
}
