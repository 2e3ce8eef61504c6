import { Problem } from '../problem';
import { a1, type Rect } from './area';
import type { WritePlan } from './plan';

type Range = GoogleAppsScript.Spreadsheet.Range;
type Rule = GoogleAppsScript.Spreadsheet.DataValidation;

/** A data validation rule of somebody's rejects what the block is to hold there. */
export class Rejected extends Problem {}

/**
 * What a validation rule says against a write that failed, or null where none rejects anything. Google names the cell, in words
 * of any language (P8-64): the rules themselves are asked.
 */
export function rejection({ values, title }: WritePlan, at: (rect: Rect) => Range): Rejected | null {
  const blocks = [
    ...(title ? [{ rect: { row: title.row, column: title.column, rows: 1, columns: 1 }, cells: [[title.text]] }] : []),
    ...values,
  ];
  const cells = blocks.flatMap(({ rect, cells: lines }) =>
    at(rect)
      .getDataValidations()
      .flatMap((row: Array<Rule | null>, down: number) =>
        row.flatMap((rule, right) => {
          const value = lines[down]?.[right] ?? '';
          const isStrict = rule !== null && value !== '' && !rule.getAllowInvalid();
          return isStrict ? [{ cell: a1(rect.row + down, rect.column + right), value, choices: choicesOf(rule) }] : [];
        }),
      ),
  );
  // Of a rule that is no list it is not known what it accepts.
  const found =
    cells.find(({ value, choices }) => choices && !choices.includes(String(value))) ??
    cells.find(({ choices }) => !choices);
  if (!found) return null;
  return new Rejected(
    `${found.cell} has a data validation rule that rejects “${String(found.value).slice(0, 40)}”. Nothing was written. Have the rule show a warning, or remove it, then refresh again.`,
  );
}

function choicesOf(rule: Rule): string[] | null {
  const [choices] = rule.getCriteriaValues();
  return Array.isArray(choices) ? choices.map(String) : null;
}
