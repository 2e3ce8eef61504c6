import { type Area, type CellPosition, cellArea, intersects, type Shift, shiftArea } from './area';

/** What people may enter into cells: one of a list (P8-64). */
export interface ValidationRule {
  readonly choices: readonly string[];
  /** Other input is refused, not only marked. */
  readonly rejects: boolean;
}

interface Validated {
  readonly area: Area;
  readonly rule: ValidationRule;
}

/** The rules of a spreadsheet. The last one that was set for a cell holds. */
export class Validations {
  private entries: Validated[] = [];

  set(area: Area, rule: ValidationRule): void {
    this.entries.push({ area, rule });
  }

  /** Those that lie within. */
  clear(area: Area): void {
    this.entries = this.entries.filter((entry) => !intersects(entry.area, area));
  }

  at(position: CellPosition): ValidationRule | null {
    return this.entries.findLast(({ area }) => intersects(area, cellArea(position)))?.rule ?? null;
  }

  shift(shift: Shift): void {
    this.entries = this.entries.flatMap(({ area, rule }) => {
      const moved = shiftArea(area, shift);
      return moved ? [{ area: moved, rule }] : [];
    });
  }

  dropSheet(sheetId: string): void {
    this.entries = this.entries.filter(({ area }) => area.sheetId !== sheetId);
  }

  duplicateSheet(from: string, to: string): void {
    const copies = this.entries.filter(({ area }) => area.sheetId === from);
    this.entries.push(...copies.map(({ area, rule }) => ({ area: { ...area, sheetId: to }, rule })));
  }

  copyFrom(other: Validations): void {
    this.entries = [...other.entries];
  }
}

/** A blank cell is always accepted. */
export const accepts = ({ choices }: ValidationRule, value: unknown): boolean =>
  value === '' || value === null || value === undefined || choices.includes(String(value).replace(/^'/, ''));
