import { readFileSync } from 'node:fs';
import { callSidebar } from '../../workbench/demonstration';
import type { Workbench } from '../../workbench/workbench';
import { anna, ben } from '../support/bench';
import { variant } from '../support/variants';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const text = (sentence: string | RegExp) => visit.sidebar.getByText(sentence);
const button = (label: string) => visit.sidebar.getByRole('button', { name: label, exact: true });
const heading = (label: string) => visit.sidebar.getByRole('heading', { name: label, exact: true });
const connection = async (user = anna) =>
  (await callSidebar(visit.workbench.file, user, 'overview', undefined)).connection;
const as = (user: string) => async (workbench: Workbench) => {
  await workbench.file.open(user);
  return workbench;
};

async function fits(): Promise<void> {
  expect(await visit.axe()).toEqual([]);
  expect(await visit.tooWide()).toEqual([]);
}

async function connect(): Promise<void> {
  await visit.chooseFromMenu('Open Journeybee');
  await visit.pasteKey(visit.workbench.sandbox.keys.full);
  await heading('Reports').waitFor();
}

test('connecting takes a key and asks nothing else: only its person uses it', async () => {
  visit = await Visit.open();
  await visit.chooseFromMenu('Open Journeybee');
  await heading('Connect Journeybee').waitFor();
  expect(await visit.sidebar.getByRole('radio').count()).toBe(0);
  expect(await text('Journeybee is loading.').count()).toBe(0);
  await fits();
  await visit.pasteKey(` "Authorization: Bearer ${visit.workbench.sandbox.keys.full}",`);
  await text('Connected with the key ending').waitFor();
  expect(await connection()).toMatchObject({ formulas: null });
  expect([...visit.workbench.file.properties.keys()]).not.toContain('sharedApiKey');
  await visit.openEditor();
  await visit.click('Insert as table');
  await heading('Top 10 partners, this year').waitFor();
});

test('at the first formula that is inserted the owner is asked once, in a sentence', async () => {
  visit = await Visit.open();
  await connect();
  await visit.goTo('B2');
  await visit.openEditor();
  await visit.click('Insert as formula');
  await text('Formulas here will use your key: all who edit this file can fetch with it, and never see it.').waitFor();
  await fits();
  await visit.click('Cancel');
  await button('Insert as formula').waitFor();
  expect(await visit.sidebar.locator(':focus').innerText()).toBe('Insert as formula');
  expect(await connection()).toMatchObject({ formulas: null });
  await visit.click('Insert as formula');
  await visit.click('Allow and insert');
  await text('The formula is in the selected cell.').waitFor();
  await visit.shows('Sheet1', ['B2', 'C2'], ['Rank', 'Partner']);
  expect(await connection()).toMatchObject({ formulas: { mode: 'owner', own: true } });
  await visit.goTo('B20');
  await visit.click('Insert as formula');
  await visit.shows('Sheet1', ['B20'], ['Rank']);
});

test('or at the first that was typed: one click, and the cells show their figures', async () => {
  visit = await Visit.open();
  await visit.type('A1', '=JB_PARTNERS("last_year"; ""; 2)');
  await visit.shows('Sheet1', ['A1'], ['#ERROR!']);
  await connect();
  await text('1 cell has a JB_ formula, and it shows an error').waitFor();
  await text('Formulas here will use your key').waitFor();
  await fits();
  await visit.click('Allow formulas');
  await visit.shows('Sheet1', ['A1', 'B1'], ['Rank', 'Partner']);
  await text('1 cell has a JB_ formula.').waitFor();
  expect(await button('Allow formulas').count()).toBe(0);
});

test('who does not own the file is offered to share, and nothing that could not work', async () => {
  visit = await Visit.open(as(ben));
  await connect();
  await visit.openEditor();
  await visit.click('Insert as formula');
  await text('You do not own this file, so its formulas need a key that is stored with it').waitFor();
  await fits();
  await visit.click('Allow and insert');
  await text('The formula is in the selected cell.').waitFor();
  expect(await connection(ben)).toMatchObject({ ownsFile: false, formulas: { mode: 'shared', own: true } });
  await visit.click('All reports');
  await visit.click('Settings');
  await visit.click('Change the key or its use');
  await heading('Change the key or its use').waitFor();
  const offered = await visit.sidebar.getByRole('radio').evaluateAll((radios) => radios.map(({ id }) => id));
  expect(offered).toEqual(['use-tables', 'use-shared']);
});

