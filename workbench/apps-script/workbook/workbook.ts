import { type FWorksheet, type IWorkbookData, numfmt } from '#univer';
import { type CellPosition, cellName, type Rect, type Shift } from './area';
import type { BandColors, Banding } from './bandings';
import { Calculation, type FunctionCall, type FunctionOutcome, isDateFormat, type Scalar } from './calculation';
import type { Chart, ChartSpec } from './charts';
import { appliesTo, type ConditionalRule, isSatisfied } from './conditional-rules';
import { Engine } from './engine';
import {
  dropSheetFromFormula,
  type Formula,
  FormulaParseError,
  type Offset,
  parseFormula,
  relocateFormula,
  renameSheetInFormula,
  shiftFormula,
  shiftRuleFormula,
} from './formula';
import type { NamedRange, ScopedName } from './names';
import type { Note } from './notes';
import { Overlays } from './overlays';
import { hardReadings, type Readings } from './readings';
import { type Frozen, type Layout, Sheet, type SheetState, sizes } from './sheet';
import {
  type Border,
  type BorderLines,
  bordersOf,
  type CellStyle,
  type HorizontalAlignment,
  type Lines,
  type VerticalAlignment,
  type WrapStrategy,
} from './style';
import { conventions, type Locale, parseTyped } from './typed';
import { accepts, type ValidationRule } from './validations';
import { offset, toSerial, yearOf } from './wall-time';

export type { CellPosition, Rect } from './area';
export type { BandColors, Banding } from './bandings';
export type { FunctionCall, FunctionOutcome, Scalar } from './calculation';
export type { Chart, ChartPosition, ChartSpec } from './charts';
export type { Condition, ConditionalRule, RuleLook } from './conditional-rules';
export type { NamedRange } from './names';
export type { Layout } from './sheet';
export type { Border, BorderLines, CellStyle, HorizontalAlignment, VerticalAlignment, WrapStrategy } from './style';
export type { Locale } from './typed';
export type { ValidationRule } from './validations';

export interface WorkbookOptions {
  name: string;
  locale?: Locale;
  /** Of the spreadsheet, such as 'Europe/Berlin'. */
  timeZone?: string;
  /** Begins with this one's sheets, formulas, named ranges and merged cells (P8.1-7). */
  copyOf?: Workbook;
  /** The time, for NOW(), TODAY() and dates typed without a year. */
  now?: () => number;
  /** The names of the custom functions that exist at the moment. */
  functions(): readonly string[];
  /** Runs a custom function. Called for many cells at once: whoever runs them bounds that. */
  evaluate(call: FunctionCall): Promise<FunctionOutcome>;
}

export interface SheetInfo {
  id: string;
  name: string;
  hidden: boolean;
  rows: number;
  columns: number;
  index: number;
  frozenRows: number;
  frozenColumns: number;
  hiddenGridlines: boolean;
}

type Grid = Pick<SheetInfo, 'id' | 'name' | 'rows' | 'columns'>;

export interface CellView {
  value: Scalar;
  /** As it was entered, or ''. */
  formula: string;
  display: string;
  numberFormat: string;
  /** What hovering over an error tells. */
  note: string;
  bold: boolean;
  italic: boolean;
  /** In points. */
  fontSize: number;
  /** '' is the one of the spreadsheet. */
  fontFamily: string;
  /** As '#rrggbb', or ''. */
  background: string;
  fontColor: string;
  horizontalAlignment: HorizontalAlignment | '';
  verticalAlignment: VerticalAlignment;
  wrap: WrapStrategy;
  /** The sides that have a line of this cell's own. */
  borders: Lines;
}

/** How a cell is seen: its own format, alternating colours under it, and over it the first rule that is true (P8-67, P8-68). */
export interface ShownLook {
  /** Colours as '#rrggbb', or ''. */
  background: string;
  fontColor: string;
  bold: boolean;
  italic: boolean;
}

/** What a workbook was at some moment. */
export interface WorkbookState {
  readonly sheets: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly hidden: boolean;
    readonly state: SheetState;
  }>;
  readonly overlays: Overlays;
  readonly pictures: ReadonlyArray<{ readonly sheetId: string; readonly kind: Picture }>;
}

/** What lies over the cells, in none of them. */
export type Picture = 'image' | 'drawing';

export interface ActiveRange {
  sheetId: string;
  rect: Rect;
}

const outside = 'The coordinates of the range are outside the dimensions of the sheet.';
const longestInput = 50_000;
const newGrid = { rows: 1000, columns: 26 } as const;

/** A spreadsheet as Google Sheets keeps it. Rows and columns count from 1. */
export class Workbook {
  readonly locale: Locale;
  #timeZone: string;
  private readonly engine: Engine;
  private readonly calculation: Calculation;
  private readonly overlays = new Overlays();
  /** How it behaves where Google's behaviour is open. */
  readonly readings: Readings;
  private readonly now: () => number;
  private readonly listeners = new Set<() => void>();
  private readonly handles = new Map<string, Sheet>();
  private readonly pictures: { readonly sheetId: string; readonly kind: Picture }[] = [];
  private nextSheetId = 1001;
  private active: ActiveRange;

