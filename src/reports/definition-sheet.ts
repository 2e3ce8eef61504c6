import { fallback, nullable, object, optional, parsedJson, whole } from '../domain/parsing';
import { cached, forget, remember } from '../google/cache';
import { unlessRefused } from '../google/faults';
import { documentStore } from '../google/properties';
import { flush, hasCells, hasNamedRange, insertSheetBehind, retryOnce, spreadsheet } from '../google/spreadsheet';
import type { Sheet } from '../google/types';
import { header, isBlank, isDefinitionSheet, type Line, linesIn } from './definition-lines';

/*
 * The hidden sheet is recorded by its id, which renaming and moving do not change (P8-18). A copy of the spreadsheet
 * has no document properties (P8.1-7): there the sheet is found by its name, otherwise by its content.
 */
export interface DefinitionSheet {
  readonly sheet: Sheet;
  readonly lines: readonly Line[];
  /** How many rows with content it has. */
  readonly rows: number;
  /** Whether nothing stands in it. */
  readonly isBlank: boolean;
  /** It is a substitute for the recorded sheet, which is gone. */
  readonly isSubstitute: boolean;
}

const SheetRecord = object({
  sheetId: optional(nullable(fallback(whole(0, Number.MAX_SAFE_INTEGER), null)), null),
  /** How many reports were restored into it since somebody was told. */
  restored: optional(fallback(whole(0, Number.MAX_SAFE_INTEGER), 0), 0),
});
const propertyName = 'definitions';

const sheetName = 'Journeybee';
/** How many rows and columns of a sheet are searched for signs of the hidden sheet. */
const searchedCells = 20;

/** A cache entry saying that no sheet is the hidden one: a search of many sheets takes long. */
const absentEntry = 'definitions:absent';
const absentSeconds = 6 * 3600;

/** The sheet as this execution last found it, and whether it is a substitute. */
let lately: Sheet | null = null;
let isSubstitute = false;

/** null: there is none, or it is gone. */
export function findDefinitionSheet(): DefinitionSheet | null {
  const again = lately && readAgain(lately);
  if (again) return again;
  lately = null;
  const record = readKnown();
  const isKnown = record.sheetId !== null;
  const definitions =
    retryOnce(() => knownSheet(record.sheetId)) ??
    retryOnce(() => {
      const sheet = namedSheet() ?? searchedSheet(isKnown);
      isSubstitute = sheet !== null && isKnown;
      return sheet && read(sheet, cellsOf(sheet));
    });
  if (!definitions) return null;
  lately = definitions.sheet;
  if (!isKnown) chooseDefinitionSheet(definitions.sheet, 0);
  return definitions;
}

/** Records this sheet as the hidden one. `restored`: how many reports were restored into it. */
export function chooseDefinitionSheet(sheet: Sheet, restored: number): void {
  const record = readKnown();
  writeKnown({ sheetId: sheet.getSheetId(), restored: record.restored + restored });
  isSubstitute = false;
}

/** How many reports were restored since this was last called. */
export function takeRestored(): number {
  const record = readKnown();
  if (record.restored > 0) writeKnown({ ...record, restored: 0 });
  return record.restored;
}

export function makeDefinitionSheet(): DefinitionSheet {
  const sheets = spreadsheet().getSheets();
  const taken = sheets.map((sheet) => sheet.getName().toLowerCase());
  let name = sheetName;
  for (let number = 2; taken.includes(name.toLowerCase()); number += 1) name = `${sheetName} ${number}`;
  const sheet = sheets.find(isBegun) ?? insertSheetBehind(name);
  writeTexts(sheet, 1, 1, header);
  sheet.hideSheet();
  lately = sheet;
  forget(absentEntry);
  chooseDefinitionSheet(sheet, 0);
  return { sheet, lines: [], rows: 1, isBlank: false, isSubstitute };
}

/**
 * Whether an execution made this sheet and ended before it wrote the header. A blank sheet in which a report is being
 * inserted may have the same name: the report's range is named before anything is written.
 */
const isBegun = (sheet: Sheet): boolean =>
  /^Journeybee( \d+)?$/.test(sheet.getName()) &&
  hasCells(sheet) &&
  sheet.getLastRow() === 0 &&
  !hasNamedRange(sheet.getSheetId());

/** To be called when no report is wanted any more. */
export function removeDefinitionSheet(): void {
  const definitions = findDefinitionSheet();
  if (definitions && spreadsheet().getSheets().length > 1) spreadsheet().deleteSheet(definitions.sheet);
  lately = null;
}

/** Cells are written as text: how Sheets reads an id or a name depends on the locale (P8-4). */
export function writeTexts(sheet: Sheet, row: number, column: number, texts: readonly string[]): void {
  sheet.getRange(row, column, 1, texts.length).setValues([texts.map((text) => `'${text}`)]);
  flush();
}

const readKnown = () => parsedJson(SheetRecord, documentStore.get(propertyName)) ?? { sheetId: null, restored: 0 };

const writeKnown = (record: ReturnType<typeof readKnown>): void =>
  documentStore.set(propertyName, JSON.stringify(record));

/** A recorded sheet that is blank is still the hidden one: its lines can be written again. */
function knownSheet(sheetId: number | null): DefinitionSheet | null {
  const sheet = sheetId === null ? null : spreadsheet().getSheetById(sheetId);
  if (!sheet || !hasCells(sheet)) return null;
  const cells = cellsOf(sheet);
  return isDefinitionSheet(cells) || isBlank(cells) ? read(sheet, cells) : null;
}

function namedSheet(): Sheet | null {
  const likely = spreadsheet().getSheetByName(sheetName);
  if (likely && isTheOne(likely)) return likely;
  const named = spreadsheet()
    .getSheets()
    .filter((sheet) => sheet.getName().startsWith(sheetName));
  return named.find(isTheOne) ?? null;
}

/** Searches every sheet: each time where one was recorded, otherwise once in some hours. */
function searchedSheet(wasThere: boolean): Sheet | null {
  if (!wasThere && cached([absentEntry])[absentEntry] !== undefined) return null;
  const sheet = spreadsheet().getSheets().find(isTheOne) ?? null;
  if (!sheet && !wasThere) remember(absentEntry, '1', absentSeconds);
  return sheet;
}

function isTheOne(sheet: Sheet): boolean {
  if (!hasCells(sheet)) return false;
  const [rows, columns] = [Math.min(searchedCells, sheet.getLastRow()), Math.min(searchedCells, sheet.getLastColumn())];
  return rows > 0 && columns > 0 && isDefinitionSheet(sheet.getRange(1, 1, rows, columns).getValues());
}

/** null where the sheet is another one by now, or gone. */
function readAgain(sheet: Sheet): DefinitionSheet | null {
  return unlessRefused(() => {
    const cells = cellsOf(sheet);
    return isDefinitionSheet(cells) ? read(sheet, cells) : null;
  }, null);
}

const cellsOf = (sheet: Sheet): unknown[][] => sheet.getDataRange().getValues();

const read = (sheet: Sheet, cells: readonly (readonly unknown[])[]): DefinitionSheet => ({
  sheet,
  lines: linesIn(cells),
  rows: cells.length,
  isBlank: isBlank(cells),
  isSubstitute,
});
