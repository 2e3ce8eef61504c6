/**
 * The name that a mistyped one most likely means, or null. Different digits are no typing mistake: 60 days are not 30.
 */
export function nearest(typed: string, names: readonly string[]): string | null {
  const wanted = bare(typed);
  const digits = wanted.replace(/\D/g, '');
  const close = names
    .map((name) => ({ name, far: distance(wanted, bare(name)) }))
    .filter(
      ({ name, far }) => far <= Math.max(1, Math.floor(bare(name).length / 4)) && name.replace(/\D/g, '') === digits,
    )
    .sort((a, b) => a.far - b.far);
  const [first, second] = close;
  return first && first.far !== second?.far ? first.name : null;
}

/** " Did you mean …?", or nothing. */
export function suggestion(typed: string, names: readonly string[]): string {
  const name = nearest(typed, names);
  return name === null ? '' : ` Did you mean ${name}?`;
}

const bare = (text: string): string =>
  text
    .slice(0, 40)
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

/** The number of letters that were omitted, added, replaced or swapped with a neighbour. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const at = (up: number, left: number) => (up === 0 ? row : rows[i - up])?.[j - left] ?? 0;
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? at(2, 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + (isSame ? 0 : 1), swapped));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
