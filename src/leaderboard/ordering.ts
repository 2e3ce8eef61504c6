/**
 * Orders what two cells hold, blank ones last in either direction. Texts go by their code units, lower-cased first: what a
 * locale would say differs from one machine to the next.
 */
export function compareCells(a: string | number | null, b: string | number | null, descending: boolean): number {
  const blanks = Number(isBlank(a)) - Number(isBlank(b));
  if (blanks !== 0 || a === null || b === null) return blanks;
  const ascending = compare(lower(a), lower(b)) || compare(a, b);
  return descending ? -ascending : ascending;
}

const isBlank = (value: string | number | null) => value === null || value === '';

const lower = (value: string | number) => (typeof value === 'string' ? value.toLowerCase() : value);

function compare<T extends number | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
