import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';
import type { CellPosition } from '../workbook/workbook';
import { ConditionalFormatRuleBuilder } from './conditional-format';
import { NamedRange } from './named-range';
import { Range } from './range';
import { SessionUser } from './session';
import { Sheet } from './sheet';
import type { Screen, Ui } from './ui';
import type { CellArea, Writes } from './writes';

/** A spreadsheet as one execution reaches it. */
export interface SpreadsheetAccess {
  readonly id: string;
  readonly name: string;
  /** E-mail address. */
  readonly owner: string;
  readonly editors: readonly string[];
  readonly timeZone: string;
  readonly locale: string;
  readonly writes: Writes;
  /** A custom function may not write (P1.3-8). */
  readonly mayWrite: boolean;
  /** What the person sees, where somebody looks. */
  readonly screen: Screen | null;
  /** The cell being calculated, in a custom function (P1.4-10). */
  readonly cell: CellPosition | null;
}

export class Spreadsheet
  implements
    Served<
      GoogleAppsScript.Spreadsheet.Spreadsheet,
      | 'getId'
      | 'getName'
      | 'getUrl'
      | 'getOwner'
      | 'getEditors'
      | 'getSpreadsheetTimeZone'
      | 'getSpreadsheetLocale'
      | 'getSheets'
      | 'getSheetById'
      | 'getSheetByName'
      | 'getCurrentCell'
      | 'insertSheet'
      | 'deleteSheet'
      | 'setActiveSheet'
      | 'setActiveRange'
      | 'getRangeByName'
      | 'getNamedRanges'
      | 'setNamedRange'
      | 'removeNamedRange'
      | 'toast'
    >
{
  readonly #access: SpreadsheetAccess;
  readonly #sheets = new Map<string, Sheet>();

  constructor(access: SpreadsheetAccess) {
    this.#access = access;
  }

  static rangeOf(spreadsheet: Spreadsheet): (area: CellArea) => Range {
    return (area) => spreadsheet.#range(area);
  }

  getId(): string {
    return this.#access.id;
  }

  getName(): string {
    return this.#access.name;
  }

  getUrl(): string {
    return `https://docs.google.com/spreadsheets/d/${this.#access.id}/edit`;
  }

  getOwner(): SessionUser {
    return new SessionUser(this.#access.owner);
  }

  /** Whether the owner is among them is not said (P11-2): here they are not. */
  getEditors(): SessionUser[] {
    return this.#access.editors.map((email) => new SessionUser(email));
  }

  getSpreadsheetTimeZone(): string {
    return this.#access.timeZone;
  }

  getSpreadsheetLocale(): string {
    return this.#access.locale;
  }

  getSheets(): Sheet[] {
    return this.#access.writes.sheetIds().map((id) => this.#sheet(id));
  }

  /** null for an id that no sheet has, or has any more (P8-18). */
  getSheetById(id: unknown): Sheet | null {
    if (typeof id !== 'number') throw new PlatformError('Invalid argument: id');
    return this.#access.writes.sheetIds().includes(String(id)) ? this.#sheet(String(id)) : null;
  }

  /** null for a name that no sheet has. */
  async getSheetByName(name: unknown): Promise<Sheet | null> {
    if (typeof name !== 'string') throw new PlatformError('Invalid argument: name');
    for (const sheet of this.getSheets()) if ((await sheet.getName()) === name) return sheet;
    return null;
  }

  setActiveSheet(sheet: unknown): Sheet {
    if (!(sheet instanceof Sheet)) throw new PlatformError('Invalid argument: sheet');
    this.#activate('setActiveSheet', { sheetId: String(sheet.getSheetId()), row: 1, column: 1, rows: 1, columns: 1 });
    return sheet;
  }

  setActiveRange(range: unknown): Range {
    if (!(range instanceof Range)) throw new PlatformError('Invalid argument: range');
    this.#activate('setActiveRange', Range.areaOf(range));
    return range;
  }

  /** The selected cell; in a custom function the cell being calculated. */
  async getCurrentCell(): Promise<Range> {
    const workbook = await this.#access.writes.flush();
    const { sheetId, rect } = workbook.activeRange;
    const { row, column } = this.#access.cell ?? rect;
    return this.#range({ sheetId: this.#access.cell?.sheetId ?? sheetId, row, column, rows: 1, columns: 1 });
  }

  /** Becomes the active sheet, and exists at once: a sheet is returned. */
  async insertSheet(sheetName: unknown): Promise<Sheet> {
    this.#refuseReader('insertSheet');
    if (typeof sheetName !== 'string') throw new PlatformError('Not supported here: insertSheet without a name.');
    const workbook = await this.#access.writes.flush();
    return this.#sheet(attempt(() => workbook.insertSheet(sheetName)).id);
  }

  async deleteSheet(sheet: unknown): Promise<void> {
    this.#refuseReader('deleteSheet');
    if (!(sheet instanceof Sheet)) throw new PlatformError('Invalid argument: sheet');
    const workbook = await this.#access.writes.flush();
    attempt(() => workbook.deleteSheet(String(sheet.getSheetId())));
  }

  /** null for a name that does not exist, or whose cells are gone (P8-17). */
  async getRangeByName(name: string): Promise<Range | null> {
    const workbook = await this.#access.writes.flush();
    const found = workbook.getNamedRange(name);
    return found ? this.#range({ ...found.rect, sheetId: found.sheetId }) : null;
  }

  /** Without those whose cells are gone (P8-17). */
  async getNamedRanges(): Promise<NamedRange[]> {
    const { writes, mayWrite } = this.#access;
    const workbook = await writes.flush();
    return workbook
      .namedRanges()
      .map(({ name }) => new NamedRange(name, writes, mayWrite, (area) => this.#range(area)));
  }

  setNamedRange(name: string, range: unknown): void {
    this.#refuseReader('setNamedRange');
    if (!(range instanceof Range)) throw new PlatformError('Invalid argument: range');
    const { sheetId, ...rect } = Range.areaOf(range);
    this.#access.writes.add((workbook) => workbook.setNamedRange(name, sheetId, rect));
  }

  /** Throws where there is none (P8-17). */
  async removeNamedRange(name: string): Promise<void> {
    this.#refuseReader('removeNamedRange');
    const workbook = await this.#access.writes.flush();
    attempt(() => workbook.removeNamedRange(name));
  }

  /** Nobody sees one in a trigger (P8-22). */
  toast(msg: string, title: string, timeoutSeconds: unknown): void {
    if (typeof timeoutSeconds !== 'number') throw new PlatformError('Invalid argument: timeoutSeconds');
    if (this.#access.screen) this.#access.screen.toast = { title: String(title), message: String(msg) };
  }

  /** Where nobody looks there is nothing to select (P3-7). */
  #activate(method: string, { sheetId, ...rect }: CellArea): void {
    this.#refuseReader(method);
    if (!this.#access.screen) return;
    this.#access.writes.add((workbook) => {
      if (workbook.sheets().some(({ id, hidden }) => id === sheetId && hidden)) {
        throw new PlatformError('Not supported here: activating a hidden sheet.');
      }
      workbook.setActive(sheetId, rect);
    });
  }

  #sheet(id: string): Sheet {
    const { writes, mayWrite } = this.#access;
    const sheet = this.#sheets.get(id) ?? new Sheet(this, id, writes, mayWrite, (area) => this.#range(area));
    this.#sheets.set(id, sheet);
    return sheet;
  }

  #range({ sheetId, ...rect }: CellArea): Range {
    return new Range(this.#sheet(sheetId), rect, this.#access.writes, this.#access.mayWrite);
  }

  #refuseReader(method: string): void {
    if (!this.#access.mayWrite) throw noPermission(`Spreadsheet.${method}`);
  }
}

export class SpreadsheetApp
  implements
    Served<typeof globalThis.SpreadsheetApp, 'getUi' | 'getActiveSpreadsheet' | 'newConditionalFormatRule' | 'flush'>
{
  readonly #ui: Ui | null;
  readonly #spreadsheet: Spreadsheet;
  readonly #writes: Writes;

  /** `ui`: null where nobody looks, in a cell or a trigger (P8-22). */
  constructor(access: SpreadsheetAccess, ui: Ui | null) {
    this.#ui = ui;
    this.#spreadsheet = new Spreadsheet(access);
    this.#writes = access.writes;
  }

  getUi(): Ui {
    if (!this.#ui) throw new PlatformError('Cannot call SpreadsheetApp.getUi() from this context.');
    return this.#ui;
  }

  getActiveSpreadsheet(): Spreadsheet {
    return this.#spreadsheet;
  }

  newConditionalFormatRule(): ConditionalFormatRuleBuilder {
    return new ConditionalFormatRuleBuilder(Spreadsheet.rangeOf(this.#spreadsheet));
  }

  async flush(): Promise<void> {
    await this.#writes.flush();
  }
}

/** What the workbook refuses, Google refuses, in the same words. */
function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new PlatformError(error instanceof Error ? error.message : String(error));
  }
}
