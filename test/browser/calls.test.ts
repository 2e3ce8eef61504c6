import { callSidebar, newReport } from '../../workbench/demonstration';
import { anna } from '../support/bench';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const name = 'Top 3 partners, this year';
const text = (sentence: string | RegExp) => visit.sidebar.getByText(sentence);

/** Anna's sidebar with one report, once it has asked all that it asks by itself. */
async function open(prepare: () => Promise<void> = async () => {}): Promise<void> {
  visit = await Visit.open(async (workbench) => {
    const { file, sandbox } = workbench;
    await file.open(anna);
    await callSidebar(file, anna, 'connect', { key: sandbox.keys.full, use: 'tables' });
    const wanted = newReport({ period: 'current_year', type: null, limit: 3, where: 'sheet' });
    await callSidebar(file, anna, 'saveReport', wanted);
    return workbench;
  });
  await prepare();
  await visit.chooseFromMenu('Open Journeybee');
  await text('No cell has a JB_ formula yet.').waitFor();
}

/** The calls that leave the sidebar from now on, by their names. */
function calls(): string[] {
  const left: string[] = [];
  visit.view.on('request', (request) => {
    const [, method] = /"name":"sidebarCall","args":\["(\w+)"/.exec(request.postData() ?? '') ?? [];
    if (method) left.push(method);
  });
  return left;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !holds(); tries += 1) await visit.view.waitForTimeout(100);
}

test('Google never answers a click: after its six minutes the sidebar says so, and the click can be repeated (P4-6)', async () => {
  await open(() => visit.view.clock.install());
  const answer = visit.meddle('keeps', 'refresh');
  await visit.click(`Refresh ${name}`);
  await text('Fetching the leaderboard…').waitFor();
  // While it may still come, it is waited for, and a second click asks nothing.
  await visit.view.clock.fastForward(365_000);
  const left = calls();
  await visit.click(`Refresh ${name}`);
  expect(left.filter((method) => method === 'refresh')).toEqual([]);
  await text('Fetching the leaderboard… One thing at a time: click again once this is done.').waitFor();
  expect(await visit.sidebar.getByRole('alert').count()).toBe(0);
  await visit.view.clock.fastForward(20_000);
  await visit.sidebar.getByRole('alert').getByText('Google has not answered for more than six minutes.').waitFor();
  await text('What you clicked meanwhile was not done: click again.').waitFor();
  expect(await visit.axe()).toEqual([]);
  // Until it has ended, a second refresh would be told that one is under way.
  await answer();
  await visit.click(`Refresh ${name}`);
  await text('The report is up to date.').waitFor();
  expect(left.filter((method) => method === 'refresh')).toEqual(['refresh']);
});

test('Google never answers the first call: the sidebar says so, and is there on trying again', async () => {
  visit = await Visit.open();
  await visit.view.clock.install();
  const answer = visit.meddle('keeps');
  await visit.chooseFromMenu('Open Journeybee');
  await text('Loading…').waitFor();
  const notice = visit.sidebar.getByRole('alert').getByText('Google has not answered for more than six minutes.');
  // The page waits from its first call on, which it makes once it has painted.
  for (let tries = 0; tries < 50 && (await notice.count()) === 0; tries += 1) {
    await visit.view.clock.fastForward(385_000);
    await visit.view.waitForTimeout(50);
  }
  await notice.waitFor();
  answer();
  await visit.click('Try again');
  await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
});

test('what is clicked while something else is under way is not taken for done', async () => {
  await open();
  const answer = visit.meddle('keeps', 'refresh');
  await visit.click(`Refresh ${name}`);
  await visit.click(`More for ${name}`);
  await visit.click('Pause');
  await text('click again once this is done').waitFor();
  answer();
  await text('The report is up to date. What you clicked meanwhile was not done: click again.').waitFor();
  await visit.click('Pause');
  await text(`${name} is paused.`).waitFor();
  expect(await text('was not done').count()).toBe(0);
});

