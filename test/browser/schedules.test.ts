import type { ReportDefinition } from '../../src/contract/report-definition';
import type { Overview } from '../../src/contract/sidebar-api';
import { callSidebar, newReport } from '../../workbench/demonstration';
import type { Workbench } from '../../workbench/workbench';
import { anna, ben } from '../support/bench';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const hour = 3_600_000;
const name = 'Top 3 partners, this year';
const text = (sentence: string | RegExp) => visit.sidebar.getByText(sentence);
const button = (label: string) => visit.sidebar.getByRole('button', { name: label, exact: true });
const health = () => visit.sidebar.getByRole('region', { name: 'Schedules' });

async function hourlyReport({ file, sandbox }: Workbench, user = anna, more: Partial<ReportDefinition> = {}) {
  await callSidebar(file, user, 'connect', { key: sandbox.keys.full, use: 'tables' });
  const wanted = newReport(
    { period: 'current_year', type: null, limit: 3, where: 'sheet' },
    { schedule: { kind: 'hourly' }, ...more },
  );
  await callSidebar(file, user, 'saveReport', wanted);
}

/** Anna's report on an hourly schedule, and what happened to it before its sidebar is opened, as `user`. */
async function open(happened: (workbench: Workbench) => unknown = () => {}, user = anna): Promise<void> {
  visit = await Visit.open(async (workbench) => {
    await workbench.file.open(anna);
    await hourlyReport(workbench);
    await happened(workbench);
    await workbench.file.open(user);
    return workbench;
  });
  await visit.chooseFromMenu('Open Journeybee');
}

const overview = (user = anna): Promise<Overview> => callSidebar(visit.workbench.file, user, 'overview', undefined);

/** Waits until the keyboard is where a person can go on from. */
async function focusedIs(label: string): Promise<void> {
  const on = () =>
    visit.sidebar
      .locator('body')
      .evaluate(({ ownerDocument: { activeElement: element } }) => element?.id || element?.textContent || '');
  for (let tries = 0; tries < 50 && (await on()) !== label; tries += 1) await visit.view.waitForTimeout(50);
  expect(await on()).toBe(label);
}

test('a schedule is chosen in words that say when it runs, and the card says when that is next', async () => {
  visit = await Visit.open();
  await visit.connect();
  await visit.openEditor();
  const schedule = visit.sidebar.getByLabel('Schedule');
  await schedule.selectOption('Monday to Friday');
  await visit.sidebar.getByLabel('Ready by').selectOption('9:00');
  await text('Ready by 9:00: it runs between 8:00 and 9:00. Time zone: Etc/UTC.').waitFor();
  expect(await visit.axe()).toEqual([]);
  await schedule.selectOption('Days of the week');
  await visit.sidebar.getByLabel('Monday').uncheck();
  await text('Choose a day at least.').waitFor();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Insert as table');
  expect((await overview()).reports).toEqual([]);
  await visit.sidebar.getByLabel('Thursday').check();
  await visit.sidebar.getByLabel('Sunday').check();
  await visit.click('Insert as table');
  // The workbench begins on a Monday.
  await text('Thursday and Sunday, ready by 9:00 · next Thursday 2026-05-21, between 8:00 and 9:00').waitFor();
  await text('Your account runs the schedules. They run for the first time within the hour.').waitFor();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Edit Top 10 partners, this year');
  await schedule.selectOption('Once a month');
  await visit.sidebar.getByLabel('Day', { exact: true }).selectOption('Last day of the month');
  await visit.sidebar.getByLabel('Ready by').selectOption('0:00');
  await text('it runs between 23:00 and 24:00 the day before').waitFor();
  await visit.click('Save');
  await text('Last day of the month, ready by 0:00 · next Saturday 2026-05-30, between 23:00 and 24:00').waitFor();
  expect((await overview()).reports[0]?.definition?.schedule).toEqual({ kind: 'monthly', day: 31, hour: 0 });
});

test('the receipts: each run with who, why, how long, how many, and what came of it', async () => {
  await open(async ({ google, sandbox }) => {
    await google.advance(hour);
    sandbox.faults.always({ kind: 'status', status: 401 });
    await google.advance(hour);
    sandbox.faults.clear();
  });
  await visit.click('Activity');
  const runs = visit.sidebar.getByRole('listitem').filter({ hasText: `${anna}:` });
  await runs.first().waitFor();
  const read = await runs.allInnerTexts();
  expect(read).toHaveLength(3);
  expect(read[0]).toMatch(
    /^2026-05-18 10:0\d · schedule\s+anna@example\.com: 1 report failed · 1 request · (?:under 1|\d) s\s+Top 3 partners, this year: Journeybee does not accept the API key/,
  );
  expect(read[1]).toMatch(
    /^2026-05-18 09:0\d · schedule\s+anna@example\.com: 1 report unchanged · 3 rows · 1 request · (?:under 1|\d) s$/,
  );
  expect(read[2]).toMatch(
    /^2026-05-18 08:0\d · saved\s+anna@example\.com: 1 report changed · 3 rows · 1 request · (?:under 1|\d) s$/,
  );
  expect(await visit.axe()).toEqual([]);
  await visit.click(`Refresh ${name}`);
  await text('The report is up to date.').waitFor();
  await visit.click('Look again');
  await text('refreshed by hand').waitFor();
});