  constructor(private readonly options: WorkbookOptions) {
    this.locale = options.locale ?? 'en_US';
    this.readings = { ...(options.copyOf?.readings ?? hardReadings) };
    this.#timeZone = options.timeZone ?? 'Etc/UTC';
    this.now = options.now ?? Date.now;
    offset(0, this.#timeZone);
    const [first = { id: '0', name: `${this.sheetWord}1`, ...newGrid }, ...others] = options.copyOf?.sheets() ?? [];
    this.engine = new Engine(options.name, gridOf(first));
    this.active = firstCell(first.id);
    others.forEach((sheet, index) => {
      this.addSheet(sheet, index + 1);
    });
    const { locale, now } = this;
    const book = {
      sheets: () => this.all(),
      sheet: (id: string) => this.find(id),
      sheetNamed: (name: string) => this.findNamed(name),
      sheetName: (id: string) => this.find(id)?.name ?? '',
      namedRange: (name: string) => this.overlays.names.area({ name }),
    };
    this.calculation = new Calculation(
      this.engine,
      book,
      {
        locale,
        timeZone: () => this.#timeZone,
        now,
        functions: () => options.functions(),
        evaluate: (call) => options.evaluate(call),
      },
      () => {
        for (const listener of this.listeners) listener();
      },
    );
    if (options.copyOf) this.takeOver(options.copyOf);
  }

  get timeZone(): string {
    return this.#timeZone;
  }

  /** Somebody changes the file's settings: dates in cells keep their wall clock. Throws a RangeError for no time zone. */
  set timeZone(name: string) {
    offset(0, name);
    this.#timeZone = name;
  }

  dispose(): void {
    this.listeners.clear();
    this.calculation.dispose();
    this.engine.dispose();
  }

  get name(): string {
    return this.options.name;
  }

  // Structure

  sheets(): SheetInfo[] {
    return this.all().map((sheet, index) => ({
      id: sheet.id,
      name: sheet.name,
      hidden: sheet.facade.isSheetHidden(),
      rows: sheet.rows,
      columns: sheet.columns,
      index,
      frozenRows: sheet.frozen.rows,
      frozenColumns: sheet.frozen.columns,
      hiddenGridlines: sheet.facade.hasHiddenGridLines(),
    }));
  }

  /** Puts it in front of the sheet at `index` (counted from 0), or after the active one, and makes it active. */
  insertSheet(name = this.freeName(), index?: number): SheetInfo {
    this.refuseName(name);
    const id = String(this.nextSheetId++);
    const at = index ?? this.sheets().findIndex((sheet) => sheet.id === this.active.sheetId) + 1;
    this.addSheet({ id, name, ...newGrid }, at);
    this.active = firstCell(id);
    // A formula may have been waiting for a sheet of this name.
    this.calculation.relink();
    return this.info(id);
  }

  /** Puts a copy behind the sheet, with its own copies of the named ranges on it (P8.1-7), and makes it active. */
  duplicateSheet(id: string): SheetInfo {
    const original = this.info(id);
    const copy = String(this.nextSheetId++);
    const wanted = `${this.locale === 'de_DE' ? 'Kopie von' : 'Copy of'} ${original.name}`;
    this.addSheet({ ...original, id: copy, name: this.freeName(wanted) }, original.index + 1);
    this.copySheet(this, this.get(id), this.get(copy));
    this.overlays.duplicateSheet(id, copy);
    this.active = firstCell(copy);
    this.calculation.relink();
    return this.info(copy);
  }

  deleteSheet(id: string): void {
    const sheet = this.get(id);
    const others = this.sheets().filter((other) => other.id !== id);
    if (!others.some(({ hidden }) => !hidden)) throw new Error("You can't remove all the sheets in a document.");
    const { name } = sheet;
    this.calculation.restructure({
      rewrite: (formula) => dropSheetFromFormula(formula, name),
      stays: () => true,
      work: () => {
        this.engine.book.deleteSheet(sheet.facade);
        this.handles.delete(id);
        this.overlays.dropSheet(id);
      },
    });
    const next = others.find(({ hidden }) => !hidden);
    if (this.active.sheetId === id && next) this.active = firstCell(next.id);
  }

  renameSheet(id: string, name: string): void {
    const sheet = this.get(id);
    const before = sheet.name;
    if (name === before) return;
    this.refuseName(name, id);
    this.calculation.restructure({
      rewrite: (formula) => renameSheetInFormula(formula, before, name),
      stays: () => true,
      work: () => sheet.facade.setName(name),
    });
  }

  /** Among the other sheets, counted from 0: `getSheets` lists them in their order. */
  moveSheet(id: string, index: number): void {
    this.engine.book.moveSheet(this.get(id).facade, index);
    this.notify();
  }

  setHidden(id: string, hidden: boolean): void {
    const { facade } = this.get(id);
    if (!hidden) facade.showSheet();
    else if (this.sheets().some((sheet) => sheet.id !== id && !sheet.hidden)) facade.hideSheet();
    else throw new Error("You can't hide all the sheets in a document.");
    const next = this.sheets().find((sheet) => !sheet.hidden);
    if (hidden && this.active.sheetId === id && next) this.active = firstCell(next.id);
    this.notify();
  }

  /** As a person does, or a filter: what is written reaches these rows like any other (P8-12). */
  setRowsHidden(id: string, from: number, count: number, hidden: boolean): void {
    this.checked(id, { row: from, column: 1, rows: count, columns: 1 }).setRowsHidden(from, count, hidden);
    this.notify();
  }

  /** As a person does: what is written reaches these columns like any other (P8-12). */
  setColumnsHidden(id: string, from: number, count: number, hidden = true): void {
    this.checked(id, { row: 1, column: from, rows: 1, columns: count }).setColumnsHidden(from, count, hidden);
    this.notify();
  }

  isRowHidden(id: string, row: number): boolean {
    return this.checked(id, { row, column: 1, rows: 1, columns: 1 }).isRowHidden(row);
  }

  isColumnHidden(id: string, column: number): boolean {
    return this.checked(id, { row: 1, column, rows: 1, columns: 1 }).isColumnHidden(column);
  }

  /** Sizes of rows and columns, and which of them are hidden. */
  layout(id: string): Layout {
    return this.get(id).layout;
  }

  /** The first cell keeps what it holds, the others lose it (P8-23). */
  merge(id: string, rect: Rect): void {
    const sheet = this.checked(id, rect);
    this.overlays.merges.add(sheet.area(rect));
    eachCell(rect, (row, column, down, right) => {
      if (down > 0 || right > 0) sheet.put(row, column, undefined);
    });
    this.calculation.touch(sheet.area(rect));
  }

  unmerge(id: string, rect: Rect): void {
    this.overlays.merges.split(this.checked(id, rect).area(rect));
  }

  /** The merged cells of which the rectangle has at least one cell. */
  mergesTouching(id: string, rect: Rect): readonly Rect[] {
    return this.overlays.merges.touching(this.get(id).area(rect));
  }

  /** As a person puts one on a cell. */
  setNote(id: string, row: number, column: number, text: string): void {
    this.checked(id, { row, column, rows: 1, columns: 1 });
    this.overlays.notes.set({ sheetId: id, row, column }, text);
    this.notify();
  }

  notesOn(id: string): readonly Note[] {
    return this.overlays.notes.on(this.get(id).id);
  }

  notesIn(id: string, rect: Rect): string[][] {
    this.checked(id, rect);
    return matrix(rect, (row, column) => this.overlays.notes.at({ sheetId: id, row, column }));
  }

  /** As a person puts one over the cells. */
  addPicture(id: string, kind: Picture): void {
    this.pictures.push({ sheetId: this.get(id).id, kind });
    this.notify();
  }

  picturesOn(id: string, kind: Picture): number {
    return this.pictures.filter((one) => one.sheetId === id && one.kind === kind).length;
  }

  /** As a person makes one over a rectangle: one for a sheet (P8-12). */
  createFilter(id: string, rect: Rect): void {
    this.overlays.filters.add(this.checked(id, rect).area(rect));
  }

  removeFilter(id: string): void {
    this.overlays.filters.remove(id);
  }

  filterOf(id: string): Rect | undefined {
    return this.overlays.filters.on(id);
  }

  /** As a person does: the rectangle's first row is the header, and each column gets a type (P8-60). */
  convertToTable(id: string, rect: Rect): void {
    this.overlays.tables.add(this.checked(id, rect).area(rect));
  }

  /** As a person does with all Tables in a rectangle: their cells stay. */
  convertToRange(id: string, rect: Rect): void {
    this.overlays.tables.remove(this.checked(id, rect).area(rect));
  }

  tablesOn(id: string): readonly Rect[] {
    return this.overlays.tables.on(id).map(({ sheetId: _, ...rect }) => rect);
  }

  /** Why a script may not give cells a look, in Google's words; null: it may (P8-60, P8-62). */
  refusedLooks(id: string, rect: Rect, look: 'number format' | 'other'): string | null {
    const { header, rows } = this.overlays.tables.touched(this.get(id).area(rect));
    const all = this.readings.tables === 'refuse all looks';
    if (rows && (all || look === 'number format')) return 'This operation is not allowed on cells in a typed column.';
    return header && all ? 'This operation is not allowed on the header of a table.' : null;
  }

  /** As a person does in the menu Data > Data validation. */
  setValidation(id: string, rect: Rect, rule: ValidationRule): void {
    this.overlays.validations.set(this.checked(id, rect).area(rect), rule);
  }

  clearValidation(id: string, rect: Rect): void {
    this.overlays.validations.clear(this.checked(id, rect).area(rect));
  }

  validationsIn(id: string, rect: Rect): Array<Array<ValidationRule | null>> {
    this.checked(id, rect);
    return matrix(rect, (row, column) => this.overlays.validations.at({ sheetId: id, row, column }));
  }

  /** Why a script may not write values, in Google's words, for the first cell whose rule rejects its own; null: it may (P8-64). */
  refusedValues(id: string, rect: Rect, values: readonly (readonly unknown[])[]): string | null {
    let refusal: string | null = null;
    eachCell(rect, (row, column, down, right) => {
      const rule = this.overlays.validations.at({ sheetId: id, row, column });
      if (refusal || !rule?.rejects || accepts(rule, values[down]?.[right])) return;
      refusal = `The data you entered in cell ${cellName(row, column)} violates the data validation rules set on this cell. Please enter one of the following values: ${rule.choices.join(', ')}.`;
    });
    return refusal;
  }

  /** In the order in which they are asked. */
  rulesOn(id: string): readonly ConditionalRule[] {
    return this.overlays.rules.on(this.get(id).id);
  }

  /** In the place of all that the sheet has (P8-20). */
  setRules(id: string, rules: readonly ConditionalRule[]): void {
    for (const { sheetId, ...rect } of rules.flatMap(({ ranges }) => ranges)) this.checked(sheetId, rect);
    const refusal = this.refusedRules(id, rules);
    if (refusal !== null) throw new Error(refusal);
    this.overlays.rules.replace(this.get(id).id, rules);
    this.notify();
  }

  /** Why a sheet may not have these rules, in Google's words; null: it may (P8-67). */
  refusedRules(id: string, rules: readonly ConditionalRule[]): string | null {
    const elsewhere = rules.some(
      ({ ranges, condition: { criterion, values } }) =>
        ranges.some(({ sheetId }) => sheetId !== id) ||
        (criterion === 'CUSTOM_FORMULA' && this.namesSheet(String(values[0] ?? ''), id)),
    );
    return elsewhere ? 'Conditional format rule cannot reference a different sheet.' : null;
  }

  bandingsOn(id: string): readonly Banding[] {
    return this.overlays.bandings.on(this.get(id).id);
  }

  bandingsTouching(id: string, rect: Rect): readonly Banding[] {
    return this.overlays.bandings.touching(this.checked(id, rect).area(rect));
  }

  banding(bandingId: number): Banding {
    return this.overlays.bandings.get(bandingId);
  }

  /** Not where there are alternating colours already, and not where a Table has its own (P8-68). */
  addBanding(id: string, rect: Rect, colors: BandColors): Banding {
    this.refuseBanding(id, rect);
    const banding = this.overlays.bandings.add(this.get(id).area(rect), colors);
    this.notify();
    return banding;
  }

  changeBanding(bandingId: number, change: { readonly rect?: Rect; readonly colors?: Partial<BandColors> }): void {
    const { rect, colors } = change;
    const { sheetId } = this.overlays.bandings.get(bandingId).area;
    if (rect) this.refuseBanding(sheetId, rect, bandingId);
    this.overlays.bandings.change(bandingId, {
      ...(rect ? { area: this.checked(sheetId, rect).area(rect) } : {}),
      ...(colors ? { colors } : {}),
    });
    this.notify();
  }

  removeBanding(bandingId: number): void {
    this.overlays.bandings.remove(bandingId);
    this.notify();
  }

  /** For a page to paint: the colours and weights that people see, cell by cell. `withRules`: false is without what rules change. */
  shownLooks(id: string, rect: Rect, { withRules = true } = {}): ShownLook[][] {
    const sheet = this.checked(id, rect);
    this.calculation.calculate();
    const rules = withRules ? this.overlays.rules.on(id) : [];
    return matrix(rect, (row, column) => {
      const position = { sheetId: id, row, column };
      const style = sheet.style(row, column);
      const own = {
        background: style.background ?? this.overlays.bandings.colorAt(position),
        fontColor: style.fontColor ?? '',
        bold: style.bold ?? false,
        italic: style.italic ?? false,
      };
      const rule = rules.find((one) => appliesTo(one, position) && this.isTrue(one, position));
      return { ...own, ...rule?.look };
    });
  }

  /** Oldest first. */
  chartsOn(id: string): readonly Chart[] {
    return this.overlays.charts.on(id);
  }

  insertChart(id: string, spec: ChartSpec): void {
    this.refuseChart(id, spec);
    this.overlays.charts.add(id, spec);
    this.notify();
  }

  /** Where it floats, what it shows and how: all of it anew. */
  updateChart(id: string, chartId: number, spec: ChartSpec): void {
    this.refuseChart(id, spec);
    this.overlays.charts.replace(id, chartId, spec);
    this.notify();
  }

  removeChart(id: string, chartId: number): void {
    this.overlays.charts.remove(id, chartId);
    this.notify();
  }

  /** Everything as it is now, for `restore`. */
  remember(): WorkbookState {
    this.calculation.calculate();
    const overlays = new Overlays();
    overlays.copyFrom(this.overlays);
    const sheets = this.all().map((sheet) => {
      return { id: sheet.id, name: sheet.name, hidden: sheet.facade.isSheetHidden(), state: this.stateOf(sheet) };
    });
    return { sheets, overlays, pictures: [...this.pictures] };
  }

  /** As a person undoes what was done since, by whomever, in all sheets: all of it, or nothing (P8-69). */
  restore({ sheets, overlays, pictures }: WorkbookState): void {
    this.calculation.restructure({
      rewrite: ({ text }) => text,
      stays: () => true,
      work: () => {
        // Names may have changed hands since: first nobody has any of them.
        for (const { id, facade } of this.all()) facade.setName(`restored ${id}`);
        sheets.forEach(({ id, name, state }, index) => {
          const there = this.find(id);
          if (there) there.facade.setName(name);
          else this.addSheet({ id, name, rows: state.rows, columns: state.columns }, index);
          this.get(id).setState(state);
        });
        for (const sheet of this.all().filter(({ id }) => !sheets.some((one) => one.id === id))) {
          this.engine.book.deleteSheet(sheet.facade);
          this.handles.delete(sheet.id);
        }
        sheets.forEach(({ id }, index) => {
          this.engine.book.moveSheet(this.get(id).facade, index);
        });
        // Those that are shown come first: one always is.
        for (const { id, hidden } of sheets) if (!hidden) this.get(id).facade.showSheet();
        for (const { id, hidden } of sheets) {
          const { facade } = this.get(id);
          if (hidden && !facade.isSheetHidden()) facade.hideSheet();
        }
        this.overlays.copyFrom(overlays);
        this.pictures.splice(0, this.pictures.length, ...pictures);
      },
    });
    const isThere = sheets.some(({ id, hidden }) => id === this.active.sheetId && !hidden);
    const shown = sheets.find(({ hidden }) => !hidden);
    if (!isThere && shown) this.active = firstCell(shown.id);
    this.calculation.relink();
  }

  get activeSheetId(): string {
    return this.active.sheetId;
  }

  /** What the person at the keyboard has selected. */
  get activeRange(): ActiveRange {
    return this.active;
  }

  setActive(id: string, rect: Rect = firstCell(id).rect): void {
    this.checked(id, rect);
    this.active = { sheetId: id, rect };
    this.notify();
  }

  insertRows(id: string, before: number, count: number): void {
    this.shift({ sheetId: id, axis: 'rows', at: before, count });
  }

  deleteRows(id: string, from: number, count: number): void {
    this.shift({ sheetId: id, axis: 'rows', at: from, count: -count });
  }

  insertColumns(id: string, before: number, count: number): void {
    this.shift({ sheetId: id, axis: 'columns', at: before, count });
  }

  deleteColumns(id: string, from: number, count: number): void {
    this.shift({ sheetId: id, axis: 'columns', at: from, count: -count });
  }

  /** At least one row and one column stay free (P8-66). */
  setFrozenRows(id: string, rows: number): void {
    this.freeze(id, { ...this.get(id).frozen, rows });
  }

  setFrozenColumns(id: string, columns: number): void {
    this.freeze(id, { ...this.get(id).frozen, columns });
  }

  setHiddenGridlines(id: string, hidden: boolean): void {
    this.get(id).facade.setHiddenGridlines(hidden);
    this.notify();
  }

  setColumnWidth(id: string, column: number, pixels: number): void {
    this.checked(id, { row: 1, column, rows: 1, columns: 1 });
    this.get(id).facade.setColumnWidth(column - 1, pixels);
    this.notify();
  }

  columnWidth(id: string, column: number): number {
    return this.checked(id, { row: 1, column, rows: 1, columns: 1 }).facade.getColumnWidth(column - 1);
  }

  setRowHeight(id: string, row: number, pixels: number): void {
    this.checked(id, { row, column: 1, rows: 1, columns: 1 }).setRowHeight(row, pixels);
    this.notify();
  }

  rowHeight(id: string, row: number): number {
    return this.checked(id, { row, column: 1, rows: 1, columns: 1 }).facade.getRowHeight(row - 1);
  }

  // Cells

  /** The last row and column with content, 0 for none: spilled results and formulas count. */
  extent(id: string): { lastRow: number; lastColumn: number } {
    this.calculation.calculate();
    return this.get(id).extent();
  }

  read(id: string, rect: Rect): CellView[][] {
    const sheet = this.checked(id, rect);
    this.calculation.calculate();
    return matrix(rect, (row, column) => this.view(sheet, { sheetId: id, row, column }));
  }

  /** As Range.setValues: what a string becomes is decided as if it were typed (P8-4). */
  write(
    id: string,
    rect: Rect,
    values: readonly (readonly unknown[])[],
    by: 'a person' | 'a script' = 'a person',
  ): void {
    const sheet = this.checked(id, rect);
    refuseShape(rect, values);
    for (const value of values.flat()) refuseValue(value);
    eachCell(rect, (row, column, down, right) => this.enter(sheet, row, column, values[down]?.[right], by));
    this.overlays.tables.takeIn(sheet.area(rect), (row, column) => !sheet.isEmpty(row, column));
    this.calculation.touch(sheet.area(rect));
  }

  setFormula(id: string, row: number, column: number, text: string): void {
    const rect = { row, column, rows: 1, columns: 1 };
    const sheet = this.checked(id, rect);
    refuseValue(text);
    if (this.overlays.merges.covers({ sheetId: id, row, column })) return;
    if (text === '') sheet.put(row, column, undefined);
    else sheet.put(row, column, undefined, text.startsWith('=') ? text : `=${text}`);
    this.calculation.touch(sheet.area(rect));
  }

  /** What somebody types into a cell, and everything that follows from it. */
  async type(id: string, row: number, column: number, text: string): Promise<void> {
    this.write(id, { row, column, rows: 1, columns: 1 }, [[text]]);
    await this.settled();
  }

  /** Leaves formats. */
  clearContent(id: string, rect: Rect): void {
    const sheet = this.checked(id, rect);
    eachCell(rect, (row, column) => sheet.put(row, column, undefined));
    this.calculation.touch(sheet.area(rect));
  }

  clearFormat(id: string, rect: Rect): void {
    const sheet = this.checked(id, rect);
    eachCell(rect, (row, column) => sheet.clearStyle(row, column));
    this.calculation.touch(sheet.area(rect));
  }

  clear(id: string, rect: Rect): void {
    this.clearContent(id, rect);
    this.clearFormat(id, rect);
  }

  setNumberFormats(id: string, rect: Rect, formats: readonly (readonly string[])[]): void {
    for (const format of formats.flat()) {
      if (!numfmt.isValidFormat(format)) throw new Error(`The number format ${format} is not valid.`);
    }
    this.restyle(id, rect, formats, (format) => ({ numberFormat: format === 'General' ? undefined : format }));
    // Whether a number is a date is a matter of its format.
    this.calculation.touch({ sheetId: id, ...rect });
  }

  setFontWeights(id: string, rect: Rect, weights: readonly (readonly (string | null)[])[]): void {
    this.restyle(id, rect, weights, (weight) => ({ bold: weight === 'bold' }));
  }

  /** Colours as '#rrggbb'; null is none. */
  setBackgrounds(id: string, rect: Rect, colors: readonly (readonly (string | null)[])[]): void {
    this.restyle(id, rect, colors, (color) => ({ background: checkedColor(color) }));
  }

  setFontColors(id: string, rect: Rect, colors: readonly (readonly (string | null)[])[]): void {
    this.restyle(id, rect, colors, (color) => ({ fontColor: checkedColor(color) }));
  }

  setHorizontalAlignments(
    id: string,
    rect: Rect,
    alignments: readonly (readonly (HorizontalAlignment | null)[])[],
  ): void {
    this.restyle(id, rect, alignments, (alignment) => ({ horizontalAlignment: alignment ?? undefined }));
  }

  /** All cells of a rectangle alike; what `style` does not name stays. */
  setStyle(id: string, rect: Rect, style: CellStyle): void {
    for (const color of [style.background, style.fontColor]) checkedColor(color ?? null);
    const sheet = this.checked(id, rect);
    eachCell(rect, (row, column) => sheet.restyle(row, column, style));
    this.notify();
  }

  setBorders(id: string, rect: Rect, lines: BorderLines, border: Border): void {
    checkedColor(border.color);
    const sheet = this.checked(id, rect);
    eachCell(rect, (row, column, down, right) => {
      const place = {
        isFirstRow: down === 0,
        isLastRow: down === rect.rows - 1,
        isFirstColumn: right === 0,
        isLastColumn: right === rect.columns - 1,
      };
      sheet.restyle(row, column, { borders: bordersOf(lines, border, place) });
    });
    this.notify();
  }

  // Named ranges

  setNamedRange(name: string, id: string, rect: Rect): void {
    this.overlays.names.set(name, this.checked(id, rect).area(rect));
    this.calculation.relink();
  }

  /** Gives one that exists other cells. */
  moveNamedRange(name: string, id: string, rect: Rect): void {
    this.overlays.names.move(this.scoped(name), this.checked(id, rect).area(rect));
    this.calculation.relink();
  }

  getNamedRange(name: string): NamedRange | undefined {
    const scoped = this.scoped(name);
    return this.namedRanges().find((known) => known.name.toLowerCase() === this.fullName(scoped).toLowerCase());
  }

  namedRanges(): NamedRange[] {
    return this.overlays.names.list().map(({ name, scope, area: { sheetId, ...rect } }) => {
      return { name: this.fullName({ name, scope }), sheetId, rect };
    });
  }

  /** As a script removes one. */
  removeNamedRange(name: string): void {
    this.overlays.names.remove(this.scoped(name));
    this.calculation.relink();
  }

  /** As a person does in the list of named ranges, where those whose cells are gone stand too. */
  deleteNamedRange(name: string): void {
    this.overlays.names.delete(this.scoped(name));
    this.calculation.relink();
  }

  /** As a person does there, or a script. Formulas are left alone: the workbench does not rewrite them. */
  renameNamedRange(name: string, to: string): void {
    this.overlays.names.rename(name, to);
    this.calculation.relink();
  }

  // Recalculation

  /** Calculates what was written. Custom functions are started, not waited for. */
  calculate(): void {
    this.calculation.calculate();
  }

  /** Resolves when every custom function that was started has returned and what it returned stands in the cells. */
  settled(): Promise<void> {
    return this.calculation.settled();
  }

  /** The file is opened again: every cell that calls a custom function is recalculated (P1.5-2). */
  async reopen(): Promise<void> {
    this.calculation.reopen();
    await this.settled();
  }

  /** Tells, soon and once for many changes, that cells or structure are different. The returned function stops that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What stands here, for a Univer in a page to show. Formulas are left out unless asked for: it would calculate them. */
  snapshot({ formulas = false } = {}): IWorkbookData {
    this.calculation.calculate();
    const data = structuredClone(this.engine.book.getWorkbook().getSnapshot());
    for (const sheet of this.all()) {
      const cells = data.sheets[sheet.id]?.cellData ?? {};
      for (const [rowIndex, row] of Object.entries(cells)) {
        for (const [columnIndex, cell] of Object.entries(row as Record<string, CellData>)) {
          if (!formulas) delete cell.f;
          // The page shows them as blank.
          delete cell.p;
          const position = { sheetId: sheet.id, row: Number(rowIndex) + 1, column: Number(columnIndex) + 1 };
          const format = this.calculation.format(position);
          if (format && !sheet.style(position.row, position.column).numberFormat) {
            const style = typeof cell.s === 'string' ? data.styles[cell.s] : cell.s;
            cell.s = { ...style, n: { pattern: format } };
          }
        }
      }
    }
    return data;
  }

  private view(sheet: Sheet, position: CellPosition): CellView {
    const { row, column } = position;
    const style = sheet.style(row, column);
    const format = this.calculation.format(position);
    const content = this.calculation.content(position);
    return {
      value: this.calculation.value(position),
      formula: sheet.formula(row, column) ?? '',
      display: this.display(content?.value, format),
      numberFormat: format ?? 'General',
      note: this.calculation.note(position),
      bold: style.bold ?? false,
      italic: style.italic ?? false,
      fontSize: style.fontSize ?? 10,
      fontFamily: style.fontFamily ?? '',
      background: style.background ?? '',
      fontColor: style.fontColor ?? '',
      horizontalAlignment: style.horizontalAlignment ?? '',
      verticalAlignment: style.verticalAlignment ?? 'bottom',
      wrap: style.wrap ?? 'OVERFLOW',
      borders: style.borders ?? {},
    };
  }

  private display(value: string | number | boolean | undefined, format = 'General'): string {
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean') {
      if (this.locale === 'de_DE') return value ? 'WAHR' : 'FALSCH';
      return value ? 'TRUE' : 'FALSE';
    }
    return numfmt.format(format, value, { locale: this.locale === 'de_DE' ? 'de' : 'en', throws: false });
  }

