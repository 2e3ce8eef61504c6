import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';
import type { ConditionalRule, Picture, Rect, SheetInfo, Workbook } from '../workbook/workbook';
import type { Banding } from './banding';
import { EmbeddedChart, EmbeddedChartBuilder } from './charts';
import { ConditionalFormatRule } from './conditional-format';
import { Filter } from './filter';
import type { Range } from './range';
import type { Spreadsheet } from './spreadsheet';
import type { CellArea, Writes } from './writes';

export class Sheet
  implements
    Served<
      GoogleAppsScript.Spreadsheet.Sheet,
      | 'getSheetId'
      | 'getName'
      | 'getType'
      | 'getLastRow'
      | 'getLastColumn'
      | 'getParent'
      | 'getMaxRows'
      | 'getMaxColumns'
      | 'getRange'
      | 'getDataRange'
      | 'insertRowsAfter'
      | 'insertRowsBefore'
      | 'insertColumnsAfter'
      | 'deleteRows'
      | 'appendRow'
      | 'autoResizeColumn'
      | 'autoResizeColumns'
      | 'setColumnWidth'
      | 'setColumnWidths'
      | 'getColumnWidth'
      | 'setRowHeight'
      | 'setRowHeights'
      | 'getRowHeight'
      | 'setFrozenRows'
      | 'getFrozenRows'
      | 'setFrozenColumns'
      | 'getFrozenColumns'
      | 'setHiddenGridlines'
      | 'hasHiddenGridlines'
      | 'hideColumns'
      | 'showColumns'
      | 'isColumnHiddenByUser'
      | 'hideRows'
      | 'showRows'
      | 'isRowHiddenByUser'
      | 'hideSheet'
      | 'showSheet'
      | 'isSheetHidden'
      | 'getConditionalFormatRules'
      | 'setConditionalFormatRules'
      | 'clearConditionalFormatRules'
      | 'getBandings'
      | 'getFilter'
      | 'newChart'
      | 'getCharts'
      | 'getImages'
      | 'getDrawings'
      | 'insertChart'
      | 'updateChart'
      | 'removeChart'
    >
{
  readonly #parent: Spreadsheet;
  readonly #id: string;
  readonly #writes: Writes;
  readonly #mayWrite: boolean;
  readonly #rangeOf: (area: CellArea) => Range;

  /** `rangeOf`: of any sheet: a chart can show another one's cells. */
  constructor(parent: Spreadsheet, id: string, writes: Writes, mayWrite: boolean, rangeOf: (area: CellArea) => Range) {
    this.#parent = parent;
    this.#id = id;
    this.#writes = writes;
    this.#mayWrite = mayWrite;
    this.#rangeOf = rangeOf;
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

  async getLastColumn(): Promise<number> {
    return (await this.#writes.flush()).extent(this.#id).lastColumn;
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
    return this.#range({ row: r, column: c, rows: h, columns: w });
  }

  async getDataRange(): Promise<Range> {
    const workbook = await this.#writes.flush();
    const { lastRow, lastColumn } = workbook.extent(this.#id);
    return this.#range({ row: 1, column: 1, rows: Math.max(1, lastRow), columns: Math.max(1, lastColumn) });
  }

  insertRowsAfter(afterPosition: number, howMany: number): this {
    this.#write('insertRowsAfter', (workbook) => workbook.insertRows(this.#id, afterPosition + 1, howMany));
    this.#writes.grow(this.#id, howMany, 0);
    return this;
  }

  /** What is below moves down: cells, named ranges, rules and charts (P8-80). */
  insertRowsBefore(beforePosition: number, howMany: number): this {
    this.#write('insertRowsBefore', (workbook) => workbook.insertRows(this.#id, beforePosition, howMany));
    this.#writes.grow(this.#id, howMany, 0);
    return this;
  }

  insertColumnsAfter(afterPosition: number, howMany: number): this {
    this.#write('insertColumnsAfter', (workbook) => workbook.insertColumns(this.#id, afterPosition + 1, howMany));
    this.#writes.grow(this.#id, 0, howMany);
    return this;
  }

  deleteRows(rowPosition: number, howMany: number): void {
    this.#write('deleteRows', (workbook) => {
      const columns = workbook.sheets().find(({ id }) => id === this.#id)?.columns ?? 1;
      this.#writes.refuseProtected({ sheetId: this.#id, row: rowPosition, column: 1, rows: howMany, columns });
      workbook.deleteRows(this.#id, rowPosition, howMany);
    });
    this.#writes.grow(this.#id, -howMany, 0);
  }

  /** Below the last row that holds anything when it is carried out; texts are read as if typed (P8-3, P8-4). */
  appendRow(rowContents: unknown): this {
    if (!Array.isArray(rowContents) || rowContents.length === 0) {
      throw new PlatformError("The parameters don't match the method signature for SpreadsheetApp.Sheet.appendRow.");
    }
    this.#write('appendRow', (workbook) => {
      const row = workbook.extent(this.#id).lastRow + 1;
      const rect = { row, column: 1, rows: 1, columns: rowContents.length };
      this.#writes.refuseProtected({ ...rect, sheetId: this.#id });
      const grid = workbook.sheets().find(({ id }) => id === this.#id);
      if (row > (grid?.rows ?? row)) workbook.insertRows(this.#id, row, 1);
      workbook.write(this.#id, rect, [rowContents], 'a script');
    });
    return this;
  }

  hideSheet(): this {
    this.#write('hideSheet', (workbook) => workbook.setHidden(this.#id, true));
    return this;
  }

  showSheet(): this {
    this.#write('showSheet', (workbook) => workbook.setHidden(this.#id, false));
    return this;
  }

  async isSheetHidden(): Promise<boolean> {
    return (await this.#info()).hidden;
  }

  /** In the order in which they are asked; changing the list changes nothing in the sheet (P8-67). */
  async getConditionalFormatRules(): Promise<ConditionalFormatRule[]> {
    const workbook = await this.#writes.flush();
    return workbook.rulesOn(this.#id).map((rule) => new ConditionalFormatRule(rule, this.#rangeOf));
  }

  /** In the place of all that the sheet has (P8-20). */
  setConditionalFormatRules(rules: unknown): void {
    if (!Array.isArray(rules) || !rules.every((rule) => rule instanceof ConditionalFormatRule)) {
      throw new PlatformError(
        "The parameters don't match the method signature for SpreadsheetApp.Sheet.setConditionalFormatRules.",
      );
    }
    this.#setRules('setConditionalFormatRules', rules.map(ConditionalFormatRule.ruleOf));
  }

  clearConditionalFormatRules(): void {
    this.#setRules('clearConditionalFormatRules', []);
  }

  /** All of the sheet. */
  async getBandings(): Promise<Banding[]> {
    const { rows, columns } = await this.#info();
    return this.#range({ row: 1, column: 1, rows, columns }).getBandings();
  }

  /** null where nobody made one (P8-12). */
  async getFilter(): Promise<Filter | null> {
    const rect = (await this.#writes.flush()).filterOf(this.#id);
    return rect ? new Filter(this.#range(rect)) : null;
  }

  /** Nothing can be asked of them but how many there are (P8-41). */
  async getImages(): Promise<object[]> {
    return this.#pictures('image');
  }

  async getDrawings(): Promise<object[]> {
    return this.#pictures('drawing');
  }

  newChart(): EmbeddedChartBuilder {
    return new EmbeddedChartBuilder(this.#rangeOf);
  }

  async getCharts(): Promise<EmbeddedChart[]> {
    const workbook = await this.#writes.flush();
    return workbook.chartsOn(this.#id).map(({ id, sheetId: _, ...spec }) => new EmbeddedChart(id, spec, this.#rangeOf));
  }

  async #pictures(kind: Picture): Promise<object[]> {
    const workbook = await this.#writes.flush();
    return Array.from({ length: workbook.picturesOn(this.#id, kind) }, () => ({}));
  }

  insertChart(chart: unknown): void {
    const spec = EmbeddedChart.specOf(checkedChart(chart));
    this.#write('insertChart', (workbook) => workbook.insertChart(this.#id, spec));
  }

  updateChart(chart: unknown): void {
    const [id, spec] = [idOf(checkedChart(chart)), EmbeddedChart.specOf(checkedChart(chart))];
    this.#write('updateChart', (workbook) => workbook.updateChart(this.#id, id, spec));
  }

  removeChart(chart: unknown): void {
    const id = idOf(checkedChart(chart));
    this.#write('removeChart', (workbook) => workbook.removeChart(this.#id, id));
  }

  /** As wide as the longest text needs, roughly: there is no font here to measure with. */
  autoResizeColumns(startColumn: number, numColumns: number): this {
    const refuse = this.#refusingWidths(startColumn, numColumns);
    this.#write('autoResizeColumns', (workbook) => {
      refuse(workbook);
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

  autoResizeColumn(columnPosition: number): this {
    return this.autoResizeColumns(columnPosition, 1);
  }

  setColumnWidth(columnPosition: number, width: number): this {
    return this.setColumnWidths(columnPosition, 1, width);
  }

  setColumnWidths(startColumn: number, numColumns: number, width: number): this {
    const refuse = this.#refusingWidths(startColumn, numColumns);
    this.#write('setColumnWidths', (workbook) => {
      refuse(workbook);
      for (let index = 0; index < numColumns; index += 1) workbook.setColumnWidth(this.#id, startColumn + index, width);
    });
    return this;
  }

  /** In pixels; 100 where nobody chose. */
  async getColumnWidth(columnPosition: number): Promise<number> {
    const workbook = await this.#writes.flush();
    return workbook.columnWidth(this.#id, columnPosition);
  }

  setRowHeight(rowPosition: number, height: number): this {
    return this.setRowHeights(rowPosition, 1, height);
  }

  setRowHeights(startRow: number, numRows: number, height: number): this {
    this.#write('setRowHeights', (workbook) => {
      for (let index = 0; index < numRows; index += 1) workbook.setRowHeight(this.#id, startRow + index, height);
    });
    return this;
  }

  /** In pixels; 21 where nobody chose. */
  async getRowHeight(rowPosition: number): Promise<number> {
    const workbook = await this.#writes.flush();
    return workbook.rowHeight(this.#id, rowPosition);
  }

  /** Freezing them all is refused when it is carried out (P8-66, P8-13). */
  setFrozenRows(rows: number): void {
    this.#write('setFrozenRows', (workbook) => workbook.setFrozenRows(this.#id, rows));
  }

  async getFrozenRows(): Promise<number> {
    return (await this.#info()).frozenRows;
  }

  setFrozenColumns(columns: number): void {
    this.#write('setFrozenColumns', (workbook) => workbook.setFrozenColumns(this.#id, columns));
  }

  async getFrozenColumns(): Promise<number> {
    return (await this.#info()).frozenColumns;
  }

  setHiddenGridlines(hideGridlines: boolean): this {
    this.#write('setHiddenGridlines', (workbook) => workbook.setHiddenGridlines(this.#id, hideGridlines));
    return this;
  }

  async hasHiddenGridlines(): Promise<boolean> {
    return (await this.#info()).hiddenGridlines;
  }

  /** One column unless `numColumns` says more. */
  hideColumns(columnIndex: number, numColumns = 1): void {
    this.#write('hideColumns', (workbook) => workbook.setColumnsHidden(this.#id, columnIndex, numColumns));
  }

  showColumns(columnIndex: number, numColumns = 1): void {
    this.#write('showColumns', (workbook) => workbook.setColumnsHidden(this.#id, columnIndex, numColumns, false));
  }

  async isColumnHiddenByUser(columnPosition: number): Promise<boolean> {
    const workbook = await this.#writes.flush();
    return workbook.isColumnHidden(this.#id, columnPosition);
  }

  hideRows(rowIndex: number, numRows = 1): void {
    this.#write('hideRows', (workbook) => workbook.setRowsHidden(this.#id, rowIndex, numRows, true));
  }

  showRows(rowIndex: number, numRows = 1): void {
    this.#write('showRows', (workbook) => workbook.setRowsHidden(this.#id, rowIndex, numRows, false));
  }

  async isRowHiddenByUser(rowPosition: number): Promise<boolean> {
    const workbook = await this.#writes.flush();
    return workbook.isRowHidden(this.#id, rowPosition);
  }

  /** Of columns that a Table has cells in (P8-62). */
  #refusingWidths(column: number, columns: number): (workbook: Workbook) => void {
    return this.#writes.refusing((workbook) => {
      const rows = workbook.sheets().find(({ id }) => id === this.#id)?.rows ?? 1;
      return workbook.refusedLooks(this.#id, { row: 1, column, rows, columns }, 'other');
    });
  }

  #setRules(method: string, rules: readonly ConditionalRule[]): void {
    const refuse = this.#writes.refusing((workbook) => workbook.refusedRules(this.#id, rules));
    this.#write(method, (workbook) => {
      refuse(workbook);
      for (const area of rules.flatMap(({ ranges }) => ranges)) this.#writes.refuseProtected(area);
      workbook.setRules(this.#id, rules);
    });
  }

  #range(rect: Rect): Range {
    return this.#rangeOf({ ...rect, sheetId: this.#id });
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

function checkedChart(chart: unknown): EmbeddedChart {
  if (chart instanceof EmbeddedChart) return chart;
  throw new PlatformError('Invalid argument: chart');
}

/** One that was built and never inserted is in no sheet. */
function idOf(chart: EmbeddedChart): number {
  const id = chart.getChartId();
  if (id === null) throw new PlatformError('The chart is not in the spreadsheet.');
  return id;
}
