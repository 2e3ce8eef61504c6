import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReportDefinition } from '../../src/contract/report-definition';
import type { PeriodName } from '../../src/domain/periods';
import { SimulatedClock } from '../../workbench/clock';
import type { SandboxSettings } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected, held, newReport, plainly, select, shown } from '../support/bench';
import { cellExecutions, enter, sheet, tableOf } from '../support/spreadsheet';

const closings: Array<() => void> = [];
afterEach(async () => {
  await closeBenches();
  for (const close of closings.splice(0)) close();
});

/** A file in a zone, at a moment, with a Journeybee that is as these settings say and has deals up to that day. */
async function fileIn(timeZone: string, moment: string, settings: Partial<SandboxSettings> = {}): Promise<Workbench> {
  const made = await connected('owner', { timeZone, clock: new SimulatedClock(Date.parse(moment)) });
  Object.assign(made.sandbox.settings, settings);
  return made;
}

const moveTo = ({ clock }: Workbench, moment: string) => clock.advance(Date.parse(moment) - clock.now());

/** What Journeybee has for these days, as a table. */
const tableFor = async (made: Workbench, start: string, end: string) =>
  tableOf(await plainly(made, `start_date=${start}&end_date=${end}&limit=100`));

const leaderboardsAsked = ({ sandbox }: Workbench) => sandbox.requests.filter(({ path }) => path.includes('analytics'));

async function insert(made: Workbench, period: PeriodName, more: Partial<ReportDefinition> = {}) {
  select(made, sheet, 'A1');
  return ask(made, 'saveReport', newReport({ period, type: null, limit: 10, where: 'cell' }, more));
}

const title = (made: Workbench) => shown(made, sheet, 'A1')[0]?.[0] ?? '';

test('last month, ready by 9:00 on the first in Tokyo, is the month that has just ended there (F8)', async () => {
  const made = await fileIn('Asia/Tokyo', '2026-06-29T00:00:00Z');
  await insert(made, 'last_month', { schedule: { kind: 'monthly', day: 1, hour: 9 } });
  expect(title(made)).toMatch(/^Last month · 2026-05-01 to 2026-05-31 · /);
  await made.google.advance(Date.parse('2026-07-01T00:00:00Z') - made.clock.now());
  expect(title(made)).toMatch(/^Last month · 2026-06-01 to 2026-06-30 · EUR · refreshed 2026-07-01 0[78]:/);
  const [, ...rows] = await tableFor(made, '2026-06-01', '2026-06-30');
  expect(shown(made, sheet, 'B3:B5').flat()).toEqual(rows.slice(0, 3).map(([, name]) => name));
});

test.each<[PeriodName, string, string, string, string, string, string]>([
  ['last_month', 'Asia/Tokyo', 'Etc/UTC', '2026-06-30T15:00:00Z', '2026-06-01', '2026-06-30', 'ahead of Journeybee'],
  [
    'current_month',
    'America/New_York',
    'Etc/UTC',
    '2026-07-01T00:30:00Z',
    '2026-06-01',
    '2026-06-30',
    'behind it (F9)',
  ],
  [
    'current_year',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    '2026-12-31T10:00:00Z',
    '2027-01-01',
    '2027-12-31',
    'a day ahead',
  ],
  [
    'last_quarter',
    'Pacific/Pago_Pago',
    'Pacific/Kiritimati',
    '2026-07-01T10:59:00Z',
    '2026-01-01',
    '2026-03-31',
    'a day behind',
  ],
])('%s in %s, with Journeybee’s clock in %s, at %s: %s to %s, %s', async (name, zone, server, moment, start, end) => {
  const made = await fileIn(zone, moment, { timeZone: server });
  const { rows } = await enter(made, `=JB_PARTNERS("${name}")`);
  expect(leaderboardsAsked(made).map(({ query }) => /period|start_date/.exec(query)?.[0])).toEqual([
    'period',
    'period',
    'start_date',
  ]);
  expect(rows).toEqual(await tableFor(made, start, end));
  // The columns with the days say the same.
  const dated = await enter(made, `=JB_PARTNERS("${name}";"";1;"columns=start date,end date;headers=no")`);
  if (rows.length > 2) expect(dated.rows[0]?.slice(0, 2)).toEqual([start, end]);
});

