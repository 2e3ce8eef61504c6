import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';
import type { Workbook } from '../workbook/workbook';
import { Range } from './range';
import type { CellArea, Writes } from './writes';

/** A named range by its name: once its cells are gone nothing of it can be read or changed (P8-17). */
export class NamedRange
  implements Served<GoogleAppsScript.Spreadsheet.NamedRange, 'getName' | 'getRange' | 'setName' | 'setRange' | 'remove'>
{
  #name: string;
  readonly #writes: Writes;
  readonly #mayWrite: boolean;
  readonly #rangeOf: (area: CellArea) => Range;

  constructor(name: string, writes: Writes, mayWrite: boolean, rangeOf: (area: CellArea) => Range) {
    this.#name = name;
    this.#writes = writes;
    this.#mayWrite = mayWrite;
    this.#rangeOf = rangeOf;
  }

  getName(): string {
    return this.#name;
  }

  async getRange(): Promise<Range> {
    const found = (await this.#writes.flush()).getNamedRange(this.#name);
    if (!found) throw new PlatformError(`The named range ${this.#name} does not exist.`);
    return this.#rangeOf({ ...found.rect, sheetId: found.sheetId });
  }

  setRange(range: unknown): this {
    if (!(range instanceof Range)) throw new PlatformError('Invalid argument: range');
    const { sheetId, ...rect } = Range.areaOf(range);
    const name = this.#name;
    return this.#write('setRange', (workbook) => workbook.moveNamedRange(name, sheetId, rect));
  }

  setName(name: unknown): this {
    if (typeof name !== 'string') throw new PlatformError('Invalid argument: name');
    const before = this.#name;
    this.#write('setName', (workbook) => workbook.renameNamedRange(before, name));
    this.#name = name;
    return this;
  }

  remove(): void {
    const name = this.#name;
    this.#write('remove', (workbook) => workbook.removeNamedRange(name));
  }

  #write(method: string, write: (workbook: Workbook) => void): this {
    if (!this.#mayWrite) throw noPermission(`NamedRange.${method}`);
    this.#writes.add(write);
    return this;
  }
}
