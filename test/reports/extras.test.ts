import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ReportView } from '../../src/contract/sidebar-api';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, closeBenches, connected, held, newReport, plainly, shown } from '../support/bench';
import { isThorough } from '../support/breadth';
import { strike } from '../support/sweeps';

afterEach(closeBenches);

const lastYear = { period: 'last_year', type: null, limit: 5, where: 'cell' } as const;
const sheet = '0';
const day = 86_400_000;

async function withReport(more: Partial<ReportDefinition>, made?: Workbench): Promise<Workbench> {
  const bench = made ?? (await connected());
  await ask(bench, 'saveReport', newReport(lastYear, more));
  return bench;
}

const refresh = (made: Workbench) => ask(made, 'refresh', { id: null, withMyKey: false });

async function only(made: Workbench): Promise<ReportView> {
  const [report] = (await ask(made, 'overview', undefined)).reports;
  if (!report) throw new Error('There is no report.');
  return report;
}

async function change(made: Workbench, more: Partial<ReportDefinition>): Promise<void> {
  const { id, definition } = await only(made);
  if (definition) await ask(made, 'saveReport', { id, definition: { ...definition, ...more }, where: 'cell' });
}

const historySheet = (made: Workbench) => made.file.workbook.sheets().find(({ name }) => name.startsWith('History'));

/** The rows of the history's sheet. */
function history(made: Workbench): unknown[][] {
  const id = historySheet(made)?.id ?? '';
  const { lastRow, lastColumn } = made.file.workbook.extent(id);
  return made.file.workbook
    .read(id, { row: 1, column: 1, rows: lastRow, columns: lastColumn })
    .map((row) => row.map(({ value }) => value));
}

const charts = (made: Workbench) => made.file.workbook.chartsOn(sheet);

describe('a chart', () => {
  test('shows the partners and their revenue, and follows the block when it grows and moves', async () => {
    const made = await withReport({ chart: true });
    const [drawn] = charts(made);
    expect(drawn?.ranges).toEqual([
      expect.objectContaining({ row: 2, column: 2, rows: 6, columns: 1 }),
      expect.objectContaining({ row: 2, column: 3, rows: 6, columns: 1 }),
    ]);
    await change(made, { rows: 9 });
    made.file.workbook.insertRows(sheet, 1, 2);
    await refresh(made);
    expect(charts(made)).toHaveLength(1);
    expect(charts(made)[0]?.ranges).toEqual([
      expect.objectContaining({ row: 4, column: 2, rows: 10 }),
      expect.objectContaining({ row: 4, column: 3, rows: 10 }),
    ]);
  });

  test('below a Board that grows, or beside one that gets more columns, goes where it is seen, unless somebody dragged it', async () => {
    const made = await connected();
    const board = { style: 'board', columns: ['rank', 'name', 'revenue'], movement: null, chart: true } as const;
    await ask(made, 'saveReport', newReport({ ...lastYear, where: 'sheet' }, { ...board, name: 'Own' }));
    const own = made.file.workbook.sheets().find(({ name }) => name === 'Own')?.id ?? '';
    const corner = () => {
      const [chart] = made.file.workbook.chartsOn(own);
      return [chart?.position.row, chart?.position.column];
    };
    expect(corner()).toEqual([11, 1]);
    await change(made, { rows: 15, totals: true });
    expect(corner()).toEqual([21, 1]);
    await change(made, { rows: 40 });
    expect(corner()).toEqual([4, 5]);
    await change(made, { columns: ['rank', 'name', 'revenue', 'won deals', 'total deals'] });
    expect(corner()).toEqual([4, 7]);
    const calls = async () => {
      await refresh(made);
      return made.google.executions.at(-1)?.calls ?? [];
    };
    expect(await calls()).not.toContain('Sheet.updateChart');
    const [chart] = made.file.workbook.chartsOn(own);
    if (!chart) throw new Error('There is no chart.');
    made.file.workbook.updateChart(own, chart.id, { ...chart, position: { row: 6, column: 2, x: 4, y: 0 } });
    expect(await calls()).not.toContain('Sheet.updateChart');
    expect(corner()).toEqual([6, 2]);
  });

  test('that somebody deleted stays away, until it is turned off and on again', async () => {
    const made = await withReport({ chart: true });
    const [drawn] = charts(made);
    made.file.workbook.removeChart(sheet, drawn?.id ?? 0);
    await change(made, { rows: 7 });
    expect(charts(made)).toEqual([]);
    await change(made, { chart: false });
    await change(made, { chart: true });
    expect(charts(made)).toHaveLength(1);
  });
});

