import { minuteMs } from '../domain/duration';
import { isFault, unlessRefused } from './faults';
import type { Range, Sheet } from './types';

let active: GoogleAppsScript.Spreadsheet.Spreadsheet | null = null;

/** The spreadsheet this runs in, which is the same all through an execution. */
export function spreadsheet(): GoogleAppsScript.Spreadsheet.Spreadsheet {
  active = active ?? SpreadsheetApp.getActiveSpreadsheet();
  return active;
}

/** Whether a sheet has cells: a chart can have a sheet of its own. */
export const hasCells = (sheet: Sheet): boolean => sheet.getType() === SpreadsheetApp.SheetType.GRID;

/** Work that can be done twice: what somebody deleted while it was looked at is not there at a second look. */
export function retryOnce<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isFault(error)) throw error;
    return work();
  }
}

/** Looks at each sheet that formulas and tables can stand in. */
export const inSheets = <T>(look: (sheet: Sheet) => T): T[] =>
  retryOnce(() => spreadsheet().getSheets().filter(hasCells).map(look));

/**
 * A new sheet, with the person still where they were: it would come to the front. Where nobody looks there is nothing to go
 * back to (P3-7).
 */
export function insertSheetBehind(name: string): Sheet {
  const selected = spreadsheet().getCurrentCell();
  const sheet = spreadsheet().insertSheet(name);
  if (selected) spreadsheet().setActiveRange(selected);
  return sheet;
}

/** A sheet that holds nothing, unless it is the only one that is shown: Google keeps one. */
export function deleteIfEmpty(sheet: Sheet): void {
  if (sheet.getLastRow() > 0) return;
  const others = spreadsheet()
    .getSheets()
    .filter((other) => other.getSheetId() !== sheet.getSheetId() && !other.isSheetHidden());
  if (others.length > 0) spreadsheet().deleteSheet(sheet);
}

/** Carries out what was written so far: writes wait otherwise, and a kill loses them (P8.1-1). */
export const flush = (): void => SpreadsheetApp.flush();

/**
 * Carries out work that concerns looks only, at once, and says whether Google took all of it. A Table refuses formats, at the
 * call or at the flush (P8-60). Figures never depend on it.
 */
export const applyLooks = (work: () => void): boolean =>
  unlessRefused(() => {
    work();
    flush();
    return true;
  }, false);

/** A sheet and its id. */
export interface SheetWithId {
  readonly sheet: Sheet;
  readonly sheetId: number;
}

const sheets = new Map<number, SheetWithId>();

/** The sheet that a range is in: the range says which by a number (P8-30), and each is asked for once in an execution. */
export function sheetOf(cells: Range): SheetWithId {
  const grid = cells.getGridId();
  let remembered = sheets.get(grid);
  if (!remembered) {
    const sheet = spreadsheet().getSheetById(grid);
    remembered = sheet ? { sheet, sheetId: grid } : asked(cells.getSheet());
    sheets.set(grid, remembered);
  }
  return remembered;
}

const asked = (sheet: Sheet): SheetWithId => ({ sheet, sheetId: sheet.getSheetId() });

let zone = '';

/** The spreadsheet's time zone: an execution goes by the one that it began with. */
function zoneName(): string {
  zone = zone || spreadsheet().getSpreadsheetTimeZone();
  return zone;
}

const times = new Map<string, string>();

/** A moment in the spreadsheet's own time zone, to the minute: of one minute Google is asked once. */
export function localTime(ms: number, pattern: 'yyyy-MM-dd' | 'yyyy-MM-dd HH:mm' | 'HH:mm'): string {
  const minute = Math.floor(ms / minuteMs) * minuteMs;
  const name = `${minute} ${pattern}`;
  const text = times.get(name) ?? Utilities.formatDate(new Date(minute), zoneName(), pattern);
  times.set(name, text);
  return text;
}

/** Its time zone: the name, and how far its wall clock is ahead of UTC at a moment, to the minute, in milliseconds. */
export function timeZone(): { readonly name: string; readonly offsetAt: (ms: number) => number } {
  return {
    name: zoneName(),
    offsetAt: (ms) => {
      const wall = localTime(ms, 'yyyy-MM-dd HH:mm').replace(' ', 'T');
      return Date.parse(`${wall}:00Z`) - Math.floor(ms / minuteMs) * minuteMs;
    },
  };
}

/** Its name and where to open it, as far as Google says (P8-27). */
export function spreadsheetLink(): { readonly name: string; readonly url: string | null } {
  const book = spreadsheet();
  return { name: book.getName(), url: unlessRefused(() => book.getUrl() || null, null) };
}

/** Whether somebody owns it: a file in a shared drive has no owner. null: Google does not say (P8-28). */
export const ownsSpreadsheet = (email: string): boolean | null =>
  unlessRefused(() => spreadsheet().getOwner()?.getEmail() === email, null);

/**
 * Whether anybody else may edit it, as far as its editors are named: not who edits by a link, and perhaps not the owner.
 * null: Google does not say (P11-2).
 */
export const othersEdit = (email: string): boolean | null =>
  unlessRefused(
    () =>
      ownsSpreadsheet(email) === false ||
      spreadsheet()
        .getEditors()
        .some((editor) => editor.getEmail() !== email),
    null,
  );

/** What separates arguments as people type them here: a comma only where it is not the decimal sign (P8.1-6, P7-4). */
export function argumentSeparator(): ',' | ';' {
  try {
    const language = spreadsheet().getSpreadsheetLocale().replace('_', '-');
    return (1.5).toLocaleString(language).includes(',') ? ';' : ',';
  } catch {
    // Google does not say, or this engine has no such language: it takes a semicolon in each.
    return ';';
  }
}

/** A short message in the corner of the sheet, for what a menu entry came to. */
export function toast(message: string): void {
  spreadsheet().toast(message, 'Journeybee', 10);
}