  private enter(sheet: Sheet, row: number, column: number, value: unknown, by: 'a person' | 'a script'): void {
    if (this.overlays.merges.covers({ sheetId: sheet.id, row, column })) return;
    const { numberFormat } = sheet.style(row, column);
    if (value === null || value === undefined) {
      sheet.put(row, column, undefined);
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      sheet.put(row, column, { value });
    } else if (isDate(value)) {
      sheet.put(row, column, { value: toSerial(value.getTime(), this.timeZone) });
      if (!isDateFormat(numberFormat)) sheet.restyle(row, column, { numberFormat: conventions[this.locale].date });
    } else {
      this.enterText(sheet, row, column, String(value), by, numberFormat);
    }
  }

  private enterText(
    sheet: Sheet,
    row: number,
    column: number,
    text: string,
    by: 'a person' | 'a script',
    numberFormat?: string,
  ): void {
    const year = yearOf(toSerial(this.now(), this.timeZone));
    const plainText = numberFormat === '@';
    if (plainText && by === 'a script' && text.startsWith("'") && this.readings.apostrophes === 'kept') {
      sheet.put(row, column, { value: text });
      return;
    }
    const typed = parseTyped(text, { locale: this.locale, year, plainText });
    switch (typed.kind) {
      case 'blank':
        sheet.put(row, column, undefined);
        break;
      case 'formula':
        sheet.put(row, column, undefined, typed.text);
        break;
      case 'value':
        sheet.put(row, column, { value: typed.value });
        if (typed.format && numberFormat === undefined) sheet.restyle(row, column, { numberFormat: typed.format });
    }
  }

