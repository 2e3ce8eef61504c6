import type { Served } from '../served';
import type { Range } from './range';

/** What people filter a sheet by; only where it is can be asked (P8-12). */
export class Filter implements Served<GoogleAppsScript.Spreadsheet.Filter, 'getRange'> {
  readonly #range: Range;

  constructor(range: Range) {
    this.#range = range;
  }

  getRange(): Range {
    return this.#range;
  }
}
