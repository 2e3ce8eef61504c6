import { type ColumnKind, isTextKind } from '../domain/column-kinds';
import { least } from '../domain/formats';
import type { Cell } from '../domain/table';
import { writtenCell } from '../domain/written-cell';
import { a1, type Rect } from './area';
import {
  type Alignment,
  type CellLooks,
  fills,
  headerHeight,
  inks,
  type Looks,
  nameHeight,
  type Rule,
  type SheetLooks,
  type SheetRules,
  type TotalsMove,
  trendFont,
} from './looks';
import { neighbours, rowsOf } from './neighbours';
import type { ColumnPlan, PlannedColumn, Wanted } from './plan';
import { textWidth } from './text-width';
import type { Written } from './written';

export function alignmentOf(kind: ColumnKind | undefined): Alignment {
  if (kind === 'rank' || kind === 'move' || kind === 'trend') return 'center';
  return isTextKind(kind) ? 'left' : 'right';
}

/** The heading of bars is centred: that of their figures is right-aligned and ends where the column of bars begins. */
export const headingAlignmentOf = (kind: ColumnKind | undefined): Alignment =>
  kind === 'bar' ? 'center' : alignmentOf(kind);

/** The looks to set of a Board: those of new columns as a whole, and of added rows. null: there is nothing to set. */
export function planLooks(
  written: Written,
  wanted: Wanted,
  plan: ColumnPlan,
  planned: readonly PlannedColumn[],
): Looks | null {
  const { rect, before, columns, oldColumns, end } = plan;
  const isFirst = !written.board || written.layouts.some((layout) => layout.header.length === 0);
  const isOther = isFirst || planned.some((column) => column.isOther) || oldColumns.length !== columns.length;
  const unformatted = planned.filter(({ from }) => from < end);
  const groups = neighbours(unformatted, (a, b) => a.from === b.from);
  const body = { ...rect, row: rect.row + 1, rows: rect.rows - 1 };
  const oldBody = isFirst || before.rows < 2 ? null : { ...before, row: before.row + 1, rows: before.rows - 1 };
  const isBanded =
    written.unfinished === null && oldBody !== null && oldBody.rows === body.rows && oldBody.columns === body.columns;
  const looks: Looks = {
    cells: groups.flatMap((group) => cellLooks(group, wanted, plan, isFirst)),
    banding: isBanded ? null : { before: oldBody, rect: body },
    totals: totalsMove(written, wanted, plan, { planned, isFirst, isOther }),
    lines: planLines(written, wanted, plan, isOther),
    widths: isOther ? { exactly: written.ownSheet, columns: widthsOf(wanted, columns) } : null,
    sheet: isFirst && written.ownSheet ? sheetLooks(wanted, plan) : null,
    rules: isOther && written.ownSheet ? sheetRules(written, wanted, plan, isFirst) : null,
    undressed: isFirst
      ? []
      : neighbours(oldColumns.slice(columns.length).map((column) => ({ column }))).map((group) =>
          rowsOf(group, rect.row, plan.oldEnd),
        ),
    plain: null,
    sheetBefore: null,
  };
  const { cells, banding, totals, lines, widths, undressed } = looks;
  const areas = cells.length + lines.cleared.length + lines.drawn.length + undressed.length;
  // Sheet and rules are planned only together with widths.
  return areas === 0 && !banding && !totals && !widths ? null : looks;
}

/** The rows of totals and of sums after the write. */
function sumRows({ board, totals }: Wanted, { rect, end }: ColumnPlan): number[] {
  return [...(board?.sums ?? []).map((place) => rect.row + 1 + place), ...(totals ? [end - 1] : [])];
}

function totalsMove(
  written: Written,
  wanted: Wanted,
  plan: ColumnPlan,
  {
    planned,
    isFirst,
    isOther,
  }: { readonly planned: readonly PlannedColumn[]; readonly isFirst: boolean; readonly isOther: boolean },
): TotalsMove | null {
  const { before, oldEnd } = plan;
  const to = sumRows(wanted, plan);
  const oldRows = [
    ...written.sums.map((place) => before.row + 1 + place),
    ...(written.totals.length > 0 ? [oldEnd - 1] : []),
  ];
  const isCut = written.unfinished !== null;
  if (to.join() === oldRows.join() && !isCut && !isOther) return null;
  // After a write that was cut short, any row of the block may have the look of the totals.
  const examined = [
    ...to,
    ...(isFirst ? [] : oldRows),
    ...(isCut && !isFirst ? [plan.rect.row + 1, oldEnd - 1, plan.end - 1] : []),
  ];
  if (examined.length === 0) return null;
  const row = Math.min(...examined);
  return {
    row,
    rows: Math.max(...examined) - row + 1,
    to,
    columns: planned.map(({ index, column }) => ({ column, isBold: isNames(wanted.header[index]) })),
  };
}