describe('a history', () => {
  test('of each refresh: the header once, then dated snapshots in the columns of its beginning', async () => {
    const made = await withReport({ history: 'refresh', columns: ['rank', 'name', 'revenue'], rows: 3 });
    await made.clock.advance(day);
    await change(made, { columns: ['name', 'open pipeline'], rows: 2 });
    const [header, ...rows] = history(made);
    expect(header).toEqual(['Date', 'Rank', 'Partner', 'UUID', 'Revenue', 'Currency']);
    expect(rows).toHaveLength(5);
    const { partners } = await plainly(made, 'period=last_year&limit=100');
    expect(rows.slice(3).map(([, , , uuid, revenue, currency]) => [uuid, revenue, currency])).toEqual(
      partners.slice(0, 2).map(({ uuid, revenue }) => [uuid, revenue, 'EUR']),
    );
    expect(rows.every(([date]) => date instanceof Date)).toBe(true);
    expect(Number(rows[3]?.[0]) - Number(rows[0]?.[0])).toBe(day);
  });

  test.each(['cell', 'sheet'] as const)(
    'begins behind the table, at which the person stays (in a %s), and its dates have room',
    async (where) => {
      const made = await connected();
      await ask(made, 'saveReport', newReport({ ...lastYear, where }, { name: 'Mine', history: 'refresh' }));
      const { workbook } = made.file;
      const at = workbook.sheets().find(({ id }) => id === workbook.activeRange.sheetId);
      expect(at?.name).toBe(where === 'cell' ? 'Sheet1' : 'Mine');
      const width = workbook.snapshot().sheets[historySheet(made)?.id ?? '']?.columnData?.[0]?.w;
      expect(width).toBeGreaterThan(16 * 7);
    },
  );

  test('that Google refused at first begins with a tick, when nobody looks', async () => {
    const made = await withReport({ rows: 2, schedule: { kind: 'hourly' } });
    made.google.interfere = ({ call }) => (call === 'Spreadsheet.insertSheet' ? { fail: 'Not now.' } : 'go on');
    await change(made, { history: 'refresh' });
    made.google.interfere = null;
    expect((await only(made)).notes).toEqual([
      { kind: 'warning', text: 'The history could not be written. It is tried again at the next refresh.' },
    ]);
    await made.google.advance(2 * 3_600_000);
    expect(history(made).length).toBeGreaterThan(2);
    expect((await only(made)).notes).toEqual([]);
  });

  test('of each day: a second refresh of the day adds nothing', async () => {
    const made = await withReport({ history: 'day', rows: 3 });
    await refresh(made);
    expect(history(made)).toHaveLength(4);
    await made.clock.advance(day);
    await refresh(made);
    await refresh(made);
    expect(history(made)).toHaveLength(7);
  });

  test('writes a change of currency out', async () => {
    const made = await withReport({ history: 'refresh', rows: 1 });
    made.sandbox.settings.currency = 'USD';
    await refresh(made);
    expect(history(made).map((row) => row[row.length - 1])).toEqual(['Currency', 'EUR', 'USD']);
  });

  test('has the days of Auckland in a German spreadsheet, numbers that are numbers and names that are text', async () => {
    const made = await connected('tables', { locale: 'de_DE', timeZone: 'Pacific/Auckland' });
    const [top] = (await plainly(made, 'period=last_year&limit=100')).partners;
    made.sandbox.data.renamePartner(String(top?.uuid), '1.2.2026');
    await withReport({ history: 'day', rows: 1 }, made);
    const [, row] = history(made);
    expect(row?.slice(1, 3)).toEqual([1, '1.2.2026']);
    const date = row?.[0];
    const today = new Date(made.clock.now()).toLocaleDateString('sv-SE', { timeZone: 'Pacific/Auckland' });
    expect(date instanceof Date && date.toLocaleDateString('sv-SE', { timeZone: 'Pacific/Auckland' })).toBe(today);
  });

  test('of names that were spelled otherwise has them as they are spelled now, and leaves what people wrote', async () => {
    const made = await connected('tables');
    const { partners } = await plainly(made, 'period=last_year&limit=100');
    const [one = '', two = ''] = partners.map(({ uuid }) => String(uuid));
    made.sandbox.data.renamePartner(one, 'Café  Zürich\u00a0AG '.normalize('NFD'));
    made.sandbox.data.renamePartner(two, 'Plain');
    await withReport({ history: 'refresh', rows: 2 }, made);
    await refresh(made);
    await refresh(made);
    const { workbook } = made.file;
    const id = historySheet(made)?.id ?? '';
    const type = (row: number, text: string, column = 3) => workbook.type(id, row, column, text);
    // As an earlier version wrote it; the same as a formula; by another name; another partner's row; people's own rows.
    for (const [row, text] of [
      [2, "'Café  Zürich\u00a0AG"],
      [4, '="café zürich ag"'],
      [5, 'plain'],
      [6, 'Zurich (the bank)'],
      [8, 'CAFÉ ZÜRICH AG'],
      [9, 'café zürich ag'],
    ] as const)
      await type(row, text);
    await type(5, 'uuid-of-somebody', 4);
    await type(8, one, 4);
    await type(9, '=A2', 1);
    const names = () => history(made).map((row) => row[2]);
    await refresh(made);
    const now = 'Café Zürich AG';
    const kept = ['Partner', now, 'Plain', 'café zürich ag', 'plain', 'Zurich (the bank)', 'Plain'];
    const after = [...kept, 'CAFÉ ZÜRICH AG', 'café zürich ag', now, 'Plain'];
    expect(names()).toEqual(after);
    expect(workbook.read(id, { row: 4, column: 3, rows: 1, columns: 1 })[0]?.[0]?.formula).toBe('="café zürich ag"');

    made.sandbox.data.renamePartner(one, 'Café ZÜRICH AG');
    await refresh(made);
    const all = [...after, now, 'Plain'];
    expect(names()).toEqual(all.map((name) => (name === now ? 'Café ZÜRICH AG' : name)));
  });

  test('turned off and on again goes on in the same sheet', async () => {
    const made = await withReport({ history: 'refresh', rows: 2 });
    await change(made, { history: null });
    await refresh(made);
    expect(history(made)).toHaveLength(3);
    await change(made, { history: 'refresh' });
    expect(history(made)).toHaveLength(5);
    expect(made.file.workbook.sheets().filter(({ name }) => name.startsWith('History'))).toHaveLength(1);
  });

  test('whose sheet was deleted: the report is refreshed, and its card says what is missing', async () => {
    const made = await withReport({ history: 'refresh' });
    made.file.workbook.deleteSheet(historySheet(made)?.id ?? '');
    await refresh(made);
    expect(await only(made)).toMatchObject({
      problem: null,
      notes: [{ kind: 'warning', text: expect.stringContaining('history was deleted') }],
    });
    await change(made, { history: null });
    await change(made, { history: 'refresh' });
    expect(history(made).length).toBeGreaterThan(1);
    expect((await only(made)).notes).toEqual([]);
  });
});

