import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ReportView } from '../../src/contract/sidebar-api';
import { fromA1 } from '../../src/sheets/area';
import { callSidebar, newReport } from '../../workbench/demonstration';
import type { Workbench } from '../../workbench/workbench';
import { anna, ben, plainly } from '../support/bench';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const name = 'Top 10 partners, this year';
const column = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);
const button = (label: string) => visit.sidebar.getByRole('button', { name: label, exact: true });
const heading = (label: string) => visit.sidebar.getByRole('heading', { name: label, exact: true });

/** Opens the sidebar of somebody whose key is connected. */
async function start(prepare?: (workbench: Workbench) => Promise<Workbench>): Promise<void> {
  visit = await Visit.open(async (workbench) => {
    const { file, sandbox } = workbench;
    await file.open(anna);
    await callSidebar(file, anna, 'connect', { key: sandbox.keys.full, use: 'owner' });
    await callSidebar(file, anna, 'learnLabels', undefined);
    return prepare ? prepare(workbench) : workbench;
  });
  await visit.chooseFromMenu('Open Journeybee');
  await heading('Reports').waitFor();
}

async function insert(): Promise<void> {
  await visit.openEditor();
  await visit.click('Insert as table');
  await visit.sidebar
    .getByRole('button', { name: /^Edit / })
    .last()
    .waitFor();
}

async function reports(): Promise<readonly ReportView[]> {
  const { file } = visit.workbench;
  return (await callSidebar(file, anna, 'overview', undefined)).reports;
}

async function definition(): Promise<ReportDefinition> {
  const [report] = await reports();
  if (!report?.definition) throw new Error('There is no report.');
  return report.definition;
}

/** Waits until the keyboard is on this. */
async function focused(label: string): Promise<void> {
  const on = () =>
    visit.sidebar.locator('body').evaluate(({ ownerDocument }) => {
      const element = ownerDocument.activeElement;
      return element?.getAttribute('aria-label') ?? (element === ownerDocument.body ? '' : element?.textContent) ?? '';
    });
  for (let tries = 0; tries < 50 && (await on()) !== label; tries += 1) await visit.view.waitForTimeout(50);
  expect(await on()).toBe(label);
}

async function more(report = name): Promise<void> {
  await visit.click(`More for ${report}`);
}

test('the first report: an empty list leads to the form, and its card says where it is and how old', async () => {
  await start();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Insert a leaderboard');
  await focused('New report or formula');
  expect(await visit.axe()).toEqual([]);
  await visit.click('Insert as table');
  await heading(name).waitFor();
  await focused('New report');
  await visit.sidebar.getByText(`${name}!A3`).waitFor();
  await visit.sidebar.getByText('Refreshed just now').waitFor();
  const answer = await plainly(visit.workbench, 'period=current_year&limit=10');
  await visit.shows(
    name,
    column('C', 4, 13),
    answer.partners.map((partner) => partner.name),
  );
  expect(await visit.axe()).toEqual([]);
});

test('below the examples, all that a period, a type and a number of partners take fits without scrolling', async () => {
  await start();
  await visit.click('Insert a leaderboard');
  await heading('New report or formula').waitFor();
  const last = await button('Insert as formula').boundingBox();
  const examples = await visit.sidebar.getByRole('region', { name: 'Start from an example' }).boundingBox();
  if (!last || !examples) throw new Error('There is no form.');
  expect(last.height).toBeGreaterThan(0);
  expect(last.y + last.height - (examples.y + examples.height)).toBeLessThan(560);
});

test('a report is edited: its table changes, and the keyboard is back where it was', async () => {
  await start();
  await insert();
  await visit.click(`Edit ${name}`);
  await focused('Edit report');
  await visit.sidebar.getByLabel('Number of partners').fill('5');
  await visit.sidebar.getByLabel('Partner type').selectOption('Resellers');
  expect(await visit.axe()).toEqual([]);
  await visit.click('Save');
  await focused('Edit Top 5 resellers, this year');
  const answer = await plainly(visit.workbench, 'period=current_year&partner_type=reseller&limit=5');
  await visit.shows(name, column('C', 4, 9), [...answer.partners.map((partner) => partner.name), '']);
});