/** The lines between groups: all of them where columns are new, otherwise those whose rows changed. */
function planLines(written: Written, { board }: Wanted, { rect, before, columns }: ColumnPlan, isOther: boolean) {
  const wantedRows = (board?.lines ?? []).map((place) => rect.row + 1 + place);
  const oldRows = written.lines.map((place) => before.row + 1 + place);
  const above = (rows: readonly number[]) =>
    rows.flatMap((row) =>
      neighbours(columns.map((column) => ({ column }))).map((group) => rowsOf(group, row, row + 1)),
    );
  return {
    cleared: above(oldRows.filter((row) => !wantedRows.includes(row))),
    drawn: above(wantedRows.filter((row) => isOther || written.unfinished !== null || !oldRows.includes(row))),
  };
}

/** Cells of one row, and whether they are to look like totals. */
export interface TotalsCells {
  readonly row: number;
  readonly columns: readonly number[];
  readonly isTotals: boolean;
  /** Whether they are bold where they are no totals. */
  readonly isBold: boolean;
}

/** The present look of a cell: the Board's or a person's own. */
interface Dress {
  readonly weight: string;
  readonly fill: string;
}

/** The cells of a move whose look changes: those that a person has not formatted. `at`: the present look of a cell. */
export function movedTotals(
  { row: first, rows, to, columns }: TotalsMove,
  at: (row: number, column: number) => Dress,
): TotalsCells[] {
  return Array.from({ length: rows }, (_, down) => first + down).flatMap((row) => {
    const isTotals = to.includes(row);
    const due = columns.filter(({ column }) => {
      const { weight, fill } = at(row, column);
      return isTotals ? fill === noFill : weight === 'bold' && fill === fills.totals;
    });
    return neighbours(due, (a, b) => isTotals || a.isBold === b.isBold).map((group) => ({
      row,
      columns: group.map(({ column }) => column),
      isTotals,
      isBold: group[0]?.isBold ?? false,
    }));
  });
}

const noFill = '#ffffff';

/** The looks of columns from their first unformatted row on, rows of totals included. */
function cellLooks(group: readonly PlannedColumn[], wanted: Wanted, plan: ColumnPlan, isFirst: boolean): CellLooks[] {
  const { header } = wanted;
  const { end } = plan;
  const sums = sumRows(wanted, plan);
  const isNamed = ({ index }: PlannedColumn) => isNames(header[index]);
  const area = rowsOf(group, Math.min(...group.map(({ from }) => from)), end);
  const rows = Array.from({ length: area.rows }, (_, down) => area.row + down);
  const isBold = (row: number, column: PlannedColumn) => sums.includes(row) || isNamed(column);
  const own = (column: PlannedColumn) => rowsOf([column], area.row, end);
  return [
    {
      rect: area,
      weights: rows.map((row) => group.map((column) => (isBold(row, column) ? 'bold' : 'normal'))),
      alignments: rows.map(() => group.map(({ kind }) => alignmentOf(kind))),
    },
    ...group.flatMap((column): CellLooks[] => {
      const rect = own(column);
      if (column.kind === 'trend') return [{ rect, ink: inks.bar, font: trendFont }];
      // The column that stood there before may have had an ink, and a trend's font.
      const font = column.wasTrend ? { font: null } : {};
      if (column.kind === 'bar') return [{ rect, ink: inks.bar, ...font }];
      const ink = column.isOther && !isFirst ? { ink: inks.text } : {};
      return isNamed(column) || ink.ink ? [{ rect, ...(isNamed(column) && { isWrapped: true }), ...ink, ...font }] : [];
    }),
  ];
}

export const isNames = (label: string | undefined) => label === 'Partner';

