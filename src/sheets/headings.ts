import type { Cell } from '../domain/table';
import { type Area, content } from './area';
import type { Block } from './own-rows';
import type { Wanted } from './plan';
import { meant } from './text';

/**
 * A block's headings as they are to stand. What somebody called a column stays, as long as the column is the same: only a
 * currency that they name in it follows the figures.
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
    const text = meant(there?.value);
    if (!there || (typeof text !== 'string' && typeof text !== 'number')) return ours;
    const labels = written.layouts.map((layout) => layout.header[index] ?? '');
    if (text === label || labels.some((known) => known === text)) return ours;
    const known = written.layouts.findIndex(
      (layout) => layout.kinds[index] === kinds[index] && stem(layout.header[index] ?? '') === stem(label),
    );
    const before = labels[known];
    if (before === undefined) return ours;
    const [from, to] = [addition(before), addition(label)];
    return { text: typeof text === 'string' && from && to ? text.replace(from, to) : text, isTheirs: true };
  });
}

/**
 * Whether not one heading stands that the report wrote or has known before. The row may be somebody's own then, with the header
 * deleted above it: what is in it may stay as headings, and must not be lost.
 */
export const isStrange = ({ written, rect, columns }: Block, area: Area): boolean =>
  columns.length > 0 &&
  columns.every((column, index) => {
    const text = meant(content(area, rect.row, column)?.value ?? '');
    const labels = written.layouts.map((layout) => layout.header[index] ?? '');
    return ![...labels, ...(written.headings[index] ?? [])].some((known) => known === text);
  });

/** "Revenue" of "Revenue (EUR)". */
const stem = (label: string) => label.replace(/ \([^)]*\)$/, '');

/** "EUR" of "Revenue (EUR)". */
const addition = (label: string) => / \(([^)]*)\)$/.exec(label)?.[1] ?? '';
