import type { Page } from 'playwright-core';
import { type PlainAnswer, plainly } from '../support/bench';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const table = 'Top 10 partners, this year';
const query = 'period=current_year&limit=10';
const names = (answer: PlainAnswer) => answer.partners.map(({ name }) => name);
const column = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);
const amounts = (answer: PlainAnswer) =>
  answer.partners.map(({ revenue }) =>
    revenue.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  );

/** As a Board shows them. */
const whole = (answer: PlainAnswer) =>
  answer.partners.map(({ revenue }) => revenue.toLocaleString('en', { maximumFractionDigits: 0 }));

async function winDeal(): Promise<void> {
  await visit.view.getByRole('button', { name: 'Let a partner win a deal' }).click();
  await visit.view.getByTestId('panel-said').getByText('has just won a deal').waitFor();
}

test('a first visit explains itself, once, by what is there', async () => {
  visit = await Visit.openPage();
  const introduction = visit.view.getByTestId('introduction');
  const named = await introduction.locator('b').allInnerTexts();
  expect(named.length).toBeGreaterThan(5);
  await introduction.getByRole('button', { name: 'Got it' }).click();
  await visit.view.reload();
  await visit.view.getByTestId('grid').waitFor();
  expect(await introduction.count()).toBe(0);

  await visit.view.getByTestId('menu-extensions').click();
  await visit.view.getByRole('menuitem', { name: 'Journeybee Leaderboards' }).click();
  await visit.view.getByRole('menuitem', { name: 'Refresh formulas' }).waitFor();
  const texts = (await visit.view.locator('body').innerText()).toLowerCase();
  for (const name of named) expect(texts).toContain(name.toLowerCase());
});

test('a second tab and a copy of the file: changes, and undoing them, are seen in the other tab and not in the copy', async () => {
  visit = await Visit.openPage();
  const { view } = visit;
  const others = () =>
    view
      .context()
      .pages()
      .filter((page) => page !== view);
  const shown = (page: Page, cell: string) =>
    page.waitForFunction((name) => Reflect.get(globalThis, 'workbench').cell('Sheet1', name)?.text, cell);
  try {
    const second = await view.context().newPage();
    await second.goto(view.url());
    await second.getByTestId('grid').waitFor();
    await visit.type('B2', 'from the first');
    expect(await (await shown(second, 'B2')).jsonValue()).toBe('from the first');
    await second.getByTestId('name-box').fill('B1');
    await second.getByTestId('name-box').press('Enter');
    await second.getByTestId('menu-insert').click();
    await second.getByRole('menuitem', { name: 'Row below' }).click();
    expect(await (await shown(view as Page, 'B3')).jsonValue()).toBe('from the first');

    const opening = view.context().waitForEvent('page');
    await view.getByTestId('menu-file').click();
    await view.getByRole('menuitem', { name: 'Make a copy' }).click();
    const copy = await opening;
    await copy.getByRole('heading', { name: 'Copy of Partner review' }).waitFor();
    expect(await (await shown(copy, 'B3')).jsonValue()).toBe('from the first');
    await visit.type('B5', 'in the original');
    await shown(second, 'B5');
    expect(await copy.evaluate(() => Reflect.get(globalThis, 'workbench').cell('Sheet1', 'B5'))).toBeUndefined();
    await view.getByTestId('grid').press('Control+z');
    await second.waitForFunction(() => !Reflect.get(globalThis, 'workbench').cell('Sheet1', 'B5'));
    expect(await visit.shown('Sheet1', ['B3', 'B5'])).toEqual(['from the first', '']);
  } finally {
    for (const page of others()) await page.close();
  }
});

test('a table: inserted, refreshed by a click, and new an hour after it was put on a schedule', async () => {
  visit = await Visit.openPage();
  await visit.connect();
  await visit.openEditor();
  await visit.click('Insert as table');
  const first = await plainly(visit.workbench, query);
  await visit.shows(table, column('C', 4, 13), names(first));
  await visit.shows(table, column('D', 4, 13), whole(first));
  await visit.sidebar.getByText(`${table}!A3`).waitFor();

  await winDeal();
  await visit.click(`Refresh ${table}`);
  const second = await plainly(visit.workbench, query);
  expect(amounts(second)).not.toEqual(amounts(first));
  await visit.shows(table, column('D', 4, 13), whole(second));
  await visit.shows(table, column('C', 4, 13), names(second));

  await visit.click(`Edit ${table}`);
  await visit.sidebar.getByLabel('Schedule').selectOption('Every hour');
  await visit.click('Save');
  await visit.sidebar.getByText('Your account runs its schedule.').waitFor();
  await visit.sidebar.getByText('Every hour · next within the hour').waitFor();
  await winDeal();
  await visit.view.getByRole('button', { name: 'Move the clock by an hour' }).click();
  const third = await plainly(visit.workbench, query);
  expect(amounts(third)).not.toEqual(amounts(second));
  await visit.shows(table, column('D', 4, 13), whole(third));
  expect(await visit.axe()).toEqual([]);
});

