import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syntaxOf, textOf, visit } from './syntax';

const document = 'docs/messages.md';

/**
 * The sentences that the add-on says, with … for what differs: every text of src/ with a full stop in it, as it stands in
 * the code, but those of faults of ours, which nobody is shown. What the sidebar's page says beside its fields (.tsx) explains itself.
 */
export function messagesInCode(): Set<string> {
  const found = new Set<string>();
  for (const file of serverFiles('src')) {
    visit(syntaxOf(readFileSync(file, 'utf8')), (node) => {
      const { type, callee } = node as { type?: string; callee?: { name?: string } };
      if (type === 'NewExpression' && /^(?:Range)?Error$/.test(callee?.name ?? '')) return false;
      const text = textOf(node)?.trim() ?? '';
      if (/[a-z]{2,}.* [\wé-…]/i.test(text) && /[a-z…)”’]\.(?:\s|…|$)/.test(text)) found.add(text);
      return true;
    });
  }
  return found;
}

/** Those that the document explains: the first cells of its tables. */
export function messagesExplained(): Set<string> {
  const rows = readFileSync(document, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| Message'));
  return new Set(rows.map((row) => (row.split('|')[1] ?? '').trim()));
}

/** What one of them has and the other has not, a sentence for each. */
export function messageProblems(): string[] {
  const [said, explained] = [messagesInCode(), messagesExplained()];
  return [
    ...[...said].filter((text) => !explained.has(text)).map((text) => `${document} does not explain: ${text}`),
    ...[...explained]
      .filter((text) => !said.has(text))
      .map((text) => `Nothing in src/ says what ${document} explains: ${text}`),
  ];
}

function serverFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? serverFiles(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .sort();
}