test('a sidebar that stays open goes on counting, and whoever comes back to it sees what is so by then', async () => {
  await open(() => visit.view.clock.install());
  const left = calls();
  const { file } = visit.workbench;
  const [report] = (await callSidebar(file, anna, 'overview', undefined)).reports;
  await callSidebar(file, anna, 'setStatus', { id: report?.id ?? '', status: 'paused' });
  const comesBack = () =>
    visit.sidebar.locator('body').evaluate((body) => {
      body.ownerDocument.defaultView?.dispatchEvent(new Event('focus'));
    });
  await comesBack();
  await visit.view.clock.fastForward(180_000);
  await text('3 minutes ago').waitFor();
  expect(left).toEqual([]);
  await comesBack();
  await text('Paused').waitFor();
  await comesBack();
  expect(left).toEqual(['overview']);
});

test('however much somebody clicks, ten calls are under way at once, and the others follow (P2.3-2)', async () => {
  await open();
  const left = calls();
  const answer = visit.meddle('keeps');
  const place = visit.sidebar.getByRole('button', { name: `${name}!A2` });
  for (let clicks = 0; clicks < 12; clicks += 1) await place.click();
  await until(() => left.length > 10);
  expect(left).toEqual(Array(10).fill('goTo'));
  answer();
  await until(() => left.length === 12);
  expect(left).toEqual(Array(12).fill('goTo'));
});

test('a form that is changed again and again while Journeybee is slow asks once more, for what it holds at the end', async () => {
  await open();
  const left = calls();
  const answer = visit.meddle('keeps', 'preview');
  await visit.openEditor();
  await until(() => left.includes('preview'));
  for (const rows of ['4', '5', '6']) {
    await visit.sidebar.getByLabel('Number of partners').fill(rows);
    await visit.view.waitForTimeout(900);
  }
  answer();
  const preview = visit.sidebar.getByRole('region', { name: 'The report, as Journeybee has its figures now' });
  await preview.waitFor();
  expect(await preview.getByRole('row').count()).toBe(7);
  expect(left).toEqual(['preview', 'preview']);
});

test('who goes to the settings while the key is being tested stays there, and reads what became of it', async () => {
  visit = await Visit.open();
  const { full } = visit.workbench.sandbox.keys;
  const answer = () => visit.meddle('keeps', 'connect');
  await visit.chooseFromMenu('Open Journeybee');
  const refused = answer();
  await visit.pasteKey('a-key-that-nobody-gave-out');
  await visit.click('Settings');
  refused();
  await visit.sidebar.getByRole('alert').getByText('Journeybee does not accept this key').waitFor();
  await visit.click('Reports');
  const accepted = answer();
  await visit.pasteKey(full);
  await visit.click('Settings');
  accepted();
  await text(`····${full.slice(-4)}`).waitFor();
  await visit.sidebar.getByRole('heading', { name: 'Connection' }).waitFor();
});

test('a report that is saved does not take away what was begun in another one meanwhile', async () => {
  await open();
  const saved = visit.meddle('keeps', 'saveReport');
  await visit.click(`Edit ${name}`);
  const rows = visit.sidebar.getByLabel('Number of partners');
  await rows.fill('4');
  await visit.click('Save');
  await visit.click('All reports');
  await visit.click('Leave');
  await visit.openEditor();
  await rows.fill('7');
  saved();
  await text(/is saved|up to date/).waitFor();
  expect(await rows.inputValue()).toBe('7');
  await visit.view.reload();
  await visit.chooseFromMenu('Open Journeybee');
  await visit.sidebar.getByRole('heading', { name: 'New report or formula' }).waitFor();
  expect(await rows.inputValue()).toBe('7');
});

test('what is typed while the report is being saved is still there, and can be saved too', async () => {
  await open();
  const saved = visit.meddle('keeps', 'saveReport');
  await visit.click(`Edit ${name}`);
  const rows = visit.sidebar.getByLabel('Number of partners');
  await rows.fill('4');
  await visit.click('Save');
  await rows.fill('5');
  saved();
  await text(/is saved|up to date/).waitFor();
  expect(await rows.inputValue()).toBe('5');
  await visit.click('Save');
  await visit.sidebar.getByRole('heading', { name: 'Reports' }).waitFor();
  await visit.shows(name, ['A3', 'A7', 'A8'], ['1', '5', '']);
});
