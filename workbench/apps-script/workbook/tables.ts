import { type Area, intersects, type Rect, type Shift, shiftArea } from './area';

/** The Tables of a spreadsheet, each with its header row; all of their columns are typed (P8-60). */
export class Tables {
  private areas: Area[] = [];

  on(sheetId: string): readonly Area[] {
    return this.areas.filter((area) => area.sheetId === sheetId);
  }

  add(area: Area): void {
    if (area.rows < 2) throw new Error('The workbench makes no Table of a header alone.');
    if (this.areas.some((table) => intersects(table, area))) throw new Error('Tables cannot overlap.');
    this.areas.push(area);
  }

  remove(area: Area): void {
    this.areas = this.areas.filter((table) => !intersects(table, area));
  }

  /** Which parts of Tables an area has a cell of. */
  touched(area: Area): { readonly header: boolean; readonly rows: boolean } {
    const tables = this.areas.filter((table) => intersects(table, area));
    return {
      header: tables.some((table) => intersects({ ...table, rows: 1 }, area)),
      rows: tables.some((table) => intersects({ ...table, row: table.row + 1, rows: table.rows - 1 }, area)),
    };
  }

  /** A Table takes in rows that are written directly below it (P8-61). `isFilled`: whether a cell of the written area holds something. */
  takeIn(area: Area, isFilled: (row: number, column: number) => boolean): void {
    this.areas = this.areas.map((table) => {
      let { rows } = table;
      const below = () => ({ ...table, row: table.row + rows, rows: 1 });
      while (intersects(below(), area) && inside(below(), area).some(([row, column]) => isFilled(row, column))) {
        rows += 1;
      }
      return { ...table, rows };
    });
  }

  shift(shift: Shift): void {
    this.areas = this.areas.flatMap((area) => shiftArea(area, shift) ?? []);
  }

  dropSheet(sheetId: string): void {
    this.areas = this.areas.filter((area) => area.sheetId !== sheetId);
  }

  duplicateSheet(from: string, to: string): void {
    this.areas.push(...this.on(from).map((area) => ({ ...area, sheetId: to })));
  }

  copyFrom(other: Tables): void {
    this.areas = [...other.areas];
  }
}

/** The cells of one row that lie in both. */
function inside({ row, column, columns }: Rect, other: Rect): ReadonlyArray<readonly [row: number, column: number]> {
  return Array.from({ length: columns }, (_, right) => [row, column + right] as const).filter(
    ([, at]) => at >= other.column && at < other.column + other.columns,
  );
}
