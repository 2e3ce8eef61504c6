import type { Cell } from '../domain/table';
import { type Area, content } from './area';
import type { Block } from './own-rows';
import type { Wanted } from './plan';
import { withoutApostrophe } from './text';

/**
 * The headings of a block. A person's own heading stays as long as its column is the same; only a currency in it
 * follows the figures.
 */
export function headingsOf(
  { written, rect, columns }: Block,
  { header, kinds }: Wanted,
  area: Area,
): ReadonlyArray<{ readonly text: Cell; readonly isTheirs: boolean }> {
  return header.map((label, index) => {
    const ours = { text: label, isTheirs: false };
    const column = columns[index];
    const there = column === undefined ? null : content(area, rect.row, column);
    const text = withoutApostrophe(there?.value);
    if (!there || (typeof text !== 'string' && typeof text !== 'number')) return ours;
    const labels = written.layouts.map((layout) => layout.header[index] ?? '');
    if (text === label || labels.some((other) => other === text)) return ours;
    const layoutIndex = written.layouts.findIndex(
      (layout) => layout.kinds[index] === kinds[index] && stem(layout.header[index]) === stem(label),
    );
    const before = labels[layoutIndex];
    if (before === undefined) return ours;
    const [from, to] = [addition(before), addition(label)];
    return { text: typeof text === 'string' && from && to ? text.replace(from, to) : text, isTheirs: true };
  });
}

/**
 * Whether none of the headings is one that the report wrote or accepted before. The row may then be somebody's own, under a header
 * that was deleted: its cells may stay as headings, and must not be lost.
 */
export const isStrange = ({ written, rect, columns }: Block, area: Area): boolean =>
  columns.length > 0 &&
  columns.every((column, index) => {
    const text = withoutApostrophe(content(area, rect.row, column)?.value ?? '');
    const labels = written.layouts.map((layout) => layout.header[index] ?? '');
    return ![...labels, ...(written.headings[index] ?? [])].some((heading) => heading === text);
  });

/** "Revenue" of "Revenue (EUR)". */
export const stem = (label = ''): string => label.replace(/ \([^)]*\)$/, '');

/** "EUR" of "Revenue (EUR)". */
const addition = (label: string) => / \(([^)]*)\)$/.exec(label)?.[1] ?? '';
