import {
  CellValueType,
  type FWorksheet,
  type IBorderData,
  type ICellData,
  type IStyleData,
  type Styles,
  type Worksheet,
} from '#univer';
import type { Area, CellPosition, Rect } from './area';
import type { Content, Engine } from './engine';
import {
  type Border,
  type BorderStyle,
  type Borders,
  borderStyles,
  type CellStyle,
  type HorizontalAlignment,
  type Lines,
  type Side,
  type VerticalAlignment,
  type WrapStrategy,
} from './style';

/** What a sheet's rows and columns are like, apart from their cells. Rows and columns count from 1; sizes are in pixels. */
export interface Layout {
  /** Of columns and rows that were given a size of their own. */
  readonly widths: { readonly [column: number]: number };
  readonly heights: { readonly [row: number]: number };
  readonly hiddenColumns: readonly number[];
  readonly hiddenRows: readonly number[];
}

const alignments: readonly (HorizontalAlignment | undefined)[] = [undefined, 'left', 'center', 'right'];
const verticals: readonly (VerticalAlignment | undefined)[] = [undefined, 'top', 'middle', 'bottom'];
const wraps: readonly (WrapStrategy | undefined)[] = [undefined, 'OVERFLOW', 'CLIP', 'WRAP'];
const sides = { top: 't', bottom: 'b', left: 'l', right: 'r' } as const;
/** Univer's numbers for the lines. */
const lines: Readonly<Record<BorderStyle, number>> = {
  SOLID: 1,
  SOLID_MEDIUM: 8,
  SOLID_THICK: 13,
  DASHED: 4,
  DOTTED: 3,
  DOUBLE: 7,
};

/** In pixels, as in a new sheet. */
export const sizes = { defaultColumnWidth: 100, defaultRowHeight: 21 } as const;

interface CellState {
  readonly row: number;
  readonly column: number;
  readonly formula: string | undefined;
  readonly content: Content;
  readonly style: CellStyle;
}

/** Everything of one sheet that is in no other. */
export interface SheetState {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly CellState[];
  readonly layout: Layout;
  readonly frozen: Frozen;
  readonly hiddenGridlines: boolean;
}

export interface Frozen {
  readonly rows: number;
  readonly columns: number;
}

/** The cells of one sheet, in Univer's model. */
export class Sheet {
  constructor(
    private readonly engine: Engine,
    readonly id: string,
  ) {}

  /** Univer's commands on the sheet. */
  get facade(): FWorksheet {
    const sheet = this.engine.book.getSheetBySheetId(this.id);
    if (!sheet) throw new Error(`Sheet ${this.id} is gone.`);
    return sheet;
  }

  get name(): string {
    return this.model.getName();
  }

  get rows(): number {
    return this.model.getRowCount();
  }

  get columns(): number {
    return this.model.getColumnCount();
  }

  cell(row: number, column: number): ICellData | undefined {
    return this.model.getCellMatrix().getValue(row - 1, column - 1) ?? undefined;
  }

  formula(row: number, column: number): string | undefined {
    return this.cell(row, column)?.f ?? undefined;
  }

  isEmpty(row: number, column: number): boolean {
    const cell = this.cell(row, column);
    return !cell || ((cell.v === undefined || cell.v === null) && !cell.f);
  }

  content(row: number, column: number): Content {
    const cell = this.cell(row, column);
    if (cell?.v === undefined || cell.v === null) return undefined;
    return { value: cell.t === CellValueType.BOOLEAN ? Boolean(cell.v) : cell.v };
  }

  /** Replaces content and formula; the style stays. Returns the new cell, which nobody else has held yet. */
  put(row: number, column: number, content: Content, formula?: string): ICellData | undefined {
    const style = this.cell(row, column)?.s;
    const cell: ICellData = {
      ...(style ? { s: style } : {}),
      ...(formula ? { f: formula } : {}),
      ...(content ? stored(content.value) : {}),
    };
    const matrix = this.model.getCellMatrix();
    if (Object.keys(cell).length === 0) {
      matrix.realDeleteValue(row - 1, column - 1);
      return undefined;
    }
    matrix.setValue(row - 1, column - 1, cell);
    return cell;
  }

  style(row: number, column: number): CellStyle & { readonly borders: Lines | undefined } {
    const style = this.styles.getStyleByCell(this.cell(row, column));
    return {
      numberFormat: style?.n?.pattern,
      bold: style?.bl === 1,
      italic: style?.it === 1,
      fontSize: style?.fs,
      fontFamily: style?.ff ?? undefined,
      background: style?.bg?.rgb ?? undefined,
      fontColor: style?.cl?.rgb ?? undefined,
      horizontalAlignment: alignments[style?.ht ?? 0],
      verticalAlignment: verticals[style?.vt ?? 0],
      wrap: wraps[style?.tb ?? 0],
      borders: bordersIn(style?.bd),
    };
  }