test('a name that somebody gave stays, whatever else is changed', async () => {
  await start();
  await visit.openEditor();
  await visit.sidebar.getByRole('button', { name: /^More/ }).click();
  await visit.sidebar.getByLabel('Name').fill('Board meeting');
  await visit.sidebar.getByLabel('Period', { exact: true }).selectOption('Last quarter');
  expect(await visit.sidebar.getByLabel('Name').inputValue()).toBe('Board meeting');
  await visit.sidebar.getByLabel('Name').fill('');
  await visit.sidebar.getByLabel('Name').blur();
  expect(await visit.sidebar.getByLabel('Name').inputValue()).toBe('Top 10 partners, last quarter');
  await visit.sidebar.getByLabel('Name').fill('Board meeting');
  await visit.click('Insert as table');
  await visit.click('Edit Board meeting');
  await visit.sidebar.getByLabel('Period', { exact: true }).selectOption('Last year');
  await visit.click('Save');
  await heading('Board meeting').waitFor();
  expect(await definition()).toMatchObject({ name: 'Board meeting', period: 'last_year' });
});

test('chosen days: what is wrong with them stands beside them, and nothing is asked for until they are right', async () => {
  await start();
  await visit.openEditor();
  const requests = visit.workbench.google.requests.length;
  await visit.sidebar.getByLabel('Period', { exact: true }).selectOption('Last quarter');
  await visit.sidebar.getByLabel('Period', { exact: true }).selectOption('Chosen days');
  expect(await visit.sidebar.getByLabel('First day').inputValue()).toBe('2026-01-01');
  await visit.sidebar.getByLabel('Last day').fill('2025-12-31');
  await visit.sidebar.getByText('The last day is before the first.').waitFor();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Insert as table');
  expect(await visit.sidebar.getByLabel('Last day').evaluate((field) => field.matches(':focus'))).toBe(true);
  await visit.sidebar.getByLabel('First day').fill('');
  await visit.sidebar.getByText('The first day is missing.').waitFor();
  await visit.sidebar.getByLabel('First day').fill('2026-02-01');
  await visit.sidebar.getByLabel('Last day').fill('2026-02-14');
  expect(visit.workbench.google.requests).toHaveLength(requests);
  await visit.click('Insert as table');
  await heading('Top 10 partners, Feb 1, 2026 – Feb 14, 2026').waitFor();
  expect((await definition()).period).toEqual({ startDate: '2026-02-01', endDate: '2026-02-14' });
});

test('everything under More goes into the report, and the editor shows it again', async () => {
  const grouped = 'Top 10 partners in each category, this year';
  await start();
  await visit.openEditor();
  const { sidebar } = visit;
  await sidebar.getByRole('button', { name: /^More/ }).click();
  expect(await visit.axe()).toEqual([]);
  await sidebar.getByLabel('Leads that count').selectOption('Sent');
  const [tier] = visit.workbench.sandbox.data.tiers;
  await sidebar.getByRole('button', { name: /^Tiers/ }).click();
  await sidebar
    .getByLabel(tier?.label ?? '', { exact: true })
    .first()
    .check();
  await sidebar.getByLabel('Trend of the figure').selectOption('Last eight weeks');
  expect(await sidebar.getByLabel('History').inputValue()).toBe('day');
  await sidebar.getByText('once that has two weeks').waitFor();
  await sidebar.getByLabel('Style').selectOption('Plain');
  await sidebar.getByRole('button', { name: /^Columns/ }).click();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Move Revenue up');
  await focused('Move Revenue up');
  await visit.click('Take out Conversion rate');
  await focused('Take out Converted leads');
  await sidebar.getByLabel('Add a column').selectOption('Share of revenue');
  await sidebar.getByLabel('Sorted by').selectOption('Open pipeline');
  await sidebar.getByLabel('Direction').selectOption('Lowest first');
  await sidebar.getByLabel('Grouped by').selectOption('Category');
  await sidebar.getByText('How many of each category').waitFor();
  await sidebar.getByLabel('Totals row').check();
  await sidebar.getByLabel('Bar chart').check();
  await sidebar.getByLabel('Movement in rank').selectOption('Since last Monday');
  await sidebar.getByLabel('Compared with the previous period').selectOption('Over as many days');
  await sidebar.getByLabel('History').selectOption('Once a day');
  await sidebar.getByText('A formula leaves out: columns, sort order, groups, lead direction, tiers').waitFor();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Insert as table');
  await visit.click(`Edit ${grouped}`);
  const saved = await definition();
  expect(saved).toEqual({
    name: grouped,
    period: 'current_year',
    partnerType: null,
    leadDirection: 'sent',
    filters: { partner: [], tier: [tier?.uuid], category: [], stage: [] },
    owners: [],
    rows: 10,
    style: 'plain',
    bars: false,
    trend: 'week',
    cents: false,
    subtotals: false,
    columns: [
      'rank',
      'revenue',
      'name',
      'open pipeline',
      'won deals',
      'total deals',
      'win rate',
      'avg deal value',
      'total leads',
      'converted leads',
      'share',
    ],
    sort: { column: 'open pipeline', descending: false },
    group: 'category',
    totals: true,
    movement: 'last Monday',
    comparison: 'elapsed',
    bridge: true,
    chart: true,
    history: 'day',
    schedule: null,
    status: 'active',
    recheck: false,
  });
  await visit.click('Save');
  await focused(`Edit ${grouped}`);
  expect(await definition()).toEqual(saved);
});

