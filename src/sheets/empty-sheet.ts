import { unlessRefused } from '../google/faults';
import { flush, hasNamedRange, spreadsheet } from '../google/spreadsheet';
import type { Sheet } from '../google/types';

/** Removes a sheet that is empty but for the chart `ownChart`. false where it holds something else, or has to stay. */
export function removeEmptySheet(sheetId: number, ownChart: number | null): boolean {
  const sheet = spreadsheet().getSheetById(sheetId);
  if (!sheet || !isEmpty(sheet, sheetId, ownChart)) return false;
  // Sheets refuses to delete the only visible sheet, and a protected one.
  return unlessRefused(() => {
    spreadsheet().deleteSheet(sheet);
    flush();
    return true;
  }, false);
}

const isEmpty = (sheet: Sheet, sheetId: number, ownChart: number | null): boolean =>
  sheet.getLastRow() === 0 &&
  sheet.getImages().length === 0 &&
  sheet.getDrawings().length === 0 &&
  sheet.getCharts().every((chart) => chart.getChartId() === ownChart) &&
  !hasNamedRange(sheetId) &&
  sheet
    .getRange(1, 1, sheet.getMaxRows(), sheet.getMaxColumns())
    .getNotes()
    .every((notes) => notes.every((note) => note === ''));
