import type { Frame } from 'playwright-core';
import { callSidebar, newReport } from '../../workbench/demonstration';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

/** The sidebar's own document, of another origin than the page around it. */
function frame(): Frame {
  const found = visit.view.frames().find((candidate) => candidate !== visit.view.mainFrame());
  if (!found) throw new Error('No sidebar is open.');
  return found;
}

test('everything in the sidebar fits its 300 pixels, however long names and addresses are (P2.2-1)', async () => {
  visit = await Visit.open();
  visit.workbench.file.properties.set(
    'schedule',
    JSON.stringify({
      owner: `${'anna.maria.'.repeat(6)}@${'long-company-name'.repeat(3)}.example.com`,
    }),
  );
  await visit.chooseFromMenu('Open Journeybee');
  await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
  expect(await frame().evaluate(() => Number(Reflect.get(globalThis, 'innerWidth')))).toBe(300);
  expect(await visit.tooWide()).toEqual([]);
  await visit.pasteKey(visit.workbench.sandbox.keys.full);
  await visit.sidebar.getByText('Connected with the key ending').waitFor();
  expect(await visit.tooWide()).toEqual([]);
  await visit.openEditor();
  await visit.sidebar.getByRole('button', { name: /^More/ }).click();
  await visit.sidebar.getByLabel('Name').fill('Partnerleistungsüberblick'.repeat(3));
  await visit.sidebar.getByRole('button', { name: /^Columns/ }).click();
  await visit.sidebar.getByLabel('Schedule').selectOption('Days of the week');
  expect(await visit.tooWide()).toEqual([]);
  await visit.click('Insert as table');
  await visit.sidebar.getByText('!A3').waitFor();
  await visit.sidebar.getByText('Google has not run the schedules of').waitFor();
  expect(await visit.tooWide()).toEqual([]);
});

test('what the sidebar asks first is heard, also where it is there before the page around it has painted', async () => {
  visit = await Visit.openPage();
  await visit.view.evaluate(() => {
    const atOnce = globalThis.setTimeout;
    const later = (run: () => void) => atOnce(run, 5_000);
    Object.assign(globalThis, { setTimeout: later, requestAnimationFrame: later });
  });
  await visit.chooseFromMenu('Open Journeybee');
  await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
});

test('an open sidebar follows the clock of the workbench: what fell due on the way is seen at once', async () => {
  visit = await Visit.open();
  await visit.connect();
  const { file, google } = visit.workbench;
  const wanted = newReport(
    { period: 'current_year', type: null, limit: 3, where: 'sheet' },
    { schedule: { kind: 'hourly' } },
  );
  const { name } = wanted.definition;
  await callSidebar(file, file.owner, 'saveReport', wanted);
  const moves = async (hours: number) => {
    const action = { name: 'advance', action: { ms: hours * 3_600_000 } };
    await visit.view.evaluate((body) => fetch('/act?tab=clock', { method: 'POST', body }), JSON.stringify(action));
  };
  await moves(2);
  await visit.sidebar.getByRole('heading', { name }).waitFor();
  const [report] = (await callSidebar(file, file.owner, 'overview', undefined)).reports;
  await callSidebar(file, file.owner, 'setStatus', { id: report?.id ?? '', status: 'paused' });
  await moves(1);
  await visit.sidebar.getByText('Paused').first().waitFor();
  const ahead = await frame().evaluate(() => Date.now());
  expect(Math.abs(ahead - google.clock.now())).toBeLessThan(60_000);
});

test('a runner never changes: each handler belongs to the call it was set for, and a call returns nothing (P2.3-1)', async () => {
  visit = await Visit.open();
  await visit.chooseFromMenu('Open Journeybee');
  await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
  const seen = await frame().evaluate(async () => {
    type Runner = Record<string, (...given: unknown[]) => Runner>;
    const { run } = (Reflect.get(globalThis, 'google') as { script: { run: Runner } }).script;
    const told: string[] = [];
    const heard = (name: string) => (_: unknown, about: unknown) => told.push(`${name} ${String(about)}`);
    const first = run.withSuccessHandler?.(heard('first')).withUserObject?.('one') as Runner;
    const second = first.withSuccessHandler?.(heard('second')).withUserObject?.('two') as Runner;
    const third = first.withUserObject?.('three') as Runner;
    const runners = [first, second, third];
    const returned = runners.map((runner) => runner.sidebarCall?.('overview', null));
    while (told.length < 3) await new Promise((wait) => setTimeout(wait, 20));
    return {
      told: told.sort(),
      returned: returned.map(String),
      distinct: new Set([run, ...runners]).size,
    };
  });
  expect(seen).toEqual({
    told: ['first one', 'first three', 'second two'],
    returned: ['undefined', 'undefined', 'undefined'],
    distinct: 4,
  });
});

test.each([
  ['Authorization is required to perform that action.', /several Google accounts are signed in to this browser/],
  [
    'We’re sorry, a server error occurred while reading from storage. Error code PERMISSION_DENIED.',
    /several Google accounts/,
  ],
  [
    'We’re sorry, a server error occurred. Please wait a bit and try again.',
    /^The add-on did not answer\. Check your connection/,
  ],
])('Google refuses a call of the page: %s (P2.3-10)', async (message, sentence) => {
  visit = await Visit.open();
  const { google } = visit.workbench;
  const run = google.run.bind(google);
  google.run = (name, args, context) =>
    name === 'sidebarCall'
      ? Promise.resolve({ ok: false, name: 'Exception', message, line: 0 })
      : run(name, args, context);
  await visit.chooseFromMenu('Open Journeybee');
  const alert = visit.sidebar.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(sentence);
  expect(await alert.innerText()).not.toContain('Exception');
  google.run = run;
  await visit.click('Try again');
  await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
});

test('a link in the sidebar opens another window, and leaves sidebar and spreadsheet where they are (P2.2-3)', async () => {
  visit = await Visit.open();
  await visit.chooseFromMenu('Open Journeybee');
  await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
  await visit.sidebar.locator('body').evaluate((body) => {
    body.insertAdjacentHTML('beforeend', '<a href="about:blank#elsewhere">elsewhere</a>');
  });
  const [opened] = await Promise.all([
    visit.view.context().waitForEvent('page'),
    visit.sidebar.getByRole('link', { name: 'elsewhere' }).click(),
  ]);
  expect(opened.url()).toContain('elsewhere');
  await opened.close();
  await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
});
