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
  readonly board: BoardWanted | null;
}

export interface BoardWanted {
  readonly name: string;
  /** A line above the name, blank where there is nothing to say; null: there is no such line. */
  readonly sentence: string | null;
  /** By their places among the rows: those that begin another group, and those that are sums. */
  readonly lines: readonly number[];
  readonly sums: readonly number[];
}

/**
 * The rectangle of header and rows. Before the first write: the cell where the header is to begin, without rows or
 * columns.
 */
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
  /**
   * The rectangles of header and rows as they stand, as they will stand, and both together. Inserted columns are
   * included.
   */
  readonly before: Rect;
  readonly rect: Rect;
  readonly union: Rect;
  /** Columns of the sheet in the order of the header: of the block as it stands, and as it will stand. */
  readonly oldColumns: readonly number[];
  readonly columns: readonly number[];
  /** The row after the block, totals included: as it stands, and as it will stand. */
  readonly oldEnd: number;
  readonly end: number;
  /** Cells in the block that somebody filled where totals are blank: they are neither written nor cleared. */
  readonly isLeft: (row: number, column: number) => boolean;
  readonly missingRows: number;
  readonly missingColumns: number;
}

export interface ValuePlan {
  /**
   * Values of the report's own columns, with the totals, in an order in which a row can be recognised wherever the
   * write is cut short.
   */
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
  /** Whether it is no trend, and a Board's trend may have stood there: its cells may have that font. */
  readonly wasTrend: boolean;
}

export interface FormatPlan {
  /** Header cells that are new or head another column, and their alignment. */
  readonly headers: ReadonlyArray<Cells<Alignment>>;
  /** Number formats of cells that are new or need another one. All other formats are the person's. */
  readonly formats: ReadonlyArray<Cells<string>>;
  /** How many rows, header included, have their formats if Sheets refuses these. */
  readonly rowsIfRefused: number;
  /** The looks of a Board; null: there are none to set. */
  readonly looks: Looks | null;
}

/** The records to store before anything is written, and after all is. */
export interface RecordPlan {
  readonly during: Written;
  readonly after: Written;
}

/** The lines above a block; null where there is none, or its cell is no longer the report's. */
export interface LinesPlan {
  readonly title: TitlePlan | null;
  /** Of a Board, above the title. */
  readonly name: TitlePlan | null;
  /** Of a Board, above the name. */
  readonly sentence: TitlePlan | null;
}

/** The cells of those lines, and their texts. */
export const lineCells = ({ title, name, sentence }: LinesPlan): ReadonlyArray<{ rect: Rect; text: string }> =>
  [title, name, sentence].flatMap((line) =>
    line ? [{ rect: { row: line.row, column: line.column, rows: 1, columns: 1 }, text: line.text }] : [],
  );

export interface WritePlan extends ColumnPlan, LinesPlan, ValuePlan, FormatPlan, RecordPlan {
  /** Unchanged: the lines above it are all that is to be written. */
  readonly kind: 'write' | 'unchanged';
}

export type BlockPlan = WritePlan | { readonly kind: 'refuse'; readonly problem: string };
