import { beginning } from '../domain/text';
import type { DataValidation, Range } from '../google/types';
import { Problem } from '../problem';
import { a1, type Rect } from './area';
import type { WritePlan } from './plan';

/** A data validation rule of somebody's rejects what the block is to hold there. */
export class Rejected extends Problem {}

/**
 * What a validation rule says against a write that failed, or null where none rejects anything. Google's words may be of any
 * language (P8-64): the rules themselves are asked. Of one that is no list, it counts whether `words` name its cell.
 */
export function rejection(plan: WritePlan, at: (rect: Rect) => Range, words: string): Rejected | null {
  const { kind, values, title, name } = plan;
  const blocks = [
    ...[title, name].flatMap((line) =>
      line ? [{ rect: { row: line.row, column: line.column, rows: 1, columns: 1 }, cells: [[line.text]] }] : [],
    ),
    ...(kind === 'write' ? values : []),
  ];
  const cells = blocks.flatMap(({ rect, cells: lines }) =>
    at(rect)
      .getDataValidations()
      .flatMap((row: Array<DataValidation | null>, down: number) =>
        row.flatMap((rule, right) => {
          const value = lines[down]?.[right] ?? '';
          const isStrict = rule !== null && value !== '' && !rule.getAllowInvalid();
          return isStrict ? [{ cell: a1(rect.row + down, rect.column + right), value, choices: choicesOf(rule) }] : [];
        }),
      ),
  );
  const isNamed = (cell: string) => new RegExp(`\\b${cell}\\b`).test(words);
  const refused = cells.find(({ cell, value, choices }) =>
    choices ? !choices.includes(String(value)) : isNamed(cell),
  );
  if (!refused) return null;
  return new Rejected(
    `${refused.cell} has a data validation rule that rejects “${beginning(String(refused.value), 40)}”. Nothing was written. Have the rule show a warning, or remove it, then refresh again.`,
  );
}

/** What a rule takes where it is a list, or a range of cells with one in each; null: it is something else. */
function choicesOf(rule: DataValidation): string[] | null {
  const [choices] = rule.getCriteriaValues();
  if (Array.isArray(choices)) return choices.map(String);
  const values: unknown = typeof choices?.getValues === 'function' ? choices.getValues() : null;
  return Array.isArray(values) ? values.flat().map(String) : null;
}
