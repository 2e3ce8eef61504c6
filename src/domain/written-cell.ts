import type { ColumnKind } from './column-kinds';
import { dayMs } from './duration';
import { numberFormat } from './formats';
import { serialOf1970 } from './snapshot';
import type { Cell } from './table';

/** What stands between the digits of numbers. */
export interface Separators {
  readonly group: string;
  readonly decimal: string;
}

export const englishSeparators: Separators = { group: ',', decimal: '.' };

/** What Sheets shows of a cell in a column of a kind, with the number format that such cells are given. */
export function writtenCell(
  cell: Cell,
  kind: ColumnKind,
  currency: string | null,
  separators: Separators = englishSeparators,
): string {
  const format = numberFormat(kind, currency);
  if (typeof cell === 'string' || format === null) return String(cell);
  if (kind === 'date') return new Date((cell - serialOf1970) * dayMs).toISOString().slice(0, 10);
  return inFormat(cell, format, separators);
}

/** Of the formats that `numberFormat` gives: sections for what is above, below and neither, and no sign inside of quotes. */
function inFormat(value: number, format: string, { group, decimal }: Separators): string {
  const sections = format.split(';');
  const section = sectionFor(value, sections);
  const [, before = ''] = /"([^"]*)"/.exec(section) ?? [];
  const [, zeros = ''] = /\.(0+)/.exec(section) ?? [];
  const isRate = section.includes('%');
  const [whole = '', fraction] = rounded(Math.abs(value) * (isRate ? 100 : 1), zeros.length).split('.');
  const grouped = section.includes(',') ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
  const isNegative = value < 0 && sections.length === 1 && /[1-9]/.test(whole + fraction);
  return `${isNegative ? '-' : ''}${before}${grouped}${fraction ? decimal + fraction : ''}${isRate ? '%' : ''}`;
}

function sectionFor(value: number, sections: readonly string[]): string {
  const [above = '', below = above, neither = above] = sections;
  const [, from] = /^\[>=([\d.]+)\]/.exec(above) ?? [];
  // A bound holds in both directions.
  const bound = from === undefined ? Number.MIN_VALUE : Number(from);
  if (value >= bound) return above.replace(/^\[[^\]]*\]/, '');
  return value <= -bound ? below.replace(/^\[[^\]]*\]/, '') : neither;
}

/** Half a unit is rounded up, of the number as people write it: 12.35 is 12.4, although its double is less. */
function rounded(size: number, decimals: number): string {
  const units = Math.round(Number((size * 10 ** decimals).toPrecision(15)));
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