  private restyle<T>(id: string, rect: Rect, values: readonly (readonly T[])[], change: (value: T) => CellStyle): void {
    const sheet = this.checked(id, rect);
    refuseShape(rect, values);
    const changes = values.map((row) => row.map(change));
    eachCell(rect, (row, column, down, right) => {
      const style = changes[down]?.[right];
      if (style) sheet.restyle(row, column, style);
    });
    this.notify();
  }

  private shift(shift: Shift): void {
    const { sheetId, axis, at, count } = shift;
    const sheet = this.get(sheetId);
    const size = axis === 'rows' ? sheet.rows : sheet.columns;
    if (!Number.isInteger(at) || !Number.isInteger(count) || count === 0) throw new Error(outside);
    if (at < 1 || at > (count > 0 ? size + 1 : size) || at - 1 - count > size) throw new Error(outside);
    if (-count >= size) throw new Error(`You can't delete all the ${axis} on the sheet.`);
    const frozen = frozenAfter(sheet.frozen[axis], shift);
    if (frozen >= size + count) throw new Error(`Sorry, it is not possible to delete all non-frozen ${axis}.`);
    const { facade } = sheet;
    this.calculation.restructure({
      rewrite: (formula, own) =>
        shiftFormula(formula, shift, (name) => (name === undefined ? own : this.findNamed(name)?.id)),
      stays: (position) => position.sheetId !== sheetId || (axis === 'rows' ? position.row : position.column) < at,
      work: () => {
        resize(facade, shift, size);
        sheet.setFrozen({ ...sheet.frozen, [axis]: frozen });
        this.overlays.shift(shift, (formula, offset) => this.shiftRule(formula, shift, offset));
      },
    });
  }

