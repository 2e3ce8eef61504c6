import type { ReportDefinition } from '../../src/contract/report-definition';
import type { Overview, RunView } from '../../src/contract/sidebar-api';
import type { Workbench } from '../../workbench/workbench';
import { answering } from '../support/answers';
import { anna, ask, ben, bench, closeBenches, connected, held, newReport, plainly, select } from '../support/bench';
import { enter, leaks, revenueOf } from '../support/spreadsheet';

afterEach(closeBenches);

const minute = 60_000;
const hour = 60 * minute;
const hourly: ReportDefinition['schedule'] = { kind: 'hourly' };

/** Anna's spreadsheet with a report of three partners at A1, on a schedule. It is Friday, 2026-05-15, 9:00. */
async function withReport(more: Partial<ReportDefinition> = {}, options = {}): Promise<Workbench> {
  const made = await connected('owner', options);
  select(made, '0', 'A1');
  await ask(made, 'saveReport', threePartners({ schedule: hourly, ...more }));
  return made;
}

const threePartners = (more: Partial<ReportDefinition>) =>
  newReport({ period: 'current_year', type: null, limit: 3, where: 'cell' }, more);

const overview = (made: Workbench, user = anna) => ask(made, 'overview', undefined, user);
const ticks = ({ google }: Workbench) => google.executions.filter(({ name }) => name === 'tick');
const refresh = (made: Workbench) => ask(made, 'refresh', { id: null, withMyKey: false });

function doubleDeals({ sandbox }: Workbench): void {
  for (const deal of sandbox.data.deals) deal.value *= 2;
}

