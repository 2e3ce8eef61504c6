import { withDocumentLock } from '../google/lock';
import { flush, hasCells, insertSheetBehind, spreadsheet, twice } from '../google/spreadsheet';
import { Problem } from '../problem';
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

/** Writes the definition of a new report below the others. */
export function addDefinition(id: string, definition: Definition, rangeName: string): void {
  alone(() => {
    const { sheet, lines } = find() ?? { sheet: makeSheet(), lines: [] };
    const row = lines.length + 2;
    if (row > sheet.getMaxRows()) sheet.insertRowsAfter(sheet.getMaxRows(), 20);
    writeLine(sheet, row, lineOf(id, definition, rangeName));
  });
}

/**
 * Writes what `change` makes of a report's definition, as it stands then, over its line; `rangeName`: its block's range has
 * another name by now. @throws Problem where somebody has taken the report off the list
 */
export function changeDefinition(id: string, change: (definition: Definition) => Definition, rangeName?: string): void {
  alone(() => {
    const found = find();
    const line = found?.lines.find(({ record }) => record?.id === id);
    if (!found || !line?.record?.definition) throw new Problem(unknownReport);
    const { definition, rangeName: before } = line.record;
    writeLine(found.sheet, line.row, lineOf(id, change(definition), rangeName ?? before));
  });
}

export function removeDefinition(id: string): void {
  alone(() => {
    const found = find();
    const line = found?.lines.find(({ record }) => record?.id === id);
    if (line) found?.sheet.deleteRows(line.row, 1);
    flush();
  });
}

/** What is said of a report that somebody has taken off the list. */
export const unknownReport = 'This report is no longer known here. Make it anew.';

const lockPatienceMs = 10_000;

/** Lines move up when one is taken out: nobody else may do that between the moment one is found and the moment it is written. */
function alone(work: () => void): void {
  if (!withDocumentLock(lockPatienceMs, work))
    throw new Problem('Somebody else is changing the reports of this spreadsheet right now. Try again.');
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
  known = twice(findSheet);
  return known && read(known);
}

/** It is found by its header, since people may have a sheet of that name. */
function findSheet(): Sheet | null {
  const isOurs = (sheet: Sheet) => hasCells(sheet) && sheet.getRange(1, 1).getValue() === header[0];
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
  const begun = sheets.find(
    (sheet) => sheet.getName().startsWith(sheetName) && hasCells(sheet) && sheet.getLastRow() === 0,
  );
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

const lineOf = (id: string, definition: Definition, rangeName: string) => [
  id,
  definition.name,
  definitionText(definition),
  rangeName,
];

/** Always as text: what Sheets reads into an id or a name depends on the locale (P8-4). */
function writeLine(sheet: Sheet, row: number, cells: readonly string[]): void {
  sheet.getRange(row, 1, 1, width).setValues([cells.map((cell) => `'${cell}`)]);
  flush();
}
