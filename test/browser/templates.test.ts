import type { ReportView } from '../../src/contract/sidebar-api';
import { callSidebar } from '../../workbench/demonstration';
import { anna } from '../support/bench';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const message = (text: string | RegExp) => visit.sidebar.getByText(text).first().waitFor();

async function start(): Promise<void> {
  visit = await Visit.open(
    async (workbench) => {
      const { file, sandbox } = workbench;
      await file.open(anna);
      await callSidebar(file, anna, 'connect', { key: sandbox.keys.full, use: 'tables' });
      await callSidebar(file, anna, 'learnLabels', undefined);
      return workbench;
    },
    { account: 'believable' },
  );
  await visit.chooseFromMenu('Open Journeybee');
  await visit.sidebar.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
}

const reports = async (): Promise<readonly ReportView[]> =>
  (await callSidebar(visit.workbench.file, anna, 'overview', undefined)).reports;

/** What the sheet that is shown holds. */
function shownSheet() {
  const { workbook } = visit.workbench.file;
  const id = workbook.activeRange.sheetId;
  return { id, cells: workbook.read(id, { row: 1, column: 1, rows: 20, columns: 10 }) };
}

/** Each card has a picture of its sheet, which the browser could read. */
async function hasPictures(): Promise<void> {
  const pictures = visit.sidebar.locator('.template img');
  const widths = await pictures.evaluateAll((all) => all.map((img) => Number(Reflect.get(img, 'naturalWidth')) > 0));
  expect(widths).toEqual([true, true, true, true]);
}

test('each example of a report has its picture (P2.2-12), is inserted by one click, refreshed, copied and taken off', async () => {
  await start();
  for (const [label, name, heading] of [
    ['Top 10', 'Top 10 partners, this year', 'Rank'],
    ['Movers of the quarter', 'Movers of the quarter', 'Change %'],
    ['My partners', 'My partners', 'Bar'],
    ['By tier', 'Top 3 in each tier', 'Tier'],
  ] as const) {
    await visit.openEditor();
    if (label === 'My partners') await hasPictures();
    await visit.click(label);
    await visit.sidebar.getByRole('heading', { name, exact: true }).waitFor();
    const shown = shownSheet()
      .cells.flat()
      .map(({ display }) => display);
    expect(shown).toEqual(expect.arrayContaining([name, heading, 'Partner']));
    await visit.click(`Refresh ${name}`);
    await visit.view.waitForTimeout(100);
    await visit.sidebar.locator('.everything[aria-busy=false]').waitFor();
    await visit.click(`More for ${name}`);
    await visit.click('Duplicate');
    await visit.sidebar.getByRole('heading', { name: `${name} (copy)`, exact: true }).waitFor();
    for (const { id, problem } of await reports()) {
      expect(problem).toBeNull();
      await callSidebar(visit.workbench.file, anna, 'removeReport', { id, clear: true, sheet: true });
    }
    expect(await reports()).toEqual([]);
    if (label === 'My partners') {
      visit.workbench.sandbox.settings.sendsUsers = false;
      await callSidebar(visit.workbench.file, anna, 'learnLabels', undefined);
    }
    await visit.view.reload();
    await visit.chooseFromMenu('Open Journeybee');
    await visit.sidebar.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
  }
});

test('the scorecard asks whose key its formula uses, shows the first partner, and another once its name is typed', async () => {
  await start();
  await visit.openEditor();
  await visit.click('Partner scorecard');
  await visit.click('Allow and insert');
  await message('The scorecard is in a new sheet.');
  const { workbook } = visit.workbench.file;
  await workbook.settled();
  const { id, cells } = shownSheet();
  const name = cells[0]?.[0]?.display ?? '';
  expect(cells[2]?.slice(0, 5).map(({ display }) => display.split(' (')[0])).toEqual([
    name,
    'This period',
    'Previous',
    'Change',
    'Change %',
  ]);
  expect(cells[12]?.[0]?.display).toBe('Rank');
  expect(cells[3]?.[4]?.display).toMatch(/^(?:[▲▼] [\d.,]+%|new|0\.0%|)$/);
  const other = visit.workbench.sandbox.data.partners.find((partner) => partner.name !== name);
  await workbook.type(id, 1, 1, other?.uuid ?? '');
  await workbook.settled();
  expect(shownSheet().cells[2]?.[0]?.display).toBe(other?.name);
});
