import { documentStore } from '../../src/google/properties';
import { spreadsheet } from '../../src/google/spreadsheet';
import { drawChart, followBlock, type Shown } from '../../src/sheets/chart';

/*
 * What a refresh does around a chart, and nothing else of it: a small Apps Script project of a test.
 */

/** Columns B and C of the first sheet, from a row down. */
function cells(row: number, rows: number): Shown {
  const sheet = spreadsheet().getSheets()[0];
  if (!sheet) throw new Error('There is no sheet.');
  return [sheet.getRange(row, 2, rows, 1), sheet.getRange(row, 3, rows, 1)];
}

/** Whether the table has its chart afterwards. */
export function refresh(row: number, rows: number): boolean {
  const stored = documentStore.get('chart');
  const shown = cells(row, rows);
  if (stored !== null) return followBlock(shown[0].getSheet(), Number(stored), shown);
  documentStore.set('chart', String(drawChart(shown, { row, column: 40, title: 'Top 5 partners', axis: 'Revenue' })));
  return true;
}