test('uuids are pasted where no labels are known, and what is none is said beside the field', async () => {
  await start();
  visit.workbench.sandbox.faults.always({ kind: 'status', status: 403 }, '/v1/partners');
  await visit.openEditor();
  await visit.sidebar.getByRole('button', { name: /^More/ }).click();
  await visit.sidebar.getByRole('button', { name: /^Partners/ }).click();
  const field = visit.sidebar.getByLabel('UUIDs of partners');
  await field.fill('Aurora');
  await visit.sidebar.getByText('“Aurora” is not a UUID.').last().waitFor();
  expect(await visit.axe()).toEqual([]);
  const [first, second] = visit.workbench.sandbox.data.partners;
  await field.fill(`${first?.uuid}, ${second?.uuid}`);
  await visit.click('Insert as table');
  await heading(name).waitFor();
  expect((await definition()).filters.partner).toEqual([first?.uuid, second?.uuid]);
});

test('labels that are not known yet are read from Journeybee, without losing what was filled in', async () => {
  await start(async (workbench) => {
    workbench.file.properties.delete('labels');
    return workbench;
  });
  await visit.openEditor();
  await visit.sidebar.getByLabel('Number of partners').fill('7');
  await visit.sidebar.getByRole('button', { name: /^More/ }).click();
  await visit.click('Read them from Journeybee');
  await visit.sidebar.getByRole('button', { name: /^Stages/ }).click();
  await visit.sidebar.getByRole('group', { name: 'Stages' }).getByRole('checkbox').first().waitFor();
  expect(await visit.sidebar.getByLabel('Number of partners').inputValue()).toBe('7');
});

test('changes are not lost by accident: leaving asks, and staying keeps them', async () => {
  await start();
  await insert();
  await visit.click(`Edit ${name}`);
  await visit.sidebar.getByLabel('All partners').check();
  await visit.click('Cancel');
  await focused('Keep editing');
  expect(await visit.axe()).toEqual([]);
  await visit.view.keyboard.press('Escape');
  await focused('Cancel');
  expect(await visit.sidebar.getByLabel('All partners').isChecked()).toBe(true);
  await visit.click('All reports');
  await visit.click('Leave');
  await focused(`Edit ${name}`);
  expect((await definition()).rows).toBe(10);
  await visit.click(`Edit ${name}`);
  await visit.click('Cancel');
  await focused(`Edit ${name}`);
});

test('a duplicate for the next period stands in a sheet of its own', async () => {
  await start(async (workbench) => {
    await callSidebar(workbench.file, anna, 'overview', undefined);
    return workbench;
  });
  await visit.openEditor();
  await visit.sidebar.getByLabel('Period', { exact: true }).selectOption('Last quarter');
  await visit.click('Insert as table');
  await more('Top 10 partners, last quarter');
  expect(await visit.axe()).toEqual([]);
  await visit.click('Duplicate for the next period');
  await focused('More for Top 10 partners, last quarter');
  const [, next] = await reports();
  expect(next?.definition?.period).toEqual({ startDate: '2026-04-01', endDate: '2026-06-30' });
  await more('Top 10 partners, last quarter');
  await visit.click('Duplicate');
  await visit.sidebar
    .getByRole('button', { name: /^Edit / })
    .nth(2)
    .waitFor();
  expect((await reports()).map((report) => report.definition?.period)).toEqual([
    'last_quarter',
    { startDate: '2026-04-01', endDate: '2026-06-30' },
    'last_quarter',
  ]);
});