test('a warm cell asks Journeybee for nothing and Google for no time zone, until its words mean other days', async () => {
  const made = await fileIn('Asia/Tokyo', '2026-06-30T14:50:00Z');
  await ask(made, 'setFreshness', { minutes: 60 });
  await enter(made, '=JB_PARTNERS("last_month")');
  const asked = leaderboardsAsked(made).length;
  await made.clock.advance(9 * 60_000);
  const { rows } = await enter(made, '=JB_PARTNERS("last_month";"";10;"")');
  expect(rows).toEqual(await tableFor(made, '2026-05-01', '2026-05-31'));
  expect(cellExecutions(made).at(-1)?.calls.length).toBeLessThanOrEqual(4);
  expect(leaderboardsAsked(made)).toHaveLength(asked + 1);
  await made.clock.advance(60_000);
  const after = await enter(made, '=JB_PARTNERS("last_month";"";10)');
  expect(after.rows).toEqual(await tableFor(made, '2026-06-01', '2026-06-30'));
});

test.each(['current_week', 'last_fiscal_quarter', 'FY26', 'FY26-Q3', '2026-03'])(
  'a warm cell over %s takes four service calls at most',
  async (period) => {
    const made = await fileIn('Asia/Tokyo', '2026-06-30T14:50:00Z');
    await enter(made, `=JB_PARTNERS("${period}")`);
    const asked = leaderboardsAsked(made).length;
    await enter(made, `=JB_PARTNERS("${period}";"";10;"")`);
    expect(cellExecutions(made).at(-1)?.calls.length).toBeLessThanOrEqual(4);
    expect(leaderboardsAsked(made)).toHaveLength(asked);
  },
);

test('yesterday’s figures do not stand in for another month’s while Journeybee has a problem', async () => {
  const made = await fileIn('Asia/Tokyo', '2026-06-30T14:50:00Z');
  await enter(made, '=JB_PARTNERS("last_month")');
  made.sandbox.faults.always({ kind: 'status', status: 500 });
  await moveTo(made, '2026-06-30T15:20:00Z');
  const { value, note } = await enter(made, '=JB_PARTNERS("last_month";"";10)');
  expect([value, note]).toEqual(['#ERROR!', expect.stringContaining('Journeybee has a problem')]);
});

test('a year that ends today is Journeybee’s own calendar: shown with its days, and not asked for again', async () => {
  const made = await fileIn('Asia/Tokyo', '2026-06-18T03:00:00Z', { currentEndsToday: true });
  const before = leaderboardsAsked(made).length;
  await insert(made, 'current_year');
  expect(title(made)).toMatch(/^This year · 2026-01-01 to 2026-06-18 · /);
  expect(leaderboardsAsked(made)).toHaveLength(before + 1);
});

test('so is a fiscal quarter', async () => {
  const made = await fileIn('Etc/UTC', '2026-06-18T03:00:00Z', { yearBeginsIn: 2 });
  const before = leaderboardsAsked(made).length;
  await insert(made, 'current_quarter');
  expect(title(made)).toMatch(/^This quarter · 2026-05-01 to 2026-07-31 · /);
  expect(leaderboardsAsked(made)).toHaveLength(before + 1);
});

test('the last thirty days are Journeybee’s, and the title shows which', async () => {
  const made = await fileIn('Pacific/Kiritimati', '2026-06-30T12:00:00Z');
  await insert(made, 'last_30_days');
  expect(title(made)).toMatch(/^Last 30 days · 2026-06-01 to 2026-06-30 · /);
});

