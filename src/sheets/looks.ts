import type { Rect } from './area';

/*
 * The colours and sizes of a Board. The contrast of each ink with each fill that it may stand on is at least 4.5:1. No colour
 * alone carries a meaning: a word or an arrow says the same.
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

export const lineColors = { totals: '#1f2b45', group: '#9aa3b5' } as const;
export const nameSize = 14;
/** In pixels: of a row in a new sheet, and of a Board's. */
export const rowHeight = 21;
export const nameHeight = 34;
export const headerHeight = 30;
/** A font of Google's that has all signs of a trend, at one width: those of Arial's widths have not. */
export const trendFont = 'Noto Sans Mono';

/** The horizontal alignment of a cell. */
export type Alignment = 'left' | 'center' | 'right';

/** The looks that cells are to get. A missing field leaves them as they are. */
export interface CellLooks {
  readonly rect: Rect;
  readonly weights?: string[][];
  readonly alignments?: Alignment[][];
  readonly ink?: string;
  /** null: the usual font of Sheets. */
  readonly font?: string | null;
  /** Text that is too long for its cell continues on a second line in it. */
  readonly isWrapped?: true;
}

/** A rule of conditional formatting. It applies to whole columns of the sheet, below the header. */
export interface Rule {
  readonly columns: readonly number[];
  readonly when:
    | { readonly is: 'at least' | 'at most' | 'within'; readonly bound: number }
    | { readonly is: 'text'; readonly text: string }
    | { readonly is: 'true'; readonly formula: string };
  readonly ink?: string;
  readonly fill?: string;
}

/** The rows that may hold the look of totals, and those of them that are to have it. `columns`: the report's own. */
export interface TotalsMove {
  readonly row: number;
  readonly rows: number;
  /** The rows of totals and of sums after the write. */
  readonly to: readonly number[];
  readonly columns: ReadonlyArray<{ readonly column: number; readonly isBold: boolean }>;
}

/** The looks of a whole sheet. They are set only on a sheet that was made for the report. */
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

/**
 * The rules of a sheet that was made for the report. `before`: the rules that the report set there earlier; null: it has
 * set none.
 */
export interface SheetRules {
  readonly headerRow: number;
  readonly before: readonly Rule[] | null;
  readonly rules: readonly Rule[];
}

export interface Looks {
  readonly cells: readonly CellLooks[];
  /** The rows that had alternating fills, and those that are to have them; null: nothing changes. */
  readonly banding: { readonly before: Rect | null; readonly rect: Rect | null } | null;
  readonly totals: TotalsMove | null;
  /** The cells of the block's own columns whose line above is taken off or drawn: a line separates two groups. */
  readonly lines: { readonly cleared: readonly Rect[]; readonly drawn: readonly Rect[] };
  /** In pixels. `exactly` false: a column may become wider and not narrower. */
  readonly widths: {
    readonly exactly: boolean;
    readonly columns: ReadonlyArray<{ column: number; pixels: number }>;
  } | null;
  readonly sheet: SheetLooks | null;
  readonly rules: SheetRules | null;
  /** Cells that no longer belong to the report. Their looks are removed before any others are set. */
  readonly undressed: readonly Rect[];
  /** Of a Board that becomes Plain; null: it stays one. */
  readonly plain: BoardCells | null;
  /** What a Board made of the sheet that was made for it, and is to be as in a new sheet; null: it stays. */
  readonly sheetBefore: SheetLooks | null;
}
