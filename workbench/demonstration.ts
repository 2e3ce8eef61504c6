import type {
  ArgumentOf,
  Method,
  Reply,
  ReportDefinition,
  ResultOf,
  SaveReportRequest,
} from '../src/contract/sidebar-api';
import { defaultColumns } from '../src/domain/column-names';
import type { PeriodName } from '../src/domain/periods';
import type { PartnerType } from '../src/domain/vocabulary';
import { reportName } from '../src/domain/wording';
import type { SpreadsheetFile } from './apps-script/spreadsheet-file';
import type { NamedRange, Rect } from './apps-script/workbook/workbook';
import type { Workbench } from './workbench';

/** What a cell shows, as JSON has it. */
export type Shown = string | number | boolean;

export interface ReportShown {
  readonly name: string;
  readonly sheet: string;
  /** Header and rows, such as A2:K12. */
  readonly range: string;
  readonly values: readonly (readonly Shown[])[];
}

export interface Demonstration {
  readonly functions: Readonly<Record<string, readonly (readonly Shown[])[]>>;
  readonly reports: readonly ReportShown[];
}

/** A call of the sidebar's, as google.script.run makes it. Rejects with the sentence that the sidebar would show. */
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

/** A report as the sidebar's form has it when only these are chosen. */
export function newReport(
  { period, type, limit, where }: NewReport,
  more: Partial<ReportDefinition> = {},
): SaveReportRequest {
  const definition: ReportDefinition = {
    name: reportName(period, type, limit),
    period,
    partnerType: type,
    leadDirection: null,
    filters: { partner: [], tier: [], category: [], stage: [] },
    rows: limit,
    columns: defaultColumns,
    sort: { column: 'revenue', descending: true },
    group: null,
    totals: false,
    movement: null,
    comparison: null,
    chart: false,
    history: null,
    schedule: null,
    status: 'active',
  };
  return { id: null, definition: { ...definition, ...more }, where };
}

export interface NewReport {
  readonly period: PeriodName;
  readonly type: PartnerType | null;
  readonly limit: number;
  readonly where: 'cell' | 'sheet';
}

const formulas = [
  '=JB_PARTNERS()',
  '=JB_PARTNERS("last_quarter", "reseller", 5)',
  '=JB_PARTNERS("last_12_months", "", 100)',
];

/**
 * The main job, once: connect a key, insert a table, let a deal be won at Journeybee and an hour pass, and type formulas.
 * The formulas come last, so that what they show is what the sandbox goes on answering.
 */
export async function demonstrate(workbench: Workbench): Promise<Demonstration> {
  const { file, sandbox, google } = workbench;
  const ask = <M extends Method>(method: M, argument: ArgumentOf<M>) => callSidebar(file, file.owner, method, argument);
  await file.open(file.owner);
  await ask('connect', { key: sandbox.keys.full, use: 'owner' });

  const wanted = newReport(
    { period: 'current_year', type: null, limit: 10, where: 'sheet' },
    { schedule: { kind: 'hourly' } },
  );
  const { name } = wanted.definition;
  await ask('saveReport', wanted);
  const before = reportShown(file, name);
  winDeal(workbench, String(before.values.at(-1)?.[1] ?? ''));
  await google.advance(3_600_000);
  const after = reportShown(file, `${name}, an hour and a won deal later`);

  const functions: Record<string, Shown[][]> = {};
  for (const formula of formulas) {
    const sheet = file.workbook.insertSheet(`Formula ${Object.keys(functions).length + 1}`);
    await file.workbook.type(sheet.id, 1, 1, formula);
    functions[formula] = spilled(file, sheet.id);
  }
  return { functions, reports: [before, after] };
}

/** A partner wins a deal today that takes it to the top. */
function winDeal({ sandbox, clock }: Workbench, partnerName: string): void {
  const { data } = sandbox;
  const partner = data.partners.find(({ name }) => name === partnerName) ?? data.partners[0];
  if (!partner) return;
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  data.addDeal({ partnerUuid: partner.uuid, value: 2_500_000, createdDay: today, status: 'won', closedDay: today });
}

/** The table of the spreadsheet's first named range. */
function reportShown(file: SpreadsheetFile, name: string): ReportShown {
  const [range] = file.workbook.namedRanges();
  if (!range) throw new Error('No table has been written.');
  const sheet = file.workbook.sheets().find(({ id }) => id === range.sheetId)?.name ?? '';
  return { name, sheet, range: a1(range), values: valuesIn(file, range.sheetId, range.rect) };
}

/** The rectangle of cells from A1 that hold something. */
function spilled(file: SpreadsheetFile, sheetId: string): Shown[][] {
  const { lastRow, lastColumn } = file.workbook.extent(sheetId);
  return valuesIn(file, sheetId, { row: 1, column: 1, rows: Math.max(1, lastRow), columns: Math.max(1, lastColumn) });
}

function valuesIn(file: SpreadsheetFile, sheetId: string, rect: Rect): Shown[][] {
  const cells = file.workbook.read(sheetId, rect);
  return cells.map((row) => row.map(({ value }) => (value instanceof Date ? value.toISOString() : value)));
}

function a1({ rect: { row, column, rows, columns } }: NamedRange): string {
  const letter = (number: number) => String.fromCharCode(64 + number);
  return `${letter(column)}${row}:${letter(column + columns - 1)}${row + rows - 1}`;
}
