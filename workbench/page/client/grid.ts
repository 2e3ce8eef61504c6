import {
  BorderStyleTypes,
  CanceledError,
  CommandType,
  HorizontalAlign,
  type ICellData,
  ICommandService,
  InterceptorEffectEnum,
  LocaleType,
  LogLevel,
  mergeLocales,
  Univer,
  VerticalAlign,
  WrapStrategy,
} from '@univerjs/core';
import { FUniver } from '@univerjs/core/facade';
import {
  INTERCEPTOR_POINT,
  IRenderManagerService,
  SheetInterceptorService,
  UniverDocsPlugin,
  UniverDocsUIPlugin,
  UniverFormulaEnginePlugin,
  UniverRenderEnginePlugin,
  UniverSheetsPlugin,
  UniverSheetsUIPlugin,
  UniverUIPlugin,
} from '@univerjs/preset-sheets-core';
import words from '@univerjs/preset-sheets-core/locales/en-US';
import type { FWorksheet } from '@univerjs/sheets/facade';
import { cellName } from '../../apps-script/workbook/area';
import type { Side } from '../../apps-script/workbook/style';
import type { BookView, Cell, Rectangle, SheetView, Sizes } from '../contract';
import { parseName } from './names';

const bookId = 'book';
const rowHeight = 21;
const columnWidth = 100;
const usualFont = { ff: 'Arial', fs: 10 };
const vertical = { top: VerticalAlign.TOP, middle: VerticalAlign.MIDDLE, bottom: VerticalAlign.BOTTOM };
const wraps = { OVERFLOW: WrapStrategy.OVERFLOW, CLIP: WrapStrategy.CLIP, WRAP: WrapStrategy.WRAP };
const borderLines = {
  SOLID: BorderStyleTypes.THIN,
  SOLID_MEDIUM: BorderStyleTypes.MEDIUM,
  SOLID_THICK: BorderStyleTypes.THICK,
  DASHED: BorderStyleTypes.DASHED,
  DOTTED: BorderStyleTypes.DOTTED,
  DOUBLE: BorderStyleTypes.DOUBLE,
};
const horizontal = { left: HorizontalAlign.LEFT, center: HorizontalAlign.CENTER, right: HorizontalAlign.RIGHT };

export interface GridEvents {
  selected(sheetId: string, area: Rectangle): void;
  /** Somebody starts to edit the selected cell without having typed yet. */
  edit(): void;
  hovered(row: number, column: number): void;
  widened(sheetId: string, column: number, pixels: number): void;
  moved(): void;
}

/** In pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Univer as a painter: it shows texts that the server formatted, scrolls and selects. Whatever would change a cell or a
 * sheet is stopped here, so that nothing can be done that the server does not know.
 */
export class Grid {
  readonly #events: GridEvents;
  readonly #univer: Univer;
  readonly #api: FUniver;
  readonly #shown = new Map<string, SheetView>();
  #painting = false;

