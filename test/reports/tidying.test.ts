import type { ReportDefinition } from '../../src/contract/report-definition';
import type { Overview, ReportView } from '../../src/contract/sidebar-api';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, held, newReport, select } from '../support/bench';

afterEach(closeBenches);

const hour = 3_600_000;
const sheet = '0';
const quarter = { period: 'current_quarter', type: null, limit: 3, where: 'sheet' } as const;
const sheetNames = ({ file }: Workbench) => file.workbook.sheets().map(({ name }) => name);

/** Anna’s spreadsheet with a report in a sheet that was made for it. */
async function withReport(more: Partial<ReportDefinition> = {}, daysLater = 0) {
  const made = await connected('tables');
  await made.clock.advance(daysLater * 24 * hour);
  const { reports } = await ask(made, 'saveReport', newReport(quarter, { name: 'Top', ...more }));
  const [report] = reports;
  if (!report) throw new Error('There is no report.');
  const own = made.file.workbook.sheets().find(({ name }) => name === 'Top')?.id ?? '';
  return { made, report, own };
}

const remove = (made: Workbench, { id }: ReportView, more = {}) =>
  ask(made, 'removeReport', { id, clear: true, sheet: true, ...more });

describe('a report is deleted with its cells and its sheet', () => {
  test('which is gone, with the chart and the title in it', async () => {
    const { made, report } = await withReport({ chart: true, totals: true });
    expect(report).toMatchObject({ madeSheet: 'Top', place: 'Top!A2' });
    expect(await remove(made, report)).toMatchObject({ reports: [], message: 'Top and its sheet are gone.' });
    expect(sheetNames(made)).toEqual(['Sheet1', 'Journeybee']);
    expect([...made.file.properties.keys()].filter((name) => name.includes(report.id))).toEqual([]);
  });

  const own: ReadonlyArray<readonly [what: string, act: (made: Workbench, id: string) => unknown]> = [
    ['a cell of somebody’s own', (made, id) => made.file.workbook.type(id, 900, 20, 'mine')],
    ['a formula that shows nothing', (made, id) => made.file.workbook.type(id, 40, 1, '=""')],
    ['a note on an empty cell', (made, id) => made.file.workbook.setNote(id, 40, 3, 'ask Ben')],
    ['a note on a cell of the table', (made, id) => made.file.workbook.setNote(id, 3, 2, 'ask Ben')],
    ['an image', (made, id) => made.file.workbook.addPicture(id, 'image')],
    ['a drawing', (made, id) => made.file.workbook.addPicture(id, 'drawing')],
    [
      'a named range of somebody’s own',
      (made, id) => made.file.workbook.setNamedRange('Budget', id, { row: 50, column: 1, rows: 2, columns: 2 }),
    ],
    [
      'a chart of somebody’s own',
      (made, id) => {
        const [chart] = made.file.workbook.chartsOn(id);
        if (chart) made.file.workbook.insertChart(id, chart);
      },
    ],
  ];
  test.each(own)('%s keeps the sheet, and the table alone is cleared', async (_, act) => {
    const { made, report, own: id } = await withReport({ chart: true });
    await act(made, id);
    const { message } = await remove(made, report);
    expect(message).toBe(
      'Top and its cells are gone. Its sheet stays, because it holds something else or is the only one.',
    );
    expect(sheetNames(made)).toContain('Top');
    expect(held(made, id, 'A1:C5').flat().join('')).toBe('');
  });

  test('another report in it keeps the sheet, until that is deleted as well', async () => {
    const { made, report, own: id } = await withReport();
    select(made, id, 'A20');
    const second = newReport({ ...quarter, where: 'cell' }, { name: 'Second' });
    const { reports } = await ask(made, 'saveReport', second);
    expect(reports[1]).toMatchObject({ madeSheet: null });
    await remove(made, report);
    expect(sheetNames(made)).toContain('Top');
    // Made in a sheet that was there already, it has none of its own to remove.
    expect(reports[1] && (await remove(made, reports[1]))).toMatchObject({ message: 'Second and its cells are gone.' });
    expect(sheetNames(made)).toContain('Top');
  });

  test('the only visible sheet stays', async () => {
    const { made, report, own: id } = await withReport();
    made.file.workbook.deleteSheet(sheet);
    expect((await remove(made, report)).message).toContain('Its sheet stays');
    expect(held(made, id, 'A1:C5').flat().join('')).toBe('');
  });

  test('a table that was moved to another sheet leaves both: what was made for it is not offered any more', async () => {
    const { made, own: id } = await withReport();
    const name = made.file.workbook.namedRanges()[0]?.name ?? '';
    made.file.workbook.write(
      sheet,
      { row: 2, column: 1, rows: 4, columns: 11 },
      held(made, id, 'A2:K5') as unknown[][],
    );
    made.file.workbook.moveNamedRange(name, sheet, { row: 2, column: 1, rows: 4, columns: 11 });
    const [moved] = (await ask(made, 'overview', undefined)).reports;
    expect(moved?.madeSheet).toBeNull();
  });

  test('unasked, its sheet stays', async () => {
    const { made, report } = await withReport();
    expect((await remove(made, report, { sheet: false })).message).toBe('Top and its cells are gone.');
    expect(sheetNames(made)).toContain('Top');
  });
});

