import { beginning } from '../domain/text';
import type { DataValidation, Range } from '../google/types';
import { Problem } from '../problem';
import { a1, type Rect } from './area';
import { lineCells, type WritePlan } from './plan';

/** A data validation rule rejects what the block is to hold there. */
export class Rejected extends Problem {}

/**
 * Which validation rule rejects a failed write, in words, or null. Google's words may be in any language (P8-64), so
 * the rules themselves are read. A rule that is no list counts where `words` name its cell.
 */
export function rejection(plan: WritePlan, at: (rect: Rect) => Range, words: string): Rejected | null {
  const { kind, values } = plan;
  const blocks = [
    ...lineCells(plan).map(({ rect, text }) => ({ rect, cells: [[text]] })),
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

/** The values that a rule accepts where it is a list, or a range with one in each cell; null for any other rule. */
function choicesOf(rule: DataValidation): string[] | null {
  const [choices] = rule.getCriteriaValues();
  if (Array.isArray(choices)) return choices.map(String);
  const values: unknown = typeof choices?.getValues === 'function' ? choices.getValues() : null;
  return Array.isArray(values) ? values.flat().map(String) : null;
}
