import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ReportView } from '../../src/contract/sidebar-api';
import type { Workbench } from '../../workbench/workbench';
import { answering, type SentLeaderboard, sentRow } from '../support/answers';
import { ask, closeBenches, connected, held, newReport, shown } from '../support/bench';

afterEach(closeBenches);

const sheet = '0';
const lastYear = { period: 'last_year', type: null, limit: 10, where: 'cell' } as const;

async function withReport(made: Workbench, more: Partial<ReportDefinition>): Promise<ReportView> {
  const columns = ['rank', 'name', 'revenue'] as const;
  const { reports } = await ask(made, 'saveReport', newReport(lastYear, { columns, totals: true, ...more }));
  const [report] = reports;
  if (!report) throw new Error('There is no report.');
  return report;
}

const refresh = (made: Workbench) => ask(made, 'refresh', { id: null, withMyKey: false });
const titleOf = (made: Workbench) => String(held(made, sheet, 'A1')[0]?.[0]);
const isEarlier = (asked: URLSearchParams) => asked.get('start_date') !== null;
const named = (answer: SentLeaderboard, asked: URLSearchParams) => ({
  ...answer.period,
  ...(isEarlier(asked) && { start_date: asked.get('start_date'), end_date: asked.get('end_date') }),
});

/** Journeybee has these partners now, and those in the period before. */
const selling = (
  made: Workbench,
  now: ReadonlyArray<readonly [name: string, revenue: number]>,
  before: ReadonlyArray<readonly [name: string, revenue: number]>,
  currencies: { readonly now: string; readonly before: string } = { now: 'EUR', before: 'EUR' },
) =>
  answering(made, (answer, asked) => ({
    ...answer,
    currency_code: isEarlier(asked) ? currencies.before : currencies.now,
    partners: (isEarlier(asked) ? before : now)
      .map(([name, revenue]) => sentRow(name, revenue))
      .filter(({ uuid }) => !asked.has('partner_uuids') || asked.getAll('partner_uuids').includes(uuid)),
  }));

test('a partner that had nothing has a previous revenue of 0 and is new, and the totals add up (F14)', async () => {
  const made = await connected();
  await selling(
    made,
    [
      ['Old One', 500],
      ['Brand New', 2000],
    ],
    [
      ['Old One', 400],
      ['Lapsed', 900],
    ],
  );
  expect(await withReport(made, { comparison: 'full' })).toMatchObject({ problem: null, notes: [] });
  expect(held(made, sheet, 'A2:F5')).toEqual([
    ['Rank', 'Partner', 'Revenue (EUR)', 'Previous revenue (EUR)', 'Change (EUR)', 'Change %'],
    [1, 'Brand New', 2000, 0, 2000, 'new'],
    [2, 'Old One', 500, 400, 100, 0.25],
    ['', 'Total', 2500, 400, 2100, 5.25],
  ]);
  expect(titleOf(made)).toContain(
    '2025-01-01 to 2025-12-31 · EUR · compared with 2024-01-01 to 2024-12-31 · refreshed',
  );
});

test('a "new" that was written is the table’s own: it is refreshed, and gives way to a rate', async () => {
  const made = await connected();
  await selling(made, [['Brand New', 2000]], []);
  await withReport(made, { comparison: 'full' });
  expect(held(made, sheet, 'F3:F4').flat()).toEqual(['new', 'new']);
  await selling(made, [['Brand New', 2500]], [['Brand New', 2000]]);
  expect((await refresh(made)).reports[0]).toMatchObject({ problem: null });
  expect(held(made, sheet, 'C3:F4')).toEqual([
    [2500, 2000, 500, 0.25],
    [2500, 2000, 500, 0.25],
  ]);
});

