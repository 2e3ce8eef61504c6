/** The spreadsheet this runs in. */
export const spreadsheet = (): GoogleAppsScript.Spreadsheet.Spreadsheet => SpreadsheetApp.getActiveSpreadsheet();

/** Its sheets that have cells: a chart can have a sheet of its own. */
export const gridSheets = (): GoogleAppsScript.Spreadsheet.Sheet[] =>
  spreadsheet()
    .getSheets()
    .filter((sheet) => sheet.getType() === SpreadsheetApp.SheetType.GRID);

/** Carries out what was written so far: writes wait otherwise, and a kill loses them (P8.1-1). */
export const flush = (): void => SpreadsheetApp.flush();

/** A moment in the spreadsheet's own time zone. */
export function localTime(ms: number, pattern: string): string {
  return Utilities.formatDate(new Date(ms), spreadsheet().getSpreadsheetTimeZone(), pattern);
}

/** A short message in the corner of the sheet, for what a menu entry came to. */
export function toast(message: string): void {
  spreadsheet().toast(message, 'Journeybee', 10);
}
