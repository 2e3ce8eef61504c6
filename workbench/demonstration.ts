import type { ArgumentOf, Method, Reply, ResultOf } from '../src/rpc';
import type { SpreadsheetFile } from './apps-script/spreadsheet-file';
import type { Workbench } from './workbench';

/** What a cell shows, as JSON has it. */
export type Shown = string | number | boolean;

/** A call of the sidebar's, as google.script.run makes it. */
export async function callSidebar<M extends Method>(
  file: SpreadsheetFile,
  user: string,
  method: M,
  argument: ArgumentOf<M>,
): Promise<ResultOf<M>> {
  const outcome = await file.run(user, 'sidebarCall', argument === undefined ? [method] : [method, argument], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  const reply = outcome.value as Reply<ResultOf<M>>;
  if (!reply.ok) throw new Error(reply.problem);
  return reply.value;
}

/** The main job, once: connect a key for formulas, type formulas, read what they fill. */
export async function demonstrate({ file, sandbox }: Workbench): Promise<Record<string, Shown[][]>> {
  await file.open(file.owner);
  await callSidebar(file, file.owner, 'connect', { key: sandbox.keys.full, use: 'owner' });
  const formulas = [
    '=JB_PARTNERS()',
    '=JB_PARTNERS("last_quarter", "reseller", 5)',
    '=JB_PARTNERS("last_12_months", "", 100)',
  ];
  const tables: Record<string, Shown[][]> = {};
  for (const formula of formulas) {
    const sheet = file.workbook.insertSheet(`Leaderboard ${Object.keys(tables).length + 1}`);
    await file.workbook.type(sheet.id, 1, 1, formula);
    tables[formula] = spilled(file, sheet.id);
  }
  return tables;
}

/** The rectangle of cells from A1 that hold something. */
function spilled(file: SpreadsheetFile, sheetId: string): Shown[][] {
  const cells = file.workbook.read(sheetId, { row: 1, column: 1, rows: 101, columns: 11 });
  const rows = cells.map((row) => row.map(({ value }) => (value instanceof Date ? value.toISOString() : value)));
  const last = rows.findLastIndex((row) => row.some((value) => value !== ''));
  return rows.slice(0, last + 1);
}
