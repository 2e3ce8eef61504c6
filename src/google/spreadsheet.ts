let active: GoogleAppsScript.Spreadsheet.Spreadsheet | null = null;

/** The spreadsheet this runs in, which is the same all through an execution. */
export function spreadsheet(): GoogleAppsScript.Spreadsheet.Spreadsheet {
  active = active ?? SpreadsheetApp.getActiveSpreadsheet();
  return active;
}

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

/** Its time zone: the name, and how far its wall clock is ahead of UTC at a moment, to the minute, in milliseconds. */
export function timeZone(): { readonly name: string; readonly offsetAt: (ms: number) => number } {
  const name = spreadsheet().getSpreadsheetTimeZone();
  const wall = (ms: number) => Utilities.formatDate(new Date(ms), name, 'yyyy-MM-dd HH:mm').replace(' ', 'T');
  return {
    name,
    offsetAt: (ms) => {
      const minute = Math.floor(ms / 60_000) * 60_000;
      return Date.parse(`${wall(minute)}:00Z`) - minute;
    },
  };
}

/** Its name and where to open it, as far as Google says (P8-27). */
export function spreadsheetLink(): { readonly name: string; readonly url: string | null } {
  const book = spreadsheet();
  try {
    return { name: book.getName(), url: book.getUrl() || null };
  } catch {
    return { name: book.getName(), url: null };
  }
}

/** Whether somebody is known to own it: a file in a shared drive has no owner, and Google may not say (P8-28). */
export function ownsSpreadsheet(email: string): boolean {
  try {
    return spreadsheet().getOwner()?.getEmail() === email;
  } catch {
    return false;
  }
}

/** What separates arguments as people type them here: a comma only where it is not the decimal sign (P8.1-6, P7-4). */
export function argumentSeparator(): ',' | ';' {
  try {
    const language = spreadsheet().getSpreadsheetLocale().replace('_', '-');
    return (1.5).toLocaleString(language).includes(',') ? ';' : ',';
  } catch {
    return ';';
  }
}

/** A short message in the corner of the sheet, for what a menu entry came to. */
export function toast(message: string): void {
  spreadsheet().toast(message, 'Journeybee', 10);
}
