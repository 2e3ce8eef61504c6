import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ConnectRequest } from '../../src/contract/requests';
import type { ArgumentOf, Method, Overview } from '../../src/contract/sidebar-api';
import { SimulatedClock } from '../../workbench/clock';
import { callSidebar, newReport } from '../../workbench/demonstration';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../../workbench/workbench';

export const anna = 'anna@example.com';
export const ben = 'ben@example.com';

const opened: Workbench[] = [];

/** A spreadsheet of Anna's with a Journeybee behind it; time stands still but where something waits for it. */
export async function bench(options: Partial<WorkbenchOptions> = {}): Promise<Workbench> {
  const made = await openWorkbench({ clock: new SimulatedClock(), ...options });
  opened.push(made);
  await made.file.open(anna);
  return made;
}

/** The same, with Anna's key connected. */
export async function connected(
  use: ConnectRequest['use'] = 'owner',
  options: Partial<WorkbenchOptions> = {},
): Promise<Workbench> {
  const made = await bench(options);
  await ask(made, 'connect', { key: made.sandbox.keys.full, use });
  return made;
}

/** A click in the sidebar; rejects with the sentence it would show. */
export function ask<M extends Method>(
  to: Workbench,
  method: M,
  argument: ArgumentOf<M>,
  user = anna,
): Promise<Overview> {
  return callSidebar(to.file, user, method, argument);
}

export { newReport };

/** Puts every report on an hourly schedule, as editing each in the sidebar does. */
export async function everyHour(made: Workbench, user = anna): Promise<Overview> {
  let overview = await ask(made, 'overview', undefined, user);
  for (const { id, definition } of overview.reports) {
    if (!definition) continue;
    const hourly: ReportDefinition = { ...definition, schedule: { kind: 'hourly' } };
    overview = await ask(made, 'saveReport', { id, definition: hourly, where: 'cell' }, user);
  }
  return overview;
}

/** What the cells of a rectangle such as B2:D5 show. */
export function shown(of: Workbench, sheetId: string, area: string): string[][] {
  return cells(of, sheetId, area).map((row) => row.map(({ display }) => display));
}

/** The values in a rectangle. */
export function held(of: Workbench, sheetId: string, area: string): unknown[][] {
  return cells(of, sheetId, area).map((row) => row.map(({ value }) => value));
}

export function cells(of: Workbench, sheetId: string, area: string) {
  const match = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(area);
  if (!match) throw new Error(`${area} is not A1 notation.`);
  const [, left = '', top = '', right = left, bottom = top] = match;
  const [column, row] = [columnOf(left), Number(top)];
  const rect = { row, column, rows: Number(bottom) - row + 1, columns: columnOf(right) - column + 1 };
  return of.file.workbook.read(sheetId, rect);
}

/** Selects one cell of a sheet, as a click does. */
export function select(of: Workbench, sheetId: string, cell: string): void {
  const match = /^([A-Z]+)(\d+)$/.exec(cell);
  if (!match) throw new Error(`${cell} is not a cell.`);
  of.file.workbook.setActive(sheetId, { row: Number(match[2]), column: columnOf(match[1] ?? ''), rows: 1, columns: 1 });
}

const columnOf = (letters: string) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** What a plain request to the sandbox answers: the measure of everything shown. */
export async function plainly(of: Workbench, query: string): Promise<PlainAnswer> {
  const response = await fetch(`${of.sandbox.url}/v1/analytics/partners?${query}`, {
    headers: { Authorization: `Bearer ${of.sandbox.keys.full}` },
  });
  return (await response.json()) as PlainAnswer;
}

export interface PlainAnswer {
  readonly currency_code: string;
  readonly period: { readonly start_date: string; readonly end_date: string };
  readonly partners: ReadonlyArray<Record<string, string | number | null> & { name: string; revenue: number }>;
}

export async function closeBenches(): Promise<void> {
  for (const made of opened.splice(0)) await made.close();
}
