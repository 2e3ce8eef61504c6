import { defaultColumns } from '../src/domain/column-names';
import { columns } from '../src/domain/columns';
import { numberFormat } from '../src/domain/formats';
import type { SpreadsheetFile } from './apps-script/spreadsheet-file';
import type { Rect } from './apps-script/workbook/workbook';

const explanation = [
  'Formulas: a leaderboard in any cell',
  'Each grey line is what somebody typed into the cell below it.',
  'Refresh all of them: Extensions ▸ Journeybee Leaderboards ▸ Refresh formulas.',
];
const longestName = 26;
const grey = '#5f6368';
const pixelsPerLetter = 8.5;

/**
 * Types leaderboard formulas into a blank sheet, below each other, as somebody would who keeps them in order: a line above
 * says what stands there, headings are bold and numbers are formatted. Gives where each one's values are.
 */
export async function typeFormulas(
  { workbook }: SpreadsheetFile,
  sheetId: string,
  formulas: readonly string[],
  currency: string,
): Promise<ReadonlyMap<string, Rect>> {
  const areas = new Map<string, Rect>();
  for (const [index, line] of explanation.entries()) await workbook.type(sheetId, index + 1, 1, line);
  workbook.setFontWeights(sheetId, cell(1), [['bold']]);
  for (const row of [2, 3]) workbook.setFontColors(sheetId, cell(row), [[grey]]);
  for (const formula of formulas) {
    const row = workbook.extent(sheetId).lastRow + 2;
    // The apostrophe makes a text of it.
    await workbook.type(sheetId, row, 1, `'${formula}`);
    workbook.setFontColors(sheetId, cell(row), [[grey]]);
    await workbook.type(sheetId, row + 1, 1, formula);
    const area = {
      row: row + 1,
      column: 1,
      rows: workbook.extent(sheetId).lastRow - row,
      columns: defaultColumns.length,
    };
    areas.set(formula, area);
    const formats = defaultColumns.map((name) => numberFormat(columns[name].kind, currency) ?? 'General');
    workbook.setNumberFormats(sheetId, area, Array<string[]>(area.rows).fill(formats));
    const heading = { ...area, rows: 1 };
    workbook.setFontWeights(sheetId, heading, [defaultColumns.map(() => 'bold')]);
    workbook.setHorizontalAlignments(sheetId, heading, [
      defaultColumns.map((name) => (columns[name].kind === 'text' ? 'left' : 'right')),
    ]);
    const [titles = []] = workbook.read(sheetId, heading);
    for (const [index, { display }] of titles.entries()) {
      const letters = defaultColumns[index] === 'name' ? longestName : display.length;
      workbook.setColumnWidth(sheetId, index + 1, Math.round(letters * pixelsPerLetter) + 10);
    }
  }
  return areas;
}

function cell(row: number): Rect {
  return { row, column: 1, rows: 1, columns: 1 };
}