/** The receipts as the sidebar lists them. */
async function runs({ file }: Workbench, user = anna): Promise<readonly RunView[]> {
  const outcome = await file.run(user, 'sidebarCall', ['runs'], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  return (outcome.value as { value: readonly RunView[] }).value;
}

const scheduleOf = ({ reports, schedule }: Overview, index = 0) => schedule.reports[reports[index]?.id ?? ''];

test('a report that is saved with a schedule is new an hour later, with nobody looking', async () => {
  const made = await withReport();
  made.file.close(anna);
  doubleDeals(made);
  await made.google.advance(hour);
  const answer = await plainly(made, 'period=current_year&limit=3');
  expect(held(made, '0', 'C3:C5')).toEqual(answer.partners.map(({ revenue }) => [revenue]));
  const after = await overview(made);
  expect(after).toMatchObject({
    schedule: {
      owner: anna,
      own: true,
      health: { state: 'running', text: 'Your account runs the schedules. Last run 2026-05-15 10:00.', repair: null },
    },
    reports: [{ refreshedAt: '2026-05-15 10:00', changedAt: '2026-05-15 10:00' }],
  });
  expect(scheduleOf(after)).toEqual({ next: 'within the hour', passedOver: false, failing: null });
});

test('each run leaves a receipt: who, why, how long, how many requests and rows, and what came of it', async () => {
  const made = await withReport();
  await made.google.advance(hour);
  doubleDeals(made);
  made.sandbox.settings.latencyMs = 2000;
  await made.google.advance(hour + minute);
  await refresh(made);
  const name = 'Top 3 partners, this year';
  const run = { by: anna, formulas: 0, problem: null, requests: 1 };
  const report = (outcome: string) => [{ name, outcome, rows: 3, problem: null }];
  expect(await runs(made)).toEqual([
    { ...run, at: '2026-05-15 11:01', why: 'asked', seconds: 2, reports: report('unchanged') },
    { ...run, at: '2026-05-15 11:00', why: 'schedule', seconds: 2, reports: report('changed') },
    { ...run, at: '2026-05-15 10:00', why: 'schedule', seconds: 0, reports: report('unchanged') },
    { ...run, at: '2026-05-15 09:00', why: 'saved', seconds: 0, reports: report('changed') },
  ]);
});

test('when the figures last changed stands apart from when they were last refreshed', async () => {
  const made = await withReport();
  await made.google.advance(3 * hour);
  expect(await overview(made)).toMatchObject({
    reports: [{ refreshedAt: '2026-05-15 12:00', changedAt: '2026-05-15 09:00' }],
  });
});

test('a report for Mondays at eight is refreshed on Monday between seven and eight, in the spreadsheet’s own zone', async () => {
  const monday: ReportDefinition['schedule'] = { kind: 'weekly', days: [1], hour: 8 };
  const made = await withReport({ schedule: monday }, { timeZone: 'America/New_York' });
  expect(scheduleOf(await overview(made))?.next).toBe('Monday 2026-05-18, between 7:00 and 8:00');
  const [trigger] = made.file.triggers.triggers;
  if (trigger) trigger.nextAt += 23 * minute;
  await made.google.advance(10 * 24 * hour + 3 * hour);
  const { reports, schedule } = await overview(made);
  expect(reports).toMatchObject([{ refreshedAt: '2026-05-25 07:23' }]);
  expect(schedule.health.text).toBe('Your account runs the schedules. Last run 2026-05-25 07:23.');
  expect((await runs(made)).map(({ at, why }) => `${at} ${why}`)).toEqual([
    '2026-05-25 07:23 schedule',
    '2026-05-18 07:23 schedule',
    '2026-05-15 05:00 saved',
  ]);
});

test('after the file’s time zone was changed it is ready by eight in the new one', async () => {
  const made = await withReport({ schedule: { kind: 'weekly', days: [6, 1], hour: 8 } }, { timeZone: 'Europe/Berlin' });
  await made.google.advance(24 * hour);
  expect(await overview(made)).toMatchObject({ reports: [{ refreshedAt: '2026-05-16 07:00' }] });
  made.file.workbook.timeZone = 'Pacific/Auckland';
  expect(scheduleOf(await overview(made))?.next).toBe('Monday 2026-05-18, between 7:00 and 8:00');
  await made.google.advance(2 * 24 * hour);
  expect(await overview(made)).toMatchObject({ reports: [{ refreshedAt: '2026-05-18 07:00' }] });
});

test('what is not due is left alone, and a tick with nothing to do asks Journeybee nothing and leaves no receipt', async () => {
  const made = await withReport({ schedule: { kind: 'monthly', day: 1, hour: 8 } });
  const requests = made.google.requests.length;
  await made.google.advance(24 * hour);
  expect(made.google.requests).toHaveLength(requests);
  expect(await runs(made)).toHaveLength(1);
  expect(ticks(made)).toHaveLength(24);
});

test('ticks that Google left out are caught up once', async () => {
  const made = await withReport({ schedule: { kind: 'weekly', days: [1, 2, 3, 4, 5, 6, 7], hour: 8 } });
  made.file.enabled = false;
  await made.google.advance(5 * 24 * hour);
  made.file.enabled = true;
  await made.google.advance(3 * hour);
  expect((await runs(made)).filter(({ why }) => why === 'schedule')).toHaveLength(1);
});

describe('a paused, a frozen, and an unscheduled report', () => {
  test.each([{ status: 'paused' as const }, { status: 'frozen' as const }, { schedule: null }])(
    'is not refreshed: %j',
    async (change) => {
      const made = await withReport();
      const [report] = (await overview(made)).reports;
      if (!report?.definition) throw new Error('There is no report.');
      const { id, definition } = report;
      await ask(made, 'saveReport', { id, definition: { ...definition, ...change }, where: 'cell' });
      const requests = made.google.requests.length;
      await made.google.advance(5 * hour);
      expect(made.google.requests).toHaveLength(requests);
      expect((await overview(made)).schedule.reports).toEqual({});
    },
  );
});

describe('triggers', () => {
  test('there is one, however often the sidebar is opened and reports are saved, and a day of it is twenty-four runs', async () => {
    const made = await withReport();
    const [before] = made.file.triggers.triggers;
    for (let time = 0; time < 5; time += 1) await overview(made);
    const [report] = (await overview(made)).reports;
    if (!report?.definition) throw new Error('There is no report.');
    await ask(made, 'saveReport', { id: report.id, definition: { ...report.definition, rows: 5 }, where: 'cell' });
    await ask(
      made,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { schedule: hourly }),
    );
    await made.google.advance(24 * hour);
    expect(ticks(made)).toHaveLength(24);
    expect(made.file.triggers.triggers).toEqual([expect.objectContaining({ id: before?.id })]);
  });

  test('one that Google lost is there again once its person opens the sidebar (P3-12)', async () => {
    const made = await withReport();
    made.file.triggers.triggers.length = 0;
    await overview(made);
    expect(made.file.triggers.triggers).toHaveLength(1);
    await made.google.advance(hour);
    expect(ticks(made)).toHaveLength(1);
  });

  test('once no report has a schedule any more it is taken away when the sidebar is opened, not by the save', async () => {
    const made = await withReport();
    const [report] = (await overview(made)).reports;
    if (!report?.definition) throw new Error('There is no report.');
    const unscheduled = { id: report.id, definition: { ...report.definition, schedule: null }, where: 'cell' as const };
    await ask(made, 'saveReport', unscheduled);
    expect(made.file.triggers.triggers).toHaveLength(1);
    expect(await overview(made)).toMatchObject({ schedule: { owner: null, health: { state: 'nothing' } } });
    expect(made.file.triggers.triggers).toEqual([]);
  });

  test('a report that is resumed or unfrozen is run again, also where nobody ran the schedules any more', async () => {
    const made = await withReport();
    const [report] = (await overview(made)).reports;
    await ask(made, 'setStatus', { id: report?.id ?? '', status: 'frozen' });
    expect((await overview(made)).schedule.owner).toBeNull();
    expect(made.file.triggers.triggers).toEqual([]);
    expect(await ask(made, 'setStatus', { id: report?.id ?? '', status: 'active' })).toMatchObject({
      message: 'Top 3 partners, this year is refreshed again. Your account runs its schedule.',
      schedule: { owner: anna, health: { state: 'running' } },
    });
    await made.google.advance(hour);
    expect(await overview(made)).toMatchObject({ reports: [{ refreshedAt: '2026-05-15 10:00' }] });
  });

  test('a passing fault of Google’s when the sidebar opens is no refusal', async () => {
    const made = await withReport();
    made.google.interfere = ({ call }) => (call === 'ScriptApp.getUserTriggers' ? { fail: 'Service error' } : 'go on');
    expect((await overview(made)).schedule.health.state).toBe('running');
    made.google.interfere = null;
    await made.google.advance(hour);
    expect((await overview(made, ben)).schedule.health.state).toBe('others');
  });

  test('what could not be started when a report was saved is said, and the report is there once', async () => {
    const made = await connected();
    select(made, '0', 'A1');
    made.google.interfere = ({ call, callsSoFar }) =>
      call === 'ScriptApp.newTrigger' || (call === 'Lock.tryLock' && callsSoFar > 60)
        ? { fail: 'Service error' }
        : 'go on';
    const saved = await ask(made, 'saveReport', threePartners({ schedule: hourly }));
    expect(saved.message).toMatch(/is inserted\. .*(?:could not be started|Try again in a few minutes)/);
    expect(saved.reports).toHaveLength(1);
    expect(['nobody', 'no trigger']).toContain(saved.schedule.health.state);
  });

  test('a paused report keeps it: resuming is no reason for a new one (P3-3)', async () => {
    const made = await withReport();
    const [report] = (await overview(made)).reports;
    await ask(made, 'setStatus', { id: report?.id ?? '', status: 'paused' });
    await overview(made);
    expect(made.file.triggers.triggers).toHaveLength(1);
  });

  test('none is ever made or removed by a tick', async () => {
    const made = await withReport();
    made.sandbox.faults.always({ kind: 'status', status: 500 });
    await made.google.advance(8 * hour);
    expect(ticks(made).flatMap(({ calls }) => calls.filter((call) => /Trigger/.test(call)))).toEqual([]);
  });

  test.each([
    [
      'This add-on has created too many time-based triggers in this document for this Google user account.',
      'Try again tomorrow.',
    ],
    [
      'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
      'twenty hourly triggers',
    ],
    ['Add-ons may not create time-based triggers to run more frequently than once per hour.', 'once an hour'],
    ['You do not have permission to call ScriptApp.newTrigger', 'allow everything'],
    ['Service error', 'Try again in a few minutes.'],
  ])(
    'where Google refuses one (%s) the report is saved, the sidebar explains it, and one click tries again (P3-1, P3-2, P3-3, P3-5)',
    async (words, explained) => {
      const made = await connected();
      made.google.interfere = ({ call }) => (call === 'ClockTriggerBuilder.create' ? { fail: words } : 'go on');
      select(made, '0', 'A1');
      const saved = await ask(made, 'saveReport', threePartners({ schedule: hourly }));
      expect(saved.message).toContain(explained);
      expect(saved.schedule.health).toMatchObject({
        state: 'no trigger',
        text: expect.stringContaining(explained),
        repair: 'restart',
      });
      await expect(ask(made, 'restartSchedules', undefined)).rejects.toThrow(explained);
      made.google.interfere = null;
      expect(await ask(made, 'restartSchedules', undefined)).toMatchObject({
        schedule: { health: { state: 'running' } },
      });
      expect(made.file.triggers.triggers).toHaveLength(1);
    },
  );

  test('one that Google stopped running is late, and a click makes it anew', async () => {
    const made = await withReport();
    await made.google.advance(2 * hour);
    const [trigger] = made.file.triggers.triggers;
    if (trigger) trigger.nextAt = Number.POSITIVE_INFINITY;
    await made.google.advance(3 * hour);
    expect((await overview(made)).schedule.health).toEqual({
      state: 'late',
      text: 'Google has not run your schedules since 2026-05-15 11:00.',
      repair: 'restart',
    });
    expect(await ask(made, 'restartSchedules', undefined)).toMatchObject({
      message: 'Your schedules run again: the first time within the hour.',
      schedule: { health: { state: 'running' } },
    });
    await made.google.advance(hour);
    expect(await overview(made)).toMatchObject({ reports: [{ refreshedAt: '2026-05-15 15:00' }] });
  });
});

