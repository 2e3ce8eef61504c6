import { CellValueType, type FWorksheet, type ICellData, type IStyleData, type Styles, type Worksheet } from '#univer';
import type { Area, CellPosition, Rect } from './area';
import type { Content, Engine } from './engine';

export interface CellStyle {
  numberFormat?: string | undefined;
  bold?: boolean | undefined;
  background?: string | undefined;
  fontColor?: string | undefined;
  horizontalAlignment?: HorizontalAlignment | undefined;
}

export type HorizontalAlignment = 'left' | 'center' | 'right';

const alignments: readonly (HorizontalAlignment | undefined)[] = [undefined, 'left', 'center', 'right'];

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

  style(row: number, column: number): CellStyle {
    const style = this.styles.getStyleByCell(this.cell(row, column));
    return {
      numberFormat: style?.n?.pattern,
      bold: style?.bl === 1,
      background: style?.bg?.rgb ?? undefined,
      fontColor: style?.cl?.rgb ?? undefined,
      horizontalAlignment: alignments[style?.ht ?? 0],
    };
  }

  /** Changes what `change` names; a key that is there without a value is reset. */
  restyle(row: number, column: number, change: CellStyle): void {
    const cell = this.cell(row, column);
    const style: IStyleData = { ...this.styles.getStyleByCell(cell) };
    if ('numberFormat' in change) assign(style, 'n', change.numberFormat && { pattern: change.numberFormat });
    if ('bold' in change) assign(style, 'bl', change.bold ? 1 : undefined);
    if ('background' in change) assign(style, 'bg', change.background && { rgb: change.background });
    if ('fontColor' in change) assign(style, 'cl', change.fontColor && { rgb: change.fontColor });
    if ('horizontalAlignment' in change) {
      const alignment = alignments.indexOf(change.horizontalAlignment);
      assign(style, 'ht', alignment > 0 ? alignment : undefined);
    }
    this.setStyle(row, column, Object.keys(style).length > 0 ? style : undefined);
  }

  clearStyle(row: number, column: number): void {
    if (this.cell(row, column)?.s) this.setStyle(row, column, undefined);
  }

  /**
   * Takes over another sheet's formulas, contents and formats, but for cells that `leaveOut` names. Widths and frozen rows
   * stay behind: nobody asks for them.
   */
  copyCells(from: Sheet, leaveOut: (row: number, column: number) => boolean): void {
    from.model.getCellMatrix().forValue((rowIndex, columnIndex) => {
      const [row, column] = [rowIndex + 1, columnIndex + 1];
      const formula = from.formula(row, column);
      if (!leaveOut(row, column)) this.put(row, column, formula ? undefined : from.content(row, column), formula);
      this.restyle(row, column, from.style(row, column));
    });
    for (let row = 1; row <= from.rows; row++) if (from.isRowHidden(row)) this.setRowsHidden(row, 1, true);
  }

  isRowHidden(row: number): boolean {
    return !this.model.getRowVisible(row - 1);
  }

  setRowsHidden(row: number, count: number, hidden: boolean): void {
    if (hidden) this.facade.hideRows(row - 1, count);
    else this.facade.showRows(row - 1, count);
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