  /** Changes what `change` names; a key that is there without a value is reset. */
  restyle(row: number, column: number, change: CellStyle): void {
    const cell = this.cell(row, column);
    const style: IStyleData = { ...this.styles.getStyleByCell(cell) };
    if ('numberFormat' in change) assign(style, 'n', change.numberFormat && { pattern: change.numberFormat });
    if ('bold' in change) assign(style, 'bl', change.bold ? 1 : undefined);
    if ('italic' in change) assign(style, 'it', change.italic ? 1 : undefined);
    if ('fontSize' in change) assign(style, 'fs', change.fontSize);
    if ('fontFamily' in change) assign(style, 'ff', change.fontFamily);
    if ('background' in change) assign(style, 'bg', change.background && { rgb: change.background });
    if ('fontColor' in change) assign(style, 'cl', change.fontColor && { rgb: change.fontColor });
    if ('horizontalAlignment' in change) assign(style, 'ht', numberOf(alignments, change.horizontalAlignment));
    if ('verticalAlignment' in change) assign(style, 'vt', numberOf(verticals, change.verticalAlignment));
    if ('wrap' in change) assign(style, 'tb', numberOf(wraps, change.wrap));
    if ('borders' in change) assign(style, 'bd', borderData(style.bd, change.borders));
    this.setStyle(row, column, Object.keys(style).length > 0 ? style : undefined);
  }

  clearStyle(row: number, column: number): void {
    if (this.cell(row, column)?.s) this.setStyle(row, column, undefined);
  }

  /** All of it, but for the contents of cells that `leaveOut` names. */
  state(leaveOut: (row: number, column: number) => boolean): SheetState {
    const cells: CellState[] = [];
    this.model.getCellMatrix().forValue((rowIndex, columnIndex) => {
      const [row, column] = [rowIndex + 1, columnIndex + 1];
      const formula = leaveOut(row, column) ? undefined : this.formula(row, column);
      const content = formula || leaveOut(row, column) ? undefined : this.content(row, column);
      cells.push({ row, column, formula, content, style: this.style(row, column) });
    });
    const { rows, columns, layout, frozen } = this;
    return { rows, columns, cells, layout, frozen, hiddenGridlines: this.facade.hasHiddenGridLines() };
  }

  /** Becomes what another sheet is, or what this one was. */
  setState({ rows, columns, cells, layout, frozen, hiddenGridlines }: SheetState): void {
    this.setFrozen({ rows: 0, columns: 0 });
    if (rows !== this.rows) this.facade.setRowCount(rows);
    if (columns !== this.columns) this.facade.setColumnCount(columns);
    const matrix = this.model.getCellMatrix();
    const present: Array<readonly [row: number, column: number]> = [];
    matrix.forValue((row, column) => {
      present.push([row, column]);
    });
    for (const [row, column] of present) matrix.realDeleteValue(row, column);
    for (const { row, column, formula, content, style } of cells) {
      this.put(row, column, content, formula);
      this.restyle(row, column, style);
    }
    this.setLayout(layout);
    this.setFrozen(frozen);
    this.facade.setHiddenGridlines(hiddenGridlines);
  }

  get layout(): Layout {
    const { columnData = {}, rowData = {} } = this.model.getConfig();
    const columns = entriesOf(columnData);
    const rows = entriesOf(rowData);
    return {
      widths: Object.fromEntries(columns.flatMap(([column, { w }]) => (w === undefined ? [] : [[column, w]]))),
      heights: Object.fromEntries(rows.flatMap(([row, { h }]) => (h === undefined ? [] : [[row, h]]))),
      hiddenColumns: columns.flatMap(([column, { hd }]) => (hd === 1 ? [column] : [])),
      hiddenRows: rows.flatMap(([row, { hd }]) => (hd === 1 ? [row] : [])),
    };
  }

  private setLayout(wanted: Layout): void {
    const { layout, rows, columns } = this;
    for (const column of within(columns, layout.widths, wanted.widths)) {
      this.facade.setColumnWidth(column - 1, wanted.widths[column] ?? sizes.defaultColumnWidth);
    }
    for (const row of within(rows, layout.heights, wanted.heights)) {
      this.setRowHeight(row, wanted.heights[row] ?? sizes.defaultRowHeight);
    }
    for (const column of layout.hiddenColumns) this.setColumnsHidden(column, 1, false);
    for (const row of layout.hiddenRows) this.setRowsHidden(row, 1, false);
    for (const column of wanted.hiddenColumns) this.setColumnsHidden(column, 1, true);
    for (const row of wanted.hiddenRows) this.setRowsHidden(row, 1, true);
  }

  /** How many rows and columns stay in sight. */
  get frozen(): Frozen {
    return { rows: this.facade.getFrozenRows(), columns: this.facade.getFrozenColumns() };
  }

  setFrozen({ rows, columns }: Frozen): void {
    if (rows === 0 && columns === 0) this.facade.cancelFreeze();
    else this.facade.setFreeze({ startRow: rows, startColumn: columns, xSplit: columns, ySplit: rows });
  }

  setRowHeight(row: number, pixels: number): void {
    this.facade.setRowHeightsForced(row - 1, 1, pixels);
  }

  isRowHidden(row: number): boolean {
    return !this.model.getRowVisible(row - 1);
  }

