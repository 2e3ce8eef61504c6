import { customFunction, type FunctionName, functionCalled, refreshingName } from './registry';

/*
 * A formula calculates again only when its text changes (P8.1-3), so its text is changed and changed back. In between
 * it calls the same function by its other name. An interruption leaves a formula that still shows a leaderboard, and
 * whoever comes next restores its text.
 */

/** Quoted texts and sheet names, which are the person's own, and names followed by a bracket, which are calls. */
const quotedOrCall = /"(?:[^"]|"")*"|'(?:[^']|'')*'|([\p{L}_][\p{L}\p{N}_.]*)(\s*\(?)/gu;

/** The formula with its calls renamed by `rename`. Quoted parts stay as they are. */
const renamed = (formula: string, rename: (name: string) => string): string =>
  formula.replace(quotedOrCall, (whole, name?: string, rest = '') =>
    name !== undefined && rest.endsWith('(') ? rename(name) + rest : whole,
  );

/** The formula with its other names, or null where nothing changes or the original text could not be restored. */
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

/** Arguments after the last parameter are ignored: they are there so that the cell depends on them. */
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
