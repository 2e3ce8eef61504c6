import type { Locator } from 'playwright-core';
import { callSidebar, newReport } from '../../workbench/demonstration';
import type { Workbench } from '../../workbench/workbench';
import { anna, ben, plainly } from '../support/bench';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const name = 'Top 3 partners, this year';
const text = (sentence: string | RegExp) => visit.sidebar.getByText(sentence);
const button = (label: string) => visit.sidebar.getByRole('button', { name: label, exact: true });
const heading = (label: string) => visit.sidebar.getByRole('heading', { name: label, exact: true });

/** Anna's report, and what happened to it before its sidebar is opened, as `user`. */
async function open(happened: (workbench: Workbench) => unknown = () => {}, user = anna): Promise<void> {
  visit = await Visit.open(async (workbench) => {
    const { file, sandbox } = workbench;
    await file.open(anna);
    await callSidebar(file, anna, 'connect', { key: sandbox.keys.full, use: 'owner' });
    const wanted = newReport({ period: 'current_year', type: null, limit: 3, where: 'sheet' });
    await callSidebar(file, anna, 'saveReport', wanted);
    await happened(workbench);
    await file.open(user);
    return workbench;
  });
  await visit.chooseFromMenu('Open Journeybee');
}

describe('before any key', () => {
  test('ten made-up partners show what it will look like, marked as such, in the sidebar only', async () => {
    visit = await Visit.open();
    await visit.chooseFromMenu('Open Journeybee');
    const sample = visit.sidebar.getByRole('table', { name: 'Made-up sample, not your partners' });
    await sample.waitFor();
    expect(await sample.getByRole('row').count()).toBe(11);
    expect(await visit.axe()).toEqual([]);
    await visit.pasteKey(visit.workbench.sandbox.keys.full);
    await heading('Reports').waitFor();
    expect(await sample.count()).toBe(0);
    expect(JSON.stringify(visit.workbench.file.workbook.snapshot())).not.toContain('Sample Harbour');
  });

  test('a key that does not work is said at its field, and stays there to be mended', async () => {
    visit = await Visit.open();
    await visit.chooseFromMenu('Open Journeybee');
    await visit.pasteKey('not-a-key-of-anybody');
    const field = visit.sidebar.getByLabel('API key');
    const problem = visit.sidebar.getByRole('alert');
    await problem.getByText('Journeybee does not accept this key').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.getAttribute('aria-describedby')).toContain(await problem.getAttribute('id'));
    expect(await visit.sidebar.locator('input:focus').inputValue()).toBe('not-a-key-of-anybody');
    expect(await visit.axe()).toEqual([]);
    const { full } = visit.workbench.sandbox.keys;
    await visit.pasteKey(full);
    await heading('Reports').waitFor();
    await visit.click('Settings');
    await text(`····${full.slice(-4)}`).waitFor();
    expect(await visit.sidebar.locator('html').innerHTML()).not.toContain(full.slice(0, -4));
  });

  test('the settings are within reach: what is wrong can be told, and everything removed', async () => {
    await open(() => {}, ben);
    await heading('Connect Journeybee').waitFor();
    await visit.click('Settings');
    await text('You have no key here yet.').waitFor();
    await visit.click('Copy diagnostics');
    await visit.sidebar.getByLabel('Diagnostics').waitFor();
    expect(await button('Forget my key everywhere').count()).toBe(0);
    expect(await visit.axe()).toEqual([]);
    await visit.click('Remove everything from this spreadsheet');
    await visit.click('Remove everything');
    await text('Nothing of Journeybee is kept in this spreadsheet any more.').waitFor();
    await visit.click('Reports');
    await heading('Connect Journeybee').waitFor();
  });
});