/** The widths that show the content of columns, header and totals included. */
export function widthsOf({ header, kinds, rows, totals, currency }: Wanted, columns: readonly number[]) {
  return columns.map((column, index) => {
    const kind = kinds[index] ?? 'text';
    const label = header[index] ?? '';
    const isBold = isNames(label);
    // The least width of a column of bars or trends holds any of them.
    const shown = (cell: Cell) => (kind === 'bar' || kind === 'trend' ? '' : writtenCell(cell, kind, currency));
    const cells = rows.map((row) => textWidth(shown(row[index] ?? ''), isBold));
    const total = textWidth(writtenCell(totals?.[index] ?? '', kind, currency), true);
    const heading = Math.min(textWidth(label, true), mostHeading);
    const most = isTextKind(kind) ? mostText : Number.POSITIVE_INFINITY;
    const pixels = Math.min(most, Math.max(leastWidths[kind] ?? 0, heading, total, ...cells));
    return { column, pixels: Math.ceil(pixels + cellPadding) };
  });
}

const cellPadding = 14;
const leastWidths: Partial<Record<ColumnKind, number>> = { rank: 40, move: 48, bar: 100, trend: 76 };
const mostHeading = 260;
const mostText = 300;
const frozenPartner = 220;
/** Rows are frozen only where at most this many stand above the header. */
const frozenAbove = 3;

function sheetLooks(wanted: Wanted, { rect, columns }: ColumnPlan): SheetLooks {
  const names = wanted.header.findIndex(isNames);
  const width = widthsOf(wanted, columns)[names]?.pixels ?? Number.POSITIVE_INFINITY;
  const { frozenColumns, ...looks } = sheetLooksAt(rect, columns[names] ?? 0);
  return { ...looks, frozenColumns: width <= frozenPartner ? frozenColumns : 0 };
}

/** Those of a sheet whose partner column stays in view. `names`: that column; 0: there is none. */
export function sheetLooksAt({ row }: Rect, names: number): SheetLooks {
  const isFrozen = row - 1 <= frozenAbove;
  return {
    heights: [
      { row: Math.max(1, row - 2), pixels: nameHeight },
      { row, pixels: headerHeight },
    ],
    frozenRows: isFrozen ? row : 0,
    frozenColumns: isFrozen ? names : 0,
  };
}

function sheetRules(
  { layouts }: Written,
  wanted: Wanted,
  { rect, before, columns, oldColumns }: ColumnPlan,
  isFirst: boolean,
): SheetRules {
  const [layout] = layouts;
  return {
    headerRow: rect.row,
    before: isFirst || !layout ? null : rulesOf(layout, before, oldColumns),
    rules: rulesOf(wanted, rect, columns),
  };
}

/**
 * The conditional rules of a Board. The first rule that holds for a cell decides. Rules reach down to the end of the sheet,
 * so that later rows have them too. No formula has several arguments: their separator depends on the locale.
 */
export function rulesOf({ kinds }: Pick<Wanted, 'kinds'>, { row }: Rect, columns: readonly number[]): Rule[] {
  const of = (...wanted: readonly ColumnKind[]) =>
    columns.filter((_, index) => wanted.includes(kinds[index] ?? 'text'));
  const signs = (shown: readonly number[], bound: number): Rule[] => [
    { columns: shown, when: { is: 'at least', bound }, ink: inks.up },
    { columns: shown, when: { is: 'at most', bound: -bound }, ink: inks.down },
  ];
  const medals = of('rank').flatMap((column) =>
    [fills.gold, fills.silver, fills.bronze].map(
      (fill, place): Rule => ({
        columns: [column],
        when: { is: 'true', formula: `=${a1(row + 1, column)}=${place + 1}` },
        fill,
      }),
    ),
  );
  const moved = of('move', 'change', 'whole change', 'rate change');
  const rules: Rule[] = [
    ...medals,
    // Excel and Gnumeric order a text above every number, so the rules for words stand before those for numbers.
    { columns: moved, when: { is: 'text', text: 'new' }, ink: inks.fresh },
    { columns: of('move'), when: { is: 'text', text: 'left' }, ink: inks.left },
    ...signs(of('move', 'whole change'), least['whole change']),
    ...signs(of('rate change'), least['rate change']),
    ...signs(of('change'), least.change),
    { columns: moved, when: { is: 'within', bound: 0.5 }, ink: inks.same },
  ];
  return rules.filter((rule) => rule.columns.length > 0);
}
