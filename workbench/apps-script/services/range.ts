import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';
import { cellName } from '../workbook/area';
import type { CellView, Rect, Workbook } from '../workbook/workbook';
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
      | 'setFontWeight'
      | 'setBackground'
      | 'setFontColor'
      | 'setHorizontalAlignments'
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

  setFontWeight(weight: unknown): this {
    const bold = weight === 'bold';
    if (!bold && weight !== 'normal' && weight !== null) throw mismatch('setFontWeight');
    return this.#restyle('setFontWeight', 'other', (workbook, id) =>
      workbook.setFontWeights(id, this.#rect, this.#everywhere(bold ? 'bold' : 'normal')),
    );
  }

  setBackground(color: unknown): this {
    return this.#restyle('setBackground', 'other', (workbook, id) =>
      workbook.setBackgrounds(id, this.#rect, this.#everywhere(colour(color))),
    );
  }

  setFontColor(color: unknown): this {
    return this.#restyle('setFontColor', 'other', (workbook, id) =>
      workbook.setFontColors(id, this.#rect, this.#everywhere(colour(color))),
    );
  }

  setHorizontalAlignments(alignments: unknown): this {
    const rows = this.#shaped<Alignment>(alignments, 'setHorizontalAlignments');
    return this.#restyle('setHorizontalAlignments', 'other', (workbook, id) =>
      workbook.setHorizontalAlignments(id, this.#rect, rows),
    );
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

function colour(color: unknown): string {
  if (typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color)) return color;
  throw new PlatformError(`Not supported here: the colour ${color}.`);
}