  /** `own`: the cells are to be that one's. */
  private refuseBanding(id: string, rect: Rect, own?: number): void {
    const area = this.checked(id, rect).area(rect);
    const { header, rows } = this.overlays.tables.touched(area);
    const isInTable = (header || rows) && this.readings.tables === 'refuse all looks';
    if (!isInTable && this.overlays.bandings.touching(area).every((banding) => banding.id === own)) return;
    throw new Error(
      'You cannot add alternating background colors to a range that already has alternating background colors.',
    );
  }

  private isTrue({ condition, ranges }: ConditionalRule, position: CellPosition): boolean {
    if (condition.criterion !== 'CUSTOM_FORMULA') {
      return isSatisfied(condition, this.calculation.content(position)?.value ?? '');
    }
    const [first] = ranges;
    const formula = this.ruleFormula(String(condition.values[0] ?? ''));
    if (!first || !formula) return false;
    const offset = { down: position.row - first.row, right: position.column - first.column };
    const [content] = this.calculation.judge([{ position, text: relocateFormula(formula, offset) }]);
    return (
      content?.error !== true &&
      (content?.value === true || (typeof content?.value === 'number' && content.value !== 0))
    );
  }

  /** null for a text that is none: such a rule is never true. */
  private ruleFormula(text: string): Formula | null {
    try {
      return parseFormula(text, this.locale);
    } catch (error) {
      if (error instanceof FormulaParseError) return null;
      throw error;
    }
  }

