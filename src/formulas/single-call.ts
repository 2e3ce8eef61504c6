import { type FunctionName, functionCalled } from './registry';

/** An argument as it is written: a value, or cells that it refers to; null: something that would have to be calculated. */
export type WrittenArgument =
  | { readonly value: string | number | boolean }
  /** A1 notation without dollar signs; `sheet` null: that of the formula. */
  | { readonly cells: string; readonly sheet: string | null }
  | null;

export interface SingleCall {
  readonly name: FunctionName;
  readonly args: readonly WrittenArgument[];
}

/** The call of ours that a formula consists of; null where it calculates anything with it, or has none. */
export function singleCall(formula: string): SingleCall | null {
  const [, word = '', inner] = /^\s*=\s*(\w+)\s*\(([\s\S]*)\)\s*$/.exec(formula) ?? [];
  const name = functionCalled(word)?.name;
  const parts = name === undefined || inner === undefined ? null : argumentTexts(inner);
  if (name === undefined || parts === null) return null;
  return { name, args: parts.map(writtenArgument) };
}

/** The texts between separators that stand outside of quotes and brackets; null where a bracket closes the call before its end. */
function argumentTexts(text: string): string[] | null {
  const parts = [''];
  let depth = 0;
  for (const token of text.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[\s\S]/g) ?? []) {
    if (/^[({]$/.test(token)) depth += 1;
    if (/^[)}]$/.test(token)) depth -= 1;
    if (depth < 0) return null;
    if (depth === 0 && /^[,;]$/.test(token)) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return depth === 0 ? parts.map((part) => part.trim()) : null;
}

const reference = /^(?:(\w+|'(?:[^']|'')*')!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/i;

function writtenArgument(text: string): WrittenArgument {
  if (text === '') return { value: '' };
  if (/^"(?:[^"]|"")*"$/.test(text)) return { value: text.slice(1, -1).replace(/""/g, '"') };
  if (/^\d+$/.test(text)) return { value: Number(text) };
  if (/^(?:true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
  const [, sheet, left, top, right, bottom] = reference.exec(text) ?? [];
  if (left === undefined) return null;
  const cells = (right === undefined ? `${left}${top}` : `${left}${top}:${right}${bottom}`).toUpperCase();
  const name = sheet?.startsWith("'") ? sheet.slice(1, -1).replace(/''/g, "'") : sheet;
  return { cells, sheet: name ?? null };
}