  constructor(container: HTMLElement, book: BookView, sheetId: string, events: GridEvents) {
    this.#events = events;
    this.#univer = new Univer({
      locale: LocaleType.EN_US,
      locales: { [LocaleType.EN_US]: mergeLocales(words) },
      logLevel: LogLevel.ERROR,
    });
    this.#univer.registerPlugin(UniverDocsPlugin);
    this.#univer.registerPlugin(UniverRenderEnginePlugin);
    this.#univer.registerPlugin(UniverUIPlugin, {
      container,
      header: false,
      toolbar: false,
      footer: false,
      contextMenu: false,
      disableAutoFocus: true,
    });
    this.#univer.registerPlugin(UniverDocsUIPlugin);
    this.#univer.registerPlugin(UniverFormulaEnginePlugin, { notExecuteFormula: true });
    this.#univer.registerPlugin(UniverSheetsPlugin, { notExecuteFormula: true });
    this.#univer.registerPlugin(UniverSheetsUIPlugin, {
      formulaBar: false,
      footer: false,
      disableForceStringMark: true,
    });
    this.#api = FUniver.newAPI(this.#univer);
    this.#guard();
    const first = book.sheets.find(({ id }) => id === sheetId) ?? book.sheets[0];
    if (!first) throw new Error('A workbook has a sheet.');
    this.#painted(() => {
      this.#api.createWorkbook({
        id: bookId,
        name: bookId,
        defaultStyle: { ...usualFont, vt: VerticalAlign.BOTTOM, pd: { t: 0, r: 3, b: 1, l: 3 } },
        sheetOrder: [first.id],
        sheets: { [first.id]: blankSheet(first) },
      });
    });
    this.#markNotes();
    this.show(book);
    this.#listen();
  }

  /** Paints what is different. */
  show(book: BookView): void {
    const { sheetId } = this;
    this.#painted(() => {
      for (const sheet of book.sheets) this.#showSheet(sheet);
      // Inserting one has made it the active one.
      if (this.sheetId !== sheetId) this.#book.setActiveSheet(sheetId);
      for (const id of [...this.#shown.keys()]) {
        if (book.sheets.some((sheet) => sheet.id === id)) continue;
        this.#shown.delete(id);
        this.#book.deleteSheet(id);
      }
    });
  }

  get sheetId(): string {
    return this.#book.getActiveSheet().getSheetId();
  }

  get area(): Rectangle {
    const range = this.#book.getActiveRange();
    if (!range) return { row: 1, column: 1, rows: 1, columns: 1 };
    return {
      row: range.getRow() + 1,
      column: range.getColumn() + 1,
      rows: range.getHeight(),
      columns: range.getWidth(),
    };
  }

  activate(sheetId: string): void {
    if (sheetId !== this.sheetId) this.#painted(() => this.#book.setActiveSheet(sheetId));
  }

  select({ row, column, rows, columns }: Rectangle): void {
    const sheet = this.#book.getActiveSheet();
    const range = sheet.getRange(row - 1, column - 1, rows, columns);
    this.#painted(() => {
      this.#book.setActiveRange(range);
      const seen = sheet.getVisibleRange();
      if (!seen) return;
      const { startRow, endRow, startColumn, endColumn } = seen;
      // The last row and column of what is visible may be cut off.
      const inside = between(startRow, row - 1, endRow - 1) && between(startColumn, column - 1, endColumn - 1);
      const [up, left] = [Math.floor((endRow - startRow) / 2), Math.floor((endColumn - startColumn) / 2)];
      if (!inside) sheet.scrollToCell(Math.max(0, row - 1 - up), Math.max(0, column - 1 - left));
    });
  }

  /** Where a cell is in the container, scrolled as it is. */
  place(row: number, column: number): Place {
    const sheet = this.#book.getActiveSheet();
    const { x, y, width, height } = sheet.getRange(row - 1, column - 1).getCellRect();
    const render = this.#univer.__getInjector().get(IRenderManagerService).getRenderById(bookId);
    const { viewportScrollX = 0, viewportScrollY = 0 } = render?.scene.getViewport('viewMain') ?? {};
    const left = column <= sheet.getFrozenColumns() ? x : x - viewportScrollX;
    const top = row <= sheet.getFrozenRows() ? y : y - viewportScrollY;
    return { left, top, width, height };
  }

  /** From where on a cell can be seen however the sheet is scrolled: behind the headers, and what is frozen beside it. */
  edge(row: number, column: number): { readonly left: number; readonly top: number } {
    const sheet = this.#book.getActiveSheet();
    const [frozenRows, frozenColumns] = [sheet.getFrozenRows(), sheet.getFrozenColumns()];
    const first = sheet.getRange(row > frozenRows ? frozenRows : 0, column > frozenColumns ? frozenColumns : 0);
    const { x, y } = first.getCellRect();
    return { left: x, top: y };
  }

  get #book() {
    const book = this.#api.getActiveWorkbook();
    if (!book) throw new Error('There is no workbook.');
    return book;
  }

  #showSheet(sheet: SheetView): void {
    const before = this.#shown.get(sheet.id);
    if (!before && !this.#book.getSheetBySheetId(sheet.id)) {
      this.#book.insertSheet(sheet.id, { sheet: blankSheet(sheet) });
    }
    const facade = this.#book.getSheetBySheetId(sheet.id);
    if (!facade) return;
    this.#shown.set(sheet.id, sheet);
    if (before && before.rows !== sheet.rows) facade.setRowCount(sheet.rows);
    if (before && before.columns !== sheet.columns) facade.setColumnCount(sheet.columns);
    this.#showFrame(facade, before, sheet);
    const patch = patchOf(before?.cells ?? {}, sheet.cells);
    if (Object.keys(patch).length === 0) return;
    this.#mutate('sheet.mutation.set-range-values', { subUnitId: sheet.id, cellValue: patch });
  }

  /** Everything of a sheet but its cells. */
  #showFrame(facade: FWorksheet, before: SheetView | undefined, sheet: SheetView): void {
    const { id, frozenRows, frozenColumns, hiddenGridlines } = sheet;
    if ((before?.frozenRows ?? 0) !== frozenRows || (before?.frozenColumns ?? 0) !== frozenColumns) {
      facade.setFreeze({
        startRow: frozenRows || -1,
        startColumn: frozenColumns || -1,
        ySplit: frozenRows,
        xSplit: frozenColumns,
      });
    }
    if ((before?.hiddenGridlines ?? false) !== hiddenGridlines) facade.setHiddenGridlines(hiddenGridlines);
    for (const [column, colWidth] of changedSizes(before?.widths, sheet.widths, columnWidth)) {
      const range = { startRow: 0, endRow: sheet.rows - 1, startColumn: column - 1, endColumn: column - 1 };
      this.#mutate('sheet.mutation.set-worksheet-col-width', { subUnitId: id, ranges: [range], colWidth });
    }
    for (const [row, height] of changedSizes(before?.heights, sheet.heights, rowHeight)) {
      const range = { startRow: row - 1, endRow: row - 1, startColumn: 0, endColumn: sheet.columns - 1 };
      this.#mutate('sheet.mutation.set-worksheet-row-height', { subUnitId: id, ranges: [range], rowHeight: height });
    }
    for (const row of without(before?.hiddenRows, sheet.hiddenRows)) facade.showRows(row - 1, 1);
    for (const row of without(sheet.hiddenRows, before?.hiddenRows)) facade.hideRows(row - 1, 1);
    for (const column of without(before?.hiddenColumns, sheet.hiddenColumns)) facade.showColumns(column - 1, 1);
    for (const column of without(sheet.hiddenColumns, before?.hiddenColumns)) facade.hideColumns(column - 1, 1);
  }

  /** Changes what is shown and nothing that follows from it, such as rows that fit their texts. */
  #mutate(id: string, params: object): void {
    this.#api.syncExecuteCommand(id, { unitId: bookId, ...params });
  }

  #painted(paint: () => void): void {
    const outer = this.#painting;
    this.#painting = true;
    try {
      paint();
    } finally {
      this.#painting = outer;
    }
  }

  #guard(): void {
    this.#univer
      .__getInjector()
      .get(ICommandService)
      .beforeCommandExecuted(({ id, type, params }) => {
        if (this.#painting) return;
        if (id === 'sheet.command.delta-column-width') this.#widen(params);
        const starts = id === 'sheet.operation.set-cell-edit-visible' && Object(params).visible === true;
        if (starts) this.#events.edit();
        const changes = type === CommandType.MUTATION && id.startsWith('sheet.');
        if (starts || changes || stopped.test(id)) throw new CanceledError();
      });
  }

  #widen(params: unknown): void {
    const { anchorCol, deltaX } = Object(params) as { anchorCol?: number; deltaX?: number };
    if (anchorCol === undefined || deltaX === undefined) return;
    const before = this.#book.getActiveSheet().getColumnWidth(anchorCol);
    this.#events.widened(this.sheetId, anchorCol + 1, Math.max(20, Math.round(before + deltaX)));
  }

  /** The red corner of a cell that has something to say. */
  #markNotes(): void {
    const interceptors = this.#univer.__getInjector().get(SheetInterceptorService);
    interceptors.intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
      effect: InterceptorEffectEnum.Style,
      priority: 100,
      handler: (cell, { subUnitId, row, col }, next) => {
        const note = this.#shown.get(subUnitId)?.cells[cellName(row + 1, col + 1)]?.note;
        if (!note || !cell) return next(cell);
        return next({ ...cell, markers: { ...cell.markers, tr: { size: 7, color: '#d93025' } } });
      },
    });
  }

  #listen(): void {
    const { Event } = this.#api;
    this.#univer
      .__getInjector()
      .get(ICommandService)
      .onCommandExecuted(({ id }) => {
        const selects = id === 'sheet.operation.set-selections' && !this.#painting;
        if (selects) this.#events.selected(this.sheetId, this.area);
      });
    this.#api.addEvent(Event.Scroll, () => this.#events.moved());
    this.#api.addEvent(Event.CellHover, ({ row, column }) => this.#events.hovered(row + 1, column + 1));
  }
}