test('a new report is previewed before anything is written, beside the formula as people type it here', async () => {
  visit = await Visit.open();
  await visit.connect();
  await visit.openEditor();
  const preview = visit.sidebar.getByRole('region', { name: 'The report, as Journeybee has its figures now' });
  await preview.waitFor();
  const names = async (query: string) =>
    (await plainly(visit.workbench, query)).partners.map((partner) => partner.name);
  const shown = () => preview.getByRole('row').getByRole('cell').nth(2).innerText();
  expect(await shown()).toBe((await names('period=current_year&limit=1'))[0]);
  await text('=JB_PARTNERS("current_year","",10)').waitFor();
  expect(await visit.axe()).toEqual([]);
  await visit.sidebar.getByLabel('Partner type').selectOption('Resellers');
  await visit.sidebar.getByLabel('Number of partners').fill('3');
  await text('=JB_PARTNERS("current_year","reseller",3)').waitFor();
  const [first = ''] = await names('period=current_year&partner_type=reseller&limit=1');
  await preview.getByRole('cell', { name: first, exact: true }).waitFor();
  expect(await preview.getByRole('row').count()).toBe(4);
  await visit.sidebar.getByLabel('Number of partners').fill('0');
  expect(await preview.count()).toBe(0);
  expect(visit.workbench.file.workbook.sheets().map((sheet) => sheet.name)).toEqual(['Sheet1']);
});

test('partners are picked by name, found by searching', async () => {
  visit = await Visit.open();
  await visit.connect();
  await visit.openEditor();
  await visit.sidebar.getByRole('button', { name: /^More/ }).click();
  await visit.sidebar.getByRole('button', { name: /^Partners/ }).click();
  const [partner] = visit.workbench.sandbox.data.partners;
  await visit.sidebar.getByLabel('Search partners').fill(partner?.name ?? '');
  await visit.sidebar.getByRole('checkbox', { name: partner?.name ?? '', exact: true }).check();
  expect(await visit.axe()).toEqual([]);
  await visit.click('Insert as table');
  await heading('Top 10 partners, this year').waitFor();
  const { reports } = await callSidebar(visit.workbench.file, anna, 'overview', undefined);
  expect(reports[0]?.definition?.filters.partner).toEqual([partner?.uuid]);
});

test('chosen partners are counted until their names are read, and each can be taken out', async () => {
  const unknown = 'ffffffff-0000-4000-8000-000000000001';
  await open(async ({ file, sandbox }) => {
    const filters = { partner: [sandbox.data.partners[0]?.uuid ?? '', unknown], tier: [], category: [], stage: [] };
    const wanted = newReport(
      { period: 'last_year', type: null, limit: 3, where: 'sheet' },
      { name: 'Chosen', filters },
    );
    await callSidebar(file, anna, 'saveReport', wanted);
  });
  const [partner] = visit.workbench.sandbox.data.partners;
  const chosen = () => visit.sidebar.getByRole('button', { name: /^Partners/ }).innerText();
  const more = () => visit.sidebar.getByRole('button', { name: /^More/ }).click();
  await visit.click('Edit Chosen');
  await more();
  expect(await chosen()).toBe('Partners\n2 chosen');
  await visit.sidebar.getByRole('button', { name: /^Partners/ }).click();
  const nameless = visit.sidebar.getByRole('checkbox', { name: `No name known: ${unknown}` });
  await nameless.waitFor();
  expect(await chosen()).toBe(`Partners\n${partner?.name}, 1 more`);
  expect(await visit.axe()).toEqual([]);
  await nameless.uncheck();
  expect(await visit.sidebar.locator(':focus').getAttribute('id')).toBe(`partner-${unknown}`);
  await more();
  await more();
  expect(await chosen()).toBe(`Partners\n${partner?.name}`);
  await visit.click('Save');
  await heading('Chosen').waitFor();
  const { reports } = await callSidebar(visit.workbench.file, anna, 'overview', undefined);
  expect(reports[1]?.definition?.filters.partner).toEqual([partner?.uuid]);
});

test('what was being written is there again after the sidebar was closed, until it is given up', async () => {
  visit = await Visit.open();
  await visit.connect();
  await visit.openEditor();
  await visit.sidebar.getByLabel('Number of partners').fill('7');
  await visit.sidebar.getByLabel('Selected cell').check();
  await visit.view.reload();
  await visit.chooseFromMenu('Open Journeybee');
  await heading('New report or formula').waitFor();
  expect(await visit.sidebar.getByLabel('Number of partners').inputValue()).toBe('7');
  expect(await visit.sidebar.getByLabel('Selected cell').isChecked()).toBe(true);
  await visit.click('All reports');
  await visit.click('Leave');
  await visit.view.reload();
  await visit.chooseFromMenu('Open Journeybee');
  await heading('Reports').waitFor();
  expect(await heading('New report or formula').count()).toBe(0);
});

