import { fallback, nullable, object, optional, parsedJson, whole } from '../domain/parsing';
import { cached, remember } from '../google/cache';
import { isFault, unlessRefused } from '../google/faults';
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

/** What was read of it last, and when; null: since then this execution has written there, or it has not read it. */
let lastRead: {
  readonly definitions: DefinitionSheet;
  readonly cells: readonly (readonly unknown[])[];
  readonly at: number;
} | null = null;
const latelyMs = 10_000;
/** When this execution last found that no sheet is the hidden one; one that was made since by the add-on is recorded. */
let absentAt = 0;
/** The sheets and their names, as this execution read them last. */
let named: { readonly sheets: readonly NamedSheet[]; readonly at: number } | null = null;
interface NamedSheet {
  readonly sheet: Sheet;
  readonly name: string;
}

/** The sheet as this execution read it some seconds ago; null where it has not, or has written there since. */
export const definitionSheetLately = (): DefinitionSheet | null => readLately()?.definitions ?? null;

const readLately = () => (lastRead && Date.now() - lastRead.at < latelyMs ? lastRead : null);

/** The cells of the recorded sheet, and nothing made of them; null where there is none, or it is gone. */
export function definitionCells({ lately = false }: { readonly lately?: boolean }): unknown {
  const read = lately ? readLately() : null;
  if (read) return read.cells;
  const { sheetId } = readKnown();
  const sheet = sheetId === null ? null : spreadsheet().getSheetById(sheetId);
  return sheet && cellsIfAny(sheet);
}

/** null: there is none, or it is gone. */
export function findDefinitionSheet(): DefinitionSheet | null {
  const again = lately && readAgain(lately);
  if (again) return again;
  lately = null;
  const record = readKnown();
  const isKnown = record.sheetId !== null;
  if (!isKnown && Date.now() - absentAt < latelyMs) return null;
  const definitions =
    retryOnce(() => knownSheet(record.sheetId)) ??
    retryOnce(() => {
      const sheet = namedSheet() ?? searchedSheet(isKnown);
      isSubstitute = sheet !== null && isKnown;
      return sheet && read(sheet, cellsOf(sheet));
    });
  if (!definitions) {
    absentAt = Date.now();
    return null;
  }
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

/** Makes the sheet, with the first line where there is one. A recorded sheet is found whatever the cache says of its absence. */
export function makeDefinitionSheet(firstLine: readonly string[] | null): DefinitionSheet {
  const sheet = newDefinitionSheet();
  const cells = firstLine === null ? [header] : [header, firstLine];
  writeTexts(sheet, 1, 1, cells);
  sheet.hideSheet();
  lately = sheet;
  chooseDefinitionSheet(sheet, 0);
  return read(sheet, cells);
}

function newDefinitionSheet(): Sheet {
  const make = (sheets: readonly NamedSheet[]): Sheet => {
    const taken = sheets.map(({ name }) => name.toLowerCase());
    let name = sheetName;
    for (let number = 2; taken.includes(name.toLowerCase()); number += 1) name = `${sheetName} ${number}`;
    return sheets.find(isBegun)?.sheet ?? insertSheetBehind(name);
  };
  const before = namedLately();
  if (!before) return make(namedSheets());
  try {
    return make(before);
  } catch (error) {
    if (isFault(error)) throw error;
    // Somebody has made or deleted a sheet since.
    return make(namedSheets());
  }
}

const namedLately = () => (named && Date.now() - named.at < latelyMs ? named.sheets : null);

function namedSheets(): readonly NamedSheet[] {
  const sheets = spreadsheet()
    .getSheets()
    .map((sheet) => ({ sheet, name: sheet.getName() }));
  named = { sheets, at: Date.now() };
  return sheets;
}

/**
 * Whether an execution made this sheet and ended before it wrote the header. A blank sheet in which a report is being
 * inserted may have the same name: the report's range is named before anything is written.
 */
const isBegun = ({ sheet, name }: NamedSheet): boolean =>
  /^Journeybee( \d+)?$/.test(name) && hasCells(sheet) && sheet.getLastRow() === 0 && !hasNamedRange(sheet.getSheetId());

/** To be called when no report is wanted any more. */
export function removeDefinitionSheet(): void {
  const definitions = findDefinitionSheet();
  if (definitions && spreadsheet().getSheets().length > 1) spreadsheet().deleteSheet(definitions.sheet);
  lately = null;
  lastRead = null;
}

export function deleteLines({ sheet }: DefinitionSheet, lines: readonly Line[]): void {
  lastRead = null;
  for (const { row } of [...lines].reverse()) sheet.deleteRows(row, 1);
}

/** Cells are written as text: how Sheets reads an id or a name depends on the locale (P8-4). */
export function writeTexts(sheet: Sheet, row: number, column: number, lines: readonly (readonly string[])[]): void {
  const before = lastRead;
  lastRead = null;
  sheet
    .getRange(row, column, lines.length, lines[0]?.length ?? 0)
    .setValues(lines.map((texts) => texts.map((text) => `'${text}`)));
  flush();
  if (before?.definitions.sheet !== sheet) return;
  const cells = before.cells.map((values) => [...values]);
  lines.forEach((texts, down) => {
    for (; cells.length < row + down; cells.push([]));
    const values = cells[row + down - 1] ?? [];
    for (; values.length < column - 1; values.push(''));
    values.splice(column - 1, texts.length, ...texts);
  });
  read(sheet, cells, before.at);
}

const readKnown = () => parsedJson(SheetRecord, documentStore.get(propertyName)) ?? { sheetId: null, restored: 0 };

const writeKnown = (record: ReturnType<typeof readKnown>): void =>
  documentStore.set(propertyName, JSON.stringify(record));

/** A recorded sheet that is blank is still the hidden one: its lines can be written again. */
function knownSheet(sheetId: number | null): DefinitionSheet | null {
  const sheet = sheetId === null ? null : spreadsheet().getSheetById(sheetId);
  if (!sheet) return null;
  const cells = cellsIfAny(sheet);
  if (!cells) return null;
  return isDefinitionSheet(cells) || isBlank(cells) ? read(sheet, cells) : null;
}

function namedSheet(): Sheet | null {
  const likely = spreadsheet().getSheetByName(sheetName);
  if (likely && isTheOne(likely)) return likely;
  const likeIt = namedSheets().filter(({ name }) => name.startsWith(sheetName));
  return likeIt.find(({ sheet }) => isTheOne(sheet))?.sheet ?? null;
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

/** null where the sheet has no cells, which is asked for only where they cannot be read. */
function cellsIfAny(sheet: Sheet): unknown[][] | null {
  try {
    return cellsOf(sheet);
  } catch (error) {
    if (isFault(error) || hasCells(sheet)) throw error;
    return null;
  }
}

function read(sheet: Sheet, cells: readonly (readonly unknown[])[], at = Date.now()): DefinitionSheet {
  const definitions = { sheet, lines: linesIn(cells), rows: cells.length, isBlank: isBlank(cells), isSubstitute };
  lastRead = { definitions, cells, at };
  return definitions;
}
