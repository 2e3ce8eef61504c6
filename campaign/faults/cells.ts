import { fills } from '../../src/sheets/looks';
import type { CellView, Rect, Workbook } from '../../workbench/apps-script/workbook/workbook';

/** A cell with something in it, and where. */
export interface Standing {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
  readonly value: unknown;
  readonly formula: string;
  readonly background: string;
  /** As people see it: bold, colours, alignment, number format. */
  readonly style: string;
}

const mark = 'theirs';

/** What a person types so that it is known again: a note, or a number that no leaderboard has. */
export const note = (number: number): string => `${mark} ${number}`;
export const figure = (number: number): number => -(1_000_000 + number);
/** A colour that only a person's alternating colours have. */
export const tint = (number: number): string => `#fe${(number % 0x10000).toString(16).padStart(4, '0')}`;
export const sumFormula = (number: number): string => `=1+${number}+0*99`;

/** Whether a cell is a person's: by its mark, or because it is a formula, of which the add-on leaves alone each that it did not write. */
export const isTheirs = ({ value, formula }: Pick<Standing, 'value' | 'formula'>): boolean =>
  formula !== '' ||
  (typeof value === 'string' && value.startsWith(mark)) ||
  (typeof value === 'number' && value <= -1_000_000);

/** Every cell that holds something, by `sheet!row,column`. */
export function standing(workbook: Workbook): Map<string, Standing> {
  const cells = new Map<string, Standing>();
  for (const { id: sheetId } of workbook.sheets()) {
    const { lastRow, lastColumn } = workbook.extent(sheetId);
    if (lastRow === 0) continue;
    const views = workbook.read(sheetId, { row: 1, column: 1, rows: lastRow, columns: lastColumn });
    for (const [down, line] of views.entries()) {
      for (const [right, view] of line.entries()) {
        if (view.value === '' && view.formula === '') continue;
        const [row, column] = [down + 1, right + 1];
        cells.set(`${sheetId}!${row},${column}`, { sheetId, row, column, ...held(view) });
      }
    }
  }
  return cells;
}

/** What people have laid over the cells of a sheet, and how they have arranged it. */
export function arranged(workbook: Workbook, sheetId: string): string {
  const { hiddenColumns } = workbook.layout(sheetId);
  const sheet = workbook.sheets().find(({ id }) => id === sheetId);
  return JSON.stringify({
    notes: workbook.notesOn(sheetId).filter(({ text }) => text.startsWith(mark)),
    rules: workbook.rulesOn(sheetId).filter(({ condition }) => String(condition.values[0]).startsWith(mark)),
    bandings: workbook.bandingsOn(sheetId).filter(({ colors }) => colors.first?.startsWith('#fe')),
    tables: workbook.tablesOn(sheetId).map(({ row, column, columns }) => [row, column, columns]),
    filter: workbook.filterOf(sheetId),
    frozen: [sheet?.frozenRows, sheet?.frozenColumns],
    gridlines: sheet?.hiddenGridlines,
    hiddenColumns,
  });
}

function held(view: CellView): Pick<Standing, 'value' | 'formula' | 'background' | 'style'> {
  const { value, formula, bold, background, fontColor, horizontalAlignment, numberFormat } = view;
  const style = [bold, background, fontColor, horizontalAlignment, numberFormat].join(' ');
  return { value: value instanceof Date ? value.toISOString() : value, formula, background, style };
}

/** Whether a cell has lost no more than the looks that a Board had given to it before somebody typed into it. */
export const isUndressed = (before: Standing, after: Standing): boolean =>
  before.value === after.value &&
  before.formula === after.formula &&
  Object.values<string>(fills).includes(before.background) &&
  after.background === '';

/** As text, for comparing and for telling. What a formula comes to is not its person's. */
export const told = ({ value, formula, style }: Standing): string =>
  formula === '' ? `${String(value)} (${style})` : `${ownText(formula)} (${style})`;

/** Refresh formulas changes the text of a formula for a moment. */
export const ownText = (formula: string): string => formula.replaceAll('_REFRESHING', '');

export const isIn = ({ row, column }: { readonly row: number; readonly column: number }, rect: Rect): boolean =>
  row >= rect.row && row < rect.row + rect.rows && column >= rect.column && column < rect.column + rect.columns;
