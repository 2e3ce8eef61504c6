import { PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';
import type { Condition, ConditionalRule, RuleLook } from '../workbook/workbook';
import { colour } from './colour';
import { Range } from './range';
import type { CellArea } from './writes';

type RangeOf = (area: CellArea) => Range;

/** A rule as it stood when it was asked for, or as it was built: what becomes of the sheet does not reach it. */
export class ConditionalFormatRule
  implements Served<GoogleAppsScript.Spreadsheet.ConditionalFormatRule, 'copy' | 'getBooleanCondition' | 'getRanges'>
{
  readonly #rule: ConditionalRule;
  readonly #rangeOf: RangeOf;

  constructor(rule: ConditionalRule, rangeOf: RangeOf) {
    this.#rule = rule;
    this.#rangeOf = rangeOf;
  }

  static ruleOf(rule: ConditionalFormatRule): ConditionalRule {
    return rule.#rule;
  }

  copy(): ConditionalFormatRuleBuilder {
    return new ConditionalFormatRuleBuilder(this.#rangeOf, this.#rule);
  }

  getBooleanCondition(): BooleanCondition {
    return new BooleanCondition(this.#rule);
  }

  getRanges(): Range[] {
    return this.#rule.ranges.map(this.#rangeOf);
  }
}

/** What a rule asks; the getters of colours are null where it sets none. */
export class BooleanCondition
  implements
    Served<
      GoogleAppsScript.Spreadsheet.BooleanCondition,
      'getCriteriaType' | 'getCriteriaValues' | 'getBold' | 'getItalic'
    >
{
  readonly #rule: ConditionalRule;

  constructor(rule: ConditionalRule) {
    this.#rule = rule;
  }

  getCriteriaType(): EnumMember {
    return new EnumMember(`BooleanCriteria.${this.#rule.condition.criterion}`);
  }

  getCriteriaValues(): unknown[] {
    return [...this.#rule.condition.values];
  }

  getBold(): boolean | null {
    return this.#rule.look.bold ?? null;
  }

  getItalic(): boolean | null {
    return this.#rule.look.italic ?? null;
  }
}

/** What has been said so far of a rule to be. */
interface Draft {
  readonly ranges: ConditionalRule['ranges'];
  readonly condition: Condition | null;
  readonly look: RuleLook;
}

/** Rules of colour scales do not exist here. */
export class ConditionalFormatRuleBuilder
  implements
    Served<
      GoogleAppsScript.Spreadsheet.ConditionalFormatRuleBuilder,
      | 'whenCellEmpty'
      | 'whenCellNotEmpty'
      | 'whenFormulaSatisfied'
      | 'whenNumberBetween'
      | 'whenNumberEqualTo'
      | 'whenNumberGreaterThan'
      | 'whenNumberGreaterThanOrEqualTo'
      | 'whenNumberLessThan'
      | 'whenNumberLessThanOrEqualTo'
      | 'whenNumberNotEqualTo'
      | 'whenTextContains'
      | 'whenTextDoesNotContain'
      | 'whenTextEndsWith'
      | 'whenTextEqualTo'
      | 'whenTextStartsWith'
      | 'setBackground'
      | 'setFontColor'
      | 'setBold'
      | 'setItalic'
      | 'setRanges'
      | 'copy'
      | 'build'
    >
{
  readonly #rangeOf: RangeOf;
  #draft: Draft;

  constructor(rangeOf: RangeOf, draft: Draft = { ranges: [], condition: null, look: {} }) {
    this.#rangeOf = rangeOf;
    this.#draft = draft;
  }

  whenCellEmpty(): this {
    return this.#when('CELL_EMPTY', []);
  }

  whenCellNotEmpty(): this {
    return this.#when('CELL_NOT_EMPTY', []);
  }

  /** Written for the first cell of the first range. */
  whenFormulaSatisfied(formula: unknown): this {
    if (typeof formula !== 'string' || !formula.startsWith('=')) throw mismatch('whenFormulaSatisfied');
    return this.#when('CUSTOM_FORMULA', [formula]);
  }

  whenNumberBetween(start: unknown, end: unknown): this {
    return this.#whenNumbers('whenNumberBetween', 'NUMBER_BETWEEN', [start, end]);
  }

  whenNumberEqualTo(number: unknown): this {
    return this.#whenNumbers('whenNumberEqualTo', 'NUMBER_EQUAL_TO', [number]);
  }

  whenNumberGreaterThan(number: unknown): this {
    return this.#whenNumbers('whenNumberGreaterThan', 'NUMBER_GREATER_THAN', [number]);
  }

  whenNumberGreaterThanOrEqualTo(number: unknown): this {
    return this.#whenNumbers('whenNumberGreaterThanOrEqualTo', 'NUMBER_GREATER_THAN_OR_EQUAL_TO', [number]);
  }

  whenNumberLessThan(number: unknown): this {
    return this.#whenNumbers('whenNumberLessThan', 'NUMBER_LESS_THAN', [number]);
  }

  whenNumberLessThanOrEqualTo(number: unknown): this {
    return this.#whenNumbers('whenNumberLessThanOrEqualTo', 'NUMBER_LESS_THAN_OR_EQUAL_TO', [number]);
  }

  whenNumberNotEqualTo(number: unknown): this {
    return this.#whenNumbers('whenNumberNotEqualTo', 'NUMBER_NOT_EQUAL_TO', [number]);
  }

  whenTextContains(text: unknown): this {
    return this.#whenText('whenTextContains', 'TEXT_CONTAINS', text);
  }

  whenTextDoesNotContain(text: unknown): this {
    return this.#whenText('whenTextDoesNotContain', 'TEXT_DOES_NOT_CONTAIN', text);
  }

  whenTextEndsWith(text: unknown): this {
    return this.#whenText('whenTextEndsWith', 'TEXT_ENDS_WITH', text);
  }

  whenTextEqualTo(text: unknown): this {
    return this.#whenText('whenTextEqualTo', 'TEXT_EQUAL_TO', text);
  }

  whenTextStartsWith(text: unknown): this {
    return this.#whenText('whenTextStartsWith', 'TEXT_STARTS_WITH', text);
  }

  setBackground(color: unknown): this {
    return this.#look({ background: colour(color) });
  }

  setFontColor(color: unknown): this {
    return this.#look({ fontColor: colour(color) });
  }

  setBold(bold: unknown): this {
    if (typeof bold !== 'boolean') throw mismatch('setBold');
    return this.#look({ bold });
  }

  setItalic(italic: unknown): this {
    if (typeof italic !== 'boolean') throw mismatch('setItalic');
    return this.#look({ italic });
  }

  setRanges(ranges: unknown): this {
    if (!Array.isArray(ranges) || !ranges.every((range) => range instanceof Range)) throw mismatch('setRanges');
    return this.#with({ ranges: ranges.map(Range.areaOf) });
  }

  copy(): ConditionalFormatRuleBuilder {
    return new ConditionalFormatRuleBuilder(this.#rangeOf, this.#draft);
  }

  /** What Google makes of a rule without a condition or cells is not established. */
  build(): ConditionalFormatRule {
    const { ranges, condition, look } = this.#draft;
    if (condition === null || ranges.length === 0) {
      throw new PlatformError('Not supported here: a conditional format rule without a condition or a range.');
    }
    return new ConditionalFormatRule({ ranges, condition, look }, this.#rangeOf);
  }

  #whenNumbers(method: string, criterion: Condition['criterion'], numbers: readonly unknown[]): this {
    const known = numbers.filter((number) => typeof number === 'number');
    if (known.length < numbers.length) throw mismatch(method);
    return this.#when(criterion, known);
  }

  #whenText(method: string, criterion: Condition['criterion'], text: unknown): this {
    if (typeof text !== 'string') throw mismatch(method);
    return this.#when(criterion, [text]);
  }

  #when(criterion: Condition['criterion'], values: Condition['values']): this {
    return this.#with({ condition: { criterion, values } });
  }

  /** null takes a colour out again. */
  #look(change: { readonly [key in keyof RuleLook]: RuleLook[key] | null }): this {
    const look = { ...this.#draft.look, ...change };
    return this.#with({ look: Object.fromEntries(Object.entries(look).filter(([, value]) => value !== null)) });
  }

  #with(more: Partial<Draft>): this {
    this.#draft = { ...this.#draft, ...more };
    return this;
  }
}

function mismatch(method: string): PlatformError {
  return new PlatformError(
    `The parameters don't match the method signature for SpreadsheetApp.ConditionalFormatRuleBuilder.${method}.`,
  );
}