test.each([
  [[['A', 123091.32]], [['A', 100794.39]], 22296.93],
  [
    [
      ['A', 0],
      ['B', 0.03],
    ],
    [
      ['A', 0.01],
      ['B', 0.02],
    ],
    0,
  ],
  [[['A', 0.1 + 0.2]], [['A', 0.3]], 0],
] as const)('%j after %j is a change of %d in total, to the cent (F15, F17)', async (now, before, change) => {
  const made = await connected();
  await selling(made, now, before);
  await withReport(made, { comparison: 'full' });
  const total = held(made, sheet, `E${3 + now.length}`)[0]?.[0];
  expect(total).toBe(change);
  expect(shown(made, sheet, `E${3 + now.length}`)[0]?.[0]).not.toMatch(/^-0/);
});

describe('there is no comparison, the columns stand, and the note says why', () => {
  const blank = (made: Workbench) => held(made, sheet, 'D2:F4');
  const nothing = [
    ['Previous revenue (EUR)', 'Change (EUR)', 'Change %'],
    ['', '', ''],
    ['', '', ''],
  ];

  test('where Journeybee answers for the same days whatever is asked (F11)', async () => {
    const made = await connected();
    await selling(made, [['A', 1]], [['A', 1]]);
    await answering(made, (answer) => ({
      ...answer,
      period: { start_date: '2026-01-01', end_date: '2026-12-31' },
    }));
    const report = await withReport(made, { period: 'current_year', comparison: 'full' });
    expect(blank(made)).toEqual(nothing);
    const why = 'Journeybee answered for 2026-01-01 to 2026-12-31, not for 2025-01-01 to 2025-12-31';
    expect(report).toMatchObject({ problem: null, notes: [{ kind: 'warning', text: `Not compared: ${why}` }] });
    expect(titleOf(made)).toContain(` · not compared: ${why} · refreshed`);
    expect(titleOf(made)).not.toContain('compared with');
  });

  test('where the amounts of then are in another currency', async () => {
    const made = await connected();
    await selling(made, [['A', 1]], [['A', 1]], { now: 'EUR', before: 'USD' });
    const report = await withReport(made, { comparison: 'full' });
    expect(blank(made)).toEqual(nothing);
    expect(report.notes).toEqual([
      { kind: 'warning', text: 'Not compared: the earlier amounts are in USD, these in EUR' },
    ]);
  });

  test('where the period has not begun', async () => {
    const made = await connected();
    await answering(made, (answer, asked) => ({
      ...answer,
      period: named(answer, asked),
      partners: [sentRow('A', 0)],
    }));
    const period = { startDate: '2026-06-01', endDate: '2026-06-30' };
    const report = await withReport(made, { period, comparison: 'elapsed' });
    expect(blank(made)).toEqual(nothing);
    expect(report.notes).toContainEqual({ kind: 'warning', text: 'Not compared: the period has not begun' });
  });

  test('and what somebody writes beside them stays beside them once there is one (F9)', async () => {
    const made = await connected();
    await selling(made, [['A', 1]], [['A', 1]], { now: 'EUR', before: 'USD' });
    await withReport(made, { comparison: 'full' });
    await made.file.workbook.type(sheet, 3, 7, 'call back');
    await made.file.workbook.type(sheet, 1, 9, '=SUM(E3:E3)');
    await selling(made, [['A', 3]], [['A', 1]]);
    expect((await refresh(made)).reports[0]).toMatchObject({ problem: null, notes: [] });
    expect(held(made, sheet, 'A3:I3')[0]).toEqual([1, 'A', 3, 1, 2, 2, 'call back', '', '']);
    expect(held(made, sheet, 'I1')).toEqual([[2]]);
  });
});

