import { minuteMs } from '../domain/duration';
import { isFault, unlessRefused } from './faults';
import type { Range, Sheet } from './types';

let active: GoogleAppsScript.Spreadsheet.Spreadsheet | null = null;

/** The spreadsheet of this execution, which never changes during it. */
export function spreadsheet(): GoogleAppsScript.Spreadsheet.Spreadsheet {
  active = active ?? SpreadsheetApp.getActiveSpreadsheet();
  return active;
}

/** Whether a sheet has cells: a chart can have a sheet of its own. */
export const hasCells = (sheet: Sheet): boolean => sheet.getType() === SpreadsheetApp.SheetType.GRID;

/**
 * Runs repeatable work a second time where it fails: something that somebody deleted meanwhile is missing from the
 * second look.
 */
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
 * Makes a new sheet and returns the person to where they were, since Sheets shows a new sheet. A trigger has no such
 * place (P3-7).
 */
export function insertSheetBehind(name: string): Sheet {
  const selected = spreadsheet().getCurrentCell();
  const sheet = spreadsheet().insertSheet(name);
  if (selected) spreadsheet().setActiveRange(selected);
  return sheet;
}

/** Deletes an empty sheet, unless it is the only visible one, which Google keeps. */
export function deleteIfEmpty(sheet: Sheet): void {
  if (sheet.getLastRow() > 0) return;
  const others = spreadsheet()
    .getSheets()
    .filter((other) => other.getSheetId() !== sheet.getSheetId() && !other.isSheetHidden());
  if (others.length > 0) spreadsheet().deleteSheet(sheet);
}

/** Carries out the writes so far: they are buffered otherwise, and a kill loses them (P8.1-1). */
export const flush = (): void => SpreadsheetApp.flush();

/**
 * Carries out a change of looks at once, and says whether Google accepted all of it. A Table refuses formats, at the
 * call or at the flush (P8-60). Figures never depend on it.
 */
export const applyLooks = (work: () => void): boolean =>
  unlessRefused(() => {
    work();
    flush();
    return true;
  }, false);

/**
 * Carries out changes of looks, all in one flush where Google accepts that, and says whether it accepted each. One that it
 * refuses does not keep the others from theirs. A change may be carried out twice.
 */
export const applyEachLook = (changes: ReadonlyArray<() => void>): boolean =>
  changes.length === 0 ||
  applyLooks(() => {
    for (const change of changes) change();
  }) ||
  changes.map(applyLooks).every(Boolean);

/** A sheet and its id. */
export interface SheetWithId {
  readonly sheet: Sheet;
  readonly sheetId: number;
}

const sheets = new Map<number, SheetWithId>();

/**
 * The sheet of a range. The range has the sheet's id (P8-30), and Google is asked for each sheet once in an execution.
 */
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

/** Whether a named range is on a sheet. */
export const hasNamedRange = (sheetId: number): boolean =>
  spreadsheet()
    .getNamedRanges()
    .some((range) => sheetOf(range.getRange()).sheetId === sheetId);

const asked = (sheet: Sheet): SheetWithId => ({ sheet, sheetId: sheet.getSheetId() });

let zone = '';

/** The spreadsheet's time zone: an execution keeps the one that it began with. */
function zoneName(): string {
  zone = zone || spreadsheet().getSpreadsheetTimeZone();
  return zone;
}

const times = new Map<number, string>();

/** A time in the spreadsheet's time zone, to the minute; Google is asked once for each minute. */
export function localTime(ms: number, pattern: 'yyyy-MM-dd' | 'yyyy-MM-dd HH:mm' | 'HH:mm'): string {
  const minute = Math.floor(ms / minuteMs) * minuteMs;
  const text = times.get(minute) ?? Utilities.formatDate(new Date(minute), zoneName(), 'yyyy-MM-dd HH:mm');
  times.set(minute, text);
  const [day = '', time = ''] = text.split(' ');
  return pattern === 'yyyy-MM-dd HH:mm' ? text : pattern === 'HH:mm' ? time : day;
}

/** The same to the minute, where this execution has asked Google for that minute; null where it has not. */
export const askedLocalTime = (ms: number): string | null => times.get(Math.floor(ms / minuteMs) * minuteMs) ?? null;

/** The name of the time zone, and how far its wall clock is ahead of UTC at a time, to the minute, in milliseconds. */
export function timeZone(): { readonly name: string; readonly offsetAt: (ms: number) => number } {
  return {
    name: zoneName(),
    offsetAt: (ms) => {
      const wall = localTime(ms, 'yyyy-MM-dd HH:mm').replace(' ', 'T');
      return Date.parse(`${wall}:00Z`) - Math.floor(ms / minuteMs) * minuteMs;
    },
  };
}

/** The spreadsheet's name and URL, as far as Google gives them (P8-27). */
export function spreadsheetLink(): { readonly name: string; readonly url: string | null } {
  const book = spreadsheet();
  return { name: book.getName(), url: unlessRefused(() => book.getUrl() || null, null) };
}

/** Whether somebody owns it: a file in a shared drive has no owner. null: Google does not say (P8-28). */
export const ownsSpreadsheet = (email: string): boolean | null =>
  unlessRefused(() => spreadsheet().getOwner()?.getEmail() === email, null);

/**
 * Whether others are named as editors; people who edit by a link are not, and perhaps not the owner. null where Google
 * does not say (P11-2).
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

/**
 * The separator of arguments in formulas as people type them here: a comma, unless it is the decimal sign (P8.1-6,
 * P7-4). Where Google does not say, a semicolon: Sheets accepts that in every locale.
 */
export const argumentSeparator = (): ',' | ';' => (numberSeparators()?.decimal === '.' ? ',' : ';');

/** What stands between the digits of numbers here; null: Google does not say, or this engine lacks the language. */
export function numberSeparators(): { readonly group: string; readonly decimal: string } | null {
  try {
    const language = spreadsheet().getSpreadsheetLocale().replace('_', '-');
    const signs = (1234567.5).toLocaleString(language).match(/\D+/g) ?? [];
    const [decimal, group] = [signs.pop(), signs.pop()];
    return decimal === undefined ? null : { group: group ?? '', decimal };
  } catch {
    return null;
  }
}

/** A short message in the corner of the sheet, for what a menu entry came to. */
export function toast(message: string): void {
  spreadsheet().toast(message, 'Journeybee', 10);
}