test('sample data is a real table, marked as such, that one click takes away again', async () => {
  visit = await Visit.open();
  await visit.chooseFromMenu('Open Journeybee');
  await visit.click('Try with sample data');
  await text('A table of made-up partners is in a new sheet.').waitFor();
  await visit.shows(
    'SAMPLE leaderboard',
    ['A1', 'B2', 'B3', 'C3'],
    ['SAMPLE · made-up partners and figures, not yours', 'Partner', 'Sample Harbour', '412,500.00'],
  );
  expect(visit.workbench.google.requests).toEqual([]);
  await fits();
  await visit.pasteKey(visit.workbench.sandbox.keys.full);
  await heading('Reports').waitFor();
  await visit.click('Remove the sample');
  await text('The sample is gone.').waitFor();
  expect(visit.workbench.file.workbook.sheets().map(({ name }) => name)).toEqual(['Sheet1']);
  expect(await button('Remove the sample').count()).toBe(0);
});

test('who may not make keys copies a message for somebody who may', async () => {
  visit = await Visit.open(undefined, { dist: await variant('decided') });
  await visit.view.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit.chooseFromMenu('Open Journeybee');
  await button('I can’t create a key').click();
  await fits();
  await visit.click('Copy the message');
  await text(/^Cop(?:ied\.|y the text below)/).waitFor();
  const message = await visit.sidebar.getByLabel('Message').inputValue();
  for (const part of [
    'Read permission only',
    'Settings > API Keys',
    'https://api.journeybee.io only',
    'https://intranet.example.com/journeybee',
  ])
    expect(message).toContain(part);
});

test('a build for one spreadsheet warns where others can edit the file, and offers nobody to share a key', async () => {
  visit = await Visit.open(undefined, { dist: await variant('bound'), deployment: 'container-bound', editors: [ben] });
  await visit.chooseFromMenu('Open Journeybee');
  await text(
    'Other people can edit this file. Whoever edits it can change its script, and so read your key.',
  ).waitFor();
  await fits();
  await visit.pasteKey(visit.workbench.sandbox.keys.full);
  await heading('Reports').waitFor();
  await visit.click('Settings');
  await text('Other people can edit this file.').waitFor();
  await text('Built for this one spreadsheet').waitFor();
  await visit.click('Change the key or its use');
  const offered = await visit.sidebar.getByRole('radio').evaluateAll((radios) => radios.map(({ id }) => id));
  expect(offered).toEqual(['use-tables', 'use-owner']);
  await text('fetch with your key, and read it by changing its script').waitFor();
  await fits();
  const key = visit.workbench.sandbox.keys.full;
  await expect(callSidebar(visit.workbench.file, anna, 'connect', { key, use: 'shared' })).rejects.toThrow(
    'This spreadsheet has a script of its own',
  );
});

test('where nobody else edits it, it says to keep the file to oneself', async () => {
  visit = await Visit.open(undefined, { dist: await variant('bound'), deployment: 'container-bound' });
  await visit.chooseFromMenu('Open Journeybee');
  await text('Keep this file to yourself').waitFor();
  await fits();
});

test('what an administrator decided is shown in the settings, and not offered', async () => {
  visit = await Visit.open(as(ben), { dist: await variant('decided') });
  await connect();
  await visit.openEditor();
  expect(await visit.sidebar.getByLabel('All partners').count()).toBe(0);
  await visit.click('Insert as formula');
  await text('Only the owner of this file can allow formulas here. Ask them to, or insert a table.').waitFor();
  await fits();
  await visit.click('Back');
  await visit.click('All reports');
  await visit.click('Settings');
  for (const sentence of ['Keys are not shared', 'No mails are sent.', 'Reports do not list all partners.'])
    await text(sentence).waitFor();
  await visit.sidebar.getByRole('link', { name: 'What is kept, and where' }).waitFor();
  await fits();
  await visit.click('Copy diagnostics');
  const diagnostics = await visit.sidebar.getByLabel('Diagnostics').inputValue();
  expect(diagnostics).toContain('team, no shared keys, no mail, mail domains, no all-partners reports');
});

test('a page whose script does not run says what to try, and is not blank', async () => {
  visit = await Visit.open();
  const html = readFileSync('dist/sidebar.html', 'utf8').replace(/<script>[\s\S]*<\/script>/, '');
  await visit.view.setContent(html);
  await visit.view.getByText('reload the spreadsheet, in a window with only one Google account').waitFor();
});

test('when Google does not answer the first call, the page says so after ten seconds, and what it may be (P2.3-10)', async () => {
  visit = await Visit.open();
  const answered = visit.meddle('keeps', 'overview');
  await visit.view.clock.install();
  await visit.chooseFromMenu('Open Journeybee');
  await text('Loading…').waitFor();
  await visit.view.clock.fastForward(9_000);
  expect(await text('Google has not answered for ten seconds.').count()).toBe(0);
  await visit.view.clock.fastForward(1_500);
  await text('If several Google accounts are signed in to this browser').waitFor();
  await fits();
  await answered();
  await heading('Connect Journeybee').waitFor();
  expect(await text('Google has not answered for ten seconds.').count()).toBe(0);
});
