import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';
import { cellName } from '../workbook/area';
import { borderStyles } from '../workbook/style';
import type { BorderLines, CellStyle, CellView, Rect, Workbook } from '../workbook/workbook';
import { Banding, type BandingKey, bandColors } from './banding';
import { colour } from './colour';
import { DataValidation } from './data-validation';
import type { Sheet } from './sheet';
import type { CellArea, Writes } from './writes';

type Alignment = 'left' | 'center' | 'right';
type Values<T> = ReadonlyArray<readonly T[]>;

export class Range
  implements
    Served<
      GoogleAppsScript.Spreadsheet.Range,
      | 'getRow'
      | 'getColumn'
      | 'getNumRows'
      | 'getNumColumns'
      | 'getSheet'
      | 'getGridId'
      | 'getA1Notation'
      | 'getValue'
      | 'getValues'
      | 'getFormula'
      | 'getFormulas'
      | 'getNotes'
      | 'setValue'
      | 'setValues'
      | 'setFormula'
      | 'getNumberFormats'
      | 'setNumberFormats'
      | 'getDataValidations'
      | 'setNumberFormat'
      | 'setFontWeight'
      | 'setFontWeights'
      | 'setFontStyle'
      | 'setFontSize'
      | 'setFontFamily'
      | 'setBackground'
      | 'setBackgrounds'
      | 'setFontColor'
      | 'setFontColors'
      | 'setHorizontalAlignment'
      | 'setHorizontalAlignments'
      | 'setVerticalAlignment'
      | 'setWrapStrategy'
      | 'setBorder'
      | 'applyRowBanding'
      | 'getBandings'
      | 'getBackgrounds'
      | 'getFontColors'
      | 'getFontWeights'
      | 'getHorizontalAlignments'
      | 'clear'
      | 'clearContent'
      | 'clearFormat'
      | 'canEdit'
      | 'getMergedRanges'
    >
{
  readonly #sheet: Sheet;
  readonly #rect: Rect;
  readonly #writes: Writes;
  readonly #mayWrite: boolean;

  constructor(sheet: Sheet, rect: Rect, writes: Writes, mayWrite: boolean) {
    this.#sheet = sheet;
    this.#rect = rect;
    this.#writes = writes;
    this.#mayWrite = mayWrite;
  }

  static areaOf(range: Range): CellArea {
    return range.#area();
  }

  getRow(): number {
    return this.#rect.row;
  }

  getColumn(): number {
    return this.#rect.column;
  }

  getNumRows(): number {
    return this.#rect.rows;
  }

  getNumColumns(): number {
    return this.#rect.columns;
  }

  getSheet(): Sheet {
    return this.#sheet;
  }

  /** The id of its sheet. */
  getGridId(): number {
    return this.#sheet.getSheetId();
  }

  getA1Notation(): string {
    const { row, column, rows, columns } = this.#rect;
    const first = cellName(row, column);
    return rows === 1 && columns === 1 ? first : `${first}:${cellName(row + rows - 1, column + columns - 1)}`;
  }

  async getValues(): Promise<unknown[][]> {
    return this.#cells(({ value }) => value);
  }

  async getValue(): Promise<unknown> {
    return (await this.getValues())[0]?.[0];
  }

  async getFormulas(): Promise<string[][]> {
    return this.#cells(({ formula }) => formula);
  }

  async getFormula(): Promise<string> {
    return (await this.getFormulas())[0]?.[0] ?? '';
  }

  /** Those that people put on cells, not those of errors (P8-41). */
  async getNotes(): Promise<string[][]> {
    const workbook = await this.#writes.flush();
    return workbook.notesIn(String(this.#sheet.getSheetId()), this.#rect);
  }

  setValues(values: unknown): this {
    const rows = this.#shaped<unknown>(values, 'setValues');
    return this.#writeValues('setValues', rows);
  }

  setValue(value: unknown): this {
    return this.#writeValues('setValue', this.#everywhere(value));
  }

  setFormula(formula: unknown): this {
    if (typeof formula !== 'string') throw mismatch('setFormula');
    const { row, column } = this.#rect;
    return this.#write('setFormula', (workbook, id) => workbook.setFormula(id, row, column, formula));
  }

  setNumberFormats(formats: unknown): this {
    const rows = this.#shaped<string>(formats, 'setNumberFormats');
    return this.#restyle('setNumberFormats', 'number format', (workbook, id) =>
      workbook.setNumberFormats(id, this.#rect, rows),
    );
  }

  setNumberFormat(format: unknown): this {
    if (typeof format !== 'string') throw mismatch('setNumberFormat');
    return this.setNumberFormats(this.#everywhere(format));
  }

  setFontWeight(weight: unknown): this {
    return this.#setWeights('setFontWeight', this.#everywhere(weight));
  }

  setFontWeights(weights: unknown): this {
    return this.#setWeights('setFontWeights', this.#shaped<unknown>(weights, 'setFontWeights'));
  }

  setFontStyle(style: unknown): this {
    if (style !== 'italic' && style !== 'normal' && style !== null) throw mismatch('setFontStyle');
    return this.#setStyle('setFontStyle', { italic: style === 'italic' });
  }

  /** In points. */
  setFontSize(size: unknown): this {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 1) throw mismatch('setFontSize');
    return this.#setStyle('setFontSize', { fontSize: size });
  }

  setFontFamily(family: unknown): this {
    if (typeof family !== 'string' && family !== null) throw mismatch('setFontFamily');
    return this.#setStyle('setFontFamily', { fontFamily: family ?? undefined });
  }

  /** null is none. */
  setBackground(color: unknown): this {
    return this.#setBackgrounds('setBackground', this.#everywhere(color));
  }

  setBackgrounds(colors: unknown): this {
    return this.#setBackgrounds('setBackgrounds', this.#shaped<unknown>(colors, 'setBackgrounds'));
  }

  /** null is the one of a new sheet. */
  setFontColor(color: unknown): this {
    return this.#setFontColors('setFontColor', this.#everywhere(color));
  }

  setFontColors(colors: unknown): this {
    return this.#setFontColors('setFontColors', this.#shaped<unknown>(colors, 'setFontColors'));
  }

  setHorizontalAlignment(alignment: unknown): this {
    if (!isHorizontal(alignment)) throw mismatch('setHorizontalAlignment');
    return this.#setStyle('setHorizontalAlignment', {
      horizontalAlignment: alignment === 'normal' || alignment === null ? undefined : alignment,
    });
  }

  setVerticalAlignment(alignment: unknown): this {
    if (!isVertical(alignment)) throw mismatch('setVerticalAlignment');
    return this.#setStyle('setVerticalAlignment', { verticalAlignment: alignment ?? undefined });
  }

  setWrapStrategy(strategy: unknown): this {
    const wrap = wraps.find((known) => strategy instanceof EnumMember && strategy.name === `WrapStrategy.${known}`);
    if (!wrap) throw mismatch('setWrapStrategy');
    return this.#setStyle('setWrapStrategy', { wrap });
  }

  /** Lines around the range and between its cells: true draws one, false takes one away, null leaves it. */
  setBorder(
    top: unknown,
    left: unknown,
    bottom: unknown,
    right: unknown,
    vertical: unknown,
    horizontal: unknown,
    color: unknown = null,
    style: unknown = null,
  ): this {
    const lines = { top, left, bottom, right, vertical, horizontal };
    const known = borderStyles.find((name) => style instanceof EnumMember && style.name === `BorderStyle.${name}`);
    if (!areLines(lines) || (style !== null && !known)) throw mismatch('setBorder');
    const border = { style: known ?? 'SOLID', color: colour(color) ?? '#000000' };
    return this.#restyle('setBorder', 'other', (workbook, id) => workbook.setBorders(id, this.#rect, lines, border));
  }

  setHorizontalAlignments(alignments: unknown): this {
    const rows = this.#shaped<Alignment>(alignments, 'setHorizontalAlignments');
    return this.#restyle('setHorizontalAlignments', 'other', (workbook, id) =>
      workbook.setHorizontalAlignments(id, this.#rect, rows),
    );
  }

  /** Refused where there are alternating colours already, when it is carried out (P8-68, P8-13). */
  applyRowBanding(
    bandingTheme: unknown = new EnumMember('BandingTheme.LIGHT_GREY'),
    showHeader: unknown = true,
    showFooter: unknown = false,
  ): Banding {
    const colors = bandColors(bandingTheme, showHeader, showFooter);
    const id = String(this.#sheet.getSheetId());
    const key: BandingKey = { id: null };
    this.#write('applyRowBanding', (workbook) => {
      key.id = workbook.addBanding(id, this.#rect, colors).id;
    });
    return this.#banding(key);
  }

  /** Those that reach at least one cell of the range. */
  async getBandings(): Promise<Banding[]> {
    const workbook = await this.#writes.flush();
    return workbook
      .bandingsTouching(String(this.#sheet.getSheetId()), this.#rect)
      .map(({ id }) => this.#banding({ id }));
  }

  /** Contents and formats. */
  clear(): this {
    return this.#restyle('clear', 'number format', (workbook, id) => workbook.clear(id, this.#rect));
  }

  clearContent(): this {
    return this.#write('clearContent', (workbook, id) => workbook.clearContent(id, this.#rect));
  }

  clearFormat(): this {
    return this.#restyle('clearFormat', 'number format', (workbook, id) => workbook.clearFormat(id, this.#rect));
  }

  async getNumberFormats(): Promise<string[][]> {
    return this.#cells(({ numberFormat }) => numberFormat);
  }

  /** Of the cells' own formats: neither of rules nor of alternating colours. */
  async getBackgrounds(): Promise<string[][]> {
    return this.#cells(({ background }) => background || '#ffffff');
  }

  async getFontColors(): Promise<string[][]> {
    return this.#cells(({ fontColor }) => fontColor || '#000000');
  }

  async getFontWeights(): Promise<string[][]> {
    return this.#cells(({ bold }) => (bold ? 'bold' : 'normal'));
  }

  /** What Google says where nobody has chosen is not documented (P8-82). */
  async getHorizontalAlignments(): Promise<string[][]> {
    return this.#cells(({ horizontalAlignment }) => horizontalAlignment || 'general');
  }

  async getDataValidations(): Promise<Array<Array<DataValidation | null>>> {
    const workbook = await this.#writes.flush();
    return workbook
      .validationsIn(String(this.#sheet.getSheetId()), this.#rect)
      .map((row) => row.map((rule) => rule && new DataValidation(rule)));
  }

  canEdit(): boolean {
    return this.#mayWrite && this.#writes.mayEdit(this.#area());
  }

  /** Those that lie within the range, and those of which it has at least one cell (P8-23). */
  async getMergedRanges(): Promise<Range[]> {
    const workbook = await this.#writes.flush();
    return workbook
      .mergesTouching(String(this.#sheet.getSheetId()), this.#rect)
      .map((rect) => new Range(this.#sheet, rect, this.#writes, this.#mayWrite));
  }

  #banding(key: BandingKey): Banding {
    return new Banding(key, this.#writes, this.#mayWrite, {
      rangeOf: (rect) => new Range(this.#sheet, rect, this.#writes, this.#mayWrite),
      areaOf: (range) => (range instanceof Range ? range.#area() : null),
    });
  }

  #area(): CellArea {
    return { ...this.#rect, sheetId: String(this.#sheet.getSheetId()) };
  }

  async #cells<T>(pick: (cell: CellView) => T): Promise<T[][]> {
    const workbook = await this.#writes.flush();
    return workbook.read(String(this.#sheet.getSheetId()), this.#rect).map((row) => row.map(pick));
  }

  #writeValues(method: string, values: Values<unknown>): this {
    if (!this.#mayWrite) throw noPermission(`Range.${method}`);
    const id = String(this.#sheet.getSheetId());
    const refuse = this.#writes.refusing((workbook) => workbook.refusedValues(id, this.#rect, values));
    return this.#write(method, (workbook) => {
      refuse(workbook);
      workbook.write(id, this.#rect, values, 'a script');
    });
  }

  #setWeights(method: string, weights: Values<unknown>): this {
    const known = weights.map((row) => row.map((weight) => (isWeight(weight) ? weight : null)));
    if (!weights.flat().every(isWeight)) throw mismatch(method);
    return this.#restyle(method, 'other', (workbook, id) => workbook.setFontWeights(id, this.#rect, known));
  }

  #setBackgrounds(method: string, colors: Values<unknown>): this {
    const known = colors.map((row) => row.map(colour));
    return this.#restyle(method, 'other', (workbook, id) => workbook.setBackgrounds(id, this.#rect, known));
  }

  #setFontColors(method: string, colors: Values<unknown>): this {
    const known = colors.map((row) => row.map(colour));
    return this.#restyle(method, 'other', (workbook, id) => workbook.setFontColors(id, this.#rect, known));
  }

  #setStyle(method: string, style: CellStyle): this {
    return this.#restyle(method, 'other', (workbook, id) => workbook.setStyle(id, this.#rect, style));
  }

  /** Tables refuse looks, number formats above all (P8-60, P8-62). */
  #restyle(
    method: string,
    look: 'number format' | 'other',
    write: (workbook: Workbook, sheetId: string) => void,
  ): this {
    if (!this.#mayWrite) throw noPermission(`Range.${method}`);
    const id = String(this.#sheet.getSheetId());
    const refuse = this.#writes.refusing((workbook) => workbook.refusedLooks(id, this.#rect, look));
    return this.#write(method, (workbook) => {
      refuse(workbook);
      write(workbook, id);
    });
  }

  #write(method: string, write: (workbook: Workbook, sheetId: string) => void): this {
    if (!this.#mayWrite) throw noPermission(`Range.${method}`);
    this.#writes.add((workbook) => {
      this.#writes.refuseProtected(this.#area());
      write(workbook, String(this.#sheet.getSheetId()));
    });
    return this;
  }

  #everywhere<T>(value: T): T[][] {
    const { rows, columns } = this.#rect;
    return Array.from({ length: rows }, () => Array.from({ length: columns }, () => value));
  }

  /** Exactly as many rows and columns as the range has (P8-1). */
  #shaped<T>(values: unknown, method: string): Values<T> {
    if (!Array.isArray(values) || !values.every(Array.isArray)) throw mismatch(method);
    const { rows, columns } = this.#rect;
    if (values.length !== rows) throw misfit('rows', values.length, rows);
    const odd = values.find((row) => row.length !== columns);
    if (odd) throw misfit('columns', odd.length, columns);
    return values;
  }
}

function mismatch(method: string): PlatformError {
  return new PlatformError(`The parameters don't match the method signature for SpreadsheetApp.Range.${method}.`);
}

function misfit(axis: string, has: number, wanted: number): PlatformError {
  return new PlatformError(
    `The number of ${axis} in the data does not match the number of ${axis} in the range. The data has ${has} but the range has ${wanted}.`,
  );
}

const wraps = ['OVERFLOW', 'WRAP', 'CLIP'] as const;

function isWeight(weight: unknown): weight is 'bold' | 'normal' | null {
  return weight === 'bold' || weight === 'normal' || weight === null;
}

function isHorizontal(alignment: unknown): alignment is Alignment | 'normal' | null {
  return alignment === null || ['left', 'center', 'right', 'normal'].includes(String(alignment));
}

function isVertical(alignment: unknown): alignment is 'top' | 'middle' | 'bottom' | null {
  return alignment === null || ['top', 'middle', 'bottom'].includes(String(alignment));
}

function areLines(lines: { readonly [line in keyof BorderLines]: unknown }): lines is BorderLines {
  return Object.values(lines).every((drawn) => drawn === null || typeof drawn === 'boolean');
}