describe('what was changed in a report when the sidebar was closed', () => {
  const again = async () => {
    await visit.view.reload();
    await visit.chooseFromMenu('Open Journeybee');
  };
  /** Begins to change Anna's report, and closes the sidebar. */
  const begin = async () => {
    await open();
    await visit.click(`Edit ${name}`);
    await visit.sidebar.getByLabel('Number of partners').fill('7');
    await visit.view.reload();
  };
  const rows = async () => {
    const { reports } = await callSidebar(visit.workbench.file, anna, 'overview', undefined);
    return reports.map(({ definition }) => definition?.rows);
  };

  test('is there again, and is gone once it is saved', async () => {
    await begin();
    await visit.chooseFromMenu('Open Journeybee');
    await heading('Edit report').waitFor();
    expect(await visit.sidebar.getByLabel('Number of partners').inputValue()).toBe('7');
    expect(await text('was changed since you began').count()).toBe(0);
    await visit.click('Save');
    await heading('Top 7 partners, this year').waitFor();
    expect(await rows()).toEqual([7]);
    await again();
    await heading('Top 7 partners, this year').waitFor();
  });

  test('is there again beside what somebody else changed since, and says so each time', async () => {
    await begin();
    const { file } = visit.workbench;
    const [report] = (await callSidebar(file, anna, 'overview', undefined)).reports;
    await callSidebar(file, anna, 'setStatus', { id: report?.id ?? '', status: 'paused' });
    await visit.chooseFromMenu('Open Journeybee');
    await text('This report was changed since you began.').waitFor();
    expect(await visit.axe()).toEqual([]);
    await again();
    await text('This report was changed since you began.').waitFor();
    await visit.click('Cancel');
    await visit.click('Leave');
    await button(`Edit ${name}`).waitFor();
    expect(await rows()).toEqual([3]);
    await visit.click(`Edit ${name}`);
    expect(await visit.sidebar.getByLabel('Number of partners').inputValue()).toBe('3');
    expect(await text('was changed since you began').count()).toBe(0);
  });

  test('can become a new report where somebody has deleted that one', async () => {
    await begin();
    const { file } = visit.workbench;
    const [report] = (await callSidebar(file, anna, 'overview', undefined)).reports;
    await callSidebar(file, anna, 'removeReport', { id: report?.id ?? '', clear: true });
    await visit.chooseFromMenu('Open Journeybee');
    await text('The report that you were changing is not there any more.').waitFor();
    await heading('New report or formula').waitFor();
    expect(await visit.axe()).toEqual([]);
    await visit.click('Insert as table');
    await heading('Top 7 partners, this year').waitFor();
    expect(await rows()).toEqual([7]);
  });
});

test('a card says how old its figures are, exactly on hovering, and leads to its table', async () => {
  await open(({ clock }) => clock.advance(2 * 3_600_000));
  const age = text('2 hours ago');
  await age.waitFor();
  expect(await age.getAttribute('title')).toMatch(/^2026-05-18 08:0\d$/);
  visit.workbench.file.workbook.setActive('0', { row: 1, column: 1, rows: 1, columns: 1 });
  await visit.click(`${name}!A2`);
  const { workbook } = visit.workbench.file;
  const active = () => workbook.sheets().find(({ id }) => id === workbook.activeRange.sheetId)?.name;
  for (let tries = 0; tries < 50 && active() !== name; tries += 1) await visit.view.waitForTimeout(50);
  expect(active()).toBe(name);
  const sheet = workbook.sheets().find((one) => one.name === name);
  workbook.setActive('0', { row: 1, column: 1, rows: 1, columns: 1 });
  workbook.setHidden(sheet?.id ?? '', true);
  await visit.click(`${name}!A2`);
  await visit.sidebar.getByRole('alert').getByText('is hidden. Show it first').waitFor();
});