test('another person’s schedules are taken over, after the consequence was said', async () => {
  await open(async ({ file, sandbox }) => {
    sandbox.settings.requirePermission = false;
    await callSidebar(file, ben, 'connect', { key: sandbox.keys.unauthorizedToRead, use: 'tables' });
  }, ben);
  await health().getByText(`${anna} runs the schedules. They run for the first time within the hour.`).waitFor();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Take over');
  const question = visit.sidebar.getByRole('group', { name: /no longer runs them/ });
  await question.getByText(`“${name}” shows what another key sees, and from now on what yours does.`).waitFor();
  expect(await visit.axe()).toEqual([]);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await focusedIs('Take over');
  expect((await overview()).schedule.owner).toBe(anna);
  await visit.click('Take over');
  await question.getByRole('button', { name: 'Take over' }).click();
  await health().getByText('Your account runs the schedules.').waitFor();
  await focusedIs('schedules');
  expect(await overview(ben)).toMatchObject({ schedule: { owner: ben }, reports: [{ otherKeyBy: null }] });
  expect(await visit.axe()).toEqual([]);
});

describe('what is wrong is said where the schedules are, and one click mends it:', () => {
  /** Reads the sentence, clicks, and reads that all is well. */
  async function mended(
    sentence: string | RegExp,
    label: string,
    well = 'Your account runs the schedules.',
  ): Promise<void> {
    await health().getByText(sentence).waitFor();
    expect(await visit.axe()).toEqual([]);
    await health().getByRole('button', { name: label, exact: true }).click();
    await health().getByText(well).waitFor();
    await focusedIs('schedules');
    expect(await visit.axe()).toEqual([]);
  }

  test('paused after failures', async () => {
    await open(async ({ google, sandbox }) => {
      sandbox.faults.always({ kind: 'status', status: 401 });
      await google.advance(5 * hour);
      sandbox.faults.clear();
    });
    await text(/^Not tried any more by the schedule: it failed 5 times in a row since 2026-05-18 09:0\d\./).waitFor();
    await mended('1 report is paused because it failed; its card says why.', 'Try again');
    expect(await text(/Not tried any more/).count()).toBe(0);
  });

  test('late', async () => {
    await open(async ({ file, google }) => {
      await google.advance(hour);
      for (const trigger of file.triggers.triggers) trigger.nextAt = Number.POSITIVE_INFINITY;
      await google.advance(3 * hour);
    });
    await mended(/^Google has not run your schedules since 2026-05-18 09:0\d\.$/, 'Start again');
    expect(visit.workbench.file.triggers.triggers.map(({ nextAt }) => Number.isFinite(nextAt))).toEqual([true]);
  });

  test('a trigger that Google did not allow', async () => {
    await open(({ file, google }) => {
      file.triggers.triggers.length = 0;
      google.interfere = ({ call }) =>
        call === 'ClockTriggerBuilder.create' ? { fail: 'This script has too many triggers.' } : 'go on';
    });
    await health().getByText('twenty hourly triggers').waitFor();
    visit.workbench.google.interfere = null;
    await mended('twenty hourly triggers', 'Start again');
  });

  test('a permission that lapsed, for its owner: Google’s own page for it', async () => {
    await open(
      ({ google }) => google.account(anna).granted.delete('https://www.googleapis.com/auth/script.send_mail'),
      ben,
    );
    // The page is whose keyboard it is when it loads.
    await visit.workbench.file.open(anna);
    await visit.view.reload();
    visit.workbench.google.account(anna).granted.add('https://www.googleapis.com/auth/script.send_mail');
    await visit.chooseFromMenu('Open Journeybee');
    await health().waitFor();
    visit.workbench.google.account(anna).granted.delete('https://www.googleapis.com/auth/script.send_mail');
    await visit.click(`Refresh ${name}`);
    const link = visit.sidebar.getByRole('alert').getByRole('link', { name: 'Allow it again' });
    expect(await link.getAttribute('href')).toContain('https://accounts.google.com/');
    expect(await visit.axe()).toEqual([]);
    visit.workbench.google.account(anna).granted.add('https://www.googleapis.com/auth/script.send_mail');
    await visit.click(`Refresh ${name}`);
    await text('The report is up to date.').waitFor();
  });

  test('a permission that lapsed, for the others', async () => {
    await open(async (workbench) => {
      await callSidebar(workbench.file, ben, 'connect', { key: workbench.sandbox.keys.full, use: 'tables' });
      workbench.google.account(anna).granted.delete('https://www.googleapis.com/auth/script.external_request');
      await workbench.google.advance(hour);
    }, ben);
    await health().getByText(`Google has no permission any more to run the schedules for ${anna}.`).waitFor();
    await visit.click('Take over');
    await visit.sidebar
      .getByRole('group', { name: /no longer runs them/ })
      .getByRole('button', { name: 'Take over' })
      .click();
    await health().getByText('Your account runs the schedules.').waitFor();
  });

  test('no key', async () => {
    await open(async ({ google }) => {
      google.account(anna).properties.delete('apiKey');
      await google.advance(hour);
    });
    await health().getByText('Your account runs the schedules, but it has no Journeybee key any more.').waitFor();
    expect(await visit.axe()).toEqual([]);
    await visit.click('Connect a key');
    await focusedIs('key');
    await visit.pasteKey(visit.workbench.sandbox.keys.full);
    await health().getByText('Your account runs the schedules.').waitFor();
  });

  test('no key, since it was forgotten in another spreadsheet: the schedules can be ended here all the same', async () => {
    await open(({ google }) => {
      google.account(anna).properties.delete('apiKey');
    });
    await visit.click('Settings');
    await text('You have no key here yet.').waitFor();
    await visit.click('Forget my key everywhere');
    expect(await visit.axe()).toEqual([]);
    await visit.click('Forget my key');
    await text(/you run no schedules here any more/).waitFor();
    expect(visit.workbench.file.triggers.triggers).toEqual([]);
  });

  test('another key of one’s own', async () => {
    await open(async ({ file, sandbox }) => {
      sandbox.settings.requirePermission = false;
      await callSidebar(file, anna, 'connect', { key: sandbox.keys.unauthorizedToRead, use: 'tables' });
    });
    await health().getByText('1 scheduled report shows what another key sees').waitFor();
    await visit.click('Use my key');
    await visit.sidebar
      .getByRole('group', { name: /what another key sees/ })
      .getByRole('button', { name: 'Use my key' })
      .click();
    await health().getByText('Your account runs the schedules.').waitFor();
  });

  test('nobody runs them', async () => {
    await open(async ({ file, sandbox }) => {
      await callSidebar(file, anna, 'disconnect', undefined);
      await callSidebar(file, anna, 'connect', { key: sandbox.keys.full, use: 'tables' });
    });
    await mended('1 report has a schedule, but nobody’s account runs it.', 'Run them with my account');
  });

  test('a copied file', async () => {
    visit = await Visit.open(async (workbench) => {
      await workbench.file.open(anna);
      await hourlyReport(workbench);
      const copy = { ...workbench, file: workbench.file.copy('Copy of Partner review', ben) };
      await callSidebar(copy.file, ben, 'connect', { key: workbench.sandbox.keys.full, use: 'tables' });
      await copy.file.open(ben);
      return copy;
    });
    await visit.chooseFromMenu('Open Journeybee');
    await health()
      .getByText('1 report has a schedule that came with a copy of another spreadsheet. Nobody runs it here.')
      .waitFor();
    expect(await visit.axe()).toEqual([]);
    await visit.click('Run them with my account');
    await visit.sidebar
      .getByRole('group', { name: /what another key sees/ })
      .getByRole('button', { name: 'Run them with my account' })
      .click();
    await text('Every hour · next within the hour').waitFor();
    await health().getByText('Your account runs the schedules.').waitFor();
    expect(await overview(ben)).toMatchObject({ schedule: { owner: ben }, reports: [{ copied: false }] });
  });

  test('a mail that could not be sent', async () => {
    await open(async ({ google, sandbox }) => {
      sandbox.faults.always({ kind: 'status', status: 401 });
      google.interfere = ({ call }) => (call === 'MailApp.sendEmail' ? { fail: 'no' } : 'go on');
      await google.advance(2 * hour);
      google.interfere = null;
      sandbox.faults.clear();
    });
    await health()
      .getByText(/^A mail could not be sent on 2026-05-18 1\d:0\d, because Google did not send it\./)
      .waitFor();
    expect(await button('Try again').count()).toBe(0);
    await text(
      /^The schedule has failed 2 times in a row since 2026-05-18 09:0\d\. The table keeps the figures of [-\d]+ [:\d]+; it is tried again within the hour\.$/,
    ).waitFor();
  });
});
