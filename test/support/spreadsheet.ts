import { defaultLimit } from '../../src/domain/vocabulary';
import type { ExecutionRecord } from '../../workbench/apps-script/runtime';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import type { CellView } from '../../workbench/apps-script/workbook/workbook';
import type { Workbench } from '../../workbench/workbench';
import { anna, ben, type PlainAnswer } from './bench';
import { type Found, shownIn, toldBy, traces } from './key-traces';

export const sheet = '0';
/** Somebody who was given the link. */
export const carla = 'carla@example.com';

/** What a formula came to: the cell's own value and note, and the rows that it fills. */
export interface Entered {
  readonly value: unknown;
  readonly note: string;
  readonly rows: readonly (readonly unknown[])[];
}

/** Types a formula into A1, where an earlier one may stand, and waits until nothing calculates any more. */
export async function enter({ file }: Pick<Workbench, 'file'>, formula: string, by = anna): Promise<Entered> {
  file.keyboard = by;
  await file.workbook.type(sheet, 1, 1, formula);
  return entered(file);
}

/** What stands in A1 and, without rows that show nothing, below and right of it. */
export function entered({ workbook }: SpreadsheetFile): Entered {
  const views = workbook.read(sheet, { row: 1, column: 1, rows: 110, columns: 12 });
  const rows = views.map((row) => row.map(({ value }) => value));
  const last = rows.findLastIndex((row) => row.some((value) => value !== ''));
  const first = views[0]?.[0];
  return { value: first?.value, note: first?.note ?? '', rows: rows.slice(0, last + 1) };
}

/** Types formulas into column A one after another, each when the one before has settled. */
export async function enterInTurn({ file }: Workbench, formulas: readonly string[]): Promise<CellView[]> {
  for (const [index, formula] of formulas.entries()) await file.workbook.type(sheet, index + 1, 1, formula);
  return column(file, formulas.length);
}

/** Writes formulas into column A at once, as pasting does: Sheets then starts thirty at a time. */
export async function enterAtOnce({ file }: Workbench, formulas: readonly string[]): Promise<CellView[]> {
  pasteInto(file, formulas);
  await file.workbook.settled();
  return column(file, formulas.length);
}

/** The same without waiting for what they come to. */
export function pasteInto({ workbook }: SpreadsheetFile, formulas: readonly string[]): void {
  const rect = { row: 1, column: 1, rows: formulas.length, columns: 1 };
  workbook.write(
    sheet,
    rect,
    formulas.map((formula) => [formula]),
  );
  workbook.calculate();
}

export function column({ workbook }: SpreadsheetFile, rows: number): CellView[] {
  return workbook.read(sheet, { row: 1, column: 1, rows, columns: 1 }).flat();
}

/** A formula that fills one cell only: the leaderboard's total revenue. */
export const revenueOf = (query: string) => `=SUM(INDEX(JB_PARTNERS(${query}), 0, 3))`;

/** The executions of cells, oldest first. */
export const cellExecutions = ({ google }: Workbench): ExecutionRecord[] =>
  google.executions.filter(({ mode }) => mode === 'CUSTOM_FUNCTION');

/** What the leaderboard has to look like, worked out anew from a plain answer: by revenue, equal revenue with equal rank. */
export function tableOf({ currency_code: currency, partners }: PlainAnswer, limit = defaultLimit): unknown[][] {
  const header = [
    'Rank',
    'Partner',
    `Revenue (${currency})`,
    `Open pipeline (${currency})`,
    'Won deals',
    'Total deals',
  ];
  header.push('Win rate', `Avg deal value (${currency})`, 'Total leads', 'Converted leads', 'Conversion rate');
  const named = partners.map((row): (typeof partners)[number] => ({ ...row, name: spelled(row.name) }));
  const sorted = named.sort((a, b) => b.revenue - a.revenue || byName(a.name, b.name));
  const rows = sorted.map((row) => [
    1 + sorted.filter(({ revenue }) => revenue > row.revenue).length,
    row.name,
    row.revenue,
    row.open_pipeline,
    row.won_deals,
    row.total_deals,
    row.win_rate ?? '',
    row.avg_deal_value ?? '',
    row.total_leads,
    row.converted_leads,
    row.conversion_rate ?? '',
  ]);
  return [header, ...rows.slice(0, limit)].map((row) => [...row, '']);
}

/** A name as tables write it: trimmed, with single spaces. */
export const spelled = (name: string) => name.normalize().replace(/\s+/g, ' ').trim();

/** As ICU orders names in English, numbers by their value. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Where a key, or a piece of one, stands that it must not stand: sheets, the cache, stores other than its person's own, what
 * executions logged and threw, what people see, mails, and the addresses that were asked.
 */
export function leaks(made: Workbench, person: string, others: readonly SpreadsheetFile[] = []): string[] {
  const { google, sandbox } = made;
  const files = [made.file, ...others];
  const people = [anna, ben, carla];
  const strangers = people.filter((other) => other !== person);
  return traces(Object.values(sandbox.keys), [
    ...files.flatMap(shownIn),
    ...toldBy(made, files, people),
    ...files.flatMap(({ cache }) => cache.entries().flat()).map((text): Found => ['cache', text]),
    ...files.flatMap(({ properties }) => [...properties].flat()).map((text): Found => ['document property', text]),
    ...strangers
      .flatMap((other) => [...google.account(other).properties].flat())
      .map((text): Found => ['property of another', text]),
  ]);
}
