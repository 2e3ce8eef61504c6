import { readFileSync } from 'node:fs';

const recipes = readFileSync('docs/engineering.md', 'utf8');

/** The line of a list that docs/engineering.md tells a newcomer to add, by the name that it begins with. */
export const lineOf = (name: string): string => added(`${name}: ${unquoted},`);

/** The line of `src/main.ts` that it tells to add for a function. */
export const assignmentOf = (name: string): string => added(`global\\.${name} = ${unquoted};`);

const unquoted = '[^`]+';

function added(pattern: string): string {
  const [, line] = new RegExp(`\`(${pattern})\``).exec(recipes) ?? [];
  if (line === undefined) throw new Error(`docs/engineering.md has no line like ${pattern}`);
  return line;
}
