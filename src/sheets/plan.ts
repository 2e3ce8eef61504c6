import type { ColumnKind } from '../domain/column-kinds';
import type { Cell } from '../domain/table';
import type { Rect } from './area';
import type { Alignment, Looks } from './looks';
import type { Written } from './written';

/** What a report wants to stand in its block. */
export interface Wanted {
  readonly title: string;
  readonly header: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly currency: string | null;
  readonly rows: readonly (readonly Cell[])[];
  /** Directly below the rows. */
  readonly totals: readonly Cell[] | null;
  /** A report of the style Board has its name above the title, and looks of its own. null: it is Plain. */
  readonly board: { readonly name: string } | null;
}

/** Where the block stands, header and rows. Before the first time: where its header is to begin, without rows or columns. */
export interface Place {
  readonly sheetId: number;
  readonly rect: Rect;
  /** Before the first time: whether the sheet was made for the report. */
  readonly isOwnSheet?: boolean;
}

/** What the cells of a rectangle are to have. */
export interface Cells<T> {
  readonly rect: Rect;
  readonly cells: T[][];
}

/** The cells of the sheet that a block takes. */
export interface ColumnPlan {
  /** Header and rows as they stand, from now on, and both. Columns that somebody inserted between are included. */
  readonly before: Rect;
  readonly rect: Rect;
  readonly union: Rect;
  /** Columns of the sheet, in the order of the header: of the block as it stands, and of the one that is to stand. */
  readonly oldColumns: readonly number[];
  readonly columns: readonly number[];
  /** The row behind the last of the block, totals included: as it stands, and as it is to stand. */
  readonly oldEnd: number;
  readonly end: number;
  /** Cells in the block that somebody filled where totals are blank: they are neither written nor cleared. */
  readonly isLeft: (row: number, column: number) => boolean;
  readonly missingRows: number;
  readonly missingColumns: number;
}

export interface ValuePlan {
  /** Of the report's own columns, with the totals; in this order, a row can be known wherever the write is cut short. */
  readonly values: ReadonlyArray<Cells<Cell>>;
  readonly cleared: readonly Rect[];
}

export interface TitlePlan {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly isNew: boolean;
}

/** A column of the block that is to stand. */
export interface PlannedColumn {
  readonly index: number;
  /** Of the sheet. */
  readonly column: number;
  readonly kind: ColumnKind;
  /** The first of its rows that has yet to be formatted. */
  readonly from: number;
  /** Whether it has stood there before as another one, or not at all. */
  readonly isOther: boolean;
}

export interface FormatPlan {
  /** Header cells that are new, or head something else, and how they are aligned. */
  readonly headers: ReadonlyArray<Cells<Alignment>>;
  /** Number formats of what is new or needs another one now. All others are the user's. */
  readonly formats: ReadonlyArray<Cells<string>>;
  /** How many rows, header included, have their formats where Sheets refuses these. */
  readonly rowsIfRefused: number;
  /** Of a Board; null: there is nothing to be dressed. */
  readonly looks: Looks | null;
}

/** To be recorded before anything is written, and when all is. */
export interface RecordPlan {
  readonly during: Written;
  readonly after: Written;
}

export interface WritePlan extends ColumnPlan, ValuePlan, FormatPlan, RecordPlan {
  /** Unchanged: the title is all that is to be written. */
  readonly kind: 'write' | 'unchanged';
  /** null where that cell is no longer the report's. */
  readonly title: TitlePlan | null;
  /** Of a Board, above the title; null where there is none, or that cell is no longer the report's. */
  readonly name: TitlePlan | null;
}

export type BlockPlan = WritePlan | { readonly kind: 'refuse'; readonly problem: string };