  private namesSheet(text: string, id: string): boolean {
    const tokens = this.ruleFormula(text)?.tokens ?? [];
    return tokens.some((token) => {
      if (token.kind === 'name') return (this.overlays.names.area({ name: token.text })?.sheetId ?? id) !== id;
      const name = token.kind === 'reference' ? token.reference.sheet : undefined;
      return name !== undefined && this.findNamed(name)?.id !== id;
    });
  }

  private shiftRule(text: string, shift: Shift, offset: Offset): string {
    const formula = this.ruleFormula(text);
    return formula ? shiftRuleFormula(formula, shift, offset) : text;
  }

  private freeze(id: string, { rows, columns }: Frozen): void {
    const sheet = this.get(id);
    if (![rows, columns].every((count) => Number.isInteger(count) && count >= 0)) throw new Error(outside);
    if (rows >= sheet.rows) throw new Error("You can't freeze all visible rows on the sheet.");
    if (columns >= sheet.columns) throw new Error("You can't freeze all visible columns on the sheet.");
    sheet.setFrozen({ rows, columns });
    this.notify();
  }

  private addSheet(grid: Grid, index: number): void {
    this.engine.book.insertSheet(grid.name, { index, sheet: gridOf(grid) });
  }

  private takeOver(other: Workbook): void {
    this.overlays.copyFrom(other.overlays);
    this.pictures.push(...other.pictures);
    this.nextSheetId = other.nextSheetId;
    for (const sheet of other.all()) this.copySheet(other, sheet, this.get(sheet.id));
    for (const { id, hidden } of other.sheets()) if (hidden) this.get(id).facade.hideSheet();
    const visible = this.sheets().find(({ hidden }) => !hidden);
    if (visible) this.active = firstCell(visible.id);
  }

