import { customFunction, type FunctionName, functionCalled, refreshingName } from './registry';

/*
 * Formulas calculate again only when their text changes (P8.1-3), so it is changed and changed back. In between a cell
 * calls the same function by its other name; whatever interrupts us, it shows a leaderboard, and the text is restored by
 * whoever comes next.
 */

/** Text and sheet names in quotes, which are the person's own; and each name with the bracket that makes it a call. */
const quotedOrCall = /"(?:[^"]|"")*"|'(?:[^']|'')*'|([\p{L}_][\p{L}\p{N}_.]*)(\s*\(?)/gu;

/** The formula with the names of its calls as `rename` gives them. What stands in quotes stays as it is. */
const renamed = (formula: string, rename: (name: string) => string): string =>
  formula.replace(quotedOrCall, (whole, name?: string, rest = '') =>
    name !== undefined && rest.endsWith('(') ? rename(name) + rest : whole,
  );

/** The formula under its other name, or null where there is nothing to change or no way back to the same text. */
export function refreshing(formula: string): string | null {
  const changed = renamed(formula, (name) =>
    functionCalled(name)?.isRefreshing === false ? refreshingName(name) : name,
  );
  return changed !== formula && restored(changed) === formula ? changed : null;
}

/** The formula as its person wrote it. */
export const restored = (formula: string): string => renamed(formula, (name) => functionCalled(name)?.written ?? name);

/** Whether a formula calls a function of the add-on: the name alone may stand in a text. */
export function callsOurs(formula: string): boolean {
  let calls = false;
  renamed(formula, (name) => {
    calls = calls || functionCalled(name) !== null;
    return name;
  });
  return calls;
}

export interface LiteralCall {
  readonly name: FunctionName;
  /** No more than it has parameters; those left out are not in it, an empty one is ''. */
  readonly args: ReadonlyArray<string | number | boolean>;
}

/** Texts with what is quoted in them, names of functions, whole numbers, and any other sign by itself. */
const tokens = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[A-Z_][\w.]*|\d+|\S/gi;

/** The calls in a formula whose arguments are written in it: what can be fetched beforehand without calculating anything. */
export function literalCalls(formula: string): LiteralCall[] {
  const words = formula.match(tokens) ?? [];
  return words.flatMap((word, index) => {
    const called = functionCalled(word);
    if (called === null || words[index + 1] !== '(') return [];
    const { name } = called;
    const args = literalArguments(words, index + 2, customFunction(name).parameters.length);
    return args ? [{ name, args }] : [];
  });
}

/** What follows the last parameter is not looked at: it is there to be depended on. */
function literalArguments(words: readonly string[], first: number, most: number): LiteralCall['args'] | null {
  const args: Array<string | number | boolean> = [];
  for (let index = first; args.length < most; index += 1) {
    const value = literal(words[index] ?? '');
    args.push(value ?? '');
    if (value !== null) index += 1;
    const end = words[index] ?? '';
    if (end === ')') break;
    if (end !== ';' && end !== ',') return null;
  }
  return args;
}

function literal(word: string): string | number | boolean | null {
  if (word.startsWith('"')) return word.slice(1, -1).replace(/""/g, '"');
  if (/^\d+$/.test(word)) return Number(word);
  return /^(?:true|false)$/i.test(word) ? word.toLowerCase() === 'true' : null;
}