describe('when it fails', () => {
  const subjects = ({ google }: Workbench) => google.mails.map(({ to, subject }) => [to, subject]);
  const name = 'Top 3 partners, this year';

  test('the table stays, the sidebar says why and how often, its owner is mailed with the file’s name and address, and mailed again when it works (P3-11, P8-27)', async () => {
    const made = await withReport();
    const before = held(made, '0', 'A1:K5');
    made.sandbox.faults.always({ kind: 'status', status: 500 });
    await made.google.advance(2 * hour + minute);
    expect(held(made, '0', 'A2:K5')).toEqual(before.slice(1));
    const line = String(before[0]?.[0]);
    expect(held(made, '0', 'A1')).toEqual([
      [line.replace(' · refreshed', ' · Journeybee has a problem, tried again every hour · refreshed')],
    ]);
    const failing = await overview(made);
    expect(failing.reports).toMatchObject([{ problem: expect.stringContaining('status 500') }]);
    expect(scheduleOf(failing)?.failing).toEqual({
      since: expect.stringMatching('^2026-05-15 10:00'),
      times: 2,
      paused: null,
    });
    expect(await runs(made)).toMatchObject([
      { why: 'schedule', reports: [{ name, outcome: 'failed', problem: expect.stringContaining('status 500') }] },
      { why: 'schedule' },
      { why: 'saved' },
    ]);
    expect(subjects(made)).toEqual([[anna, `Journeybee: ${name} was not refreshed`]]);
    expect(made.google.mails[0]?.body).toContain(
      'What the sheet still shows: the figures of 2026-05-15 09:00 (Etc/UTC), 2 hours old.',
    );
    expect(made.google.mails[0]?.body).toContain('“Partner review”, https://docs.google.com/spreadsheets/d/');
    made.sandbox.faults.clear();
    await made.google.advance(hour);
    expect(held(made, '0', 'A1')).toEqual([[line.replace('09:00', '12:00')]]);
    expect(subjects(made).slice(1)).toEqual([[anna, `Journeybee: ${name} is refreshed again`]]);
    expect(scheduleOf(await overview(made))).toEqual({ next: 'within the hour', passedOver: false, failing: null });
    expect(leaks(made, anna)).toEqual([]);
  });

  test('a weekly report that failed is not left until next week: each tick tries again', async () => {
    const made = await withReport({ schedule: { kind: 'weekly', days: [1], hour: 8 } });
    await made.google.advance(2 * 24 * hour + 21 * hour + minute);
    made.sandbox.faults.always({ kind: 'status', status: 503 });
    await made.google.advance(2 * hour);
    made.sandbox.faults.clear();
    await made.google.advance(10 * hour);
    expect((await runs(made)).map(({ at, reports }) => [at.slice(8, 16), reports[0]?.outcome])).toEqual([
      ['18 09:00', 'unchanged'],
      ['18 08:00', 'failed'],
      ['18 07:00', 'failed'],
      ['15 09:00', 'changed'],
    ]);
  });

  test('an outage is no reason to pause anything: each hour takes one request, and the first that is answered refreshes all that is due', async () => {
    const made = await withReport();
    await ask(
      made,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { schedule: hourly }),
    );
    made.sandbox.faults.always({ kind: 'status', status: 503 });
    await made.google.advance(hour);
    const requests: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      made.google.requests.length = 0;
      await made.google.advance(hour);
      requests.push(made.google.requests.length);
    }
    expect(requests).toEqual(Array(9).fill(1));
    expect((await overview(made)).schedule.health.state).toBe('running');
    expect(subjects(made).map(([, subject]) => subject)).toEqual(['Journeybee: 2 reports were not refreshed']);
    made.sandbox.faults.clear();
    await made.google.advance(hour);
    expect((await runs(made))[0]?.reports.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(subjects(made).at(-1)?.[1]).toBe('Journeybee: 2 reports are refreshed again');
    expect(scheduleOf(await overview(made))?.failing).toBeNull();
  });

  test('formulas too are tried with one request an hour', async () => {
    const made = await withReport();
    await enter({ file: made.file }, '=JB_PARTNERS("last_year")');
    for (const period of ['last_quarter', 'last_month']) {
      await made.file.workbook.type('0', 20, 20, `=SUM(INDEX(JB_PARTNERS("${period}"), 0, 3))`);
    }
    made.sandbox.faults.always({ kind: 'status', status: 503 });
    await made.google.advance(hour);
    made.google.requests.length = 0;
    await made.google.advance(hour);
    expect(made.google.requests).toHaveLength(1);
  });

  test('one report that alone fails is told of, and keeps no other back', async () => {
    const made = await withReport();
    const other = newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { schedule: hourly });
    await ask(made, 'saveReport', other);
    const sheet = made.file.workbook.sheets().find(({ name: title }) => title.startsWith('Top 3 partners, last year'));
    made.file.workbook.write(sheet?.id ?? '', { row: 3, column: 2, rows: 1, columns: 1 }, [['=1+1']]);
    await made.google.advance(3 * hour);
    expect((await runs(made))[0]?.reports.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'unchanged']);
  });

  test('a report of all partners that Journeybee answers for other days keeps no other back: that is no outage', async () => {
    const period = { startDate: '2025-01-01', endDate: '2025-03-31' };
    const made = await withReport({ rows: 'all', period });
    const other = newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { schedule: hourly });
    await ask(made, 'saveReport', other);
    await answering(made, (answer, asked) =>
      asked.has('start_date') ? { ...answer, period: { start_date: '2025-01-01', end_date: '2025-12-31' } } : answer,
    );
    await made.google.advance(2 * hour);
    const [run] = await runs(made);
    expect(run?.reports.map(({ outcome, problem }) => [outcome, problem?.split(',')[0] ?? null])).toEqual([
      ['failed', 'Asked for 2025-01-01 to 2025-03-31'],
      ['unchanged', null],
    ]);
  });

  test('with a key that is refused five times in a row it is paused and its owner is told; a click that works takes it up again', async () => {
    const made = await withReport();
    made.sandbox.faults.always({ kind: 'status', status: 401 });
    await made.google.advance(9 * hour);
    expect((await runs(made)).filter(({ why }) => why === 'schedule')).toHaveLength(5);
    expect(subjects(made).map(([, subject]) => subject)).toEqual([
      `Journeybee: ${name} was not refreshed`,
      `Journeybee: ${name} was paused`,
    ]);
    const paused = await overview(made);
    expect(paused.schedule.health).toEqual({
      state: 'paused',
      text: '1 report is paused because it failed; its card says why.',
      repair: 'try again',
    });
    expect(scheduleOf(paused)).toMatchObject({ next: null, failing: { times: 5, paused: 'failures' } });
    expect(await ask(made, 'tryAgain', undefined)).toMatchObject({
      message: expect.stringContaining('was not refreshed'),
      schedule: { health: { state: 'paused' } },
    });
    made.sandbox.faults.clear();
    expect(await ask(made, 'tryAgain', undefined)).toMatchObject({
      message: 'The report is up to date.',
      schedule: { health: { state: 'running' } },
    });
    await made.google.advance(2 * hour);
    expect((await runs(made)).filter(({ why }) => why === 'schedule')).toHaveLength(7);
    expect(subjects(made).at(-1)?.[1]).toBe(`Journeybee: ${name} is refreshed again`);
  });

  test('one whose sheet is gone is paused with its first failure, with a receipt and a mail', async () => {
    const made = await withReport();
    await ask(
      made,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { schedule: hourly }),
    );
    const sheet = made.file.workbook.sheets().find(({ name: title }) => title.startsWith('Top 3 partners, last year'));
    made.file.workbook.deleteSheet(sheet?.id ?? '');
    await made.google.advance(3 * hour);
    const scheduled = (await runs(made)).filter(({ why }) => why === 'schedule');
    expect(scheduled.map(({ reports }) => reports.map(({ outcome }) => outcome).sort())).toEqual([
      ['unchanged'],
      ['unchanged'],
      ['gone', 'unchanged'],
    ]);
    expect(subjects(made)).toEqual([[anna, 'Journeybee: Top 3 partners, last year was paused']]);
    expect((await overview(made)).schedule.health).toMatchObject({ state: 'paused', repair: null });
  });

  test('a mail that Google does not send is shown with the reason, and tried again', async () => {
    const made = await withReport();
    made.google.interfere = ({ call }) =>
      call === 'MailApp.sendEmail' ? { fail: 'Service invoked too many times for one day: email.' } : 'go on';
    made.sandbox.faults.always({ kind: 'status', status: 500 });
    await made.google.advance(2 * hour);
    expect((await overview(made)).schedule.unsent).toEqual({
      at: expect.stringMatching('^2026-05-15 11:00'),
      subject: `Journeybee: ${name} was not refreshed`,
      reason: 'Google did not send it',
    });
    made.google.interfere = null;
    await made.google.advance(hour);
    expect(subjects(made)).toEqual([[anna, `Journeybee: ${name} was not refreshed`]]);
    expect((await overview(made)).schedule.unsent).toBeNull();
  });

  test('the key was forgotten in another file: each report fails with that, and the sidebar says what to do', async () => {
    const made = await withReport();
    const other = { ...made, file: made.google.createSpreadsheet({ name: 'Other', owner: anna }) };
    await ask(other, 'disconnect', undefined);
    await made.google.advance(hour);
    expect(await runs(made)).toMatchObject([
      {
        why: 'schedule',
        requests: 0,
        reports: [{ outcome: 'failed', problem: expect.stringContaining('Connect your Journeybee API key') }],
      },
      { why: 'saved' },
    ]);
    expect((await overview(made)).schedule.health).toMatchObject({ state: 'no key', repair: 'connect' });
    expect((await overview(made, ben)).schedule.health).toMatchObject({
      state: 'no key',
      text: `${anna} runs the schedules, but has no Journeybee key any more.`,
      repair: 'take over',
    });
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
    await made.google.advance(hour);
    expect((await overview(made)).schedule.health.state).toBe('running');
  });

  test('another key of one’s own: its reports are not refreshed with it unasked, one is told, and one click agrees', async () => {
    const made = await withReport();
    made.sandbox.settings.requirePermission = false;
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'owner' });
    expect((await overview(made)).schedule.health).toMatchObject({ state: 'other key', repair: 'use my key' });
    await made.google.advance(2 * hour);
    const passedOver = { reports: [{ outcome: 'other key' }] };
    expect(await runs(made)).toMatchObject([passedOver, passedOver, { why: 'saved' }]);
    expect(subjects(made)).toHaveLength(1);
    expect(made.google.mails[0]?.body).toContain('It was made with an earlier key of yours. Choose “Use my key”');
    expect(scheduleOf(await overview(made))).toMatchObject({ next: null, passedOver: true });
    expect(await ask(made, 'takeOver', { from: anna })).toMatchObject({ schedule: { health: { state: 'running' } } });
    expect((await runs(made))[0]).toMatchObject({ why: 'take-over', reports: [{ outcome: 'unchanged' }] });
  });
});

