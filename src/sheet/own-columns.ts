import { type Area, a1, content, type Rect } from './area';
import { meant } from './text';
import { digest, type Written } from './written';

/**
 * Which columns of the sheet are the block's own, or why that cannot be told. They are found by their labels, in their order:
 * people insert columns between them. Labels that somebody changed are put up with where most stand, and all below them is as
 * it was written: a column may have been deleted, and somebody's own inserted in its very place.
 */
export function ownColumns(written: Written, at: Rect, area: Area): readonly number[] | string {
  const { columns, layouts } = written;
  const headings = Array.from({ length: at.columns }, (_, offset) => {
    const there = content(area, at.row, at.column + offset);
    return there?.formula ? null : meant(there?.value ?? '');
  });
  const known = columns.map((_, index): unknown[] => layouts.map(({ header }) => header[index] ?? ''));
  const absolute = (offsets: readonly number[]) => offsets.map((offset) => at.column + offset);
  // The last may be missing where a write that was cut short was to add or remove them.
  const missingFrom = (count: number) => known.slice(count).find((labelled) => !labelled.includes(''));
  const inside = columns.filter((offset) => offset < at.columns);
  const changed = inside.flatMap((offset, index) => (known[index]?.includes(headings[offset]) ? [] : [index]));
  const unmoved = at.columns === (inside[inside.length - 1] ?? 0) + 1 && !missingFrom(inside.length);
  if (unmoved && changed.length === 0) return absolute(inside);

  const sumAt = (offset = 0) => {
    const rows = Array.from({ length: at.rows - 1 }, (_, down) => content(area, at.row + 1 + down, at.column + offset));
    return digest(rows.map((there) => there?.value ?? ''));
  };
  // A write that was cut short leaves no cells below a blank heading: they are somebody's own.
  const labels = headings.map((label, offset) => (label === '' && sumAt(offset) ? null : label));
  // Those of these columns that other ones could be just as well: seen from the right, they are others.
  const doubtful = (sought: readonly unknown[][], places: readonly number[]) => {
    const last = inOrder(sought.slice(0, places.length).reverse(), [...labels].reverse()).reverse();
    return places.filter((offset, index) => offset + (last[index] ?? 0) !== labels.length - 1);
  };
  // After a write that was cut short blanks may be its own, also one that somebody inserted: the longer header, whole, says more.
  for (const { header } of layouts) {
    const whole = header.map((label) => [label]);
    const places = inOrder(whole, labels);
    if (places.length === columns.length && !doubtful(whole, places).length) return absolute(places);
  }
  const first = inOrder(known, labels);
  const missing = missingFrom(first.length);
  if (!missing) {
    const twice = doubtful(known, first).map((offset) => labels[offset]);
    const isLeft = labels.some((label, offset) => label && !first.includes(offset) && known.flat().includes(label));
    // Of blank columns any will do, unless one that is its own would be left.
    if (twice.every((label) => label === '' && !isLeft)) return absolute(first);
    return `Two columns are headed “${twice.find(Boolean) ?? ''}”, and one of them is not this table’s. Nothing was written. Rename that one, then refresh again.`;
  }
  const isAsWritten = (index: number) => {
    const sum = sumAt(columns[index]);
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