describe('a previous period with more partners than an answer has room for', () => {
  /** A hundred partners that sold more than anybody else in the year before. */
  function crowded(made: Workbench): void {
    const { data } = made.sandbox;
    const [model] = data.partners;
    if (!model) throw new Error('There is no partner.');
    data.partners.splice(0);
    data.deals.splice(0);
    for (let index = 0; index < 100; index += 1) {
      const { uuid } = data.addPartner({ ...model, name: `Crowd ${index}` });
      sell(made, uuid, '2024-03-01', 100_000 + index);
    }
    for (const name of ['Small then', 'Nothing then']) data.addPartner({ ...model, name });
    sell(made, data.partnerNamed('Small then').uuid, '2024-03-01', 5.5);
    sell(made, data.partnerNamed('Small then').uuid, '2025-03-01', 7.7);
    sell(made, data.partnerNamed('Nothing then').uuid, '2025-03-01', 3);
  }
  function sell({ sandbox }: Workbench, partnerUuid: string, day: string, value: number): void {
    sandbox.data.addDeal({ partnerUuid, value, createdDay: day, status: 'won', closedDay: day });
  }

  test('those that it does not list are asked for by uuid, and a missing one certainly had nothing', async () => {
    const made = await connected();
    crowded(made);
    const report = await withReport(made, { comparison: 'full', movement: 'previous period' });
    expect(report).toMatchObject({
      problem: null,
      notes: [
        { kind: 'information', text: 'Dropped out since the previous period: Crowd 99, Crowd 98, Crowd 97, 7 more' },
      ],
    });
    expect(held(made, sheet, 'B3:G5')).toEqual([
      ['Small then', 7.7, '', 5.5, 2.2, 0.4],
      ['Nothing then', 3, 'new', 0, 3, 'new'],
      ['Total', 10.7, '', 5.5, 5.2, 52 / 55],
    ]);
    // Two of the present and four of before: the hundred twice, one to learn how several are asked for, and the two.
    expect(made.sandbox.requests.filter(({ query }) => query.includes('start_date=2024')).length).toBeLessThanOrEqual(
      4,
    );
  });

  test('a report of all partners knows everybody of then', async () => {
    const made = await connected();
    crowded(made);
    const report = await withReport(made, { comparison: 'full', movement: 'previous period', rows: 'all' });
    expect(report.problem).toBeNull();
    expect(held(made, sheet, 'B3:G5')).toEqual([
      ['Small then', 7.7, '▲ 100', 5.5, 2.2, 0.4],
      ['Nothing then', 3, 'new', 0, 3, 'new'],
      ['Total', 10.7, '', 5.5, 5.2, 52 / 55],
    ]);
  });

  test.each([
    ['too many requests to Journeybee', 429],
    ['Journeybee has a problem', 500],
  ])('where they cannot be asked for now (%s), they and the total are blank', async (why, status) => {
    const made = await connected();
    crowded(made);
    made.google.interfere = ({ call }) => {
      const before = made.sandbox.requests.filter(({ query }) => query.includes('start_date=2024'));
      // Once the previous period was answered, nothing more is.
      if (call === 'UrlFetchApp.fetch' && before.length > 0) made.sandbox.faults.always({ kind: 'status', status });
      return 'go on';
    };
    const report = await withReport(made, { comparison: 'full' });
    expect(report).toMatchObject({
      problem: null,
      notes: [{ kind: 'warning', text: `No change for 2 partners: ${why}` }],
    });
    expect(held(made, sheet, 'B3:F5')).toEqual([
      ['Small then', 7.7, '', '', ''],
      ['Nothing then', 3, '', '', ''],
      ['Total', 10.7, '', '', ''],
    ]);
  });

  test('where Journeybee ignores for whom it is asked, their rows and the total are blank, and the note says why', async () => {
    const made = await connected();
    crowded(made);
    made.sandbox.settings.ignores = ['partner_uuids'];
    const report = await withReport(made, { comparison: 'full' });
    expect(held(made, sheet, 'B3:F5')).toEqual([
      ['Small then', 7.7, '', '', ''],
      ['Nothing then', 3, '', '', ''],
      ['Total', 10.7, '', '', ''],
    ]);
    expect(report.notes).toEqual([{ kind: 'warning', text: expect.stringMatching(/^No change for 2 partners: ./) }]);
  });
});

