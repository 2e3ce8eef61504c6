import type { Readings } from '../../workbench/apps-script/workbook/readings';
import type { Workbench } from '../../workbench/workbench';
import { ask, cells, closeBenches, connected, everyHour, held, newReport, plainly, select } from '../support/bench';

afterEach(closeBenches);

const sheet = '0';
const thisYear = { period: 'current_year', type: null, limit: 10, where: 'cell' } as const;
const formatsKept = expect.stringContaining('Sheets keeps its own formats');

const readings: ReadonlyArray<Pick<Readings, 'refusals' | 'tables'>> = [
  { refusals: 'at the flush', tables: 'refuse all looks' },
  { refusals: 'at the call', tables: 'refuse all looks' },
  { refusals: 'at the flush', tables: 'refuse number formats' },
  { refusals: 'at the call', tables: 'refuse number formats' },
];

/** A report of ten at B2, whose cells from B3 on somebody converts to a Table. */
async function withTypedColumns(
  reading: Pick<Readings, 'refusals' | 'tables'>,
  more: Parameters<typeof newReport>[1] = {},
): Promise<Workbench> {
  const made = await connected();
  Object.assign(made.file.workbook.readings, reading);
  select(made, sheet, 'B2');
  await ask(made, 'saveReport', newReport(thisYear, more));
  const [range] = made.file.workbook.namedRanges();
  if (!range) throw new Error('The report has no cells.');
  made.file.workbook.convertToTable(sheet, range.rect);
  return made;
}

async function refreshed(made: Workbench) {
  await made.clock.advance(3_600_000);
  return (await ask(made, 'refresh', { id: null, withMyKey: false })).reports[0];
}

/** Another definition, saved as the form does; the period's answer is read with `query`. */
async function changed(made: Workbench, more: Record<string, unknown>) {
  const [report] = (await ask(made, 'overview', undefined)).reports;
  if (!report?.definition) throw new Error('There is no report.');
  const definition = { ...report.definition, ...more };
  return (await ask(made, 'saveReport', { id: report.id, definition, where: 'cell' })).reports[0];
}

async function namesAndRevenues(made: Workbench, query = 'period=current_year&limit=10'): Promise<unknown[][]> {
  const { partners } = await plainly(made, query);
  return partners.map(({ name, revenue }) => [name, revenue]);
}

/** Ten rows of names and revenues, blank ones left out. */
const standing = (made: Workbench) => held(made, sheet, 'C4:D14').filter(([name]) => name !== '');

