import { parse } from 'acorn';
import { transformSync } from 'esbuild';

export type SyntaxNode = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null;

/** What TypeScript source says once its types are gone. */
export function syntaxOf(source: string): unknown {
  const { code } = transformSync(source, { loader: 'ts' });
  return parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
}

/** Every node; `see` answers whether to look into it. */
export function visit(node: unknown, see: (node: SyntaxNode) => boolean): void {
  if (Array.isArray(node)) for (const item of node) visit(item, see);
  else if (isNode(node) && (typeof node.type !== 'string' || see(node))) {
    for (const child of Object.values(node)) visit(child, see);
  }
}

/** The text of a literal, with … for what a template puts in; null where the node is none. */
export function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return String(node.value);
  if (node.type !== 'TemplateLiteral') return null;
  return (node.quasis as Array<{ value: { cooked: string } }>).map(({ value }) => value.cooked).join('…');
}