test('a paused report waits until it is resumed, a frozen one keeps its figures', async () => {
  await start();
  await insert();
  await more();
  await visit.click('Pause');
  await visit.sidebar.getByText('Paused', { exact: true }).waitFor();
  await focused(`More for ${name}`);
  expect(await button(`Refresh ${name}`).count()).toBe(0);
  expect(await visit.axe()).toEqual([]);
  await visit.click(`Resume ${name}`);
  await button(`Refresh ${name}`).waitFor();
  await focused(`Refresh ${name}`);
  await more();
  await visit.click('Freeze: keep these figures');
  await visit.sidebar.getByText('Frozen', { exact: true }).waitFor();
  expect(await visit.axe()).toEqual([]);
  expect((await definition()).status).toBe('frozen');
  // What it showed is compared with what Journeybee has of the same days now.
  const deals = visit.workbench.sandbox.data.deals.filter(({ status }) => status === 'won');
  for (const deal of deals) deal.value += 100;
  await visit.click(`Check for changes: ${name}`);
  await visit.sidebar.getByText(/^As reported .*; now .*; 10 partners changed/).waitFor();
  await visit.click(`Show the partners: ${name}`);
  await visit.sidebar
    .getByText(/: Revenue [\d,.]+ → [\d,.]+/)
    .first()
    .waitFor();
  expect(await visit.axe()).toEqual([]);
  await more();
  await visit.click('Check it each day');
  await visit.sidebar.getByText('Compared with Journeybee each day, by whoever').waitFor();
  await more();
  await visit.click('Unfreeze');
  await button(`Refresh ${name}`).waitFor();
});

test('a report keeps its dates: the editor shows them as chosen days', async () => {
  await start();
  await insert();
  await more();
  await visit.click('Keep these dates: Jan 1, 2026 – Dec 31, 2026');
  await visit.sidebar.getByText('keeps the days from').waitFor();
  await more();
  expect(await visit.sidebar.getByRole('button', { name: /^Keep these dates/ }).count()).toBe(0);
  await visit.click(`Edit ${name}`);
  expect(await visit.sidebar.getByLabel('First day').inputValue()).toBe('2026-01-01');
  expect(await visit.sidebar.getByLabel('Last day').inputValue()).toBe('2026-12-31');
});

test('deleting keeps the cells or clears them, either after one more question', async () => {
  await start();
  await insert();
  await more();
  await visit.click('Delete and keep the cells');
  await visit.sidebar.getByText('Its cells stay as they are, and are not refreshed any more.').waitFor();
  await focused('Cancel');
  await visit.view.keyboard.press('Escape');
  await focused('Delete and keep the cells');
  expect(await reports()).toHaveLength(1);
  await visit.click('Delete and keep the cells');
  expect(await visit.axe()).toEqual([]);
  await visit.click('Delete and keep');
  await focused('Reports');
  expect(await reports()).toEqual([]);
  await visit.shows(name, ['A3'], ['Rank']);
  await visit.openEditor();
  await visit.click('Insert as table');
  const second = `${name} (2)`;
  await visit.shows(second, ['A3'], ['Rank']);
  await more();
  await visit.click('Delete and clear the cells');
  await focused('Cancel');
  expect(await visit.axe()).toEqual([]);
  await visit.click('Cancel');
  await focused('Delete and clear the cells');
  await visit.click('Delete and clear the cells');
  await visit.click('Delete and clear');
  await focused('Reports');
  await visit.shows(second, ['A1', 'A2', 'A3', 'C4'], ['', '', '', '']);
  expect(await reports()).toEqual([]);
});