describe.each(readings)('a report whose columns became a Table, where Sheets refuses %o (P8-60, P8-62)', (reading) => {
  test('lives through shrinking, growing, other columns, another currency and another quarter', async () => {
    const made = await withTypedColumns(reading);
    const { partners } = made.sandbox.data;
    const others = partners.splice(7);
    expect(await refreshed(made)).toMatchObject({ problem: null, notes: [] });
    expect(standing(made)).toEqual(await namesAndRevenues(made));

    partners.push(...others);
    expect(await refreshed(made)).toMatchObject({
      problem: null,
      notes: [{ kind: 'information', text: formatsKept }],
    });
    expect(standing(made)).toEqual(await namesAndRevenues(made));
    expect(cells(made, sheet, 'B2')[0]?.[0]?.display).toMatch(/refreshed 2026-05-15 11:00$/);

    expect(await changed(made, { columns: ['rank', 'name', 'revenue', 'tier', 'won deals'] })).toMatchObject({
      problem: null,
    });
    expect(held(made, sheet, 'B3:G3')).toEqual([['Rank', 'Partner', 'Revenue (EUR)', 'Tier', 'Won deals', '']]);
    expect(standing(made)).toEqual(await namesAndRevenues(made));

    made.sandbox.settings.currency = 'JPY';
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'D3')).toEqual([['Revenue (JPY)']]);

    expect(await changed(made, { period: 'last_quarter' })).toMatchObject({ problem: null });
    await made.clock.advance(61 * 86_400_000);
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(cells(made, sheet, 'B2')[0]?.[0]?.display).toContain('2026-04-01 to 2026-06-30');
    expect(standing(made)).toEqual(await namesAndRevenues(made, 'period=last_quarter&limit=10'));
    expect(made.file.workbook.namedRanges()).toHaveLength(1);
  });

  test('its schedule goes on for as long as it likes, since nothing fails', async () => {
    const made = await withTypedColumns(reading);
    const others = made.sandbox.data.partners.splice(3);
    await everyHour(made);
    for (let hour = 0; hour < 7; hour += 1) {
      if (hour === 2) made.sandbox.data.partners.push(...others);
      for (const deal of made.sandbox.data.deals) deal.value += 1;
      await made.google.advance(3_600_000);
    }
    const { reports, schedule } = await ask(made, 'overview', undefined);
    expect(reports).toMatchObject([{ problem: null }]);
    expect(Object.values(schedule.reports)).toMatchObject([{ failing: null }]);
    expect(made.google.mails).toEqual([]);
    expect(standing(made)).toEqual(await namesAndRevenues(made));
  });

  test('converted back, it gets the formats that were refused, and nothing is said any more', async () => {
    const made = await withTypedColumns(reading);
    const others = made.sandbox.data.partners.splice(3);
    await refreshed(made);
    made.file.workbook.clearFormat(sheet, { row: 7, column: 2, rows: 7, columns: 11 });
    made.sandbox.data.partners.push(...others);
    expect((await refreshed(made))?.notes).toEqual([{ kind: 'information', text: formatsKept }]);
    expect(cells(made, sheet, 'D13')[0]?.[0]?.numberFormat).toBe('General');
    // Also where nothing has changed since.
    expect((await refreshed(made))?.notes).toEqual([{ kind: 'information', text: formatsKept }]);
    made.file.workbook.convertToRange(sheet, { row: 3, column: 2, rows: 1, columns: 1 });
    for (const deal of made.sandbox.data.deals) deal.value += 1;
    expect(await refreshed(made)).toMatchObject({ problem: null, notes: [] });
    expect(cells(made, sheet, 'D13')[0]?.[0]?.numberFormat).toBe('#,##0.00');
  });

  test('its history and its formulas go on too', async () => {
    const made = await withTypedColumns(reading, { history: 'refresh' });
    const history = made.file.workbook.sheets().find(({ name }) => name.startsWith('History'))?.id ?? '';
    const { lastRow, lastColumn } = made.file.workbook.extent(history);
    // With a blank row at its end, as Sheets offers it: the next snapshot begins inside.
    made.file.workbook.convertToTable(history, { row: 1, column: 1, rows: lastRow + 1, columns: lastColumn });
    for (const deal of made.sandbox.data.deals) deal.value += 1;
    const report = await refreshed(made);
    const text = expect.stringContaining('in the sheet of the history');
    expect(report).toMatchObject({ problem: null, notes: [{ kind: 'information', text }] });
    expect(made.file.workbook.extent(history).lastRow).toBe(2 * lastRow - 1);

    select(made, sheet, 'B20');
    made.file.workbook.convertToTable(sheet, { row: 20, column: 2, rows: 12, columns: 11 });
    await ask(made, 'insertFormula', { period: 'current_year', type: null, limit: 5, currency: 'EUR' });
    await made.file.workbook.settled();
    expect(held(made, sheet, 'C21:D21')).toEqual((await namesAndRevenues(made)).slice(0, 1));
  });

  test('deleted with its cells, they are cleared, and a new one in typed columns is inserted', async () => {
    const made = await withTypedColumns(reading);
    // The title stands above the Table, so Sheets accepts its looks beside those that it refuses.
    const titleColor = () => cells(made, sheet, 'B2')[0]?.[0]?.fontColor;
    const [report] = (await ask(made, 'overview', undefined)).reports;
    await ask(made, 'removeReport', { id: report?.id ?? '', clear: true });
    expect(made.file.workbook.extent(sheet).lastRow).toBe(0);
    expect(titleColor()).toBe('');
    select(made, sheet, 'B2');
    expect(await ask(made, 'saveReport', newReport(thisYear))).toMatchObject({
      reports: [{ problem: null, notes: [{ kind: 'information', text: formatsKept }] }],
    });
    expect(standing(made)).toEqual(await namesAndRevenues(made));
    expect(titleColor()).toBe('#5f6368');
  });
});
