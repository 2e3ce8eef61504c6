import { type ColumnKind, isTextKind } from '../domain/column-kinds';
import { numberFormat } from '../domain/formats';
import { stem } from './headings';
import type { Alignment } from './looks';
import { neighbours, rowsOf } from './neighbours';
import type { ColumnPlan, FormatPlan, Wanted } from './plan';
import { headingAlignmentOf, planLooks } from './plan-looks';
import { planPlain } from './plan-undress';
import { kindsAt, type Written } from './written';

/** How many rows of a block, header included, are sure to have their formats. */
export const rowsWithFormats = (written: Written, { rect, oldEnd }: ColumnPlan): number =>
  Math.min(oldEnd - rect.row, written.unfinished ?? oldEnd, written.formattedRows ?? oldEnd);

/** The formats to be set: of new cells, of cells whose kind or currency changed, and of cells that refused theirs. */
export function planFormats(written: Written, wanted: Wanted, plan: ColumnPlan): FormatPlan {
  const { header, kinds, currency, board } = wanted;
  const { rect, columns, end } = plan;
  const isBoard = board !== null;
  const restyled = written.board !== isBoard;
  const planned = kinds.map((kind, index) => {
    // Text is of no format of its own, but a Board's columns are all formatted with one call, and had figures of theirs.
    const general = isBoard || restyled ? 'General' : null;
    const format = numberFormat(kind, currency) ?? general;
    const oldKind = written.layouts[0]?.kinds[index];
    const oldFormat = numberFormat(oldKind ?? 'text', written.currency) ?? general;
    const isNew = restyled || written.layouts.some((layout) => index >= layout.header.length);
    // A Board's looks depend on the kind and the heading of a column, also where its number format is the same.
    const isOther = isBoard && written.layouts.some((layout) => isOtherColumn(layout, index, header, kind));
    // The first row without formats.
    const isFormatted = !isNew && !isOther && format === oldFormat;
    const from = rect.row + (isFormatted ? Math.max(1, rowsWithFormats(written, plan)) : 1);
    const wasTrend = kind !== 'trend' && kindsAt(written, index).includes('trend');
    return { index, column: columns[index] ?? 0, kind, format, from, isOther: isNew || isOther, wasTrend };
  });
  const sideOf = isBoard ? headingAlignmentOf : plainSideOf;
  // The header is aligned anew where figures replace texts, or texts figures.
  const turned = planned.filter(
    ({ index, kind, isOther }) =>
      isOther ||
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
  return {
    headers,
    formats,
    rowsIfRefused: headers.length > 0 ? 0 : first - rect.row,
    looks: isBoard ? planLooks(written, wanted, plan, planned) : planPlain(written, wanted, plan),
  };
}

/** Whether a layout has another column there: other words above it that are not about the currency, or cells of another kind. */
function isOtherColumn(layout: Written['layouts'][number], index: number, header: readonly string[], kind: ColumnKind) {
  return layout.kinds[index] !== kind || stem(layout.header[index]) !== stem(header[index]);
}

export const plainSideOf = (kind: ColumnKind | undefined): Alignment => (isTextKind(kind) ? 'left' : 'right');