  private copySheet(other: Workbook, from: Sheet, to: Sheet): void {
    to.setState(other.stateOf(from));
    const { lastRow: rows, lastColumn: columns } = to.extent();
    if (rows > 0) this.calculation.touch(to.area({ row: 1, column: 1, rows, columns }));
  }

  /** What formulas spilled is left out: they will do so again. */
  private stateOf(sheet: Sheet): SheetState {
    return sheet.state((row, column) => this.calculation.isSpilled({ sheetId: sheet.id, row, column }));
  }

  /** `Copy of Sheet1!Totals` is a name limited to that sheet; its name stands there without quotation marks. */
  private scoped(name: string): ScopedName {
    const mark = name.lastIndexOf('!');
    return mark < 0 ? { name } : { name: name.slice(mark + 1), scope: this.findNamed(name.slice(0, mark))?.id ?? '' };
  }

  private fullName({ name, scope }: ScopedName): string {
    return scope === undefined ? name : `${this.find(scope)?.name ?? ''}!${name}`;
  }

  private all(): Sheet[] {
    return this.engine.book
      .getWorkbook()
      .getSheets()
      .map((sheet) => this.handle(sheet.getSheetId()));
  }

  private find(id: string): Sheet | undefined {
    return this.engine.book.getWorkbook().getSheetBySheetId(id) ? this.handle(id) : undefined;
  }

