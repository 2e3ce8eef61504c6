import { type Area, type Rect, type Shift, shiftArea } from './area';

/** What people filter and sort by: one rectangle of a sheet at most (P8-12). */
export class Filters {
  private areas = new Map<string, Area>();

  on(sheetId: string): Rect | undefined {
    return this.areas.get(sheetId);
  }

  add(area: Area): void {
    if (this.areas.has(area.sheetId)) {
      throw new Error("You can't create a filter in a sheet that already has a filter.");
    }
    this.areas.set(area.sheetId, area);
  }

  remove(sheetId: string): void {
    this.areas.delete(sheetId);
  }

  shift(shift: Shift): void {
    const area = this.areas.get(shift.sheetId);
    const moved = area && shiftArea(area, shift);
    if (moved) this.areas.set(shift.sheetId, moved);
    else this.remove(shift.sheetId);
  }

  dropSheet(sheetId: string): void {
    this.remove(sheetId);
  }

  duplicateSheet(from: string, to: string): void {
    const area = this.areas.get(from);
    if (area) this.areas.set(to, { ...area, sheetId: to });
  }

  copyFrom(other: Filters): void {
    this.areas = new Map(other.areas);
  }
}
