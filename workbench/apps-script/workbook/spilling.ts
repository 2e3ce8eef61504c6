import type { ICellData } from '#univer';
import { type Area, type CellPosition, cellName } from './area';
import type { FormulaCell } from './formula-cell';
import type { Sheet } from './sheet';

/** The cells below and to the right that results fill, and whose they are. */
export class Spilling {
  private readonly owners = new WeakMap<ICellData, FormulaCell>();

  constructor(private readonly sheetOf: (id: string) => Sheet | undefined) {}

  /** The formula that put there what stands there, if one in another cell did. */
  ownerOf({ sheetId, row, column }: CellPosition): FormulaCell | undefined {
    const there = this.sheetOf(sheetId)?.cell(row, column);
    return there && this.owners.get(there);
  }

  spill(cell: FormulaCell): void {
    const { row, column } = cell.position;
    this.each(cell.area, (sheet, r, c) => {
      const made = sheet.put(r, c, cell.contents[r - row]?.[c - column]);
      if (made) this.owners.set(made, cell);
    });
  }

  /** Takes back what still stands there of the formula's result. */
  retract(cell: FormulaCell): void {
    this.each(cell.area, (sheet, row, column) => {
      const there = sheet.cell(row, column);
      if (there && this.owners.get(there) === cell) sheet.put(row, column, undefined);
    });
  }

  /** Why a result cannot spill (P1.3-3): undefined when it can. */
  obstacle(wanted: Area): string | undefined {
    const sheet = this.sheetOf(wanted.sheetId);
    if (!sheet) return undefined;
    const missingRows = wanted.row + wanted.rows - 1 - sheet.rows;
    const missingColumns = wanted.column + wanted.columns - 1 - sheet.columns;
    if (missingRows > 0) return `Result was not automatically expanded, please insert more rows (${missingRows}).`;
    if (missingColumns > 0)
      return `Result was not automatically expanded, please insert more columns (${missingColumns}).`;
    let first: string | undefined;
    this.each(wanted, (_, row, column) => {
      if (first === undefined && !sheet.isEmpty(row, column)) first = cellName(row, column);
    });
    return first && `Array result was not expanded because it would overwrite data in ${first}.`;
  }

  /** All cells of the area but its first, which holds the formula. */
  private each(area: Area, act: (sheet: Sheet, row: number, column: number) => void): void {
    const sheet = this.sheetOf(area.sheetId);
    if (!sheet) return;
    for (let row = area.row; row < area.row + area.rows; row++) {
      for (let column = area.column; column < area.column + area.columns; column++) {
        if (row !== area.row || column !== area.column) act(sheet, row, column);
      }
    }
  }
}