test('a cell stands behind the name of its sheet, though that reads from right to left', async () => {
  const hebrew = 'שותפים מובילים';
  await open(({ file }) =>
    callSidebar(
      file,
      anna,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { name: hebrew }),
    ),
  );
  /** Where the cell begins, from where the name of the sheet ends, in pixels. */
  const apart = (element: Locator) =>
    element.evaluate((whole) => {
      const name = whole.querySelector('bdi');
      const cell = whole.ownerDocument.createRange();
      cell.selectNode(name?.nextSibling ?? whole);
      return Math.round(cell.getBoundingClientRect().left - (name?.getBoundingClientRect().right ?? 0));
    });
  expect(await apart(button(`${hebrew}!A2`))).toBe(0);
  await visit.click(`More for ${hebrew}`);
  await visit.click('Delete and clear the cells');
  expect(await apart(text('Delete this report and clear its cells at'))).toBe(0);
  await visit.click('Cancel');
  await visit.click(`Edit ${hebrew}`);
  expect(await apart(text(`${hebrew}!A2`))).toBe(0);
});

test('a card says who dropped out as news, and what is wrong as a warning', async () => {
  await open(async ({ file, sandbox, clock }) => {
    const more = { name: 'Moving', movement: 'previous day', history: 'day' } as const;
    const wanted = newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, more);
    await callSidebar(file, anna, 'saveReport', wanted);
    const history = file.workbook.sheets().find((sheet) => sheet.name.startsWith('History'));
    file.workbook.deleteSheet(history?.id ?? '');
    const { partners } = sandbox.data;
    const last = partners[partners.length - 1]?.uuid ?? '';
    const won = { value: 50_000_000, createdDay: '2025-06-01', status: 'won', closedDay: '2025-06-01' } as const;
    sandbox.data.addDeal({ partnerUuid: last, ...won });
    await clock.advance(86_400_000);
    await callSidebar(file, anna, 'refresh', { id: null, withMyKey: false });
  });
  const news = text(/^Dropped out since 2026-05-18: /);
  await news.waitFor();
  expect(await news.getAttribute('class')).toBe('quiet');
  expect(await text(/^The sheet of this table’s history was deleted/).getAttribute('class')).toBe('note');
  expect(await visit.axe()).toEqual([]);
});

test('deleting a report offers to remove the sheet that it made, and leaves it where that is not wanted', async () => {
  const long = 'Partnerleistungsüberblick'.repeat(3);
  await open(({ file }) => {
    const wanted = newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { name: long });
    return callSidebar(file, anna, 'saveReport', wanted);
  });
  const names = () => visit.workbench.file.workbook.sheets().map((sheet) => sheet.name);
  const box = visit.sidebar.getByRole('checkbox', { name: 'Remove its sheet as well, if that holds nothing else' });
  await button(`More for ${long}`).click();
  await button('Delete and clear the cells').click();
  expect([await visit.axe(), await visit.tooWide()]).toEqual([[], []]);
  await box.check();
  await button('Delete and clear').click();
  await text(`${long} and its sheet are gone.`).waitFor();
  expect(names()).not.toContain(long);

  await button(`More for ${name}`).click();
  await button('Delete and clear the cells').click();
  expect(await box.isChecked()).toBe(false);
  await button('Delete and clear').click();
  await text(`${name} and its cells are gone.`).waitFor();
  expect(names()).toContain(name);
});

