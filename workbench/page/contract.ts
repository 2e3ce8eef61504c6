/*
 * What the page and the server behind it say to each other. The server sends a BookView and a DeskView whenever they are
 * different (server-sent events `book` and `desk`); the page posts Actions. Which spreadsheet and which browser tab is meant
 * stands in the address: `?file=1&tab=…`. Rows and columns count from 1.
 */
import type { HorizontalAlignment, Lines, VerticalAlignment, WrapStrategy } from '../apps-script/workbook/style';

export interface BookView {
  readonly sheets: readonly SheetView[];
}

export interface SheetView {
  readonly id: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly hiddenGridlines: boolean;
  /** In pixels, of columns and rows that were given a size of their own. */
  readonly widths: Sizes;
  readonly heights: Sizes;
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  /** By name, `B7`; what is left out is blank. */
  readonly cells: { readonly [name: string]: Cell };
  readonly charts: readonly ChartView[];
}

/** A chart, and the cell that its upper left corner keeps to; `x`, `y`, `width` and `height` are pixels. */
export interface ChartView {
  readonly id: number;
  readonly type: 'BAR' | 'COLUMN' | 'LINE';
  readonly title: string;
  readonly color: string;
  /** Of the axis of figures; '' where nobody gave it one. */
  readonly axisTitle: string;
  readonly labels: readonly string[];
  readonly series: ReadonlyArray<{
    readonly name: string;
    readonly values: ReadonlyArray<number | null>;
    /** The values as their cells show them. */
    readonly texts: readonly string[];
  }>;
  readonly row: number;
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Sizes {
  readonly [position: number]: number;
}

/** What is left out is as in a new sheet. Colours are '#rrggbb', and as seen: with alternating colours and conditional rules. */
export interface Cell {
  /** As shown. */
  readonly text: string;
  /** What a person finds who edits the cell, where it is not the same. */
  readonly typed?: string;
  /** What hovering tells. */
  readonly note?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** In points. */
  readonly fontSize?: number;
  readonly fontFamily?: string;
  readonly background?: string;
  readonly color?: string;
  readonly align?: HorizontalAlignment;
  readonly verticalAlign?: VerticalAlignment;
  readonly wrap?: WrapStrategy;
  readonly borders?: Lines;
}

export interface Rectangle {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Everything around the grid. */
export interface DeskView {
  readonly title: string;
  /** The account at the keyboard. */
  readonly user: string;
  readonly people: readonly { readonly email: string; readonly role: string }[];
  readonly active: { readonly sheetId: string; readonly row: number; readonly column: number };
  /** Whether the page itself selected that: what a script selects is followed. */
  readonly selectedHere: boolean;
  /** Of the add-on, in the Extensions menu. */
  readonly addOn: { readonly name: string; readonly entries: readonly string[] };
  /** Its number is another one each time a sidebar is opened. */
  readonly sidebar: { readonly number: number; readonly title: string; readonly url: string } | null;
  readonly toast: { readonly number: number; readonly title: string; readonly message: string } | null;
  readonly workbench: WorkbenchView;
}

export interface WorkbenchView {
  /** How far the clock is ahead of this machine's, in seconds. */
  readonly aheadSeconds: number;
  /** Grows when somebody has moved the clock, and all that fell due on the way is over. */
  readonly moves: number;
  readonly timeZone: string;
  /** Milliseconds since 1970; null without a trigger. */
  readonly nextTrigger: number | null;
  readonly realJourneybee: boolean;
  readonly sandbox: { readonly url: string; readonly key: string };
  /** What may be asked to go wrong; an action names it by its place in this list. */
  readonly faultMenu: readonly string[];
  readonly plannedFaults: readonly string[];
  readonly requests: number;
  readonly executions: number;
  readonly lastExecution: ExecutionView | null;
  readonly lastMail: { readonly to: string; readonly subject: string; readonly body: string } | null;
  readonly mails: number;
}

export interface ExecutionView {
  readonly name: string;
  readonly mode: string;
  readonly user: string;
  readonly ms: number;
  readonly problem: string | null;
  readonly calls: readonly string[];
}

/** What a person does, with what is needed to do it. */
export interface Actions {
  /** Opens the file, again or as somebody else. */
  open: { readonly user?: string };
  /** Makes a copy of the file; answers with its number. */
  copy: Record<string, never>;
  /** Takes back what was done in this tab last. */
  undo: Record<string, never>;
  select: { readonly sheetId: string; readonly area: Rectangle };
  type: { readonly sheetId: string; readonly row: number; readonly column: number; readonly texts: string[][] };
  clear: { readonly sheetId: string; readonly area: Rectangle };
  /** Inserts before `at`, or deletes from there on where `count` is negative. */
  resize: {
    readonly sheetId: string;
    readonly axis: 'rows' | 'columns';
    readonly at: number;
    readonly count: number;
  };
  widen: { readonly sheetId: string; readonly column: number; readonly pixels: number };
  addSheet: Record<string, never>;
  renameSheet: { readonly sheetId: string; readonly name: string };
  deleteSheet: { readonly sheetId: string };
  hideSheet: { readonly sheetId: string; readonly hidden: boolean };
  /** An entry of the add-on's menu. */
  choose: { readonly entry: string };
  closeSidebar: Record<string, never>;
  /** google.script.run. */
  run: { readonly name: string; readonly args: readonly unknown[] };
  advance: { readonly ms: number };
  /** An entry of the fault menu; for the next request, or until cleared. */
  fault: { readonly entry: number; readonly lasting: boolean };
  clearFaults: Record<string, never>;
  /** Somebody sells something. */
  winDeal: Record<string, never>;
  useRealJourneybee: { readonly real: boolean };
}

export type ActionName = keyof Actions;

/** `name` is that of the error. */
export type ActionReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly name: string; readonly message: string };

/** What the sidebar's frame says to the page around it, and what it hears. */
export type FromSidebar =
  | { readonly kind: 'run'; readonly number: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'close' }
  | { readonly kind: 'focus' };
export type ToSidebar =
  | { readonly kind: 'reply'; readonly number: number; readonly reply: ActionReply }
  /** Time has passed: the clock is so far ahead of the machine's. */
  | { readonly kind: 'clock'; readonly aheadMs: number };
