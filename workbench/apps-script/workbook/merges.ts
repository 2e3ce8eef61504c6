import { type Area, type CellPosition, cellArea, intersects, type Shift, shiftArea } from './area';

/** Merged cells: the first of each holds what there is, the others hold nothing, whatever is written into them (P8-23). */
export class Merges {
  private areas: Area[] = [];

  add(area: Area): void {
    if (this.touching(area).length > 0) throw new Error('The workbench does not merge what is merged already.');
    this.areas.push(area);
  }

  split(area: Area): void {
    const gone = this.touching(area);
    this.areas = this.areas.filter((merged) => !gone.includes(merged));
  }

  /** Those of which the area has at least one cell. */
  touching(area: Area): readonly Area[] {
    return this.areas.filter((merged) => intersects(merged, area));
  }

  /** Whether another cell is shown in this one's place. */
  covers(position: CellPosition): boolean {
    return this.touching(cellArea(position)).some(
      ({ row, column }) => row !== position.row || column !== position.column,
    );
  }

  shift(shift: Shift): void {
    this.areas = this.areas.flatMap((area) => shiftArea(area, shift) ?? []);
  }

  dropSheet(sheetId: string): void {
    this.areas = this.areas.filter((area) => area.sheetId !== sheetId);
  }

  duplicateSheet(from: string, to: string): void {
    const copies = this.areas.filter(({ sheetId }) => sheetId === from);
    this.areas.push(...copies.map((area) => ({ ...area, sheetId: to })));
  }

  copyFrom(other: Merges): void {
    this.areas = [...other.areas];
  }
}
