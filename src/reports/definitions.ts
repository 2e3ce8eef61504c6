import { flush, spreadsheet } from '../google/spreadsheet';
import { type Definition, definitionText, readDefinition } from './definition';
import { isReportId } from './report-id';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** One line of the hidden sheet. */
export interface DefinitionRecord {
  readonly id: string;
  readonly name: string;
  /** null: what stands there cannot be read. It is kept as it is. */
  readonly definition: Definition | null;
  /** The named range of its block, which travels with a copy of the spreadsheet as the definition does (P8.1-7). */
  readonly rangeName: string;
}

const sheetName = 'Journeybee';
const header = ['Journeybee report', 'Name', 'Definition (changed by the sidebar)', 'Named range'];
const width = header.length;

/** In the order in which they were made. Where a line was doubled, the first counts; one with an id of somebody's own making is none. */
export function readDefinitions(): DefinitionRecord[] {
  const sheet = findSheet();
  return sheet ? linesOf(sheet).flatMap(({ record }) => record ?? []) : [];
}

/** Writes one definition over its line, or below the others. */
export function saveDefinition(id: string, definition: Definition, rangeName: string): void {
  const sheet = findSheet() ?? makeSheet();
  const lines = linesOf(sheet);
  const row = lines.find(({ record }) => record?.id === id)?.row ?? lines.length + 2;
  if (row > sheet.getMaxRows()) sheet.insertRowsAfter(sheet.getMaxRows(), 20);
  writeLine(sheet, row, [id, definition.name, definitionText(definition), rangeName]);
}

export function removeDefinition(id: string): void {
  const sheet = findSheet();
  const line = sheet && linesOf(sheet).find(({ record }) => record?.id === id);
  if (line) sheet?.deleteRows(line.row, 1);
  flush();
}

/** The sheet that they stand in, once none of them is wanted any more. */
export function removeDefinitionSheet(): void {
  const sheet = findSheet();
  if (sheet && spreadsheet().getSheets().length > 1) spreadsheet().deleteSheet(sheet);
}

/** It is found by its header, since people may have a sheet of that name. */
function findSheet(): Sheet | null {
  const sheets = spreadsheet().getSheets();
  const named = sheets.filter((sheet) => sheet.getName().startsWith(sheetName));
  return named.find((sheet) => sheet.getRange(1, 1).getValue() === header[0]) ?? null;
}

function makeSheet(): Sheet {
  const book = spreadsheet();
  const selected = book.getCurrentCell();
  const sheets = book.getSheets();
  const taken = sheets.map((sheet) => sheet.getName().toLowerCase());
  let name = sheetName;
  for (let number = 2; taken.includes(name.toLowerCase()); number += 1) name = `${sheetName} ${number}`;
  // A blank one is what was left of an execution that ended before it had its header.
  const begun = sheets.find((sheet) => sheet.getName().startsWith(sheetName) && sheet.getLastRow() === 0);
  const sheet = begun ?? book.insertSheet(name);
  writeLine(sheet, 1, header);
  sheet.hideSheet();
  // A new sheet comes to the front.
  if (selected) book.setActiveRange(selected);
  return sheet;
}

/** Every line below the header, as far as there is anything. */
function linesOf(sheet: Sheet): Array<{ readonly row: number; readonly record: DefinitionRecord | null }> {
  const rows = sheet.getLastRow() - 1;
  if (rows < 1) return [];
  const seen = new Set<string>();
  return sheet
    .getRange(2, 1, rows, width)
    .getValues()
    .map((cells, index) => {
      const [id = '', name = '', text = '', rangeName = ''] = cells.map(String);
      const known = !isReportId(id) || seen.has(id);
      seen.add(id);
      return { row: index + 2, record: known ? null : { id, name, definition: readDefinition(text), rangeName } };
    });
}

/** Always as text: what Sheets reads into an id or a name depends on the locale (P8-4). */
function writeLine(sheet: Sheet, row: number, cells: readonly string[]): void {
  sheet.getRange(row, 1, 1, width).setValues([cells.map((cell) => `'${cell}`)]);
  flush();
}
