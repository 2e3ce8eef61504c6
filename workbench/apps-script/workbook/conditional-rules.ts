import { type Area, type CellPosition, cellArea, intersects, type Shift, shiftArea } from './area';

/** Google's names for what a rule can ask of a cell (SpreadsheetApp.BooleanCriteria). */
export const criteria = [
  'CELL_EMPTY',
  'CELL_NOT_EMPTY',
  'CUSTOM_FORMULA',
  'NUMBER_BETWEEN',
  'NUMBER_EQUAL_TO',
  'NUMBER_GREATER_THAN',
  'NUMBER_GREATER_THAN_OR_EQUAL_TO',
  'NUMBER_LESS_THAN',
  'NUMBER_LESS_THAN_OR_EQUAL_TO',
  'NUMBER_NOT_EQUAL_TO',
  'TEXT_CONTAINS',
  'TEXT_DOES_NOT_CONTAIN',
  'TEXT_ENDS_WITH',
  'TEXT_EQUAL_TO',
  'TEXT_STARTS_WITH',
] as const;
export type Criterion = (typeof criteria)[number];

export interface Condition {
  readonly criterion: Criterion;
  /** Numbers, a text or a formula; a formula is written for the first cell of the first range. */
  readonly values: ReadonlyArray<number | string>;
}

/** What a rule changes about the look of a cell. Colours as '#rrggbb'. */
export interface RuleLook {
  readonly background?: string;
  readonly fontColor?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export interface ConditionalRule {
  /** All in one sheet. */
  readonly ranges: readonly Area[];
  readonly condition: Condition;
  readonly look: RuleLook;
}

/** A rule's formula after its first cell has moved so far. */
export type Rewrite = (formula: string, offset: { readonly down: number; readonly right: number }) => string;

/** The conditional format rules of a spreadsheet: each sheet has a list, of which the first rule that is true decides (P8-67). */
export class ConditionalRules {
  private lists = new Map<string, readonly ConditionalRule[]>();

  on(sheetId: string): readonly ConditionalRule[] {
    return this.lists.get(sheetId) ?? [];
  }

  /** In the place of all that the sheet had (P8-20). */
  replace(sheetId: string, rules: readonly ConditionalRule[]): void {
    this.lists.set(sheetId, rules);
  }

  /** Ranges move with their cells, and a rule without any is gone (P8-67). */
  shift(shift: Shift, rewrite: Rewrite): void {
    const rules = this.on(shift.sheetId).flatMap((rule) => {
      const ranges = rule.ranges.flatMap((area) => shiftArea(area, shift) ?? []);
      const [[from], [to]] = [rule.ranges, ranges];
      if (!from || !to) return [];
      const { criterion, values } = rule.condition;
      const offset = { down: to.row - from.row, right: to.column - from.column };
      const moved = criterion === 'CUSTOM_FORMULA' ? values.map((formula) => rewrite(String(formula), offset)) : values;
      return [{ ...rule, ranges, condition: { criterion, values: moved } }];
    });
    this.replace(shift.sheetId, rules);
  }

  dropSheet(sheetId: string): void {
    this.lists.delete(sheetId);
  }

  duplicateSheet(from: string, to: string): void {
    const copies = this.on(from).map((rule) => ({
      ...rule,
      ranges: rule.ranges.map((area) => ({ ...area, sheetId: to })),
    }));
    this.replace(to, copies);
  }

  copyFrom(other: ConditionalRules): void {
    this.lists = new Map(other.lists);
  }
}

export function appliesTo({ ranges }: ConditionalRule, position: CellPosition): boolean {
  return ranges.some((area) => intersects(area, cellArea(position)));
}

/** Whether a condition holds for a cell; that of a formula is for somebody else to say. */
export function isSatisfied({ criterion, values }: Condition, value: unknown): boolean {
  const [first = '', second = ''] = values;
  const text = String(value).toLowerCase();
  const wanted = String(first).toLowerCase();
  const number = typeof value === 'number' ? value : null;
  switch (criterion) {
    case 'CELL_EMPTY':
      return value === '';
    case 'CELL_NOT_EMPTY':
      return value !== '';
    case 'NUMBER_BETWEEN':
      return number !== null && number >= Number(first) && number <= Number(second);
    case 'NUMBER_EQUAL_TO':
      return number === Number(first);
    case 'NUMBER_NOT_EQUAL_TO':
      return number !== null && number !== Number(first);
    case 'NUMBER_GREATER_THAN':
      return number !== null && number > Number(first);
    case 'NUMBER_GREATER_THAN_OR_EQUAL_TO':
      return number !== null && number >= Number(first);
    case 'NUMBER_LESS_THAN':
      return number !== null && number < Number(first);
    case 'NUMBER_LESS_THAN_OR_EQUAL_TO':
      return number !== null && number <= Number(first);
    case 'TEXT_CONTAINS':
      return text.includes(wanted);
    case 'TEXT_DOES_NOT_CONTAIN':
      return !text.includes(wanted);
    case 'TEXT_STARTS_WITH':
      return text.startsWith(wanted);
    case 'TEXT_ENDS_WITH':
      return text.endsWith(wanted);
    case 'TEXT_EQUAL_TO':
      return text === wanted;
    case 'CUSTOM_FORMULA':
      return false;
  }
}
