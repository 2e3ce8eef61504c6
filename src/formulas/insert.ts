import { formulaKey } from '../connection/formula-key';
import { FormulaRequest } from '../contract/requests';
import { defaultColumns } from '../domain/column-names';
import { columns } from '../domain/columns';
import { numberFormat } from '../domain/formats';
import { parsed } from '../domain/parsing';
import { maxRows } from '../domain/vocabulary';
import { formulaText } from '../domain/wording';
import { applyLooks, flush } from '../google/spreadsheet';
import type { Range } from '../google/types';
import { Problem } from '../problem';
import { selectedCell } from '../reports/place';
import { a1 } from '../sheets/area';

/**
 * Plans the formats of the cells that the formula will fill, where all of them are blank: a formula cannot format them
 * itself. The returned function sets them.
 */
function formatsFor(cell: Range, limit: number, currency: string | null): () => void {
  const nothing = () => undefined;
  const sheet = cell.getSheet();
  const [row, column] = [cell.getRow(), cell.getColumn()];
  const [rows, width] = [limit + 1, defaultColumns.length];
  if (row + rows - 1 > sheet.getMaxRows() || column + width - 1 > sheet.getMaxColumns()) return nothing;
  const area = sheet.getRange(row, column, rows, width);
  if ([...area.getValues(), ...area.getFormulas()].some((cells) => cells.some((value) => value !== ''))) return nothing;
  return () =>
    defaultColumns.forEach((name, index) => {
      const { kind } = columns[name];
      const format = kind === 'money' || kind === 'rate' ? numberFormat(kind, currency) : null;
      if (format === null) return;
      const figures = sheet.getRange(row + 1, column + index, limit, 1);
      if (figures.canEdit()) figures.setNumberFormats(Array.from({ length: limit }, () => [format]));
    });
}

/** Writes the formula into the selected cell. `;` separates arguments in every locale (P8.1-6). */
export function insertFormula(request: unknown): string {
  const wanted = parsed(FormulaRequest, request);
  if (!wanted) throw new Problem(`Choose a period, a partner type and a number of partners from 1 to ${maxRows}.`);
  const { period, type, limit, currency } = wanted;
  formulaKey();
  const cell = selectedCell();
  if (cell.getFormula() !== '' || cell.getValue() !== '') {
    throw new Problem(
      `${a1(cell.getRow(), cell.getColumn())} is not empty. Select an empty cell, with room for the table below and to its right.`,
    );
  }
  if (!cell.canEdit()) throw new Problem('The selected cell is protected, and you may not edit it. Select another.');
  const format = formatsFor(cell, limit, currency);
  cell.setFormula(formulaText(period, type, limit, ';'));
  flush();
  // Sheets may refuse formats: a Table keeps its own.
  applyLooks(format);
  return 'The formula is in the selected cell.';
}
