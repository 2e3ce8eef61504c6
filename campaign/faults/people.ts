import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import type { NamedRange, Rect, WorkbookState } from '../../workbench/apps-script/workbook/workbook';
import type { Random } from '../../workbench/random';
import { figure, isIn, isTheirs, note, sumFormula, tint } from './cells';
import { ownHeading, wordsFor } from './headings';

export const formulaSheetName = 'Formulas';
const visibleRows = 45;
const visibleColumns = 20;

/** What somebody did to the sheets, and to which blocks that reached: by the names of their ranges. */
export interface Edit {
  readonly what: string;
  /** Rows or cells of these are not as the add-on wrote them. */
  readonly altered: readonly string[];
  /** These may be beyond repair: the add-on may say so instead. */
  readonly damaged: readonly string[];
  /** Whether all sheets are again what they were. */
  readonly isUndo?: true;
}

/** The blocks' ranges; those on duplicated sheets are nobody's. */
export const blocks = ({ workbook }: SpreadsheetFile): NamedRange[] =>
  workbook.namedRanges().filter(({ name }) => !name.includes('!'));

/** The ids of the sheets that hold definitions, the one that the add-on goes by first. */
export function definitionSheets({ workbook, properties }: SpreadsheetFile): string[] {
  const known = /"sheetId":(\d+)/.exec(properties.get('definitions') ?? '')?.[1];
  return workbook
    .sheets()
    .filter(({ id, rows, columns }) => {
      if (id === known) return true;
      if (id === '0') return false;
      const { lastRow } = workbook.extent(id);
      if (lastRow === 0) return false;
      const cells = workbook.read(id, {
        row: 1,
        column: 1,
        rows: Math.min(rows, lastRow),
        columns: Math.min(columns, 6),
      });
      return cells.flat().some(({ value }) => /^(?:Journeybee report$|Definition \(|\{"version":)/.test(String(value)));
    })
    .map(({ id }) => id)
    .sort((a, b) => Number(b === known) - Number(a === known));
}

/** People at work in a spreadsheet, all of whose notes, numbers and formulas are marked as theirs. */
export class People {
  readonly #file: SpreadsheetFile;
  readonly #random: Random;
  readonly #owner: string;
  readonly copies: SpreadsheetFile[] = [];
  readonly #seen = new Map<string, { readonly place: string; readonly cells: readonly (readonly unknown[])[] }>();
  #marks = 0;
  #undone: { readonly state: WorkbookState; readonly blocks: readonly NamedRange[] } | null = null;

  constructor(file: SpreadsheetFile, random: Random, owner: string) {
    this.#file = file;
    this.#random = random;
    this.#owner = owner;
  }

  /** Notes here and there, where no block is going to stand. */
  settle(sheetId: string): void {
    for (let many = this.#random.integer(4, 10); many > 0; many -= 1) this.#noteIn(sheetId);
  }

  /** What somebody can undo from now on comes after this. */
  remember(): void {
    this.#undone = { state: this.#file.workbook.remember(), blocks: blocks(this.#file) };
  }

  /** One edit that leaves every block sound, or one that may not. */
  edit(intoBlocks: boolean): Edit {
    const { workbook } = this.#file;
    const edit = intoBlocks ? this.#intoBlock() : this.#beside();
    workbook.calculate();
    return edit;
  }

  #beside(): Edit {
    const { workbook } = this.#file;
    const random = this.#random;
    const block = this.#anyBlock();
    const sheetId = block?.sheetId ?? this.#anySheet();
    const nothing = { altered: [], damaged: [] };
    if (!block || random.chance(0.3)) {
      this.#noteIn(sheetId);
      return { what: 'a note', ...nothing };
    }
    const { name, rect } = block;
    const below = rect.row + rect.rows;
    switch (random.integer(1, 27)) {
      case 1: {
        const cell = { row: below + random.integer(1, 3), column: rect.column + random.integer(0, rect.columns - 1) };
        if (this.#isFree(sheetId, cell.row, cell.column)) this.#mark(sheetId, cell.row, cell.column);
        return { what: `a note below ${name}`, ...nothing };
      }
      case 2:
        workbook.insertRows(sheetId, random.integer(1, Math.max(1, rect.row - 1)), random.integer(1, 2));
        return { what: `rows above ${name}`, ...nothing };
      case 3: {
        const column = random.integer(rect.column, rect.column + rect.columns - 1);
        workbook.insertColumns(sheetId, column, 1);
        for (let row = rect.row; row < below; row += 1) if (random.chance(0.5)) this.#mark(sheetId, row, column);
        return { what: `a column of notes in column ${column}, at ${name}`, ...nothing };
      }
      case 4:
        workbook.setRowsHidden(sheetId, rect.row + 1, Math.max(1, rect.rows - 1), true);
        return { what: `the rows of ${name} hidden`, ...nothing };
      case 5:
        if (!workbook.filterOf(sheetId)) workbook.createFilter(sheetId, rect);
        return { what: `a filter over ${name}`, ...nothing };
      case 6:
        workbook.duplicateSheet(sheetId);
        return { what: `the sheet of ${name} duplicated`, ...nothing };
      case 7:
        workbook.renameSheet(sheetId, `Renamed ${this.#next()}`);
        return { what: `the sheet of ${name} renamed`, ...nothing };
      case 8:
        this.#file.protect({ sheetId, ...rect, rows: 1 });
        return { what: `the header of ${name} protected`, ...nothing };
      case 9: {
        const row = rect.row + random.integer(1, rect.rows);
        workbook.insertRows(sheetId, row, random.integer(1, 2));
        return { what: `empty rows at row ${row}, in ${name}`, altered: [name], damaged: [] };
      }
      case 10:
        this.#sort(sheetId, { ...rect, row: rect.row + 1, rows: rect.rows - 1 });
        return { what: `the rows of ${name} sorted`, altered: [name], damaged: [] };
      case 11:
        if (rect.rows > 1 && workbook.tablesOn(sheetId).length === 0) workbook.convertToTable(sheetId, rect);
        return { what: `${name} converted to a Table`, ...nothing };
      case 12: {
        const width = random.integer(1, rect.columns);
        const formats = Array.from({ length: rect.rows }, () => Array.from({ length: width }, () => '@'));
        workbook.setNumberFormats(sheetId, { ...rect, columns: width }, formats);
        return { what: `cells of ${name} made Plain text`, altered: [name], damaged: [] };
      }
      case 13:
        workbook.setValidation(sheetId, rect, { choices: ['Gold'], rejects: false });
        return { what: `a rule over ${name} that warns`, ...nothing };
      case 14:
        return this.#renameHeading(block) ?? { what: 'nothing', ...nothing };
      case 15: {
        const label = workbook.read(sheetId, { ...rect, row: below, rows: 1 }).flat();
        if (!label.some(({ value }) => /^Total/.test(String(value)))) return { what: 'nothing', ...nothing };
        this.#sort(sheetId, { ...rect, row: rect.row + 1 });
        return { what: `the rows of ${name} sorted, totals among them`, altered: [name], damaged: [name] };
      }
      case 16:
        workbook.setFrozenRows(sheetId, random.integer(0, Math.min(rect.row, 5)));
        return { what: `rows above ${name} frozen`, ...nothing };
      case 17:
        workbook.setColumnsHidden(sheetId, rect.column + random.integer(0, rect.columns - 1), 1);
        return { what: `a column of ${name} hidden`, ...nothing };
      case 18:
        return { what: this.#meddle(), ...nothing };
      case 19: {
        const undone = this.#undo(name);
        return undone
          ? { what: `the last write of ${name} undone`, altered: [name], damaged: [name] }
          : { what: 'nothing', ...nothing };
      }
      case 20:
      case 21: {
        const [row, column] = [
          random.integer(rect.row, below),
          random.integer(rect.column, rect.column + rect.columns),
        ];
        workbook.setNote(sheetId, row, column, note(this.#next()));
        return { what: `a note on row ${row}, column ${column}, at ${name}`, ...nothing };
      }
      case 22: {
        const condition = { criterion: 'TEXT_CONTAINS', values: [note(this.#next())] } as const;
        const rule = { ranges: [{ sheetId, ...rect }], condition, look: { background: '#fff2cc' } };
        workbook.setRules(sheetId, [...workbook.rulesOn(sheetId), rule]);
        return { what: `a conditional format rule over ${name}`, ...nothing };
      }
      case 23: {
        const first = tint(this.#next());
        if (workbook.tablesOn(sheetId).length > 0 || workbook.bandingsTouching(sheetId, rect).length > 0) {
          return { what: 'nothing', ...nothing };
        }
        workbook.addBanding(sheetId, rect, { header: null, first, second: '#ffffff', footer: null });
        return { what: `alternating colours over ${name}`, ...nothing };
      }
      case 24:
        workbook.setFrozenColumns(sheetId, random.integer(0, Math.min(rect.column, 3)));
        workbook.setHiddenGridlines(sheetId, random.chance(0.5));
        return { what: `columns at ${name} frozen`, ...nothing };
      case 25:
      case 26: {
        if (!this.#undone) return { what: 'nothing', ...nothing };
        const [before, after] = [blocks(this.#file), this.#undone.blocks].map((all) => all.map((one) => one.name));
        const all = [...(before ?? []), ...(after ?? [])];
        // Blocks that were made or removed since may be left without their report, or reports without their block.
        const damaged = all.filter((one) => !before?.includes(one) || !after?.includes(one));
        workbook.restore(this.#undone.state);
        this.#undone = null;
        return { what: 'the last run undone', altered: all, damaged, isUndo: true };
      }
      default:
        this.copies.push(this.#file.copy(`Copy ${this.#next()}`, this.#owner));
        return { what: 'a copy of the spreadsheet', ...nothing };
    }
  }

  #intoBlock(): Edit {
    const { workbook } = this.#file;
    const random = this.#random;
    const block = this.#anyBlock();
    if (!block) return this.#beside();
    const { name, sheetId, rect } = block;
    const all = blocks(this.#file)
      .filter((other) => other.sheetId === sheetId)
      .map((other) => other.name);
    const row = rect.row + random.integer(0, rect.rows - 1);
    const column = rect.column + random.integer(0, rect.columns - 1);
    const only = (what: string): Edit => ({ what, altered: [name], damaged: [name] });
    switch (random.integer(1, 11)) {
      case 1:
        workbook.deleteRows(sheetId, row, 1);
        return { what: `row ${row} of ${name} deleted`, altered: all, damaged: all };
      case 2:
        workbook.deleteColumns(sheetId, column, 1);
        return { what: `column ${column} of ${name} deleted`, altered: all, damaged: all };
      case 3:
        workbook.clearContent(sheetId, { ...rect, rows: 1 });
        return only(`the header of ${name} cleared`);
      case 4:
        // A heading in other words is kept, and this does not know the column by it any more.
        if (row === rect.row) return this.#beside();
        this.#overtype(sheetId, row, column);
        return only(`row ${row}, column ${column} of ${name} overtyped`);
      case 5:
        workbook.setFormula(sheetId, row, column, sumFormula(this.#next()));
        return only(`a formula in row ${row}, column ${column} of ${name}`);
      case 6:
        workbook.deleteNamedRange(name);
        return only(`the named range ${name} deleted`);
      case 7: {
        const others = workbook.sheets().filter((sheet) => {
          return !sheet.hidden && sheet.id !== sheetId && sheet.name !== formulaSheetName;
        });
        if (others.length === 0) return this.#beside();
        workbook.deleteSheet(sheetId);
        return { what: `the sheet of ${name} deleted`, altered: all, damaged: all };
      }
      case 8: {
        const two = { ...rect, row: rect.row + 1, rows: 2, columns: 1 };
        if (rect.rows > 2 && workbook.mergesTouching(sheetId, two).length === 0) workbook.merge(sheetId, two);
        return only(`cells of ${name} merged`);
      }
      case 9:
        this.#sort(sheetId, rect);
        return only(`${name} sorted with its header`);
      case 10: {
        const other = `Renamed_${this.#next()}`;
        workbook.renameNamedRange(name, other);
        return { what: `the named range ${name} renamed`, altered: [name, other], damaged: [name, other] };
      }
      default: {
        const values = workbook.read(sheetId, rect).map((line) => line.map(typed));
        workbook.clearContent(sheetId, rect);
        const room = { ...rect, row: 60 + 20 * random.integer(0, 3) };
        if (!this.#isEmpty(sheetId, room)) return only(`the cells of ${name} cut`);
        workbook.write(sheetId, room, values);
        return only(`${name} moved to row ${room.row}, as its values`);
      }
    }
  }

  /** What people do to a sheet of which they do not know what it is for. */
  #meddle(): string {
    const { workbook } = this.#file;
    const random = this.#random;
    const [id] = definitionSheets(this.#file);
    if (id === undefined) return 'nothing';
    switch (random.integer(1, 8)) {
      case 1:
        workbook.renameSheet(id, `Do not touch ${this.#next()}`);
        return 'the hidden sheet renamed';
      case 2:
        workbook.moveSheet(id, 0);
        return 'the hidden sheet moved to the front';
      case 3:
        workbook.deleteSheet(id);
        return 'the hidden sheet deleted';
      case 4:
        this.#mark(id, 1, 1);
        return 'the first cell of the hidden sheet overwritten';
      case 5:
        workbook.duplicateSheet(id);
        return 'the hidden sheet duplicated';
      case 6:
        workbook.deleteRows(id, random.integer(1, 3), 1);
        return 'a row of the hidden sheet deleted';
      case 7:
        this.#overtype(id, random.integer(2, 3), 3);
        return 'a definition in the hidden sheet overtyped';
      default:
        workbook.insertColumns(id, random.integer(1, 3), 1);
        return 'a column inserted into the hidden sheet';
    }
  }

  /** The block has again what stood there when this was last called for it; false where it stands elsewhere by now. */
  #undo(name: string): boolean {
    const { workbook } = this.#file;
    const range = workbook.getNamedRange(name);
    if (!range) return false;
    const { sheetId, rect } = range;
    const before = this.#seen.get(name);
    const place = JSON.stringify([sheetId, rect]);
    const cells = workbook.read(sheetId, rect).map((line) => line.map(typed));
    this.#seen.set(name, { place, cells });
    if (before?.place !== place || JSON.stringify(before.cells) === JSON.stringify(cells)) return false;
    workbook.write(sheetId, rect, before.cells);
    return true;
  }

  /** In other words, or in another language; null where the heading is nobody's to rename. */
  #renameHeading({ name, sheetId, rect }: NamedRange): Edit | null {
    const { workbook } = this.#file;
    const random = this.#random;
    const column = rect.column + random.integer(0, rect.columns - 1);
    const cell = { row: rect.row, column, rows: 1, columns: 1 };
    const [heading] = workbook.read(sheetId, cell).flat();
    if (!heading || heading.value === '' || isTheirs(heading)) return null;
    const [first, ...others] = wordsFor(heading.value);
    // By rank, partner and revenue the campaign knows which column is which.
    if (!first && /^(?:Rank|Partner|Revenue)/.test(String(ownHeading(heading.value)))) return null;
    const words = first && random.chance(0.7) ? random.pick([first, ...others]) : null;
    if (words === null && /^(?:Rank|Partner|Revenue)/.test(String(heading.value))) return null;
    workbook.write(sheetId, cell, [[words ?? `Called ${this.#next()}`]]);
    return { what: `a heading of ${name} in column ${column} in other words`, altered: [name], damaged: [] };
  }

  #next(): number {
    this.#marks += 1;
    return this.#marks;
  }

  #noteIn(sheetId: string): void {
    for (let tries = 0; tries < 20; tries += 1) {
      const [row, column] = [this.#random.integer(1, visibleRows), this.#random.integer(1, visibleColumns)];
      if (!this.#isFree(sheetId, row, column)) continue;
      this.#mark(sheetId, row, column);
      return;
    }
  }

  #mark(sheetId: string, row: number, column: number): void {
    const { workbook } = this.#file;
    const number = this.#next();
    const rect = { row, column, rows: 1, columns: 1 };
    if (number % 3 === 0) workbook.setFormula(sheetId, row, column, sumFormula(number));
    else workbook.write(sheetId, rect, [[number % 3 === 1 ? note(number) : figure(number)]]);
    if (number % 2 === 0) workbook.setBackgrounds(sheetId, rect, [['#ffeecc']]);
  }

  /** Unmarked: what is typed over a figure of a block is the block's to write again. */
  #overtype(sheetId: string, row: number, column: number): void {
    this.#file.workbook.write(sheetId, { row, column, rows: 1, columns: 1 }, [
      [this.#random.chance(0.5) ? 'overtyped' : 5],
    ]);
  }

  /** By its last column: strings and numbers among each other, as it comes. */
  #sort(sheetId: string, rect: Rect): void {
    const { workbook } = this.#file;
    if (rect.rows < 2) return;
    const lines = workbook.read(sheetId, rect);
    const last = rect.columns - 1;
    const sorted = [...lines].sort((a, b) => (String(a[last]?.value) < String(b[last]?.value) ? -1 : 1));
    workbook.write(
      sheetId,
      rect,
      sorted.map((line) => line.map(typed)),
    );
  }

  #anyBlock(): NamedRange | null {
    const [first, ...others] = blocks(this.#file);
    return first ? this.#random.pick([first, ...others]) : null;
  }

  #anySheet(): string {
    const sheets = this.#file.workbook.sheets().filter(({ hidden, name }) => !hidden && name !== formulaSheetName);
    return sheets[this.#random.integer(0, sheets.length - 1)]?.id ?? '0';
  }

  /** Not where a block stands, its title or its totals. */
  #isFree(sheetId: string, row: number, column: number): boolean {
    if (!this.#isEmpty(sheetId, { row, column, rows: 1, columns: 1 })) return false;
    return blocks(this.#file).every(({ sheetId: id, rect }) => {
      return id !== sheetId || !isIn({ row, column }, { ...rect, row: rect.row - 3, rows: rect.rows + 4 });
    });
  }

  #isEmpty(sheetId: string, rect: Rect): boolean {
    const sheet = this.#file.workbook.sheets().find(({ id }) => id === sheetId);
    if (!sheet || rect.row + rect.rows - 1 > sheet.rows || rect.column + rect.columns - 1 > sheet.columns) return false;
    return this.#file.workbook
      .read(sheetId, rect)
      .flat()
      .every(({ value, formula }) => value === '' && formula === '');
  }
}

/** A cell as pasting it anew would type it. */
function typed({ value, formula }: { readonly value: unknown; readonly formula: string }): unknown {
  if (formula !== '') return formula;
  return typeof value === 'string' && value !== '' ? `'${value}` : value;
}
