import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';
import type { Rect, SheetInfo, Workbook } from '../workbook/workbook';
import { Range } from './range';
import type { Spreadsheet } from './spreadsheet';
import type { Writes } from './writes';

export class Sheet
  implements
    Served<
      GoogleAppsScript.Spreadsheet.Sheet,
      | 'getSheetId'
      | 'getName'
      | 'getType'
      | 'getLastRow'
      | 'getParent'
      | 'getMaxRows'
      | 'getMaxColumns'
      | 'getRange'
      | 'getDataRange'
      | 'insertRowsAfter'
      | 'insertColumnsAfter'
      | 'autoResizeColumns'
    >
{
  readonly #parent: Spreadsheet;
  readonly #id: string;
  readonly #writes: Writes;
  readonly #mayWrite: boolean;

  constructor(parent: Spreadsheet, id: string, writes: Writes, mayWrite: boolean) {
    this.#parent = parent;
    this.#id = id;
    this.#writes = writes;
    this.#mayWrite = mayWrite;
  }

  getSheetId(): number {
    return Number(this.#id);
  }

  async getName(): Promise<string> {
    return (await this.#info()).name;
  }

  /** Sheets of any other kind do not exist here. */
  getType(): EnumMember {
    return new EnumMember('SheetType.GRID');
  }

  /** Formulas that show nothing count (P8-15). */
  async getLastRow(): Promise<number> {
    return (await this.#writes.flush()).extent(this.#id).lastRow;
  }

  getParent(): Spreadsheet {
    return this.#parent;
  }

  async getMaxRows(): Promise<number> {
    return (await this.#info()).rows;
  }

  async getMaxColumns(): Promise<number> {
    return (await this.#info()).columns;
  }

  /** Only the four-number form; a rectangle outside of the grid is refused at once (P4-16). */
  getRange(row: unknown, column?: unknown, rows: unknown = 1, columns: unknown = 1): Range {
    const rect = [row, column, rows, columns];
    if (!rect.every((number) => typeof number === 'number' && Number.isInteger(number))) {
      throw new PlatformError("The parameters don't match the method signature for SpreadsheetApp.Sheet.getRange.");
    }
    const [r, c, h, w] = rect as [number, number, number, number];
    const grid = this.#writes.gridOf(this.#id);
    if (r < 1 || c < 1 || h < 1 || w < 1 || r + h - 1 > grid.rows || c + w - 1 > grid.columns) {
      throw new PlatformError('The coordinates of the range are outside the dimensions of the sheet.');
    }
    return this.#rangeOf({ row: r, column: c, rows: h, columns: w });
  }

  async getDataRange(): Promise<Range> {
    const workbook = await this.#writes.flush();
    const { lastRow, lastColumn } = workbook.extent(this.#id);
    return this.#rangeOf({ row: 1, column: 1, rows: Math.max(1, lastRow), columns: Math.max(1, lastColumn) });
  }

  insertRowsAfter(afterPosition: number, howMany: number): this {
    this.#write('insertRowsAfter', (workbook) => workbook.insertRows(this.#id, afterPosition + 1, howMany));
    this.#writes.grow(this.#id, howMany, 0);
    return this;
  }

  insertColumnsAfter(afterPosition: number, howMany: number): this {
    this.#write('insertColumnsAfter', (workbook) => workbook.insertColumns(this.#id, afterPosition + 1, howMany));
    this.#writes.grow(this.#id, 0, howMany);
    return this;
  }

  /** As wide as the longest text needs, roughly: there is no font here to measure with. */
  autoResizeColumns(startColumn: number, numColumns: number): this {
    this.#write('autoResizeColumns', (workbook) => {
      const { lastRow } = workbook.extent(this.#id);
      const rect = { row: 1, column: startColumn, rows: Math.max(1, lastRow), columns: numColumns };
      const cells = workbook.read(this.#id, rect);
      for (let index = 0; index < numColumns; index += 1) {
        const longest = Math.max(...cells.map((row) => row[index]?.display.length ?? 0));
        workbook.setColumnWidth(this.#id, startColumn + index, Math.min(400, Math.max(50, 20 + longest * 7)));
      }
    });
    return this;
  }

  #rangeOf(rect: Rect): Range {
    return new Range(this, rect, this.#writes, this.#mayWrite);
  }

  async #info(): Promise<SheetInfo> {
    const workbook = await this.#writes.flush();
    const info = workbook.sheets().find(({ id }) => id === this.#id);
    if (!info) throw new PlatformError(`Sheet ${this.#id} not found`);
    return info;
  }

  #write(method: string, write: (workbook: Workbook) => void): void {
    if (!this.#mayWrite) throw noPermission(`Sheet.${method}`);
    this.#writes.add(write);
  }
}
