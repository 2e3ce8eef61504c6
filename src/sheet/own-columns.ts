import { type Area, a1, content, type Rect } from './area';
import { digest, type Written } from './written';

/**
 * Which columns of the sheet are the block's own, or why that cannot be told. They are found by their labels, in their order:
 * people insert columns between them. Labels that somebody changed are put up with where most stand, and all below them is as
 * it was written: a column may have been deleted, and somebody's own inserted in its very place.
 */
export function ownColumns(written: Written, at: Rect, area: Area): readonly number[] | string {
  const { columns, layouts } = written;
  const labels = Array.from({ length: at.columns }, (_, offset) => {
    const there = content(area, at.row, at.column + offset);
    return there?.formula ? null : (there?.value ?? '');
  });
  const known = columns.map((_, index): unknown[] => layouts.map(({ header }) => header[index] ?? ''));
  const absolute = (offsets: readonly number[]) => offsets.map((offset) => at.column + offset);
  // The last may be missing where a write that was cut short was to add or remove them.
  const missingFrom = (count: number) => known.slice(count).find((labelled) => !labelled.includes(''));
  const inside = columns.filter((offset) => offset < at.columns);
  const changed = inside.flatMap((offset, index) => (known[index]?.includes(labels[offset]) ? [] : [index]));
  const unmoved = at.columns === (inside[inside.length - 1] ?? 0) + 1 && !missingFrom(inside.length);
  if (unmoved && changed.length === 0) return absolute(inside);

  const fromRight = (sought: readonly unknown[][]) =>
    inOrder([...sought].reverse(), [...labels].reverse())
      .map((offset) => labels.length - 1 - offset)
      .reverse();
  // After a write that was cut short blanks may be its own, also one that somebody inserted: the longer header, whole, says more.
  for (const { header } of layouts) {
    const whole = header.map((label) => [label]);
    const places = inOrder(whole, labels);
    const last = fromRight(whole);
    if (places.length === columns.length && places.every((offset, index) => offset === last[index])) {
      return absolute(places);
    }
  }
  const first = inOrder(known, labels);
  const missing = missingFrom(first.length);
  if (!missing) {
    const last = fromRight(known.slice(0, first.length));
    const twice = first.findIndex((offset, index) => offset !== last[index]);
    if (twice < 0) return absolute(first);
    return `Two columns are headed “${labels[first[twice] ?? 0]}”, and one of them is not this table’s. Nothing was written. Rename that one, then refresh again.`;
  }
  const isAsWritten = (index: number) => {
    const column = at.column + (columns[index] ?? 0);
    const rows = Array.from({ length: at.rows - 1 }, (_, down) => content(area, at.row + 1 + down, column));
    const sum = digest(rows.map((there) => there?.value ?? ''));
    return sum !== 0 && sum === written.digests[index];
  };
  if (unmoved && changed.length * 2 < inside.length && changed.every(isAsWritten)) return absolute(inside);
  const found = known.filter((alternatives) => labels.some((label) => alternatives.includes(label)));
  if (found.length * 2 > known.length) {
    return `The column “${missing.filter(Boolean).join(' / ')}” of this table was deleted, moved or renamed. Nothing was written. Undo that, or insert the table anew elsewhere.`;
  }
  return `This table no longer stands at ${a1(at.row, at.column)}: its header was cleared, sorted or moved. Remove it from the list, or insert it anew.`;
}

/** Where the first labels stand that are known, one after the other, up to one that stands nowhere. */
function inOrder(known: readonly unknown[][], labels: readonly unknown[]): number[] {
  const found: number[] = [];
  let next = 0;
  for (const alternatives of known) {
    const offset = labels.slice(next).findIndex((label) => alternatives.includes(label));
    if (offset < 0) break;
    found.push(next + offset);
    next += offset + 1;
  }
  return found;
}
