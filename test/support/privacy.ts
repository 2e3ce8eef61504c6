import { readFileSync } from 'node:fs';

const document = readFileSync('docs/privacy.md', 'utf8');

/** The rows of the tables below a heading of docs/privacy.md, as their cells. */
export function privacyRows(heading: string): string[][] {
  const [, below = ''] = document.split(`\n## ${heading}\n`);
  const [section = ''] = below.split('\n## ');
  const lines = section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:what|promise|scope) \|/.test(line));
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

export interface KeptName {
  readonly store: string;
  readonly name: string;
  readonly fits: (given: string) => boolean;
}

/** What docs/privacy.md says is kept, by store and name: `state:…` is each that begins so. */
export const keptNames = (): KeptName[] =>
  privacyRows('Everything that is kept').flatMap(([, store = '', names = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({
      store,
      name,
      fits: (given: string) => (name.endsWith('…') ? given.startsWith(name.slice(0, -1)) : given === name),
    })),
  );