test('a refresh that was begun before the sidebar was closed is said to run, and its end is noticed', async () => {
  let refreshing: Promise<unknown> = Promise.resolve();
  await open(async ({ file, sandbox }) => {
    sandbox.faults.always({ kind: 'stall', ms: 6000 });
    refreshing = callSidebar(file, anna, 'refresh', { id: null, withMyKey: false });
    while (!file.properties.has('lease')) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await text('Your own refresh of this spreadsheet is still running.').waitFor();
  expect([await visit.axe(), await visit.tooWide()]).toEqual([[], []]);
  await text('Your own refresh of this spreadsheet is still running.').waitFor({ state: 'detached' });
  await text('Your refresh is over.').waitFor();
  await refreshing;
});

test('reports that were put back into the hidden sheet are told of once', async () => {
  await open(({ file }) => {
    const hidden = file.workbook.sheets().find((sheet) => sheet.name === 'Journeybee');
    file.workbook.deleteSheet(hidden?.id ?? '');
  });
  const said = text(/deleted the hidden sheet with the list of reports. One report was put back into it.$/);
  await said.waitFor();
  await button(`Edit ${name}`).waitFor();
  expect([await visit.axe(), await visit.tooWide()]).toEqual([[], []]);
  await visit.view.reload();
  await visit.chooseFromMenu('Open Journeybee');
  await button(`Edit ${name}`).waitFor();
  expect(await said.count()).toBe(0);
});

test('a report in a Table says quietly that Sheets keeps its own formats', async () => {
  await open(async ({ file, sandbox, clock }) => {
    const refreshLater = async () => {
      await clock.advance(3_600_000);
      await callSidebar(file, anna, 'refresh', { id: null, withMyKey: false });
    };
    const others = sandbox.data.partners.splice(2);
    await refreshLater();
    const [range] = file.workbook.namedRanges();
    if (range) file.workbook.convertToTable(range.sheetId, range.rect);
    sandbox.data.partners.push(...others);
    await refreshLater();
  });
  const note = text(/^Sheets keeps its own formats in some of these cells/);
  await note.waitFor();
  expect(await note.getAttribute('class')).toBe('quiet');
  expect([await visit.axe(), await visit.tooWide()]).toEqual([[], []]);
});

test('formulas are counted, with those in error, and whose key they use is said', async () => {
  await open(async ({ file }) => {
    await file.workbook.type('0', 1, 1, '=JB_PARTNER("nobody")');
    await file.workbook.type('0', 2, 1, '=JB_PARTNERS("last_year"; ""; 2)');
  });
  await text('2 cells have a JB_ formula, and 1 of them shows an error').waitFor();
  await text('Formulas here use your key, if you own this file.').waitFor();
  await visit.workbench.file.workbook.type('0', 1, 1, '');
  await visit.click('Refresh formulas');
  await text('1 cell has a JB_ formula.').waitFor();
  expect(await visit.axe()).toEqual([]);
});

test('in an outage the sidebar says of when the figures of formulas are, until there are new ones', async () => {
  await open(async ({ file, clock, sandbox }) => {
    await file.workbook.type('0', 1, 1, '=JB_PARTNERS("last_year"; ""; 2; "headers=no")');
    await clock.advance(20 * 60_000);
    sandbox.faults.always({ kind: 'status', status: 429, retryAfter: '99999999999' });
  });
  const sentence = text(
    /^Some show the last good figures, of 2026-05-18 08:00, 20 minutes ago: too many requests to Journeybee\./,
  );
  await sentence.waitFor();
  expect([await visit.axe(), await visit.tooWide()]).toEqual([[], []]);
  visit.workbench.sandbox.faults.clear();
  await visit.workbench.clock.advance(60 * 60_000);
  await visit.click('Refresh formulas');
  await sentence.waitFor({ state: 'detached' });
  await text('1 cell has a JB_ formula.').waitFor();
});

describe('the settings', () => {
  test('say the version, and what helps whoever helps: no key, no address, no name, no figure', async () => {
    await open(async ({ sandbox, file, google }) => {
      sandbox.faults.always({ kind: 'status', status: 500 });
      await callSidebar(file, anna, 'refresh', { id: null, withMyKey: false });
      google.account(ben);
      sandbox.faults.clear();
    });
    await visit.click('Settings');
    await text('Journeybee Leaderboards 0.1.0').waitFor();
    expect(await visit.axe()).toEqual([]);
    await visit.click('Copy diagnostics');
    const diagnostics = visit.sidebar.getByLabel('Diagnostics');
    await diagnostics.waitFor();
    const written = await diagnostics.inputValue();
    expect(written).toContain('Report 1: active, no schedule, rows 3, in place, refreshed 2026-05-18');
    expect(written).toContain('status 500');
    const { full } = visit.workbench.sandbox.keys;
    for (const secret of [full.slice(-4), anna, 'Top 3', 'Sheet1']) expect(written).not.toContain(secret);
    expect(await visit.axe()).toEqual([]);
  });

  test('take everything out of the spreadsheet, after asking', async () => {
    await open();
    await visit.click('Settings');
    await visit.click('Remove everything from this spreadsheet');
    expect(await visit.axe()).toEqual([]);
    await visit.click('Cancel');
    expect((await callSidebar(visit.workbench.file, anna, 'overview', undefined)).reports).toHaveLength(1);
    await visit.click('Remove everything from this spreadsheet');
    await visit.click('Remove everything');
    await text('Nothing of Journeybee is kept in this spreadsheet any more.').waitFor();
    await button('Reports').click();
    await text('There is none here yet.').waitFor();
    expect(await visit.axe()).toEqual([]);
  });

  test('allow formulas the key that is stored, without pasting it again', async () => {
    await open();
    await callSidebar(visit.workbench.file, anna, 'connect', { key: '', use: 'tables' });
    await visit.view.reload();
    await visit.chooseFromMenu('Open Journeybee');
    await visit.click('Settings');
    await text('Formulas have no key in this spreadsheet.').waitFor();
    await visit.click('Change the key or its use');
    await visit.sidebar.getByLabel('Also formulas in this spreadsheet', { exact: true }).check();
    expect(await visit.axe()).toEqual([]);
    await visit.click('Save');
    await text('Formulas here use your key, if you own this file.').waitFor();
  });

  test('forget the key everywhere, after saying what that ends', async () => {
    await open();
    await visit.click('Settings');
    await visit.click('Forget my key everywhere');
    await text('Your schedules end here').waitFor();
    expect(await visit.axe()).toEqual([]);
    await visit.click('Forget my key');
    await heading('Connect Journeybee').waitFor();
    await text('still works there: open it and take it back').waitFor();
    await visit.sidebar.locator('h2:focus').getByText('Connect Journeybee').waitFor();
    expect([...visit.workbench.google.account(anna).properties.keys()]).not.toContain('apiKey');
  });
});

test('an offline browser is told so, and goes on once it is back', async () => {
  await open();
  await heading('Reports').waitFor();
  await visit.view.context().setOffline(true);
  await visit.click(`Refresh ${name}`);
  await visit.sidebar.getByRole('alert').getByText('This browser is offline.').waitFor();
  await visit.view.context().setOffline(false);
  await visit.click(`Refresh ${name}`);
  await text('The report is up to date.').waitFor();
});

test('sixty reports with long and right-to-left names stay usable, also at twice the size', async () => {
  await open(async ({ file, sandbox }) => {
    await callSidebar(file, anna, 'connect', { key: sandbox.keys.full, use: 'owner' });
    const names = [
      'לוח מובילים של שותפים לפי הכנסות ברבעון האחרון',
      'Partnerleistungsüberblickzusammenfassung'.repeat(2),
    ];
    for (let index = 0; index < 60; index += 1) {
      file.workbook.setActive('0', { row: 1 + 6 * index, column: 1, rows: 1, columns: 1 });
      const wanted = newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' });
      const definition = {
        ...wanted.definition,
        name: `${names[index % 2]} ${index}`,
        columns: ['name', 'revenue'] as const,
      };
      await callSidebar(file, anna, 'saveReport', { ...wanted, definition });
    }
  });
  await button('Refresh all').waitFor();
  expect(
    await visit.sidebar
      .getByRole('listitem')
      .filter({ has: visit.sidebar.getByRole('heading') })
      .count(),
  ).toBe(61);
  const overflow = () =>
    visit.sidebar.locator('html').evaluate(
      ({
        ownerDocument: {
          documentElement: { scrollWidth, clientWidth },
        },
      }) => scrollWidth - clientWidth,
    );
  expect(await overflow()).toBe(0);
  const lefts = await visit.sidebar
    .locator('.card')
    .first()
    .locator('h3, .place bdi, .quiet')
    .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().left));
  expect(lefts.length).toBeGreaterThan(2);
  expect(new Set(lefts).size).toBe(1);
  await visit.sidebar.locator('html').evaluate((html) => {
    html.style.zoom = '2';
  });
  const wide = () =>
    visit.sidebar
      .locator('body *')
      .evaluateAll((elements) =>
        elements
          .filter((element) => element.getBoundingClientRect().right > 300)
          .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`),
      );
  expect(await wide()).toEqual([]);
  expect(await visit.axe()).toEqual([]);
}, 180_000);

test('the first screen is there after one call', async () => {
  await open();
  await heading('Reports').waitFor();
  await text(/JB_ formula/).waitFor();
  const { executions } = visit.workbench.google;
  const opened = executions.findLastIndex((execution) => execution.name === 'openJourneybee');
  const calls = executions.slice(opened + 1).filter((execution) => execution.name === 'sidebarCall');
  // The second one counts formulas, quietly, once everything is there.
  expect(calls).toHaveLength(2);
});