test('reports that came with a copy of the spreadsheet wait for somebody’s key, or to be taken off the list', async () => {
  await start(async (workbench) => {
    for (const where of ['sheet', 'sheet'] as const) await insertByCall(workbench, anna, where);
    const file = workbench.file.copy('Copy of Partner review', anna);
    await file.open(anna);
    return { ...workbench, file };
  });
  await visit.sidebar.getByText('It came with a copy of another spreadsheet').first().waitFor();
  expect(await button('Refresh all').count()).toBe(0);
  expect(await visit.axe()).toEqual([]);
  await button(`Refresh with my key: ${name}`).first().click();
  await button(`Edit ${name}`).waitFor();
  await visit.click(`Take off the list: ${name}`);
  await focused('Reports');
  expect(await reports()).toHaveLength(1);
});

test('a report that another key wrote asks before it shows what this one sees', async () => {
  await start(async (workbench) => {
    const { file, sandbox } = workbench;
    await file.open(ben);
    sandbox.settings.requirePermission = false;
    await callSidebar(file, ben, 'connect', { key: sandbox.keys.unauthorizedToRead, use: 'tables' });
    await insertByCall(workbench, ben, 'sheet');
    await file.open(anna);
    return workbench;
  });
  await visit.sidebar.getByText(`Shows what the key of ${ben} sees.`).waitFor();
  expect(await visit.axe()).toEqual([]);
  await visit.click(`Refresh with my key: ${name}`);
  await button(`Refresh ${name}`).waitFor();
});

test('a damaged report is listed, and can only be taken away', async () => {
  await start(async (workbench) => {
    await insertByCall(workbench, anna, 'sheet');
    const { workbook } = workbench.file;
    const stored = workbook.sheets().find((sheet) => sheet.name === 'Journeybee');
    await workbook.type(stored?.id ?? '', 2, 3, 'somebody typed here');
    // Nor is there a copy of it to put back.
    const { properties } = workbench.file;
    for (const key of [...properties.keys()]) if (key.startsWith('definition:')) properties.delete(key);
    return workbench;
  });
  await visit.sidebar.getByText('What is stored of this report cannot be read.').waitFor();
  expect(await visit.sidebar.getByRole('button', { name: /^(Refresh|Edit|More)\b.*partners/ }).count()).toBe(0);
  expect(await visit.axe()).toEqual([]);
  await visit.click('Delete and keep the cells');
  await visit.click('Delete and keep');
  await focused('Reports');
  expect(await reports()).toEqual([]);
  await visit.shows(name, ['A2'], ['Rank']);
});

test('whose place is gone says how to have it again', async () => {
  await start(async (workbench) => {
    await insertByCall(workbench, anna, 'sheet');
    const { workbook } = workbench.file;
    const sheet = workbook.sheets().find((one) => one.name === name);
    workbook.deleteSheet(sheet?.id ?? '');
    return workbench;
  });
  await visit.sidebar.getByText('Its place in the sheets is gone. A duplicate of it gets a new sheet.').waitFor();
  await more();
  await visit.click('Duplicate');
  await visit.sidebar.getByText('!A2').waitFor();
});

test('while somebody else is at work the sidebar says who, until it looks again', async () => {
  await start(async (workbench) => {
    const lease = {
      by: ben,
      why: 'asked',
      about: [],
      at: workbench.clock.now(),
      until: workbench.clock.now() + 60_000,
    };
    workbench.file.properties.set('lease', JSON.stringify(lease));
    return workbench;
  });
  await visit.sidebar.getByText(`${ben} is refreshing this spreadsheet right now.`).waitFor();
  expect(await visit.axe()).toEqual([]);
  visit.workbench.file.properties.delete('lease');
  await visit.click('Look again');
  await visit.sidebar.getByText(`${ben} is refreshing`).waitFor({ state: 'detached' });
});