describe('a report whose period is still to come', () => {
  test('a duplicate of a running quarter for the next says when that begins, on its card and in its sheet, until it does', async () => {
    const { made, report } = await withReport({ schedule: { kind: 'hourly' } }, 44);
    const { message, reports } = await ask(made, 'duplicate', { id: report.id, next: true });
    expect(message).toContain('Top (next period) is in a new sheet. Its period begins on 2026-07-01.');
    const begins = { kind: 'information', text: 'Begins on 2026-07-01' };
    expect(reports.map(({ notes }) => notes)).toEqual([[], [begins]]);
    const id = made.file.workbook.sheets().find(({ name }) => name === 'Top (next period)')?.id ?? '';
    expect(held(made, id, 'A1')[0]?.[0]).toMatch(/ · begins on 2026-07-01 · /);
    made.file.close(anna);
    await made.clock.advance(4 * 24 * hour - hour);
    await made.google.advance(hour);
    const after = (await ask(made, 'overview', undefined)).reports[1];
    expect(after).toMatchObject({ problem: null, notes: [], refreshedAt: '2026-07-02 09:00' });
    expect(held(made, id, 'A1')[0]?.[0]).not.toContain('begins');
  });

  test.each([
    ['2026-05-16', ' Its period begins on 2026-05-16.'],
    ['2026-05-15', ''],
  ])('days from %s, chosen in the form on 2026-05-15', async (startDate, said) => {
    const { made } = await withReport();
    const period = { startDate, endDate: '2026-06-30' };
    const { message } = await ask(
      made,
      'saveReport',
      newReport({ ...quarter, where: 'sheet' }, { name: 'Days', period }),
    );
    expect(message).toBe(`Days is in a new sheet.${said}`);
  });
});

describe('while a refresh is running', () => {
  /** What the sidebar is told when it is opened at that moment. */
  async function openedMeanwhile(
    opener: string,
    start: (made: Workbench) => Promise<unknown>,
  ): Promise<Overview['busy']> {
    const { made } = await withReport({ schedule: { kind: 'hourly' } });
    let busy: Promise<Overview['busy']> | null = null;
    made.google.interfere = ({ call }) => {
      if (call.startsWith('UrlFetchApp.') && busy === null)
        busy = ask(made, 'overview', undefined, opener).then((overview) => overview.busy);
      return 'go on';
    };
    made.sandbox.settings.latencyMs = 5000;
    await start(made);
    made.google.interfere = null;
    expect((await ask(made, 'overview', undefined, opener)).busy).toBeNull();
    return busy;
  }
  const click = (made: Workbench) => ask(made, 'refresh', { id: null, withMyKey: false });

  test('whoever began it and opens the sidebar again is told that it is their own', async () => {
    expect(await openedMeanwhile(anna, click)).toEqual({ by: anna, own: true, scheduled: false });
  });

  test('somebody else is told whose it is', async () => {
    expect(await openedMeanwhile(ben, click)).toEqual({ by: anna, own: false, scheduled: false });
  });

  test('their schedule is told apart', async () => {
    expect(await openedMeanwhile(anna, (made) => made.google.advance(hour))).toEqual({
      by: anna,
      own: true,
      scheduled: true,
    });
  });
});