describe('after a permission was taken back (P3-13)', () => {
  const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;

  test('nothing is refreshed, its owner is mailed where to allow it at most once a day, and the others see it', async () => {
    const made = await withReport();
    made.google.account(anna).granted.delete(scope('script.external_request'));
    const requests = made.google.requests.length;
    await made.google.advance(26 * hour);
    expect(made.google.requests).toHaveLength(requests);
    expect(ticks(made).every(({ ok }) => ok)).toBe(true);
    expect(made.google.mails.map(({ to, at }) => [to, (at - made.clock.now()) / hour])).toEqual([
      [anna, -25],
      [anna, -1],
    ]);
    expect(made.google.mails[0]?.body).toContain('allow it again at https://accounts.google.com/');
    expect((await overview(made, ben)).schedule.health).toEqual({
      state: 'lapsed',
      text: `Google has no permission any more to run the schedules for ${anna}.`,
      repair: 'take over',
    });
  });

  test('its person is told so in the sidebar, with Google’s own page for it; once allowed it goes on by itself', async () => {
    const made = await withReport();
    made.google.account(anna).granted.delete(scope('script.send_mail'));
    await made.google.advance(2 * hour);
    const outcome = await made.file.run(anna, 'sidebarCall', ['overview'], 'FULL');
    expect(outcome).toMatchObject({
      value: { ok: false, allowAt: expect.stringContaining('https://accounts.google.com/') },
    });
    expect((await overview(made, ben)).schedule.unsent).toMatchObject({
      reason: 'the permission to send mails was taken back',
    });
    made.google.account(anna).granted.add(scope('script.send_mail'));
    await made.google.advance(hour);
    expect(await overview(made)).toMatchObject({
      schedule: { health: { state: 'running' } },
      reports: [{ refreshedAt: '2026-05-15 12:00' }],
    });
  });

  test('even where it may not know whose it is, it knows its trigger (P3-8); a trigger that is left over says nothing', async () => {
    const made = await withReport();
    made.google.account(anna).granted.delete(scope('userinfo.email'));
    await made.google.advance(hour);
    expect((await overview(made, ben)).schedule.health.state).toBe('lapsed');
    expect(made.google.mails.map(({ to }) => to)).toEqual([anna]);
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    await ask(made, 'takeOver', { from: anna }, ben);
    await made.google.advance(3 * hour);
    expect((await overview(made, ben)).schedule.health.state).toBe('running');
  });
});

