import type { Account, Conventions } from '../../campaign/oracle/figures';
import type { Column, Shown, Table } from '../../campaign/oracle/tables';
import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ReportView } from '../../src/contract/sidebar-api';
import type { Sandbox } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { ask, newReport } from '../support/bench';

/** A report in a sheet of its own, as the sidebar makes it. */
export interface MadeReport {
  readonly id: string;
  readonly sheetId: string;
  readonly definition: ReportDefinition;
  /** What the sidebar said of it when it was made. */
  readonly notes: string;
}

/** What stands in a report's sheet. */
export interface Standing extends Table {
  readonly title: string;
  readonly header: readonly Shown[];
}

const longest = 400;

export async function makeReport(made: Workbench, name: string, more: Partial<ReportDefinition>): Promise<MadeReport> {
  const wanted = newReport({ period: 'current_year', type: null, limit: 100, where: 'sheet' }, { ...more, name });
  const { reports } = await ask(made, 'saveReport', wanted);
  const report = reports.find((one) => one.name === name);
  if (!report || report.problem !== null) throw new Error(`${name} was not made: ${report?.problem}`);
  const { activeSheetId: sheetId } = made.file.workbook;
  return { id: report.id, sheetId, definition: wanted.definition, notes: notesOf(report) };
}

/** What the sidebar says of a refresh that worked. */
export const notesOf = ({ notes }: Pick<ReportView, 'notes'>): string => notes.map(({ text }) => text).join(' ');

/** The columns of its table, the three of a comparison included. */
export function columnsOf({ columns, group, movement, comparison }: ReportDefinition): Column[] {
  const grouped = group !== null && !columns.includes(group) ? [group] : [];
  return [
    ...([...grouped, ...columns] as readonly Column[]),
    ...(movement === null ? [] : ['movement' as const]),
    ...(comparison === null ? [] : (['previous revenue', 'change', 'change %'] as const)),
  ];
}

/** Title, header and rows as the sheet has them; a row without uuid below partners is that of the totals. */
export function standing(made: Workbench, { sheetId, definition }: MadeReport): Standing {
  const columns = columnsOf(definition);
  const place = columns.indexOf('uuid');
  const read = made.file.workbook.read(sheetId, { row: 1, column: 1, rows: longest, columns: columns.length + 1 });
  const [[title = ''] = [], header = [], ...below] = read.map((row) => row.map(({ value }) => value as Shown));
  const end = below.findIndex((row) => row.every((value) => value === ''));
  const filled = below.slice(0, end);
  const rows = filled.filter((row) => row[place] !== '');
  const [other = null] = filled.filter((row) => row[place] === '');
  return { title: String(title), header, rows, totals: definition.totals && rows.length > 0 ? other : null };
}

/** The first days that a title names, such as "2026-04-01 to 2026-06-30". */
export const daysIn = (title: string): string | null => /\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/.exec(title)?.[0] ?? null;

/** What the oracle works from. */
export const accountOf = ({ data }: Sandbox): Account => ({
  partners: data.partners,
  deals: data.deals,
  leads: data.leads,
});

export const conventionsOf = ({ settings }: Sandbox): Conventions => settings;

/** An account with nobody in it. */
export function emptied({ data }: Sandbox): void {
  for (const list of [data.partners, data.deals, data.leads]) list.splice(0);
}
