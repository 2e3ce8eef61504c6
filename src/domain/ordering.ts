import { compareTexts } from './collation';

/** Orders what two cells hold, blank ones last in either direction; a number comes before a text. */
export function compareCells(a: string | number | null, b: string | number | null, descending: boolean): number {
  const blanks = Number(isBlank(a)) - Number(isBlank(b));
  if (blanks !== 0 || a === null || b === null) return blanks;
  const ascending = compare(a, b);
  return descending ? -ascending : ascending;
}

const isBlank = (value: string | number | null) => value === null || value === '';

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}
