import { type Area, a1, content, type Rect } from './area';
import { withoutApostrophe } from './text';
import { columnDigest, type Written } from './written';

/**
 * The columns of the sheet that are the block's own, or why they cannot be told. They are found by their labels, in
 * their order: people insert columns in between. Where somebody changed labels, all cells below them have to be as
 * written, since a column may have been deleted and another inserted in its place.
 */
export function ownColumns(written: Written, at: Rect, area: Area): readonly number[] | string {
  const { columns, layouts } = written;
  const headings = Array.from({ length: at.columns }, (_, offset) => {
    const there = content(area, at.row, at.column + offset);
    return there?.formula ? null : withoutApostrophe(there?.value ?? '');
  });
  const ownLabels = columns.map((_, index): unknown[] => [
    ...layouts.map(({ header }) => header[index] ?? ''),
    ...(written.headings[index] ?? []),
  ]);
  const absolute = (offsets: readonly number[]) => offsets.map((offset) => at.column + offset);
  // The last columns may be missing: a write that was cut short was to add or remove them.
  const missingFrom = (count: number) => ownLabels.slice(count).find((labelled) => !labelled.includes(''));
  const inside = columns.filter((offset) => offset < at.columns);
  const changed = inside.flatMap((offset, index) => (ownLabels[index]?.includes(headings[offset]) ? [] : [index]));
  const unmoved = at.columns === (inside[inside.length - 1] ?? 0) + 1 && !missingFrom(inside.length);
  if (unmoved && changed.length === 0) return absolute(inside);

  const sumAt = (offset = 0) => {
    const rows = Array.from({ length: at.rows - 1 }, (_, down) => content(area, at.row + 1 + down, at.column + offset));
    return columnDigest(rows.map((there) => there?.value ?? ''));
  };
  // A write that was cut short leaves no cells below a blank heading, so any cells there are a person's own.
  const labels = headings.map((label, offset) => (label === '' && sumAt(offset) ? null : label));
  // Places that are not certain: searched for from the right, the same labels are found at other places.
  const doubtful = (sought: readonly unknown[][], places: readonly number[]) => {
    const last = inOrder(sought.slice(0, places.length).reverse(), [...labels].reverse()).reverse();
    return places.filter((offset, index) => offset + (last[index] ?? 0) !== labels.length - 1);
  };
  // After a write that was cut short, blank columns may be its own or inserted by somebody. The longest header that is
  // complete decides.
  for (const { header } of layouts) {
    const whole = header.map((label, index) => [label, ...(written.headings[index] ?? [])]);
    const places = inOrder(whole, labels);
    if (places.length === columns.length && !doubtful(whole, places).length) return absolute(places);
  }
  const first = inOrder(ownLabels, labels);
  const missing = missingFrom(first.length);
  if (!missing) {
    const twice = doubtful(ownLabels, first).map((offset) => labels[offset]);
    const isLeft = labels.some((label, offset) => label && !first.includes(offset) && ownLabels.flat().includes(label));
    // Any of several blank columns will do, unless one that is the block's own would be left over.
    if (twice.every((label) => label === '' && !isLeft)) return absolute(first);
    return `Two columns are headed “${twice.find(Boolean) ?? ''}”, and one of them is not this table’s. Nothing was written. Rename that one, then refresh again.`;
  }
  const isAsWritten = (index: number, offset = 0) => sumAt(offset) === written.digests[index];
  // A blank column can only be recognised by its place.
  const isHeader = (offsets: readonly number[]) =>
    offsets.some((offset, index) => ownLabels[index]?.includes(headings[offset])) ||
    offsets.every((offset) => headings[offset] !== '' && /string|number/.test(typeof headings[offset]));
  if (unmoved && isHeader(inside) && changed.every((index) => isAsWritten(index, columns[index]))) {
    return absolute(inside);
  }
  const isOwn = (index: number, offset: number) =>
    ownLabels[index]?.includes(labels[offset]) || (sumAt(offset) !== 0 && isAsWritten(index, offset));
  const present = ownLabels.filter((alternatives) => labels.some((label) => alternatives.includes(label)));
  // A blank column in other words: the only one with a heading that is nobody's, where it has to be.
  const isRenamed = (index: number, offset: number) =>
    isOwn(index, offset) ||
    (Boolean(labels[offset]) &&
      !ownLabels.flat().includes(labels[offset]) &&
      !present.includes(ownLabels[index] ?? []) &&
      isAsWritten(index, offset));
  const [count, width] = [columns.length, labels.length];
  const places = onlyPlaces(count, width, isOwn) ?? onlyPlaces(count, width, isRenamed);
  if (places && isHeader(places)) return absolute(places);
  if (present.length * 2 > ownLabels.length) {
    return `The column “${missing.filter(Boolean).join(' / ')}” of this table was deleted, moved or renamed. Nothing was written. Undo that, or insert the table anew elsewhere.`;
  }
  return standsNoLonger(at);
}

export const standsNoLonger = ({ row, column }: Rect): string =>
  `This table no longer stands at ${a1(row, column)}: its header was cleared, sorted or moved. Remove it from the list, or insert it anew.`;

/** The places of labels, one after the other, up to the first that is missing. */
function inOrder(ownLabels: readonly unknown[][], labels: readonly unknown[]): number[] {
  const places: number[] = [];
  let next = 0;
  for (const alternatives of ownLabels) {
    const offset = labels.slice(next).findIndex((label) => alternatives.includes(label));
    if (offset < 0) break;
    places.push(next + offset);
    next += offset + 1;
  }
  return places;
}

/** The only places that so many columns can have in their order; null where there are none, or more than one choice. */
function onlyPlaces(count: number, width: number, isOwn: (index: number, offset: number) => boolean): number[] | null {
  const placesWhere = (fits: (index: number, offset: number) => boolean): number[] => {
    const places: number[] = [];
    for (let offset = 0; offset < width && places.length < count; offset += 1) {
      if (fits(places.length, offset)) places.push(offset);
    }
    return places;
  };
  const first = placesWhere(isOwn);
  const last = placesWhere((index, offset) => isOwn(count - 1 - index, width - 1 - offset));
  const isOnly = first.every((offset, index) => offset + (last[count - 1 - index] ?? 0) === width - 1);
  return first.length === count && last.length === count && isOnly ? first : null;
}