describe('people come and go', () => {
  async function withBen(): Promise<Workbench> {
    const made = await withReport();
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    return made;
  }

  test('a second person sees who runs the schedules, and takes them over; the first one’s trigger does nothing any more', async () => {
    const made = await withBen();
    expect((await overview(made, ben)).schedule).toMatchObject({
      owner: anna,
      own: false,
      health: { repair: 'take over' },
    });
    expect(await ask(made, 'takeOver', { from: anna }, ben)).toMatchObject({
      message: 'Your account runs the schedules now.',
      schedule: { owner: ben, own: true, health: { state: 'running' } },
    });
    await made.google.advance(2 * hour);
    expect((await runs(made, ben)).filter(({ why }) => why === 'schedule').map(({ by }) => by)).toEqual([ben, ben]);
    // Receipts name the owner, whoever’s trigger it was.
    const annas = ticks(made).filter(({ user }) => user === anna);
    expect(annas).toHaveLength(2);
    expect(annas.flatMap(({ calls }) => calls).filter((call) => /Fetch|Range\.|set|Mail/.test(call))).toEqual([]);
    expect(await overview(made)).toMatchObject({ schedule: { owner: ben, health: { state: 'others' } } });
    expect(made.file.triggers.triggers.map(({ user }) => user)).toEqual([ben]);
  });

  test('whoever takes over with another key shows what theirs sees from then on', async () => {
    const made = await withReport();
    made.sandbox.settings.requirePermission = false;
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'tables' }, ben);
    const { reports } = await ask(made, 'takeOver', { from: anna }, ben);
    expect(reports).toMatchObject([{ otherKeyBy: null }]);
    expect((await overview(made)).reports).toMatchObject([{ otherKeyBy: ben }]);
    await made.google.advance(hour);
    expect((await runs(made, ben))[0]).toMatchObject({ by: ben, why: 'schedule', reports: [{ outcome: 'unchanged' }] });
  });

  test('nobody is replaced unseen: who took over meanwhile is named', async () => {
    const made = await withBen();
    await ask(made, 'takeOver', { from: anna }, ben);
    await expect(ask(made, 'takeOver', { from: null }, anna)).rejects.toThrow(`${ben} runs the schedules here by now.`);
  });

  test('a report that somebody else saves with a schedule is not run with a key that it was not made with, and both see it', async () => {
    const made = await withReport();
    made.sandbox.settings.requirePermission = false;
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'tables' }, ben);
    const bens = newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { schedule: hourly });
    const saved = await ask(made, 'saveReport', bens, ben);
    expect(saved.message).toContain(`${anna} runs the schedules here, with their key; take them over`);
    expect(scheduleOf(saved, 1)).toEqual({ next: null, passedOver: true, failing: null });
    await made.google.advance(6 * hour);
    expect(await overview(made, ben)).toMatchObject({
      reports: [{ refreshedAt: '2026-05-15 15:00' }, { refreshedAt: '2026-05-15 09:00' }],
    });
    // Anna is told once, and both see it.
    expect(made.google.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [anna, 'Journeybee: Top 3 partners, last year is not refreshed by your schedules'],
    ]);
    expect((await overview(made)).schedule.health).toMatchObject({ state: 'other key', repair: 'use my key' });
    expect((await overview(made, ben)).schedule.health).toMatchObject({ state: 'other key', repair: 'take over' });
  });

  test('whoever refreshes another’s scheduled report with their own key takes it off that schedule, and its owner is told', async () => {
    const made = await withReport();
    made.sandbox.settings.requirePermission = false;
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'tables' }, ben);
    const [report] = (await overview(made, ben)).reports;
    await ask(made, 'refresh', { id: report?.id ?? '', withMyKey: true }, ben);
    await made.google.advance(3 * hour);
    expect(made.google.mails).toHaveLength(1);
    expect(made.google.mails[0]).toMatchObject({
      to: anna,
      body: expect.stringContaining(`what the key of ${ben} sees`),
    });
    expect((await overview(made)).schedule.health).toMatchObject({ state: 'other key', repair: 'use my key' });
    await ask(made, 'takeOver', { from: anna });
    await made.google.advance(hour);
    expect(await overview(made)).toMatchObject({
      schedule: { health: { state: 'running' } },
      reports: [{ refreshedAt: '2026-05-15 13:00' }],
    });
  });

  test('taking over while Journeybee fails leaves nothing unsaid: what still shows another key is offered again', async () => {
    const made = await withReport();
    made.sandbox.settings.requirePermission = false;
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'tables' }, ben);
    made.sandbox.faults.always({ kind: 'status', status: 500 });
    const taken = await ask(made, 'takeOver', { from: anna }, ben);
    expect(taken.message).toContain('was not refreshed');
    made.sandbox.faults.clear();
    await made.google.advance(2 * hour);
    expect((await overview(made, ben)).schedule).toMatchObject({
      owner: ben,
      health: { state: 'other key', repair: 'use my key' },
    });
    await ask(made, 'takeOver', { from: ben }, ben);
    await made.google.advance(hour);
    expect((await overview(made, ben)).schedule.health.state).toBe('running');
  });

  test('nobody takes over while somebody is refreshing', async () => {
    const made = await withBen();
    const now = made.clock.now();
    made.file.properties.set(
      'lease',
      JSON.stringify({ by: anna, why: 'asked', about: [], at: now, until: now + 6 * 60_000 }),
    );
    await expect(ask(made, 'takeOver', { from: anna }, ben)).rejects.toThrow(`${anna} is refreshing`);
    expect((await overview(made, ben)).schedule.owner).toBe(anna);
  });

  test('who takes over what was paused, with the same key, takes it up again', async () => {
    const made = await withBen();
    made.sandbox.faults.always({ kind: 'status', status: 401 });
    await made.google.advance(6 * hour);
    made.sandbox.faults.clear();
    expect((await overview(made, ben)).schedule.health).toMatchObject({ state: 'paused', repair: 'take over' });
    expect(await ask(made, 'takeOver', { from: anna }, ben)).toMatchObject({
      schedule: { health: { state: 'running' } },
    });
    await made.google.advance(hour);
    expect((await runs(made, ben))[0]).toMatchObject({ by: ben, why: 'schedule', reports: [{ outcome: 'unchanged' }] });
  });

  test('disconnecting gives one’s schedules up, and the others see that nobody runs them', async () => {
    const made = await withBen();
    expect(await ask(made, 'disconnect', undefined)).toMatchObject({ schedule: { owner: null } });
    expect(made.file.triggers.triggers).toEqual([]);
    expect((await overview(made, ben)).schedule.health).toEqual({
      state: 'nobody',
      text: '1 report has a schedule, but nobody’s account runs it.',
      repair: 'start',
    });
    expect(await ask(made, 'takeOver', { from: null }, ben)).toMatchObject({ schedule: { owner: ben } });
  });

  test('disconnecting while a run is under way is not undone by it', async () => {
    const made = await withReport();
    made.sandbox.settings.latencyMs = 5000;
    const run = made.google.advance(hour + minute);
    await made.clock.wait(1);
    await ask(made, 'disconnect', undefined);
    await run;
    expect(await overview(made)).toMatchObject({ schedule: { owner: null } });
    expect(made.file.triggers.triggers).toEqual([]);
  });

  test('who uninstalls is late for the others, and who comes back finds the schedules running again (P3-12)', async () => {
    const made = await withBen();
    await made.google.advance(hour);
    made.google.uninstall(anna);
    await made.google.advance(3 * hour);
    expect((await overview(made, ben)).schedule.health).toEqual({
      state: 'late',
      text: `Google has not run the schedules of ${anna} since 2026-05-15 10:00.`,
      repair: 'take over',
    });
    expect((await overview(made)).schedule.health.state).toBe('running');
    await made.google.advance(hour);
    expect(await overview(made)).toMatchObject({ reports: [{ refreshedAt: '2026-05-15 14:00' }] });
  });

  test('a copy refreshes nothing under the old owner, and says that nobody runs it until somebody does (P8.1-7)', async () => {
    const made = await withReport();
    const copy = { ...made, file: made.file.copy('Copy', ben) };
    await copy.file.open(ben);
    await ask(copy, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    const before = await overview(copy, ben);
    expect(before.schedule).toMatchObject({ owner: null, health: { state: 'copied', repair: 'start' } });
    expect(scheduleOf(before)).toMatchObject({ next: null, failing: null });
    await made.google.advance(2 * hour);
    expect(await runs(copy, ben)).toEqual([]);
    expect(await ask(copy, 'takeOver', { from: null }, ben)).toMatchObject({
      schedule: { owner: ben, health: { state: 'running' } },
      reports: [{ copied: false, refreshedAt: '2026-05-15 11:00' }],
    });
    await made.google.advance(hour);
    expect((await runs(copy, ben))[0]).toMatchObject({ by: ben, why: 'schedule' });
    expect((await runs(made))[0]).toMatchObject({ by: anna, why: 'schedule' });
  });

  test('taking over needs a key', async () => {
    const made = await bench();
    await expect(ask(made, 'takeOver', { from: null })).rejects.toThrow('Connect your Journeybee API key first');
    await expect(ask(made, 'restartSchedules', undefined)).rejects.toThrow(
      'Somebody else runs the schedules here by now.',
    );
  });
});

