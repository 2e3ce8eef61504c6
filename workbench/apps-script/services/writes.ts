import { PlatformError } from '../errors';
import type { Rect, Workbook } from '../workbook/workbook';

export interface CellArea extends Rect {
  readonly sheetId: string;
}

/**
 * What one execution has written and Sheets has yet to carry out. Writes wait until a flush, a read or the end, and are
 * then carried out in order; a kill loses what still waits (P8-13, P8.1-1). What goes wrong surfaces then, not at the call.
 */
export class Writes {
  readonly #workbook: Workbook;
  #waiting: Array<(workbook: Workbook) => void> = [];
  /** Rows and columns that waiting writes will add, by sheet: ranges on them may be asked for already. */
  readonly #growth = new Map<string, { rows: number; columns: number }>();

  readonly #mayEdit: (area: CellArea) => boolean;

  /** `mayEdit`: whether the person may change these cells, protections considered. */
  constructor(workbook: Workbook, mayEdit: (area: CellArea) => boolean) {
    this.#workbook = workbook;
    this.#mayEdit = mayEdit;
  }

  mayEdit(area: CellArea): boolean {
    return this.#mayEdit(area);
  }

  /** One protected cell, and the whole write fails (P8-11). */
  refuseProtected(area: CellArea): void {
    if (this.#mayEdit(area)) return;
    throw new PlatformError(
      'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.',
    );
  }

  /**
   * Refuses what Sheets itself says no to: at the call or when it is carried out, which is open (P8-60, P8-64). Gives what
   * does it when it is carried out.
   */
  refusing(refusal: (workbook: Workbook) => string | null): (workbook: Workbook) => void {
    const check = (workbook: Workbook) => {
      const text = refusal(workbook);
      if (text !== null) throw new PlatformError(text);
    };
    if (this.#workbook.readings.refusals === 'at the call') check(this.#workbook);
    return check;
  }

  add(write: (workbook: Workbook) => void): void {
    this.#waiting.push(write);
  }

  grow(sheetId: string, rows: number, columns: number): void {
    const growth = this.#growth.get(sheetId) ?? { rows: 0, columns: 0 };
    this.#growth.set(sheetId, { rows: growth.rows + rows, columns: growth.columns + columns });
  }

  /** Sheets come and go at once: no write has to be carried out to know them. */
  sheetIds(): string[] {
    return this.#workbook.sheets().map(({ id }) => id);
  }

  gridOf(sheetId: string): { rows: number; columns: number } {
    const sheet = this.#workbook.sheets().find(({ id }) => id === sheetId);
    if (!sheet) throw new PlatformError(`Sheet ${sheetId} not found`);
    const growth = this.#growth.get(sheetId) ?? { rows: 0, columns: 0 };
    return { rows: sheet.rows + growth.rows, columns: sheet.columns + growth.columns };
  }

  /** Carries out what waits. Built-in formulas are calculated, custom functions only started: nobody waits for those. */
  async flush(): Promise<Workbook> {
    const writes = this.#waiting;
    this.#waiting = [];
    this.#growth.clear();
    for (const write of writes) attempt(() => write(this.#workbook));
    if (writes.length > 0) this.#workbook.calculate();
    return this.#workbook;
  }
}

/** What the workbook refuses, Google refuses, in the same words. */
function attempt(write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new PlatformError(error instanceof Error ? error.message : String(error));
  }
}
