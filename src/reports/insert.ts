import * as v from 'valibot';
import { formulaKey } from '../connection/formula-key';
import { flush, spreadsheet } from '../google/spreadsheet';
import { now } from '../google/time';
import { defaultLayout } from '../leaderboard/layout';
import { maxRows, partnerTypes, periodNames } from '../leaderboard/vocabulary';
import { reportName } from '../leaderboard/wording';
import { Problem } from '../problem';
import { a1 } from '../sheet/block';
import { insertReport } from './refresh';
import { newReportId, type Report } from './report';

const LeaderboardRequest = v.object({
  period: v.picklist(periodNames),
  type: v.nullable(v.picklist(partnerTypes)),
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxRows)),
});
const InsertTableRequest = v.object({ ...LeaderboardRequest.entries, where: v.picklist(['cell', 'sheet']) });

/** Inserts a table at the selected cell or in a new sheet, and says where it is. */
export function insertTable(request: unknown): string {
  const { where, period, type, limit } = parsed(InsertTableRequest, request);
  const name = reportName(period, type, limit);
  const report = {
    id: newReportId(now()),
    name,
    period,
    type,
    limit,
    block: null,
    fetchedAt: null,
    problem: null,
  };
  if (where === 'cell') {
    const cell = selectedCell();
    const sheet = cell.getSheet();
    insertReport(report, () => ({ sheet, ...position(cell) }));
    return `${name} is in ${sheet.getName()}.`;
  }
  return insertInNewSheet(report);
}

/** The sheet is made when there is something to put into it; one that stays empty is taken away again. */
function insertInNewSheet(report: Omit<Report, 'key' | 'rangeName'>): string {
  const made: GoogleAppsScript.Spreadsheet.Sheet[] = [];
  try {
    insertReport(report, () => {
      const sheet = newSheet(report.name);
      made.push(sheet);
      return { sheet, row: 1, column: 1 };
    });
  } catch (error) {
    for (const sheet of made) if (sheet.getLastRow() === 0) spreadsheet().deleteSheet(sheet);
    throw error;
  }
  // Not the first: the title above the table is longer than any rank.
  for (const sheet of made) sheet.autoResizeColumns(2, defaultLayout.columns.length - 1);
  return `${report.name} is in ${made[0]?.getName()}.`;
}

/** Writes the formula into the selected cell. `;` separates arguments in every locale (P8.1-6). */
export function insertFormula(request: unknown): string {
  const { period, type, limit } = parsed(LeaderboardRequest, request);
  formulaKey();
  const cell = selectedCell();
  if (cell.getFormula() !== '' || cell.getValue() !== '') {
    const { row, column } = position(cell);
    throw new Problem(
      `${a1(row, column)} is not empty. Select an empty cell, with room for the table below and to its right.`,
    );
  }
  if (!cell.canEdit()) throw new Problem('The selected cell is protected, and you may not edit it. Select another.');
  cell.setFormula(`=JB_PARTNERS("${period}";"${type ?? ''}";${limit})`);
  flush();
  return 'The formula is in the selected cell.';
}

function selectedCell(): GoogleAppsScript.Spreadsheet.Range {
  const cell = spreadsheet().getCurrentCell();
  if (!cell) throw new Problem('Select a cell first.');
  return cell;
}

/** Sheets takes two names for one that differ in case only. */
function newSheet(wanted: string): GoogleAppsScript.Spreadsheet.Sheet {
  const book = spreadsheet();
  const taken = book.getSheets().map((sheet) => sheet.getName().toLowerCase());
  let name = wanted;
  for (let number = 2; taken.includes(name.toLowerCase()); number += 1) name = `${wanted} (${number})`;
  return book.insertSheet(name);
}

const position = (cell: GoogleAppsScript.Spreadsheet.Range) => ({ row: cell.getRow(), column: cell.getColumn() });

function parsed<T extends v.GenericSchema>(schema: T, request: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, request);
  if (!result.success) {
    throw new Problem(`Choose a period, a partner type and a number of partners from 1 to ${maxRows}.`);
  }
  return result.output;
}
