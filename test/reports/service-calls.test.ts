import type { ReportDefinition } from '../../src/contract/report-definition';
import type { PeriodName } from '../../src/domain/periods';
import type { PartnerType } from '../../src/domain/vocabulary';
import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected, everyHour, newReport, select } from '../support/bench';

afterEach(closeBenches);

const sheet = '0';
const periods: readonly PeriodName[] = ['current_year', 'last_year', 'current_quarter', 'last_12_months'];
const types: ReadonlyArray<PartnerType | null> = [null, 'reseller'];

/** So many reports over eight leaderboards, in two columns of one sheet. */
async function withReports(count: number, more: Partial<ReportDefinition> = {}): Promise<Workbench> {
  const made = await connected('tables');
  for (let index = 0; index < count; index += 1) {
    select(made, sheet, `${index % 2 === 0 ? 'A' : 'N'}${1 + 14 * (index >> 1)}`);
    const period = periods[index % 4] ?? 'last_year';
    const type = types[(index >> 2) % 2] ?? null;
    await ask(made, 'saveReport', newReport({ period, type, limit: 10, where: 'cell' }, more));
  }
  return made;
}

/** The service calls of a click on Refresh. */
async function refreshed(made: Workbench): Promise<readonly string[]> {
  await made.clock.advance(60_000);
  await ask(made, 'refresh', { id: null, withMyKey: false });
  return made.google.executions.at(-1)?.calls ?? [];
}

function change({ sandbox }: Workbench): void {
  for (const deal of sandbox.data.deals) deal.value += 1;
}

const inTheSheet = (calls: readonly string[]) =>
  calls.filter((call) => /^(?:SpreadsheetApp|Spreadsheet|Sheet|Range)\./.test(call));

/** From where the reports are written, of two in a row, to what the next begins with. */
function callsOfOne(calls: readonly string[]): readonly string[] {
  const starts = calls.flatMap((call, index) => (call === 'Spreadsheet.getRangeByName' ? [index] : []));
  return calls.slice(starts[1], starts[2]);
}

const found = ['Spreadsheet.getRangeByName', 'Range.getGridId', 'Range.getA1Notation'];
const read = ['Sheet.getRange', 'Range.getFormulas', 'Range.getValues'];
const recorded = ['Properties.setProperty'];
const titled = ['Sheet.getRange', 'Range.setValue', 'SpreadsheetApp.flush'];

test('a report of which nothing has changed is found, read, titled and recorded, and that is all it asks of Google', async () => {
  const made = await withReports(3, { period: 'last_year' });
  expect(callsOfOne(await refreshed(made))).toEqual([...found, ...read, ...recorded, ...titled, ...recorded]);
});

test('a report whose figures have changed asks beside that whether it may be written, and writes them at once', async () => {
  const made = await withReports(3, { period: 'last_year' });
  change(made);
  const checked = ['Range.getMergedRanges', 'Range.canEdit', 'Range.getNumberFormats'];
  // In the cells of its named range, which are at hand.
  const written = ['Range.setValues'];
  expect(callsOfOne(await refreshed(made))).toEqual([
    ...found,
    ...read,
    ...checked,
    ...recorded,
    ...written,
    ...titled,
    ...recorded,
  ]);
});

test('a report that grows does not ask how large the sheet is, and formats what is new in a step of its own', async () => {
  const made = await withReports(3, { period: 'last_year' });
  const others = made.sandbox.data.partners.splice(4);
  await refreshed(made);
  made.sandbox.data.partners.push(...others);
  const calls = callsOfOne(await refreshed(made));
  const checked = ['Range.getMergedRanges', 'Range.canEdit', 'Range.getNumberFormats'];
  const named = ['Sheet.getRange', 'Spreadsheet.setNamedRange'];
  const formatted = ['Sheet.getRange', 'Range.setNumberFormats', 'Sheet.getRange', 'Range.setNumberFormats'];
  const written = ['Range.setValues', ...titled, ...formatted, 'SpreadsheetApp.flush'];
  expect(calls).toEqual([...found, ...read, ...checked, ...recorded, ...named, ...written, ...recorded]);
});

test('twenty reports over eight leaderboards are one batch, and twelve calls each in the sheet with what the sidebar shows', async () => {
  const made = await withReports(20);
  const before = made.google.requests.length;
  const calls = await refreshed(made);
  expect(made.google.requests).toHaveLength(before + 8);
  expect(calls.filter((call) => call.startsWith('UrlFetchApp.'))).toEqual(['UrlFetchApp.fetchAll']);
  expect(inTheSheet(calls).length).toBeLessThanOrEqual(20 * 12 + 20);
  expect(calls.length).toBeLessThanOrEqual(20 * 14 + 85);
}, 90_000);

test('a tick with one report due makes sixty-six calls at most, one with nothing due forty, and the next fourteen', async () => {
  const made = await withReports(1);
  await everyHour(made);
  await made.clock.advance(120_000);
  await made.google.advance(3_600_000);
  const calls = () => made.google.executions.at(-1)?.calls ?? [];
  expect(made.google.executions.at(-1)).toMatchObject({ name: 'tick', ok: true });
  expect(calls()).toContain('UrlFetchApp.fetch');
  expect(calls().length).toBeLessThanOrEqual(66);
  const overview = await ask(made, 'overview', undefined);
  const { id = '', definition } = overview.reports[0] ?? {};
  if (!definition) throw new Error('There is no report.');
  const monthly = { ...definition, schedule: { kind: 'monthly', day: 1, hour: 6 } } as const;
  await ask(made, 'saveReport', { id, definition: monthly, where: 'cell' });
  await made.google.advance(3_600_000);
  expect(made.google.executions.at(-1)?.name).toBe('tick');
  expect(calls()).not.toContain('UrlFetchApp.fetch');
  expect(calls().length).toBeLessThanOrEqual(40);
  await made.google.advance(3_600_000);
  expect(calls().length).toBeLessThanOrEqual(14);
});

test('of more than ten reports the sidebar locates only what a call has written, and asks for the others by themselves', async () => {
  const made = await withReports(11, { period: 'last_year' });
  const first = await ask(made, 'overview', undefined);
  expect(first.reports.every(({ isLocated, place }) => !isLocated && place === null)).toBe(true);
  expect(made.google.executions.at(-1)?.calls).not.toContain('Spreadsheet.getRangeByName');
  const ids = first.reports.map(({ id }) => id);
  const outcome = await made.file.run(made.file.owner, 'sidebarCall', ['places', { ids: ids.slice(0, 2) }], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  const places = (outcome.value as { value: Record<string, { place: string }> }).value;
  expect(Object.entries(places).map(([id, { place }]) => [id, place])).toEqual([
    [ids[0], 'Sheet1!A2'],
    [ids[1], 'Sheet1!N2'],
  ]);
  const { reports } = await ask(made, 'refresh', { id: ids[3] ?? '', withMyKey: false });
  expect(reports.filter(({ isLocated }) => isLocated)).toMatchObject([{ id: ids[3], place: 'Sheet1!N16' }]);
}, 60_000);

test('a sheet beside many others is not looked for by the name of each', async () => {
  const made = await withReports(1);
  for (let count = 0; count < 20; count += 1) made.file.workbook.insertSheet(`Other ${count}`);
  const calls = await refreshed(made);
  expect(calls.filter((call) => call === 'Sheet.getName').length).toBeLessThanOrEqual(1);
});