test('in New York, where it is still June, this month is June, and no column goes (F9)', async () => {
  const made = await connected('owner', { timeZone: 'America/New_York' });
  await made.clock.advance(Date.UTC(2026, 5, 20, 12) - made.clock.now());
  await withReport(made, { period: 'current_month', comparison: 'elapsed', rows: 3, totals: false });
  const header = held(made, sheet, 'A2:F2');
  expect(titleOf(made)).toContain('2026-06-01 to 2026-06-30 · EUR · compared with 2026-05-01 to 2026-05-20');
  await made.file.workbook.type(sheet, 1, 8, '=SUM(D3:D5)');
  await made.file.workbook.type(sheet, 3, 7, 'call back');
  await made.clock.advance(Date.UTC(2026, 6, 1, 0, 30) - made.clock.now());
  expect((await refresh(made)).reports[0]).toMatchObject({ problem: null });
  expect(held(made, sheet, 'A2:F2')).toEqual(header);
  expect(titleOf(made)).toContain('2026-06-01 to 2026-06-30 · EUR · compared with 2026-05-01 to 2026-05-30');
  const previous = held(made, sheet, 'D3:D5').flat();
  expect(previous.every((amount) => typeof amount === 'number')).toBe(true);
  expect(held(made, sheet, 'G3')).toEqual([['call back']]);
});

test('movement alone is against the same days as a comparison, and the title says which', async () => {
  const made = await connected();
  await withReport(made, { period: 'current_year', movement: 'previous period' });
  expect(titleOf(made)).toContain('compared with 2025-01-01 to 2025-05-15');
  await made.clock.advance(Date.UTC(2027, 3, 1, 9) - made.clock.now());
  const [report] = (await ask(made, 'overview', undefined)).reports;
  if (!report?.definition) throw new Error('There is no report.');
  const definition = { ...report.definition, period: 'last_quarter', comparison: 'elapsed' } as const;
  await ask(made, 'saveReport', { id: report.id, definition, where: 'cell' });
  // A finished quarter of ninety days, and all ninety-two of the one before (F13).
  expect(titleOf(made)).toContain('compared with 2026-10-01 to 2026-12-31');
});

describe('the column of movement', () => {
  test('stands from the first refresh on, and meets no note that was typed beside the table (F10)', async () => {
    const made = await connected();
    await withReport(made, { movement: 'previous day', rows: 3 });
    expect(held(made, sheet, 'D2:D5').flat()).toEqual(['Movement', '', '', '']);
    await made.file.workbook.type(sheet, 3, 5, 'call back');
    await made.clock.advance(86_400_000);
    expect((await refresh(made)).reports[0]).toMatchObject({ problem: null });
    expect(held(made, sheet, 'D2:D5').flat()).toEqual(['Movement', '=', '=', '=']);
    expect(held(made, sheet, 'E3')).toEqual([['call back']]);
  });

  test('is not against ranks of an answer that could not be read whole', async () => {
    const made = await connected();
    let isReadable = true;
    await answering(made, (answer) => ({
      ...answer,
      partners: [sentRow('A', 30), sentRow('B', 20, isReadable ? {} : { revenue: [] }), sentRow('C', 10)],
    }));
    await withReport(made, { movement: 'previous day', totals: false });
    isReadable = false;
    await made.clock.advance(86_400_000);
    await refresh(made);
    isReadable = true;
    await made.clock.advance(86_400_000);
    await refresh(made);
    expect(held(made, sheet, 'B3:D5')).toEqual([
      ['A', 30, '='],
      ['B', 20, '='],
      ['C', 10, '='],
    ]);
  });

  test('tells partners apart whose uuids begin alike', async () => {
    const made = await connected();
    const uuid = (last: number) => `019a0b5c-7000-7000-8000-00000000000${last}`;
    const alike = (revenues: readonly number[]) =>
      answering(made, (answer) => ({
        ...answer,
        partners: revenues.map((revenue, index) => sentRow(`P${index}`, revenue, { uuid: uuid(index) })),
      }));
    await alike([30, 20, 10]);
    await withReport(made, { movement: 'previous day' });
    await made.clock.advance(86_400_000);
    await alike([30, 20, 40]);
    await refresh(made);
    expect(held(made, sheet, 'B3:D5')).toEqual([
      ['P2', 40, '▲ 2'],
      ['P0', 30, '▼ 1'],
      ['P1', 20, '▼ 1'],
    ]);
  });
});