test('a formula: inserted, refreshed from the menu with its text unchanged, and without a key after disconnecting', async () => {
  visit = await Visit.openPage();
  await visit.connect();
  await visit.goTo('B2');
  await visit.openEditor();
  await visit.click('Insert as formula');
  const first = await plainly(visit.workbench, query);
  await visit.shows('Sheet1', column('C', 3, 12), names(first));

  await winDeal();
  await visit.chooseFromMenu('Refresh formulas');
  await visit.view.getByTestId('toast').getByText('The formula is calculating anew.').waitFor();
  const second = await plainly(visit.workbench, query);
  expect(amounts(second)).not.toEqual(amounts(first));
  await visit.shows('Sheet1', column('D', 3, 12), amounts(second));
  await visit.goTo('B2');
  expect(await visit.view.getByTestId('formula-bar').inputValue()).toBe('=JB_PARTNERS("current_year";"";10)');

  await visit.click('All reports');
  await visit.click('Settings');
  await visit.click('Forget my key everywhere');
  await visit.click('Forget my key');
  await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
  await visit.type('B2', '=JB_PARTNERS("current_year")');
  await visit.shows('Sheet1', ['B2'], ['#ERROR!']);
  await visit.goTo('B2');
  await visit.view.getByTestId('cell-note').getByText('Formulas have no Journeybee key').waitFor();
});

test('a chart is drawn over the cells, and anew when they change', async () => {
  visit = await Visit.openPage();
  const { workbook } = visit.workbench.file;
  const sheetId = workbook.activeSheetId;
  workbook.write(sheetId, { row: 1, column: 1, rows: 3, columns: 2 }, [
    ['Partner', 'Revenue'],
    ['Łódź Systemy', 500],
    ['Cinder', 200],
  ]);
  const ranges = [{ sheetId, row: 1, column: 1, rows: 3, columns: 2 }];
  const position = { row: 6, column: 2, x: 0, y: 0 };
  workbook.insertChart(sheetId, { type: 'BAR', ranges, headers: 1, options: { colors: ['#ff0000'] }, position });
  const chart = visit.view.getByTestId('sheet-chart').getByRole('img');
  await chart.and(visit.view.getByLabel('Łódź Systemy: 500')).waitFor();
  /** How much of the drawing is in the colour of the bars. */
  const red = () =>
    chart.evaluate((canvas) => {
      const [width, height] = [Number(Reflect.get(canvas, 'width')), Number(Reflect.get(canvas, 'height'))];
      const context = Reflect.apply(Reflect.get(canvas, 'getContext'), canvas, ['2d']) as {
        getImageData(...area: number[]): { readonly data: ArrayLike<number> };
      };
      const { data } = context.getImageData(0, 0, width, height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] === 255 && data[at + 1] === 0) count += 1;
      return count;
    });
  const first = await red();
  expect(first).toBeGreaterThan(1000);
  await visit.type('B2', '0');
  await chart.and(visit.view.getByLabel('Łódź Systemy: 0')).waitFor();
  const second = await red();
  expect(second).toBeGreaterThan(0);
  expect(second).toBeLessThan(first);
});

test('a formula typed by hand fills the sheet', async () => {
  visit = await Visit.openPage();
  await visit.connect();
  await visit.type('A1', '=JB_PARTNERS("last_quarter", "reseller", 3)');
  const answer = await plainly(visit.workbench, 'period=last_quarter&partner_type=reseller&limit=3');
  await visit.shows('Sheet1', column('B', 1, 5), ['Partner', ...names(answer), '']);
});

test('while Journeybee is down a refresh says so beside the table, and the table stays', async () => {
  visit = await Visit.open();
  await visit.connect();
  await visit.openEditor();
  await visit.click('Insert as table');
  const before = await plainly(visit.workbench, query);
  await visit.shows(table, column('C', 4, 13), names(before));
  visit.workbench.sandbox.faults.always({ kind: 'status', status: 503 });
  await visit.click(`Refresh ${table}`);
  await visit.sidebar.getByRole('alert').getByText('Journeybee has a problem (status 503)').waitFor();
  await visit.shows(table, column('C', 4, 13), names(before));
  expect(await visit.axe()).toEqual([]);
});

test('no room at the selected cell: the sidebar names the cell in the way, and nothing is written', async () => {
  visit = await Visit.open();
  await visit.connect();
  await visit.type('C6', 'mine');
  await visit.goTo('B2');
  await visit.openEditor();
  await visit.sidebar.getByLabel('Selected cell').check();
  await visit.click('Insert as table');
  await visit.sidebar.getByRole('alert').getByText('C6 is not empty').waitFor();
  expect(await visit.shown('Sheet1', ['B2', 'B3', 'C3', 'C6'])).toEqual(['', '', '', 'mine']);
});

test('a number of partners that cannot be is said beside the field, before anything is asked for', async () => {
  visit = await Visit.open();
  await visit.connect();
  // Beside these, the account's tiers, categories and stages are read once it is connected.
  const asked = () => visit.workbench.google.requests.filter((url) => url.includes('/analytics/'));
  const before = asked();
  await visit.openEditor();
  await visit.sidebar.getByLabel('Number of partners').fill('101');
  await visit.sidebar.getByText('A whole number from 1 to 100.').waitFor();
  await visit.click('Insert as formula');
  expect(asked()).toEqual(before);
  expect(await visit.axe()).toEqual([]);
});
