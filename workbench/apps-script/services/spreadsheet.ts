import { PlatformError } from '../errors';
import type { Served } from '../served';
import type { Ui } from './ui';

/** What a script may learn of a spreadsheet. */
export interface SpreadsheetFacts {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
}

export class Spreadsheet
  implements
    Served<
      GoogleAppsScript.Spreadsheet.Spreadsheet,
      'getId' | 'getName' | 'getSpreadsheetLocale' | 'getSpreadsheetTimeZone'
    >
{
  readonly #facts: SpreadsheetFacts;

  constructor(facts: SpreadsheetFacts) {
    this.#facts = facts;
  }

  getId(): string {
    return this.#facts.id;
  }

  getName(): string {
    return this.#facts.name;
  }

  getSpreadsheetLocale(): string {
    return this.#facts.locale;
  }

  getSpreadsheetTimeZone(): string {
    return this.#facts.timeZone;
  }
}

export class SpreadsheetApp implements Served<typeof globalThis.SpreadsheetApp, 'getUi' | 'getActiveSpreadsheet'> {
  readonly #ui: Ui | null;
  readonly #spreadsheet: Spreadsheet;

  /** `ui`: null where nobody looks, in a cell or a trigger (P8-22). */
  constructor(spreadsheet: SpreadsheetFacts, ui: Ui | null) {
    this.#ui = ui;
    this.#spreadsheet = new Spreadsheet(spreadsheet);
  }

  getUi(): Ui {
    if (!this.#ui) throw new PlatformError('Cannot call SpreadsheetApp.getUi() from this context.');
    return this.#ui;
  }

  getActiveSpreadsheet(): Spreadsheet {
    return this.#spreadsheet;
  }
}