  setRowsHidden(row: number, count: number, hidden: boolean): void {
    if (hidden) this.facade.hideRows(row - 1, count);
    else this.facade.showRows(row - 1, count);
  }

  isColumnHidden(column: number): boolean {
    return !this.model.getColVisible(column - 1);
  }

  setColumnsHidden(column: number, count: number, hidden: boolean): void {
    if (hidden) this.facade.hideColumns(column - 1, count);
    else this.facade.showColumns(column - 1, count);
  }

  /** The positions of all cells that hold a formula. */
  formulas(): { position: CellPosition; text: string }[] {
    const found: { position: CellPosition; text: string }[] = [];
    this.model.getCellMatrix().forValue((row, column, cell) => {
      if (cell?.f) found.push({ position: { sheetId: this.id, row: row + 1, column: column + 1 }, text: cell.f });
    });
    return found;
  }

  /** The last row and column with content, 0 and 0 for an empty sheet (P8-15). */
  extent(): { lastRow: number; lastColumn: number } {
    let lastRow = 0;
    let lastColumn = 0;
    this.model.getCellMatrix().forValue((row, column) => {
      const cell = this.cell(row + 1, column + 1);
      if (!cell?.f && (cell?.v === undefined || cell.v === null || cell.v === '')) return;
      lastRow = Math.max(lastRow, row + 1);
      lastColumn = Math.max(lastColumn, column + 1);
    });
    return { lastRow, lastColumn };
  }

  contains({ row, column, rows, columns }: Rect): boolean {
    const whole = [row, column, rows, columns].every((number) => Number.isInteger(number) && number >= 1);
    return whole && row + rows - 1 <= this.rows && column + columns - 1 <= this.columns;
  }

  area(rect: Rect): Area {
    return { sheetId: this.id, row: rect.row, column: rect.column, rows: rect.rows, columns: rect.columns };
  }

  private get model(): Worksheet {
    const model = this.engine.book.getWorkbook().getSheetBySheetId(this.id);
    if (!model) throw new Error(`Sheet ${this.id} is gone.`);
    return model;
  }

  private get styles(): Styles {
    return this.engine.book.getWorkbook().getStyles();
  }

  /** Changes the cell in place: who spilled into it still recognises it. */
  private setStyle(row: number, column: number, style: IStyleData | undefined): void {
    const cell = this.cell(row, column) ?? {};
    if (style) cell.s = this.styles.setValue(style) ?? null;
    else delete cell.s;
    const matrix = this.model.getCellMatrix();
    if (Object.keys(cell).length === 0) matrix.realDeleteValue(row - 1, column - 1);
    else matrix.setValue(row - 1, column - 1, cell);
  }
}

/** As Univer keeps a text of which each letter may have a format. */
const emptyText = { id: 'empty', body: { dataStream: '' }, documentStyle: {} };

function stored(value: string | number | boolean): ICellData {
  if (typeof value === 'boolean') return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  // Univer takes an empty text for a blank cell, but not where it is a formatted one (P8-42).
  if (value === '') return { v: value, t: CellValueType.STRING, p: emptyText };
  return { v: value, t: typeof value === 'number' ? CellValueType.NUMBER : CellValueType.STRING };
}

function assign<K extends keyof IStyleData>(style: IStyleData, key: K, value: IStyleData[K] | '' | undefined): void {
  if (value === '' || value === undefined) delete style[key];
  else style[key] = value;
}

/** Univer's number for one of the names; none for the first, which is no choice. */
function numberOf<T>(names: readonly T[], name: T): number | undefined {
  const number = names.indexOf(name);
  return number > 0 ? number : undefined;
}

/** The positions that some of the lists name, up to the last there is. */
function within(last: number, ...lists: ReadonlyArray<{ readonly [position: number]: number }>): number[] {
  return [...new Set(lists.flatMap((list) => Object.keys(list).map(Number)))].filter((position) => position <= last);
}

function entriesOf<T>(data: { readonly [index: number]: T | undefined }): Array<[position: number, data: T]> {
  return Object.entries(data).flatMap(
    ([index, value]): Array<[number, T]> => (value ? [[Number(index) + 1, value]] : []),
  );
}

function bordersIn(data: IStyleData['bd']): Lines | undefined {
  if (!data) return undefined;
  const drawn = Object.entries(sides).flatMap(([side, short]): Array<[string, Border]> => {
    const line = data[short];
    const style = borderStyles.find((known) => lines[known] === line?.s);
    return style && line?.cl?.rgb ? [[side, { style, color: line.cl.rgb }]] : [];
  });
  return drawn.length > 0 ? Object.fromEntries(drawn) : undefined;
}

/** The sides that `change` names as it says, the others as they are; none for a change that takes all away. */
function borderData(before: IStyleData['bd'], change: Borders | undefined): IStyleData['bd'] | undefined {
  if (!change) return undefined;
  const after: IBorderData = { ...before };
  for (const side of Object.keys(sides) as Side[]) {
    const border = change[side];
    if (border) after[sides[side]] = { s: lines[border.style], cl: { rgb: border.color } };
    else if (border === null) delete after[sides[side]];
  }
  return Object.keys(after).length > 0 ? after : undefined;
}