describe('time', () => {
  /** Reports beside each other, each with a leaderboard of its own. */
  async function withReports(count: number, more: Partial<ReportDefinition> = {}): Promise<Workbench> {
    const made = await connected();
    for (let index = 0; index < count; index += 1) {
      select(made, '0', `${String.fromCharCode(65 + 4 * index)}1`);
      const period = { startDate: `2026-0${index + 1}-01`, endDate: '2026-12-31' };
      await ask(
        made,
        'saveReport',
        threePartners({
          period,
          name: `Report ${index}`,
          columns: ['rank', 'name', 'revenue'],
          schedule: hourly,
          ...more,
        }),
      );
    }
    return made;
  }

  const outcomes = (run: RunView | undefined) => run?.reports.map(({ name, outcome }) => `${name} ${outcome}`);

  test('a tick begins nothing new after a minute; the rest is done first the next time', async () => {
    const made = await withReports(4);
    // Each write takes half a minute.
    made.google.interfere = ({ call, name }) =>
      name === 'tick' && call === 'Spreadsheet.getRangeByName' ? { stallMs: 28_000 } : 'go on';
    await made.google.advance(hour + 10 * minute);
    expect(outcomes((await runs(made))[0])).toEqual([
      'Report 3 postponed',
      'Report 0 unchanged',
      'Report 1 unchanged',
      'Report 2 unchanged',
    ]);
    expect(made.google.mails).toEqual([]);
    await made.google.advance(hour);
    expect(outcomes((await runs(made))[0])).toContain('Report 3 unchanged');
  });

  test('all of a person’s files share their ninety minutes a day: none of their ticks dies of it (P4-8)', async () => {
    const made = await withReports(1);
    made.google.interfere = ({ call, name }) =>
      name === 'tick' && call === 'Spreadsheet.getRangeByName' ? { stallMs: 290_000 } : 'go on';
    await made.google.advance(48 * hour);
    const all = ticks(made);
    expect(all).toHaveLength(48);
    expect(all.filter(({ ok }) => !ok)).toEqual([]);
    expect(all.slice(0, 24).reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(90 * minute);
    const receipts = (await runs(made)).filter(({ why }) => why === 'schedule');
    expect(receipts.some(({ reports }) => reports[0]?.outcome === 'postponed')).toBe(true);
    expect(receipts.some(({ reports }) => reports[0]?.outcome === 'unchanged')).toBe(true);
  });

  test('ticks that end in an error make the schedules late, and are charged for what they took, not for what they might have (P4-8)', async () => {
    const made = await withReports(1);
    made.google.interfere = ({ call, name }) =>
      name === 'tick' && call === 'Spreadsheet.getSpreadsheetTimeZone' ? { fail: 'Service error' } : 'go on';
    await made.google.advance(10 * hour);
    expect(ticks(made).filter(({ ok }) => !ok)).toHaveLength(10);
    made.google.interfere = null;
    expect((await overview(made)).schedule.health.state).toBe('late');
    await made.google.advance(hour);
    expect((await runs(made))[0]).toMatchObject({ why: 'schedule', reports: [{ outcome: 'unchanged' }] });
    expect((await overview(made)).schedule.health.state).toBe('running');
  });

  test('a run that meets somebody who is refreshing waits for them, and leaves it to the next tick if that takes long', async () => {
    const made = await withReports(1);
    const lease = (ms: number) =>
      JSON.stringify({ by: ben, why: 'asked', about: [], at: made.clock.now(), until: made.clock.now() + ms });
    made.file.properties.set('lease', lease(hour + 10_000));
    await made.google.advance(hour + minute);
    expect((await runs(made))[0]).toMatchObject({
      why: 'schedule',
      problem: null,
      reports: [{ outcome: 'unchanged' }],
    });
    made.file.properties.set('lease', lease(hour + 5 * minute));
    await made.google.advance(hour);
    expect((await runs(made))[0]).toMatchObject({
      why: 'schedule',
      problem: expect.stringContaining(`${ben} is refreshing`),
      reports: [{ outcome: 'postponed' }],
    });
    expect(made.google.mails).toEqual([]);
  });

  test('runs that Google ends each time do not go unnoticed: with the second their owner is told, and once they work again', async () => {
    const made = await withReports(2);
    made.google.interfere = ({ call, name }) => (name === 'tick' && call.startsWith('UrlFetchApp.') ? 'kill' : 'go on');
    await made.google.advance(2 * hour);
    expect(made.google.mails).toEqual([]);
    await made.google.advance(hour);
    expect(made.google.mails.map(({ subject }) => subject)).toEqual(['Journeybee: 2 reports were not refreshed']);
    expect(made.google.mails[0]?.body).toContain('Google cut the run short before it could finish.');
    await made.google.advance(5 * hour);
    expect(made.google.mails).toHaveLength(1);
    expect((await overview(made)).schedule.health.state).toBe('running');
    made.google.interfere = null;
    // Those runs have used up the time that triggers have, which comes back with the day.
    await made.google.advance(12 * hour);
    expect(made.google.mails.slice(1).map(({ subject }) => subject)).toEqual([
      'Journeybee: 2 reports are refreshed again',
    ]);
  });

  test('what waits for hours, because there is never time for it, is mailed, and not given up', async () => {
    const made = await withReports(1);
    made.google
      .account(anna)
      .properties.set('triggerTime', JSON.stringify({ leftMs: -90 * minute, at: made.clock.now() }));
    await made.google.advance(8 * hour + minute);
    expect(made.google.mails.map(({ subject }) => subject)).toEqual(['Journeybee: Report 0 was not refreshed']);
    expect(made.google.mails[0]?.body).toContain('There was no time left for it.');
    expect(scheduleOf(await overview(made))).toMatchObject({
      next: 'overdue: tried again within the hour',
      failing: { times: 1, paused: null },
    });
    made.google.account(anna).properties.delete('triggerTime');
    await made.google.advance(hour);
    expect((await runs(made))[0]).toMatchObject({ reports: [{ outcome: 'unchanged' }] });
    expect(made.google.mails.at(-1)?.subject).toBe('Journeybee: Report 0 is refreshed again');
  });

  test('a store that takes nothing more stops neither the refresh of what fits nor the mail about the rest (P4-24)', async () => {
    const made = await withReports(1);
    made.google.interfere = ({ call, name }) =>
      name === 'tick' && call === 'Properties.setProperty'
        ? { fail: 'You have exceeded the property storage quota.' }
        : 'go on';
    await made.google.advance(hour);
    expect(ticks(made).every(({ ok }) => ok)).toBe(true);
    expect(made.google.mails).toHaveLength(1);
  });

  test('a run whose last call fails has worked: nobody is mailed, and the next one finds nothing to say of it', async () => {
    const made = await withReports(1);
    made.google.interfere = ({ call, name }) =>
      name === 'tick' && call === 'Properties.deleteProperty' ? { fail: 'Service error' } : 'go on';
    await made.google.advance(hour);
    made.google.interfere = null;
    await made.google.advance(hour);
    expect(made.google.mails).toEqual([]);
    expect((await overview(made)).schedule.health.state).toBe('running');
  });

  test('a run that Google ends in the middle has a receipt from whoever comes next', async () => {
    const made = await withReports(1);
    made.google.interfere = ({ call, name }) => (name === 'tick' && call === 'UrlFetchApp.fetch' ? 'kill' : 'go on');
    await made.google.advance(hour);
    made.google.interfere = null;
    await made.google.advance(hour);
    expect(await runs(made)).toMatchObject([
      { at: expect.stringContaining('11:00'), why: 'schedule', problem: null },
      {
        at: expect.stringContaining('10:00'),
        why: 'schedule',
        by: anna,
        problem: expect.stringContaining('cut the run short'),
        reports: [{ outcome: 'failed' }],
      },
      { why: 'saved' },
    ]);
  });
});

describe('a tick that has found nothing due', () => {
  /** Anna's report is due next in weeks, and the ticks rest. */
  async function resting(): Promise<Workbench> {
    const made = await withReport({ schedule: { kind: 'monthly', day: 1, hour: 8 } });
    await made.google.advance(2 * hour);
    expect(await callsOfLast(made)).toBeLessThanOrEqual(14);
    return made;
  }
  const callsOfLast = async (made: Workbench) => ticks(made).at(-1)?.calls.length;
  const refreshedAt = async (made: Workbench) => (await overview(made)).reports[0]?.refreshedAt;

  test('leaves the next ones little to do, and the sidebar still says when they ran', async () => {
    const made = await resting();
    await made.google.advance(3 * hour);
    expect(await callsOfLast(made)).toBeLessThanOrEqual(14);
    expect((await overview(made)).schedule.health.text).toBe(
      'Your account runs the schedules. Last run 2026-05-15 14:00.',
    );
    await made.google.advance(17 * 24 * hour);
    expect(await refreshedAt(made)).toBe('2026-06-01 07:00');
  });

  test.each<[string, (made: Workbench) => unknown, string]>([
    [
      'somebody changes the list by hand',
      ({ file: { workbook } }) => {
        const { id = '' } = workbook.sheets().find(({ name }) => name === 'Journeybee') ?? {};
        const text = String(workbook.read(id, { row: 2, column: 3, rows: 1, columns: 1 })[0]?.[0]?.value).replace(
          /"schedule":\{[^}]*\}/,
          '"schedule":{"kind":"hourly"}',
        );
        workbook.write(id, { row: 2, column: 3, rows: 1, columns: 1 }, [[text]]);
      },
      '2026-05-15 12:00',
    ],
    [
      'the report is saved with another schedule',
      async (made) => {
        const { id = '', definition } = (await overview(made)).reports[0] ?? {};
        if (!definition) throw new Error('There is no report.');
        await ask(made, 'saveReport', { id, definition: { ...definition, schedule: hourly }, where: 'cell' });
      },
      '2026-05-15 12:00',
    ],
  ])('does not keep the next one from its work where %s', async (_, change, expected) => {
    const made = await resting();
    await change(made);
    await made.google.advance(hour);
    expect(await refreshedAt(made)).toBe(expected);
  });

  test('does not keep the next ones from the first of the month in another time zone', async () => {
    const made = await resting();
    await made.google.advance(13 * 24 * hour);
    made.file.workbook.timeZone = 'Pacific/Auckland';
    await made.google.advance(5 * 24 * hour);
    expect(await refreshedAt(made)).toBe('2026-06-01 07:00');
  });

  test('does not keep the next one from what formulas have asked for', async () => {
    const made = await resting();
    await enter(made, revenueOf('"last_year"'));
    await made.google.advance(hour);
    expect((await runs(made))[0]).toMatchObject({ why: 'schedule', formulas: 1 });
  });

  test('leaves nothing to be relied on by whoever takes the schedules over', async () => {
    const made = await resting();
    await made.file.open(ben);
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    await ask(made, 'takeOver', { from: anna }, ben);
    await made.google.advance(2 * hour);
    expect((await overview(made, ben)).schedule).toMatchObject({ owner: ben, health: { state: 'running' } });
  });
});

