import { type Area, type CellPosition, cellArea } from './area';
import type { Content, EngineResult } from './engine';
import type { Formula } from './formula';

/** A cell with a formula, and what is known of it since it was last calculated. */
export interface FormulaCell {
  readonly position: CellPosition;
  text: string;
  /** The text taken apart; none since it was edited. */
  linked?: Linked;
  calls: Map<string, Call>;
  contents: Content[][];
  /** Where its result stands, or last stood while it is loading. */
  area: Area;
  /** Where its result stands or would stand: a change there may block or free it. */
  watched: Area;
  note?: string | undefined;
  loading: boolean;
  /** Its value stems from NOW() or the like, at however many removes (P1.2-12). */
  volatile: boolean;
}

export interface Linked {
  text: string;
  formula?: Formula;
  references: Area[];
  error?: CellError;
}

export interface CellError {
  value: string;
  note?: string;
}

/** One call of a custom function: running until there is an outcome. */
export interface Call {
  outcome?: EngineResult | { error: string };
}

export function newFormulaCell(position: CellPosition, text: string): FormulaCell {
  const area = cellArea(position);
  return {
    position,
    text,
    calls: new Map(),
    contents: [],
    area,
    watched: area,
    loading: false,
    volatile: false,
  };
}

export function positionKey({ sheetId, row, column }: CellPosition): string {
  return `${sheetId}!${row},${column}`;
}

export function resultArea({ position }: FormulaCell, contents: readonly Content[][]): Area {
  return { ...position, rows: contents.length, columns: contents[0]?.length ?? 1 };
}

export function sameContents(a: readonly Content[][], b: readonly Content[][]): boolean {
  return (
    a.length === b.length &&
    a.every((row, down) => {
      const other = b[down];
      return row.length === other?.length && row.every((content, right) => sameContent(content, other[right]));
    })
  );
}

function sameContent(a: Content, b: Content): boolean {
  if (!a || !b) return a === b;
  return Object.is(a.value, b.value) && a.error === b.error && a.format === b.format;
}
