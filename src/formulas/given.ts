import { Problem } from '../problem';

/** What Sheets may hand to a custom function: a value, a range as rows of values, or nothing. */
export type Argument = unknown;

/**
 * The cells of an argument as rows. Even a single cell arrives as a range (P1.2-2). An empty cell arrives as '', an
 * omitted argument as undefined, and some callers pass null: all of them are '' here (P1.2-6, P1.2-7). A cell's error
 * may arrive as its text (P1.2-11), and is refused with the argument's `name`.
 */
export function rowsOf(argument: Argument, name: string): unknown[][] {
  const cell = (value: unknown): unknown => {
    if (value === undefined || value === null) return '';
    if (typeof value !== 'string') return value;
    // A partner may be called so.
    const text = name === 'partner' ? value.trim() : withoutQuotes(value);
    if (/^#(?:N\/A|[A-Z0/]+[!?])$/i.test(text)) {
      throw new Problem(`There is an error, ${shown(text)}, where the ${name} should be. Correct that cell first.`);
    }
    return text;
  };
  return Array.from(listed(argument), (row) => Array.from(listed(row), cell));
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** A text without the quotes that it begins and ends with: people type those of a formula into cells too. */
export function withoutQuotes(text: string): string {
  const [, inner] = /^["“”„«'‘]+([^"“”„«»]*)["“”»'’]+$/.exec(text.trim()) ?? [];
  return (inner ?? text).trim();
}

/** The one value of an argument; '' means nothing is given. `instead`: what to do with several. */
export function scalar(argument: Argument, name: string, instead = 'Refer to one cell.'): unknown {
  const cells = rowsOf(argument, name).flat();
  if (cells.length > 1) throw new Problem(`The ${name} is a range of ${cells.length} cells. ${instead}`);
  return cells.length > 0 ? cells[0] : '';
}

/**
 * The argument as one line of text. Dates have no reliable text, and neither have values that Sheets never passes:
 * these are ''.
 */
export function textOf(given: unknown): string {
  return /^(?:string|number|boolean)$/.test(typeof given) ? String(given).replace(/\s+/g, ' ').trim() : '';
}

export const spelled = (given: unknown): string => textOf(given).toLowerCase();

/** What arrived, short enough for a note. */
export function shown(given: unknown): string {
  const text = textOf(given);
  if (text !== '') return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
  if (!(given instanceof Date)) return 'This value';
  return Number.isNaN(given.getTime()) ? 'An impossible date' : 'A date';
}