test('a formula takes chosen days, and the form says what it leaves out', async () => {
  await start();
  await visit.goTo('B2');
  await visit.openEditor();
  await visit.sidebar.getByLabel('Period', { exact: true }).selectOption('Last quarter');
  await visit.sidebar.getByLabel('Period', { exact: true }).selectOption('Chosen days');
  await visit.sidebar.getByLabel('All partners').check();
  await visit.sidebar.getByText('A formula lists 100 partners at most.').waitFor();
  await visit.click('Insert as formula');
  await visit.sidebar.getByText('The formula is in the selected cell.').waitFor();
  await visit.shows('Sheet1', ['B2'], ['Rank']);
  const [[cell] = []] = visit.workbench.file.workbook.read('0', { row: 2, column: 2, rows: 1, columns: 1 });
  expect(cell?.formula).toBe('=JB_PARTNERS("2026-01-01..2026-03-31";"";100)');
  // Nothing is left to lose.
  await visit.click('All reports');
  await heading('Reports').waitFor();
});

test('while a refresh takes long, the sidebar says how far it is', async () => {
  await start(async (workbench) => {
    await insertByCall(workbench, anna, 'sheet');
    return workbench;
  });
  visit.workbench.sandbox.faults.always({ kind: 'stall', ms: 7000 });
  await visit.click(`Refresh ${name}`);
  await visit.sidebar.getByText('Fetching the leaderboard…').waitFor();
  visit.workbench.file.cache.put('progress', JSON.stringify({ done: 1200, of: 5000, what: 'partners' }), 60);
  await visit.sidebar.getByText('Fetching the leaderboard… 1200 of 5000 partners').waitFor();
  expect(await visit.sidebar.getByRole('progressbar').getAttribute('value')).toBe('1200');
  await visit.sidebar.getByText('The report is up to date.').waitFor();
});

test('all partners: what they take each day is said before they are asked for', async () => {
  await start();
  await visit.openEditor();
  await visit.sidebar.getByLabel('Schedule').selectOption('Every hour');
  await visit.sidebar.getByLabel('All partners').check();
  await visit.sidebar.getByText(/^All partners take up to \d+ requests each time, \d+ a day of the 20,000/).waitFor();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Insert as table');
  await heading('All partners, this year').waitFor();
  expect((await definition()).rows).toBe('all');
});

test('a button that is pressed twice asks once', async () => {
  await start();
  await insert();
  // It is the last that the page asks by itself.
  await visit.sidebar.getByText('No cell has a JB_ formula yet.').waitFor();
  const calls = visit.workbench.google.executions.length;
  await button(`Refresh ${name}`).dblclick();
  await visit.sidebar.getByText('The report is up to date.').waitFor();
  expect(visit.workbench.google.executions.slice(calls).map((execution) => execution.name)).toEqual(['sidebarCall']);
});

test('a whole journey by keyboard: connect, insert, refresh, edit, look into More, delete, look at the settings', async () => {
  visit = await Visit.open();
  await visit.chooseFromMenu('Open Journeybee');
  await heading('Connect Journeybee').waitFor();
  const { keyboard } = visit.view;
  const tabTo = async (label: string) => {
    for (let tries = 0; tries < 40; tries += 1) {
      await keyboard.press('Tab');
      const on = await visit.sidebar.locator('body').evaluate(({ ownerDocument }) => {
        const element = ownerDocument.activeElement;
        return element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
      });
      if (on.startsWith(label)) return;
    }
    throw new Error(`The keyboard does not come to ${label}.`);
  };
  await visit.sidebar.getByLabel('API key').focus();
  await keyboard.type(visit.workbench.sandbox.keys.full);
  await keyboard.press('Enter');
  await focused('Reports');
  await tabTo('Insert a leaderboard');
  await keyboard.press('Enter');
  await focused('New report or formula');
  await tabTo('Partner type');
  await keyboard.type('Res');
  await tabTo('Number of partners');
  await keyboard.press('Control+A');
  await keyboard.type('3');
  await tabTo('More');
  await keyboard.press('Space');
  await tabTo('Totals row');
  await keyboard.press('Space');
  await tabTo('Insert as table');
  await keyboard.press('Enter');
  await focused('New report');
  const report = 'Top 3 resellers, this year';
  await tabTo(`Refresh ${report}`);
  await keyboard.press('Enter');
  await visit.sidebar.getByText('The report is up to date.').waitFor();
  await tabTo(`Edit ${report}`);
  await keyboard.press('Enter');
  await focused('Edit report');
  await tabTo('Number of partners');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await focused('Edit Top 4 resellers, this year');
  expect(await definition()).toMatchObject({ rows: 4, partnerType: 'reseller', totals: true });
  await tabTo('More for');
  await keyboard.press('Enter');
  await tabTo('Delete and clear the cells');
  await keyboard.press('Enter');
  await focused('Cancel');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await focused('Reports');
  expect(await reports()).toEqual([]);
  await tabTo('Settings');
  await keyboard.press('Enter');
  await heading('Connection').waitFor();
});

