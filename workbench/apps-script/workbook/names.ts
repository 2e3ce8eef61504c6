import { type Area, type Rect, type Shift, shiftArea } from './area';

export interface NamedRange {
  name: string;
  sheetId: string;
  rect: Rect;
}

/** Named ranges keep to the cells they were given (P8-17). */
export class NamedRanges {
  /** By lower-case name; undefined once all of its cells, or its sheet, were deleted. */
  private readonly ranges = new Map<string, { name: string; area: Area | undefined }>();

  set(name: string, area: Area): void {
    if (!/^[\p{L}_][\p{L}\p{N}_]{0,249}$/u.test(name) || /^(?:true|false|[a-z]{1,3}\d+|r\d*c\d*)$/i.test(name)) {
      throw new Error(`The name "${name}" is not valid for a named range.`);
    }
    this.ranges.set(name.toLowerCase(), { name, area });
  }

  get(name: string): NamedRange | undefined {
    const found = this.ranges.get(name.toLowerCase());
    return found?.area && { name: found.name, sheetId: found.area.sheetId, rect: rectOf(found.area) };
  }

  area(name: string): Area | undefined {
    return this.ranges.get(name.toLowerCase())?.area;
  }

  /** One whose cells are gone cannot be removed either (P8-17). */
  remove(name: string): void {
    if (!this.get(name)) throw new Error(`The named range ${name} does not exist.`);
    this.ranges.delete(name.toLowerCase());
  }

  list(): NamedRange[] {
    return [...this.ranges.values()].flatMap(({ name }) => this.get(name) ?? []);
  }

  shift(shift: Shift): void {
    for (const range of this.ranges.values()) range.area &&= shiftArea(range.area, shift);
  }

  dropSheet(sheetId: string): void {
    for (const range of this.ranges.values()) if (range.area?.sheetId === sheetId) range.area = undefined;
  }
}

function rectOf({ row, column, rows, columns }: Area): Rect {
  return { row, column, rows, columns };
}