describe('a refresh of everything, killed at each of its service calls in turn', () => {
  const foreign = (made: Workbench) => [
    shown(made, sheet, 'H1:I20'),
    shown(made, sheet, 'A15:I20'),
    held(made, sheet, 'D1:D20'),
  ];
  const block = (made: Workbench) => [held(made, sheet, 'A2:C12'), held(made, sheet, 'E2:G12')];

  /** Noon of the next day, and as many partners as there were at first, or only four. */
  async function nextDay(
    made: Workbench,
    others: Array<Workbench['sandbox']['data']['partners'][number]>,
  ): Promise<void> {
    const { partners } = made.sandbox.data;
    await made.clock.advance(day - (made.clock.now() % day) + day / 2);
    if (partners.length > 4) others.push(...partners.splice(4));
    else partners.push(...others.splice(0));
  }

  test('no cell that is not its own changes, and the next one makes all of it whole', async () => {
    const made = await connected();
    const others: Parameters<typeof nextDay>[1] = [];
    await nextDay(made, others);
    const columns = ['rank', 'name', 'revenue', 'won deals'] as const;
    const more = { totals: true, chart: true, movement: 'previous day', history: 'day' } as const;
    const period = { startDate: '2025-01-01', endDate: '2025-12-31' };
    await withReport({ rows: 6, period, columns, ...more }, made);
    made.file.workbook.insertColumns(sheet, 4, 1);
    await made.file.workbook.type(sheet, 4, 4, 'mine');
    await made.file.workbook.type(sheet, 3, 8, '=1+1');
    await made.file.workbook.type(sheet, 16, 1, 'below');
    const before = foreign(made);
    // It grows on one day and shrinks on the next; so it does here without being killed, to know how either ends.
    const wanted: Array<ReturnType<typeof block>> = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await nextDay(made, others);
      await refresh(made);
      wanted[turn % 2] = block(made);
    }
    const snapshots = new Set(history(made).map(([date]) => Number(date))).size;

    let killed = true;
    let nth = 0;
    let turns = 0;
    // A third of the stops of a day; the write itself is ended at each by test/sheets/interrupted.test.ts.
    for (; killed; nth += isThorough ? 1 : 3, turns += 1) {
      await nextDay(made, others);
      killed = false;
      const strikes = strike({ at: nth, fate: 'kill' });
      made.google.interfere = (about) => {
        const fate = strikes(about);
        killed ||= fate === 'kill';
        return fate;
      };
      await made.file.run(anna, 'sidebarCall', ['refresh', { id: null, withMyKey: false }], 'FULL');
      made.google.interfere = null;
      expect([nth, foreign(made)]).toEqual([nth, before]);
      // A lease that could not be given back ends by itself.
      await made.clock.advance(6 * 60_000);
      await refresh(made);
      expect([nth, foreign(made)]).toEqual([nth, before]);
      expect([nth, block(made)]).toEqual([nth, wanted[turns % 2]]);
      expect([nth, charts(made).length]).toEqual([nth, 1]);
    }
    expect(nth).toBeGreaterThan(isThorough ? 50 : 10);
    // Every day has one snapshot, of four partners or of six.
    const dates = history(made)
      .slice(1)
      .map(([date]) => Number(date));
    const each = [...new Set(dates)].map((date) => dates.filter((other) => other === date).length);
    expect([each.length, new Set(each)]).toEqual([snapshots - 1 + turns, new Set([4, 6])]);
  }, 240_000);
});