async function insertByCall(workbench: Workbench, user: string, where: 'cell' | 'sheet'): Promise<void> {
  await callSidebar(
    workbench.file,
    user,
    'saveReport',
    newReport({ period: 'current_year', type: null, limit: 10, where }),
  );
}

test('a fiscal year starts in the month that Settings say, and the form shows its days', async () => {
  await start();
  const { sidebar } = visit;
  await visit.click('Settings');
  await sidebar.getByLabel('Fiscal year starts in').selectOption('April');
  await sidebar.getByText('Fiscal years start in April from now on.').waitFor();
  await visit.click('Reports');
  await visit.openEditor();
  const period = sidebar.getByLabel('Period', { exact: true });
  await period.selectOption('Last fiscal quarter');
  await sidebar.getByText('Jan 1, 2026 – Mar 31, 2026').waitFor();
  await period.selectOption('This week');
  await sidebar.getByText('May 18, 2026 – May 24, 2026').waitFor();
  await period.selectOption('This fiscal year');
  await visit.click('Insert as table');
  await button('Edit Top 10 partners, this fiscal year').waitFor();
  expect((await reports())[0]?.dates).toEqual({ startDate: '2026-04-01', endDate: '2027-03-31' });
});

test('a report is handed on: its cells are selected, a link to them is copied, and a PDF of them is a link (P2.2-10, P2.2-11)', async () => {
  await start(async (workbench) => {
    await insertByCall(workbench, anna, 'sheet');
    return workbench;
  });
  const { workbook } = visit.workbench.file;
  const [{ cells } = { cells: null }] = await reports();
  if (!cells) throw new Error('The report has no place.');
  const rect = fromA1(cells.range);
  if (!rect) throw new Error(`${cells.range} is no range.`);
  // All that was written, from the lines above the table to its last row.
  const written = workbook
    .read(`${cells.sheetId}`, { row: 1, column: 1, rows: rect.rows + 5, columns: rect.columns + 5 })
    .flatMap((row, index) => (row.some(({ display }) => display !== '') ? [index + 1] : []));
  expect([written[0], written.at(-1)]).toEqual([rect.row, rect.row + rect.rows - 1]);
  await visit.view.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await more();
  await visit.click('Copy link');
  await visit.sidebar.getByText(/^Cop(?:ied\.|y the text below)/).waitFor();
  const link = new URL(await visit.sidebar.getByLabel('Link', { exact: true }).inputValue());
  const { id } = visit.workbench.file;
  expect(link.origin + link.pathname).toBe(`https://docs.google.com/spreadsheets/d/${id}/edit`);
  expect(link.hash).toBe(`#gid=${cells.sheetId}&range=${cells.range}`);
  const pdf = visit.sidebar.getByRole('link', { name: 'Download PDF' });
  expect(await pdf.getAttribute('target')).toBe('_blank');
  const { searchParams, pathname } = new URL((await pdf.getAttribute('href')) ?? '');
  expect(pathname).toBe(`/spreadsheets/d/${id}/export`);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    format: 'pdf',
    gid: `${cells.sheetId}`,
    range: cells.range,
    portrait: 'false',
    fitw: 'true',
  });
  expect(await visit.axe()).toEqual([]);
  workbook.setActive('0', { row: 2, column: 2, rows: 1, columns: 1 });
  await visit.click('Select report');
  await visit.sidebar.getByText('The report is selected.').waitFor();
  expect(workbook.activeRange).toMatchObject({ sheetId: `${cells.sheetId}`, rect });
  // The next key is the spreadsheet's.
  const isInSidebar = () => visit.sidebar.locator('body').evaluate(({ ownerDocument }) => ownerDocument.hasFocus());
  for (let tries = 0; tries < 50 && (await isInSidebar()); tries += 1) await visit.view.waitForTimeout(50);
  expect(await isInSidebar()).toBe(false);
});