describe('what formulas ask for', () => {
  test('is brought up to date by the tick with the rest, and the formulas are left alone (P8.1-2)', async () => {
    const made = await withReport({ schedule: { kind: 'monthly', day: 1, hour: 8 } });
    await made.file.workbook.type('0', 10, 1, revenueOf('"last_year"'));
    const shown = held(made, '0', 'A10');
    made.file.close(anna);
    doubleDeals(made);
    const requests = made.google.requests.length;
    await made.google.advance(hour + minute);
    expect(made.google.requests.slice(requests)).toEqual([expect.stringContaining('period=last_year')]);
    expect(held(made, '0', 'A10')).toEqual(shown);
    expect((await runs(made))[0]).toMatchObject({ why: 'schedule', formulas: 1, requests: 1, reports: [] });
    await made.file.open(anna);
    expect(made.google.requests).toHaveLength(requests + 1);
    expect(Number(held(made, '0', 'A10')[0]?.[0])).toBeCloseTo(2 * Number(shown[0]?.[0]), 1);
  });

  test('is no more than its reports have just asked: one request serves both', async () => {
    const made = await withReport();
    await enter(made, '=JB_PARTNERS("last_quarter")');
    await made.file.workbook.type('0', 20, 1, revenueOf('"current_year"'));
    const requests = made.google.requests.length;
    await made.google.advance(hour);
    expect(made.google.requests.slice(requests).filter((url) => url.includes('current_year'))).toHaveLength(1);
  });

  test('is forgotten some hours after the last formula has asked', async () => {
    const made = await withReport({ schedule: { kind: 'monthly', day: 1, hour: 8 } });
    await made.file.workbook.type('0', 10, 1, revenueOf('"last_year"'));
    await made.google.advance(7 * hour);
    const requests = made.google.requests.length;
    await made.google.advance(5 * hour);
    expect(made.google.requests).toHaveLength(requests);
  });
});
