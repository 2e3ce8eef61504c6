import type { RestatementView } from '../../src/contract/final-view';
import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ReportView } from '../../src/contract/sidebar-api';
import { columnsOf } from '../../src/domain/style';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, held, newReport } from '../support/bench';

afterEach(closeBenches);

const quarter = { period: 'last_quarter', type: null, limit: 10, where: 'sheet' } as const;

async function inserted(more: Partial<ReportDefinition> = {}): Promise<{ made: Workbench; report: ReportView }> {
  const made = await connected();
  await ask(made, 'saveReport', newReport(quarter, { style: 'board', columns: columnsOf.board, name: 'Q1', ...more }));
  return { made, report: await only(made) };
}

async function only(made: Workbench): Promise<ReportView> {
  const [report] = (await ask(made, 'overview', undefined)).reports;
  if (!report) throw new Error('There is no report.');
  return report;
}

const setStatus = (made: Workbench, id: string, status: 'frozen' | 'active') => ask(made, 'setStatus', { id, status });

async function listed(made: Workbench, id: string): Promise<RestatementView> {
  const outcome = await made.file.run(anna, 'sidebarCall', ['restatement', { id }], 'FULL');
  const { value } = (outcome.ok ? outcome.value : {}) as { value: RestatementView };
  return value;
}

const cellsOf = (made: Workbench) => {
  const sheet = made.file.workbook.sheets().find(({ name }) => name === 'Q1')?.id ?? '';
  return held(made, sheet, 'A1:F14');
};

/** Changes a deal that was won in the report's days, of each of these partners. */
function restate({ sandbox }: Workbench, { dates }: ReportView, names: readonly string[], by = 1000): void {
  if (!dates) throw new Error('Journeybee named no days.');
  for (const name of names) {
    const { uuid } = sandbox.data.partnerNamed(name);
    const deal = sandbox.data.deals.find(
      (each) =>
        each.partnerUuid === uuid &&
        each.status === 'won' &&
        each.closedDay >= dates.startDate &&
        each.closedDay <= dates.endDate,
    );
    if (!deal) throw new Error(`${name} won nothing.`);
    deal.value += by;
  }
}

test('a final report is compared with the same days, lists exactly the partners whose deals changed, and keeps its cells', async () => {
  const { made, report } = await inserted();
  const before = cellsOf(made);
  const rows = before.slice(3, 13);
  const names = rows.map(([, name]) => String(name));
  const total = rows.reduce((sum, [, , revenue]) => sum + Math.round(Number(revenue) * 100), 0) / 100;
  expect((await setStatus(made, report.id, 'frozen')).reports[0]?.final).toMatchObject({ kept: true, check: null });
  // Half a year later other words mean other days, and open deals of then are won.
  await made.clock.advance(200 * 86_400_000);
  await ask(made, 'checkFinal', { id: report.id });
  expect((await only(made)).final?.check).toMatchObject({
    reported: total,
    now: total,
    changed: 0,
    joined: 0,
    left: 0,
  });
  expect((await listed(made, report.id)).partners).toEqual([]);

  const [first = '', , third = ''] = names;
  restate(made, report, [first, third]);
  await ask(made, 'checkFinal', { id: report.id });
  expect((await only(made)).final).toMatchObject({
    reportedOn: '2026-05-15',
    kind: 'money',
    check: {
      at: expect.stringMatching(/^2026-12-01/),
      reported: total,
      now: total + 2000,
      changed: 2,
      joined: 0,
      left: 0,
    },
  });
  const { currency, partners } = await listed(made, report.id);
  const revenueOf = (name: string) => Number(rows.find(([, partner]) => partner === name)?.[2]);
  expect(currency).toBe('EUR');
  expect(partners).toEqual(
    [first, third].map((name) => ({
      name,
      what: 'changed',
      figures: [{ label: 'Revenue', kind: 'money', reported: revenueOf(name), now: revenueOf(name) + 1000 }],
    })),
  );

  // A partner that goes, and the one that would take its place.
  made.sandbox.data.removePartner(made.sandbox.data.partnerNamed(names[9] ?? '').uuid);
  await ask(made, 'checkFinal', { id: report.id });
  expect((await only(made)).final?.check).toMatchObject({ changed: 3, joined: 1, left: 1 });
  expect((await listed(made, report.id)).partners.map(({ what }) => what)).toEqual([
    'changed',
    'changed',
    'gone',
    'joined',
  ]);
  expect(cellsOf(made)).toEqual(before);
});

test('what cannot be compared is refused in words, and nothing is asked', async () => {
  const { made, report } = await inserted();
  await setStatus(made, report.id, 'frozen');
  const { id } = report;
  const refused = async (sentence: RegExp, user = anna) =>
    expect(ask(made, 'checkFinal', { id }, user)).rejects.toThrow(sentence);
  made.sandbox.settings.currency = 'USD';
  await refused(/^Nothing was compared: the report is in EUR, and Journeybee answers in USD now\.$/);
  made.sandbox.settings.currency = 'EUR';
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
  await expect(ask(made, 'checkFinal', { id }, ben)).resolves.toBeDefined();
  // Somebody asks for something else meanwhile: that is not what was reported.
  const { definition } = report;
  if (!definition) throw new Error('There is no report.');
  const frozen = { ...definition, status: 'frozen' as const };
  await ask(made, 'saveReport', { id, definition: { ...frozen, partnerType: 'reseller' }, where: 'cell' });
  expect((await only(made)).final).toMatchObject({ kept: false });
  await refused(/was not kept, so it cannot be checked/);
  await ask(made, 'saveReport', { id, definition: frozen, where: 'cell' });
  expect((await only(made)).final).toMatchObject({ kept: true });
  // A store that is nearly full has no room for them: the report is refreshed all the same.
  await setStatus(made, id, 'active');
  for (let piece = 0; piece < 40; piece += 1) made.file.properties.set(`receipts:${piece}`, 'x'.repeat(8000));
  await ask(made, 'refresh', { id, withMyKey: false });
  await setStatus(made, id, 'frozen');
  expect(await only(made)).toMatchObject({ problem: null, final: { kept: false } });
});

test('a frozen report is compared each day by whoever runs the schedules, and by nobody once that is taken back', async () => {
  const { made, report } = await inserted();
  const { id } = report;
  await setStatus(made, id, 'frozen');
  const { message, schedule } = await ask(made, 'setRecheck', { id, daily: true });
  expect([message, schedule.owner]).toEqual([expect.stringMatching(/each day from now on/), anna]);
  restate(made, report, [String(cellsOf(made)[3]?.[1])]);
  const requests = () => made.sandbox.requests.length;
  const before = requests();
  await made.google.advance(23 * 3_600_000);
  expect([(await only(made)).final?.check, requests()]).toEqual([null, before]);
  await made.google.advance(2 * 3_600_000);
  expect((await only(made)).final?.check).toMatchObject({ changed: 1 });
  expect(requests()).toBe(before + 1);
  await made.google.advance(24 * 3_600_000);
  expect(requests()).toBe(before + 2);
  await ask(made, 'setRecheck', { id, daily: false });
  await made.google.advance(48 * 3_600_000);
  expect(requests()).toBe(before + 2);
});
