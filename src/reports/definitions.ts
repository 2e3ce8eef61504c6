import { flush, insertSheetBehind, spreadsheet } from '../google/spreadsheet';
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
  return find()?.lines.flatMap(({ record }) => record ?? []) ?? [];
}

/** Writes one definition over its line, or below the others. */
export function saveDefinition(id: string, definition: Definition, rangeName: string): void {
  const { sheet, lines } = find() ?? { sheet: makeSheet(), lines: [] };
  const row = lines.find(({ record }) => record?.id === id)?.row ?? lines.length + 2;
  if (row > sheet.getMaxRows()) sheet.insertRowsAfter(sheet.getMaxRows(), 20);
  writeLine(sheet, row, [id, definition.name, definitionText(definition), rangeName]);
}

export function removeDefinition(id: string): void {
  const found = find();
  const line = found?.lines.find(({ record }) => record?.id === id);
  if (line) found?.sheet.deleteRows(line.row, 1);
  flush();
}

/** The sheet that they stand in, once none of them is wanted any more. */
export function removeDefinitionSheet(): void {
  const found = find();
  if (found && spreadsheet().getSheets().length > 1) spreadsheet().deleteSheet(found.sheet);
  known = null;
}

interface Line {
  readonly row: number;
  readonly record: DefinitionRecord | null;
}

interface Found {
  readonly sheet: Sheet;
  /** Every line below the header, as far as there is anything. */
  readonly lines: Line[];
}

/** Where they were last in this execution. */
let known: Sheet | null = null;

function find(): Found | null {
  const there = known && readAgain(known);
  if (there) return there;
  known = findSheet();
  return known && read(known);
}

/** It is found by its header, since people may have a sheet of that name. */
function findSheet(): Sheet | null {
  const isOurs = (sheet: Sheet) => sheet.getRange(1, 1).getValue() === header[0];
  const likely = spreadsheet().getSheetByName(sheetName);
  if (likely && isOurs(likely)) return likely;
  const named = spreadsheet()
    .getSheets()
    .filter((sheet) => sheet.getName().startsWith(sheetName));
  return named.find(isOurs) ?? null;
}

const read = (sheet: Sheet): Found => foundIn(sheet, cellsOf(sheet));

/** null: it is another sheet by now, or gone. */
function readAgain(sheet: Sheet): Found | null {
  try {
    const cells = cellsOf(sheet);
    return cells[0]?.[0] === header[0] ? foundIn(sheet, cells) : null;
  } catch {
    return null;
  }
}

const cellsOf = (sheet: Sheet): unknown[][] => sheet.getRange(1, 1, Math.max(1, sheet.getLastRow()), width).getValues();

const foundIn = (sheet: Sheet, [, ...rows]: unknown[][]): Found => ({ sheet, lines: linesOf(rows) });

function makeSheet(): Sheet {
  const sheets = spreadsheet().getSheets();
  const taken = sheets.map((sheet) => sheet.getName().toLowerCase());
  let name = sheetName;
  for (let number = 2; taken.includes(name.toLowerCase()); number += 1) name = `${sheetName} ${number}`;
  // A blank one is what was left of an execution that ended before it had its header.
  const begun = sheets.find((sheet) => sheet.getName().startsWith(sheetName) && sheet.getLastRow() === 0);
  const sheet = begun ?? insertSheetBehind(name);
  writeLine(sheet, 1, header);
  sheet.hideSheet();
  known = sheet;
  return sheet;
}

function linesOf(rows: readonly (readonly unknown[])[]): Line[] {
  const seen = new Set<string>();
  return rows.map((cells, index) => {
    const [id = '', name = '', text = '', rangeName = ''] = cells.map(String);
    const counted = !isReportId(id) || seen.has(id);
    seen.add(id);
    return { row: index + 2, record: counted ? null : { id, name, definition: readDefinition(text), rangeName } };
  });
}

/** Always as text: what Sheets reads into an id or a name depends on the locale (P8-4). */
function writeLine(sheet: Sheet, row: number, cells: readonly string[]): void {
  sheet.getRange(row, 1, 1, width).setValues([cells.map((cell) => `'${cell}`)]);
  flush();
}
