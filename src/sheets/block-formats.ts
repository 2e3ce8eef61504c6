import type { ColumnKind } from '../domain/column-kinds';
import { numberFormat } from '../domain/formats';
import { neighbours, rowsOf } from './neighbours';
import type { ColumnPlan, FormatPlan, Wanted } from './plan';
import type { Written } from './written';

/** How many rows of a block, header included, certainly have their formats. */
export const rowsWithFormats = (written: Written, { rect, oldEnd }: ColumnPlan): number =>
  Math.min(oldEnd - rect.row, written.unfinished ?? oldEnd, written.formattedRows ?? oldEnd);

/** Formats of what is new, of another kind or currency than before, or was refused. */
export function planFormats(written: Written, { kinds, currency }: Wanted, plan: ColumnPlan): FormatPlan {
  const { rect, columns, end } = plan;
  const planned = kinds.map((kind, index) => {
    const format = numberFormat(kind, currency);
    const oldFormat = numberFormat(written.layouts[0]?.kinds[index] ?? 'text', written.currency);
    const isNew = written.layouts.some((layout) => index >= layout.header.length);
    // The first row that has yet to be formatted.
    const from = rect.row + (isNew || format !== oldFormat ? 1 : Math.max(1, rowsWithFormats(written, plan)));
    return { index, column: columns[index] ?? 0, kind, format, from };
  });
  // Figures under a column that held text, or the other way round: its header is to stand over them.
  const turned = planned.filter(
    ({ index, kind }) =>
      written.formattedRows === 0 ||
      written.layouts.some((layout) => !layout.kinds[index] || sideOf(layout.kinds[index]) !== sideOf(kind)),
  );
  const headers = neighbours(turned).map((group) => ({
    rect: rowsOf(group, rect.row, rect.row + 1),
    cells: [group.map(({ kind }) => sideOf(kind))],
  }));
  const unformatted = planned.filter(({ format, from }) => format !== null && from < end);
  const formats = neighbours(unformatted, (a, b) => a.from === b.from).map((group) => {
    const cells = rowsOf(group, Math.min(...group.map(({ from }) => from)), end);
    return { rect: cells, cells: Array.from({ length: cells.rows }, () => group.map(({ format }) => String(format))) };
  });
  const first = Math.min(...formats.map((cells) => cells.rect.row), end);
  return { headers, formats, rowsIfRefused: headers.length > 0 ? 0 : first - rect.row };
}

const sideOf = (kind: ColumnKind | undefined) => (kind === 'text' ? ('left' as const) : ('right' as const));
