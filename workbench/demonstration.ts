import type { ReportDefinition } from '../src/contract/report-definition';
import type { SaveReportRequest } from '../src/contract/requests';
import type { ArgumentOf, Method, Reply, ResultOf } from '../src/contract/sidebar-api';
import { defaultFiscalStart, type PeriodName } from '../src/domain/periods';
import type { Style } from '../src/domain/style';
import type { PartnerType } from '../src/domain/vocabulary';
import { type Draft, definitionOf, newDraft, withStyle } from '../src/sidebar/draft';
import type { SpreadsheetFile } from './apps-script/spreadsheet-file';
import type { NamedRange, Rect } from './apps-script/workbook/workbook';
import { typeFormulas } from './formula-sheet';
import { dayOf } from './sandbox/day';
import { leaderboard } from './sandbox/leaderboard';
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
  { period, type, limit, where, style = 'plain' }: NewReport,
  more: Partial<ReportDefinition> = {},
): SaveReportRequest {
  const usual = newDraft(anyCalendar);
  const draft: Draft = {
    ...usual,
    ...withStyle(usual, style),
    period,
    partnerType: type,
    limit: String(limit),
    where,
  };
  return { id: null, definition: { ...definitionOf(draft), ...more }, where };
}

/** A period that is chosen by its name takes no days from it. */
const anyCalendar = { today: '2026-01-01', fiscalStart: defaultFiscalStart };

export interface NewReport {
  readonly period: PeriodName;
  readonly type: PartnerType | null;
  readonly limit: number;
  readonly where: 'cell' | 'sheet';
  /** Plain, where nothing is said. */
  readonly style?: Style;
}

const boardColumns = ['rank', 'name', 'tier', 'revenue', 'won deals', 'win rate'] as const;

const formulas = [
  '=JB_PARTNERS()',
  '=JB_PARTNERS("last_quarter", "reseller", 5)',
  '=JB_PARTNERS("last_12_months", "", 100)',
];

/** The reports of the documents' pictures: resellers every hour, and all partners on the days that people work. The last is in front. */
export async function insertPicturedReports({ file, sandbox }: Workbench): Promise<void> {
  await callSidebar(file, file.owner, 'connect', { key: sandbox.keys.full, use: 'owner' });
  await callSidebar(file, file.owner, 'learnLabels', undefined);
  const weekdays = { kind: 'weekly', days: [1, 2, 3, 4, 5], hour: 9 } as const;
  for (const [type, schedule] of [
    ['reseller', { kind: 'hourly' }],
    [null, weekdays],
  ] as const) {
    const wanted = newReport(
      { period: 'current_year', type, limit: 10, where: 'sheet', style: 'board' },
      { columns: boardColumns, totals: true, schedule },
    );
    await callSidebar(file, file.owner, 'saveReport', wanted);
    file.workbook.moveSheet(file.workbook.activeSheetId, 0);
  }
}

/**
 * The main job, once: connect a key, insert a report, let a deal be won at Journeybee and an hour pass, and type formulas.
 * The formulas come last, so that what they show is what the sandbox goes on answering; then the report is selected.
 */
export async function demonstrate(workbench: Workbench): Promise<Demonstration> {
  const { file, sandbox, google } = workbench;
  const { workbook } = file;
  const ask = <M extends Method>(method: M, argument: ArgumentOf<M>) => callSidebar(file, file.owner, method, argument);
  const formulaSheet = workbook.activeSheetId;
  await file.open(file.owner);
  await ask('connect', { key: sandbox.keys.full, use: 'owner' });

  const wanted = newReport(
    { period: 'current_year', type: null, limit: 10, where: 'sheet', style: 'board' },
    { columns: boardColumns, totals: true, schedule: { kind: 'hourly' } },
  );
  const { name } = wanted.definition;
  await ask('saveReport', wanted);
  const reportSheet = workbook.activeSheetId;
  const before = reportShown(file, name);
  winDeal(workbench);
  await google.advance(3_600_000);
  const after = reportShown(file, `${name}, an hour and a won deal later`);

  workbook.renameSheet(formulaSheet, 'Formulas');
  workbook.moveSheet(reportSheet, 0);
  const areas = await typeFormulas(file, formulaSheet, formulas, sandbox.settings.currency);
  const functions: Record<string, Shown[][]> = {};
  for (const [formula, area] of areas) functions[formula] = valuesIn(file, formulaSheet, area);
  workbook.setActive(reportSheet);
  return { functions, reports: [before, after] };
}

/** The last of this year's ten first wins a deal today that takes it past the third. */
function winDeal({ sandbox, clock }: Workbench): void {
  const { data, settings } = sandbox;
  const { partners } = leaderboard(data, { period: 'current_year', limit: 10 }, clock.now(), settings);
  const [third, last] = [partners[2] ?? partners[0], partners.at(-1)];
  if (!third || !last) return;
  const today = dayOf(clock.now());
  const value = 1000 * Math.ceil((third.revenue - last.revenue) / 1000) + 4500;
  data.addDeal({ partnerUuid: last.uuid, value, createdDay: today, status: 'won', closedDay: today });
}

/** The table of the spreadsheet's first named range. */
function reportShown(file: SpreadsheetFile, name: string): ReportShown {
  const [range] = file.workbook.namedRanges();
  if (!range) throw new Error('No table has been written.');
  const sheet = file.workbook.sheets().find(({ id }) => id === range.sheetId)?.name ?? '';
  return { name, sheet, range: a1(range), values: valuesIn(file, range.sheetId, range.rect) };
}

function valuesIn(file: SpreadsheetFile, sheetId: string, rect: Rect): Shown[][] {
  const cells = file.workbook.read(sheetId, rect);
  return cells.map((row) => row.map(({ value }) => (value instanceof Date ? value.toISOString() : value)));
}

function a1({ rect: { row, column, rows, columns } }: NamedRange): string {
  const letter = (number: number) => String.fromCharCode(64 + number);
  return `${letter(column)}${row}:${letter(column + columns - 1)}${row + rows - 1}`;
}