  private findNamed(name: string): Sheet | undefined {
    return this.all().find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  }

  private get(id: string): Sheet {
    const sheet = this.find(id);
    if (!sheet) throw new Error(`There is no sheet with the id ${id}.`);
    return sheet;
  }

  private handle(id: string): Sheet {
    const known = this.handles.get(id);
    if (known) return known;
    const sheet = new Sheet(this.engine, id);
    this.handles.set(id, sheet);
    return sheet;
  }

  private checked(id: string, rect: Rect): Sheet {
    const sheet = this.get(id);
    if (!sheet.contains(rect)) throw new Error(outside);
    return sheet;
  }

  private refuseChart(id: string, { ranges, position: { row, column } }: ChartSpec): void {
    this.checked(id, { row, column, rows: 1, columns: 1 });
    for (const { sheetId, ...rect } of ranges) this.checked(sheetId, rect);
  }

  private info(id: string): SheetInfo {
    const found = this.sheets().find((sheet) => sheet.id === id);
    if (!found) throw new Error(`There is no sheet with the id ${id}.`);
    return found;
  }

  private get sheetWord(): string {
    return this.locale === 'de_DE' ? 'Tabellenblatt' : 'Sheet';
  }

  private freeName(wanted?: string): string {
    if (wanted !== undefined && !this.findNamed(wanted)) return wanted;
    const stem = wanted === undefined ? this.sheetWord : `${wanted} `;
    let number = 1;
    while (this.findNamed(stem + number)) number += 1;
    return stem + number;
  }

  private refuseName(name: string, own?: string): void {
    if (name === '' || name.length > 100) throw new Error(`The sheet name "${name}" is not valid.`);
    const other = this.findNamed(name);
    if (other && other.id !== own) {
      throw new Error(`A sheet with the name "${name}" already exists. Please enter another name.`);
    }
  }

  private notify(): void {
    this.calculation.announce();
  }
}

type CellData = NonNullable<ReturnType<Sheet['cell']>>;

/** Univer does nothing, silently, when asked to insert behind the last row or column. */
function resize(sheet: FWorksheet, { axis, at, count }: Shift, size: number): void {
  const index = at - 1;
  if (axis === 'rows') {
    if (count < 0) sheet.deleteRows(index, -count);
    else if (index < size) sheet.insertRows(index, count);
    else sheet.setRowCount(size + count);
  } else if (count < 0) sheet.deleteColumns(index, -count);
  else if (index < size) sheet.insertColumns(index, count);
  else sheet.setColumnCount(size + count);
}

/** Rows inserted among the frozen ones are frozen too, and deleted ones no longer count (P8-66). */
function frozenAfter(frozen: number, { at, count }: Shift): number {
  if (count > 0) return at <= frozen ? frozen + count : frozen;
  return frozen - Math.max(0, Math.min(frozen, at - 1 - count) - (at - 1));
}

function gridOf({ id, name, rows, columns }: Grid) {
  return { id, name, rowCount: rows, columnCount: columns, ...sizes };
}

function firstCell(sheetId: string): ActiveRange {
  return { sheetId, rect: { row: 1, column: 1, rows: 1, columns: 1 } };
}

function matrix<T>(rect: Rect, make: (row: number, column: number) => T): T[][] {
  return Array.from({ length: rect.rows }, (_, down) =>
    Array.from({ length: rect.columns }, (_, right) => make(rect.row + down, rect.column + right)),
  );
}

function eachCell(rect: Rect, act: (row: number, column: number, down: number, right: number) => void): void {
  for (let down = 0; down < rect.rows; down++) {
    for (let right = 0; right < rect.columns; right++) act(rect.row + down, rect.column + right, down, right);
  }
}

/** P8-1. */
function refuseShape(rect: Rect, values: readonly (readonly unknown[])[]): void {
  if (values.length !== rect.rows) {
    throw new Error(
      `The number of rows in the data does not match the number of rows in the range. The data has ${values.length} but the range has ${rect.rows}.`,
    );
  }
  const odd = values.find((row) => row.length !== rect.columns);
  if (odd) {
    throw new Error(
      `The number of columns in the data does not match the number of columns in the range. The data has ${odd.length} but the range has ${rect.columns}.`,
    );
  }
}

function refuseValue(value: unknown): void {
  // What Sheets stores for these is not established.
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`The workbench does not write ${value}.`);
  if (isDate(value) && Number.isNaN(value.getTime())) throw new Error('The workbench does not write an invalid date.');
  if (typeof value === 'string' && value.length > longestInput) {
    throw new Error(`Your input contains more than the maximum of ${longestInput} characters in a single cell.`);
  }
}

/** Dates come from a script's own realm, where Date is another one (P7-15). */
function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

function checkedColor(color: string | null): string | undefined {
  if (color !== null && !/^#[0-9a-f]{6}$/i.test(color))
    throw new Error(`The workbench wants colors as #rrggbb, not ${color}.`);
  return color ?? undefined;
}