/** Of what is no change of a sheet and yet not for here: the clipboard is the page's own, and there are no dialogs. */
const stopped = /clipboard|\.(?:copy|cut|paste)|find|zoom|set-zoom-ratio|format-painter|undo|redo|auto-?fill|delta-/i;

function between(low: number, number: number, high: number): boolean {
  return low <= number && number <= high;
}

function blankSheet({ id, rows, columns }: SheetView) {
  return {
    id,
    name: id,
    rowCount: rows,
    columnCount: columns,
    defaultColumnWidth: columnWidth,
    defaultRowHeight: rowHeight,
    rowHeader: { width: 46 },
    columnHeader: { height: 24 },
  };
}

/** What to set where the cells differ; null empties one. */
function patchOf(
  before: SheetView['cells'],
  after: SheetView['cells'],
): Record<number, Record<number, ICellData | null>> {
  const patch: Record<number, Record<number, ICellData | null>> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const cell = after[name];
    if (JSON.stringify(before[name]) === JSON.stringify(cell)) continue;
    const place = parseName(name);
    if (!place) continue;
    const line = patch[place.row - 1] ?? {};
    line[place.column - 1] = cell ? cellData(cell) : null;
    patch[place.row - 1] = line;
  }
  return patch;
}

function cellData(cell: Cell): ICellData {
  const { text, bold, italic, fontSize, fontFamily, background, color, align, verticalAlign, wrap, borders } = cell;
  const line = (side: Side) => {
    const border = borders?.[side];
    return border ? { s: borderLines[border.style], cl: { rgb: border.color } } : null;
  };
  return {
    v: text,
    t: 1,
    // Univer keeps what is not named: null takes it away.
    s: {
      bl: bold ? 1 : 0,
      it: italic ? 1 : 0,
      fs: fontSize ?? usualFont.fs,
      ff: fontFamily ?? usualFont.ff,
      bg: background ? { rgb: background } : null,
      cl: color ? { rgb: color } : null,
      ht: align ? horizontal[align] : null,
      vt: verticalAlign ? vertical[verticalAlign] : null,
      tb: wrap ? wraps[wrap] : null,
      bd: { t: line('top'), b: line('bottom'), l: line('left'), r: line('right') },
    },
  };
}

/** Positions whose size is another one now, with that size. */
function changedSizes(before: Sizes = {}, after: Sizes, usual: number): Array<[position: number, size: number]> {
  const positions = new Set([...Object.keys(before), ...Object.keys(after)].map(Number));
  return [...positions].flatMap((position): Array<[number, number]> => {
    const size = after[position] ?? usual;
    return size === (before[position] ?? usual) ? [] : [[position, size]];
  });
}

function without(list: readonly number[] = [], others: readonly number[] = []): number[] {
  return list.filter((number) => !others.includes(number));
}