test('where Journeybee ignores days, an answer for others is refused in words and no cell changes', async () => {
  const made = await fileIn('Asia/Tokyo', '2026-06-30T14:50:00Z', { ignores: ['start_date', 'end_date'] });
  await insert(made, 'last_month');
  const before = shown(made, sheet, 'A1:C12');
  await moveTo(made, '2026-06-30T15:20:00Z');
  await expect(ask(made, 'refresh', { id: null, withMyKey: false })).resolves.toMatchObject({
    message: expect.stringContaining(
      'Asked for 2026-06-01 to 2026-06-30, Journeybee answered for 2026-01-01 to 2026-12-31.',
    ),
  });
  expect(shown(made, sheet, 'A1:C12')).toEqual(before);
  select(made, sheet, 'A30');
  for (const [period, start, end] of [
    ['2026-02-03..2026-02-04', '2026-02-03', '2026-02-04'],
    ['last_week', '2026-06-22', '2026-06-28'],
  ]) {
    await made.file.workbook.type(sheet, 30, 1, `=JB_PARTNERS("${period}")`);
    const [[cell] = []] = made.file.workbook.read(sheet, { row: 30, column: 1, rows: 1, columns: 1 });
    expect(cell?.note).toContain(`Asked for ${start} to ${end}, Journeybee answered for 2026-01-01 to 2026-12-31.`);
  }
});

test('all partners of a report are of the file’s days too', async () => {
  const made = await fileIn('Asia/Tokyo', '2026-06-30T15:20:00Z');
  select(made, sheet, 'A1');
  const wanted = newReport({ period: 'last_month', type: null, limit: 10, where: 'cell' }, { rows: 'all' });
  await ask(made, 'saveReport', wanted);
  expect(title(made)).toMatch(/^Last month · 2026-06-01 to 2026-06-30 · /);
  const { partners } = await plainly(made, 'start_date=2026-06-01&end_date=2026-06-30&limit=100');
  const sold = partners.filter(({ revenue }) => revenue > 0).map(({ name, revenue }) => [name.trim(), revenue]);
  expect(sold.length).toBeGreaterThan(5);
  const figures = held(made, sheet, `B3:C${sold.length + 2}`);
  expect(figures.map(([name, revenue]) => [name, revenue])).toEqual(sold);
});

test('weeks and fiscal periods are asked for by their days, and follow the month that Settings say', async () => {
  const made = await fileIn('Asia/Tokyo', '2026-06-28T15:30:00Z');
  const { calendar, message } = await ask(made, 'setFiscalStart', { month: 4 });
  expect([calendar, message]).toEqual([
    { today: '2026-06-29', fiscalStart: 4 },
    'Fiscal years start in April from now on. Refresh the reports and formulas that show one.',
  ]);
  for (const [period, start, end] of [
    ['this week', '2026-06-29', '2026-07-05'],
    ['last_week', '2026-06-22', '2026-06-28'],
    ['fiscal_year', '2026-04-01', '2027-03-31'],
    ['last_fiscal_year', '2025-04-01', '2026-03-31'],
    ['fiscal_quarter', '2026-04-01', '2026-06-30'],
    ['last_fiscal_quarter', '2026-01-01', '2026-03-31'],
    ['FY26', '2025-04-01', '2026-03-31'],
    ['FY26-Q3', '2025-10-01', '2025-12-31'],
  ] as const) {
    const { rows } = await enter(made, `=JB_PARTNERS("${period}")`);
    expect([period, rows]).toEqual([period, await tableFor(made, start, end)]);
  }
  select(made, sheet, 'N1');
  await ask(made, 'saveReport', newReport({ period: 'fiscal_year', type: null, limit: 3, where: 'cell' }));
  const besides = () => shown(made, sheet, 'N1').join();
  expect(besides()).toMatch(/^This fiscal year · 2026-04-01 to 2027-03-31 · /);
  await ask(made, 'setFiscalStart', { month: 10 });
  await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(besides()).toMatch(/^This fiscal year · 2025-10-01 to 2026-09-30 · /);
  const { rows } = await enter(made, '=JB_PARTNERS("last_fiscal_year")');
  expect(rows).toEqual(await tableFor(made, '2024-10-01', '2025-09-30'));
  expect(leaderboardsAsked(made).filter(({ query }) => /fiscal|week/.test(query))).toEqual([]);
});

