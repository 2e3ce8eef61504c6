import type { Served } from '../served';
import type { ValidationRule } from '../workbook/validations';

/** A rule of a cell, as a script reads it: a list of choices, shown as a menu (P8-64). */
export class DataValidation
  implements Served<GoogleAppsScript.Spreadsheet.DataValidation, 'getAllowInvalid' | 'getCriteriaValues'>
{
  readonly #rule: ValidationRule;

  constructor(rule: ValidationRule) {
    this.#rule = rule;
  }

  /** Whether other input is only marked. */
  getAllowInvalid(): boolean {
    return !this.#rule.rejects;
  }

  getCriteriaValues(): unknown[] {
    return [[...this.#rule.choices], true];
  }
}
