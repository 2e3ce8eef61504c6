import type { Rect } from './area';

/*
 * How a Board looks. Each ink can be read on each fill that it may stand on (4.5:1 at least), and none of them says anything that
 * a word or an arrow does not say as well.
 */

export const inks = {
  text: '#000000',
  header: '#ffffff',
  title: '#5f6368',
  bar: '#2b5fc7',
  up: '#188038',
  down: '#c5221f',
  same: '#5f6368',
  fresh: '#1a56b8',
  left: '#8a4b08',
} as const;

export const fills = {
  header: '#1f2b45',
  band: '#f7f9fc',
  totals: '#f1f3f8',
  gold: '#fde8a6',
  silver: '#e3e7ee',
  bronze: '#f7d9c4',
} as const;

export const totalsLine = '#1f2b45';
export const groupLine = '#9aa3b5';
export const nameSize = 14;
/** In pixels: of a row in a new sheet, and of a Board's. */
export const rowHeight = 21;
export const nameHeight = 34;
export const headerHeight = 30;
/** A font of Google's that has all signs of a trend, at one width: those of Arial's widths have not. */
export const trendFont = 'Noto Sans Mono';

/** How text stands in its cell. */
export type Alignment = 'left' | 'center' | 'right';

/** What cells are to have; what is not said stays as it is. */
export interface CellLooks {
  readonly rect: Rect;
  readonly weights?: string[][];
  readonly alignments?: Alignment[][];
  readonly ink?: string;
  /** null: the usual one. */
  readonly font?: string | null;
  /** Text that is too long for its cell goes on in a line of its own. */
  readonly isWrapped?: true;
}

/** A rule of conditional formatting, for columns of the sheet from below the header on. */
export interface Rule {
  readonly columns: readonly number[];
  readonly when:
    | { readonly is: 'at least' | 'at most' | 'within'; readonly bound: number }
    | { readonly is: 'text'; readonly text: string }
    | { readonly is: 'true'; readonly formula: string };
  readonly ink?: string;
  readonly fill?: string;
}

/** Where rows of totals are to be, in the rows among which they were. The report's own columns, and which of them is bold. */
export interface TotalsMove {
  readonly row: number;
  readonly rows: number;
  /** Rows of totals and of sums from now on. */
  readonly to: readonly number[];
  readonly columns: ReadonlyArray<{ readonly column: number; readonly isBold: boolean }>;
}

/** What belongs to a sheet and not to cells: only where the sheet was made for the report. */
export interface SheetLooks {
  readonly heights: ReadonlyArray<{ readonly row: number; readonly pixels: number }>;
  readonly frozenRows: number;
  readonly frozenColumns: number;
}

/** What a Board made of cells that stay the report's when it becomes Plain. Each is taken back only where it is still so. */
export interface BoardCells {
  /** Header and rows, totals included, from the first of its columns to the last. */
  readonly rect: Rect;
  readonly columns: ReadonlyArray<{
    readonly column: number;
    readonly isBold: boolean;
    readonly drawn: 'bar' | 'trend' | null;
    readonly alignment: Alignment;
  }>;
  /** Rows of totals and of sums, and those that have a line above them. */
  readonly sums: readonly number[];
  readonly ruled: readonly number[];
}

/** The rules of a sheet that was made for the report, and those that it has set there before; null: it has set none. */
export interface SheetRules {
  readonly headerRow: number;
  readonly before: readonly Rule[] | null;
  readonly rules: readonly Rule[];
}

export interface Looks {
  readonly cells: readonly CellLooks[];
  /** The rows that have alternating fills, null for none, and had them before; null: they are as they were. */
  readonly banding: { readonly before: Rect | null; readonly rect: Rect | null } | null;
  readonly totals: TotalsMove | null;
  /** The lines between groups: above these rows of the sheet, over the block's own columns. */
  readonly lines: { readonly cleared: readonly Rect[]; readonly drawn: readonly Rect[] };
  /** In pixels. `exactly`: otherwise no column is made narrower. */
  readonly widths: {
    readonly exactly: boolean;
    readonly columns: ReadonlyArray<{ column: number; pixels: number }>;
  } | null;
  readonly sheet: SheetLooks | null;
  readonly rules: SheetRules | null;
  /** Cells that are the report's no more. Their looks are taken off before any others are set. */
  readonly undressed: readonly Rect[];
  /** Of a Board that becomes Plain; null: it stays one. */
  readonly plain: BoardCells | null;
  /** What a Board made of the sheet that was made for it, and is to be as in a new sheet; null: it stays. */
  readonly sheetBefore: SheetLooks | null;
}