test.each([{ month: 0 }, { month: 13 }, { month: 2.5 }, { month: '4' }, {}])(
  'a fiscal year that starts in %p is refused',
  async (request) => {
    const made = await connected();
    await expect(ask(made, 'setFiscalStart', request as { month: number })).rejects.toThrow('Choose a month.');
    expect((await ask(made, 'overview', undefined)).calendar.fiscalStart).toBe(1);
  },
);

test('tiers that were kept from before and after a midnight of Journeybee’s are asked for again, not added', async () => {
  const made = await fileIn('Etc/UTC', '2026-06-30T23:55:00Z');
  const tiers = '"columns=name,start date,end date;tier=Gold';
  await enter(made, `=JB_PARTNERS("last_30_days";"";100;${tiers}")`);
  await moveTo(made, '2026-07-01T00:05:00Z');
  const { rows } = await enter(made, `=JB_PARTNERS("last_30_days";"";100;${tiers}, Silver")`);
  expect(rows.length).toBeGreaterThan(3);
  for (const row of rows.slice(1)) expect(row.slice(1, 3)).toEqual(['2026-06-02', '2026-07-01']);
});

test('days that come as date-times are shown and kept as days, and the report is still read (F12)', async () => {
  const made = await fileIn('Etc/UTC', '2026-06-18T09:00:00Z');
  await altering(made, (body) => {
    const { start_date: start, end_date: end } = body.period;
    return { ...body, period: { start_date: `${start}T00:00:00.000Z`, end_date: String(end).replaceAll('-', '/') } };
  });
  const { reports } = await insert(made, 'current_year');
  expect(title(made)).toMatch(/^This year · 2026-01-01 to 2026-12-31 · /);
  const kept = await ask(made, 'keepDates', { id: reports[0]?.id ?? '' });
  expect(kept.reports[0]?.definition?.period).toEqual({ startDate: '2026-01-01', endDate: '2026-12-31' });
  await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(title(made)).toMatch(/^2026-01-01 to 2026-12-31 · /);
});

test('days that cannot be told are not shown, and never get into a definition', async () => {
  const made = await fileIn('Etc/UTC', '2026-06-18T09:00:00Z');
  await altering(made, (body) => ({ ...body, period: { start_date: 'New Year', end_date: '31.12.' } }));
  const { reports } = await insert(made, 'current_year');
  expect(title(made)).toMatch(/^This year · EUR · /);
  expect(reports[0]?.dates).toBeNull();
  const refused = 'Refresh the report first: Journeybee has not said yet which days it covers.';
  await expect(ask(made, 'keepDates', { id: reports[0]?.id ?? '' })).rejects.toThrow(refused);
});

test.each([
  ['2026-01-01', '9999-12-31'],
  ['0026-01-01', '2026-12-31'],
  ['1999-12-31', '2026-12-31'],
])('a report from %s to %s is refused, as the formula is (F25)', async (startDate, endDate) => {
  const made = await connected();
  const { definition } = newReport({ period: 'current_year', type: null, limit: 3, where: 'cell' });
  const wanted = { id: null, definition: { ...definition, period: { startDate, endDate } }, where: 'cell' } as const;
  await expect(ask(made, 'saveReport', wanted)).rejects.toThrow('Choose days in the years 2000 to 2100.');
  const { note } = await enter(made, `=JB_PARTNERS("${startDate}..${endDate}")`);
  expect(note).toContain('is outside the years 2000 to 2100.');
});

interface Body {
  readonly period: { readonly start_date: unknown; readonly end_date: unknown };
}

/** From now on the leaderboards that Journeybee answers are changed on their way. */
async function altering({ sandbox }: Workbench, alter: (body: Body) => unknown): Promise<void> {
  const { url: own } = sandbox;
  const server = createServer(async (request, response) => {
    const answer = await fetch(own + request.url, { headers: { Authorization: request.headers.authorization ?? '' } });
    const body = await answer.text();
    const isLeaderboard = answer.ok && request.url?.includes('analytics');
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(isLeaderboard ? JSON.stringify(alter(JSON.parse(body) as Body)) : body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(() => server.close());
  sandbox.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
