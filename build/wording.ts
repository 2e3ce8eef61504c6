import { readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import { sourceFiles } from './structure';
import { isNode, type SyntaxNode, textOf, visit } from './syntax';

const document = 'docs/wording.md';

/** How many words a sentence may have that people read. */
const mostWords = 25;
/** How many longer ones are still listed in the document: whoever rewrites one lowers this; it is never raised. */
const mostListed = 2;

/** New sentences that are too long, and listed ones that are not said any more, a sentence for each. */
export function wordingProblems(folder = 'src', text = readFileSync(document, 'utf8'), most = mostListed): string[] {
  const listed = [...text.matchAll(/^- (.+)$/gm)].map(([, sentence = '']) => sentence).filter(isLong);
  const said = new Set(sourceFiles(folder).flatMap((file) => sentencesIn(file, readFileSync(file, 'utf8'))));
  return [
    ...[...said]
      .filter((sentence) => isLong(sentence) && !listed.includes(sentence))
      .map((sentence) => `A sentence of ${wordsOf(sentence)} words, more than ${mostWords}: ${sentence}`),
    ...listed
      .filter((sentence) => !said.has(sentence))
      .map((sentence) => `${document} lists a sentence that nothing says any more: ${sentence}`),
    ...(listed.length > most
      ? [`${document} lists ${listed.length} long sentences: it may only shrink, from ${most}.`]
      : []),
  ];
}

const isLong = (sentence: string): boolean => wordsOf(sentence) > mostWords;

/** What is put in counts as one word. */
const wordsOf = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}…]/u.test(word)).length;

/** The sentences that a file says, with … for what differs; also those of a page whose parts stand between its elements. */
function sentencesIn(file: string, source: string): string[] {
  const { code } = transformSync(source, { loader: file.endsWith('x') ? 'tsx' : 'ts', jsx: 'automatic' });
  const texts: string[] = [];
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    texts.push(textOf(node) ?? childrenOf(node) ?? '');
    return node.type !== 'ImportDeclaration';
  });
  return texts.flatMap((text) => text.trim().split(/(?<=[.?!][”")…]?)\s+/));
}

/** The text of an element whose children are several, one after the other. */
function childrenOf(node: SyntaxNode): string | null {
  const { type, key, value } = node as { type?: string; key?: { name?: string }; value?: SyntaxNode };
  if (type !== 'Property' || key?.name !== 'children' || value?.type !== 'ArrayExpression') return null;
  return (value.elements as unknown[]).map((child) => textOf(child) ?? (isNode(child) ? '…' : '')).join('');
}
