import * as v from 'valibot';
import { formulaKey } from '../connection/formula-key';
import { flush } from '../google/spreadsheet';
import { maxRows, partnerTypes } from '../leaderboard/vocabulary';
import { Problem } from '../problem';
import { a1 } from '../sheet/area';
import { Definition } from './definition';
import { selectedCell } from './place';

const FormulaRequest = v.object({
  period: Definition.entries.period,
  type: v.nullable(v.picklist(partnerTypes)),
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxRows)),
});

/** Writes the formula into the selected cell. `;` separates arguments in every locale (P8.1-6). */
export function insertFormula(request: unknown): string {
  const parsed = v.safeParse(FormulaRequest, request);
  if (!parsed.success)
    throw new Problem(`Choose a period, a partner type and a number of partners from 1 to ${maxRows}.`);
  const { period, type, limit } = parsed.output;
  formulaKey();
  const cell = selectedCell();
  if (cell.getFormula() !== '' || cell.getValue() !== '') {
    throw new Problem(
      `${a1(cell.getRow(), cell.getColumn())} is not empty. Select an empty cell, with room for the table below and to its right.`,
    );
  }
  if (!cell.canEdit()) throw new Problem('The selected cell is protected, and you may not edit it. Select another.');
  const days = typeof period === 'string' ? period : `${period.startDate}..${period.endDate}`;
  cell.setFormula(`=JB_PARTNERS("${days}";"${type ?? ''}";${limit})`);
  flush();
  return 'The formula is in the selected cell.';
}
