import fc from 'fast-check';
import { openEvent } from '../../workbench/apps-script/events';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import { UNUSUAL_NAMES } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, bench, closeBenches, connected, everyHour, newReport, select } from '../support/bench';
import { sampled } from '../support/breadth';
import { topLevel as functions, sidebarMethods } from '../support/bundle';
import { carla, cellExecutions, enter, entered, leaks } from '../support/spreadsheet';

afterEach(closeBenches);

const forCells = [
  'JB_PARTNERS',
  'JB_PARTNERS_REFRESHING',
  'JB_PARTNER',
  'JB_PARTNER_REFRESHING',
  'JB_SCORECARD',
  'JB_SCORECARD_REFRESHING',
];
const notForCells = functions.filter((name) => !forCells.includes(name));
const methods = [...sidebarMethods, 'toString', 'constructor', '__proto__', 'hasOwnProperty'];

/** Anna's spreadsheet in use: a table, an hourly refresh, a formula, and the mark of a refresh that was interrupted. */
async function inUse(): Promise<Workbench> {
  const made = await connected();
  const table = made.file.workbook.insertSheet('Table');
  select(made, table.id, 'A1');
  await ask(made, 'saveReport', newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }));
  await everyHour(made);
  await made.file.workbook.type(table.id, 20, 1, '=JB_PARTNERS_REFRESHING("last_month", "", 2)');
  made.file.properties.set('refreshingFormulas', '1');
  return made;
}

/** Everything that a caller could have changed; the cell A1 of the first sheet aside, in which the caller typed. */
function stateOf({ file, google, sandbox }: Workbench): string {
  const people = [anna, ben, carla];
  const sheets = file.workbook.sheets().map((info) => {
    const { lastRow: rows, lastColumn: columns } = file.workbook.extent(info.id);
    const cells =
      info.id === '0' || rows === 0 ? [] : file.workbook.read(info.id, { row: 1, column: 1, rows, columns });
    return [info, cells];
  });
  return JSON.stringify([
    sheets,
    file.workbook.namedRanges(),
    file.workbook.activeRange,
    [...file.properties],
    people.map((person) => [...google.account(person).properties]),
    people.map((person) => file.screen(person)),
    file.triggers.triggers,
    file.cache.entries(),
    google.mails,
    google.requests,
    sandbox.requests.length,
  ]);
}

test('Google lets cells call these functions (P1.1-4)', () => {
  expect(sidebarMethods).toEqual(
    expect.arrayContaining(['overview', 'connect', 'removeEverything', 'progress', 'goTo']),
  );
  expect(functions).toEqual(expect.arrayContaining([...forCells, 'onOpen', 'onInstall', 'sidebarCall', 'tick']));
});

/** Google itself refuses a menu to cells; everything else we refuse ourselves. */
const refusal = (name: string) =>
  /^on(?:Open|Install)$/.test(name) ? /from this context/ : /not a function for cells|sidebarCall returned Object/;

describe.each(notForCells)('an editor types =%s into a cell', (name) => {
  test('and gets nothing but an error, whatever the arguments, and nothing changes', async () => {
    const made = await inUse();
    const before = stateOf(made);
    const calls = methods.map((method) => `${name}("${method}", "x")`);
    const others = [`${name}()`, `${name}("FULL")`, `${name}(1, TRUE, A9:B10)`, `${name}("tryAgain", TRUE)`];
    for (const call of [...others, ...sampled(calls, 8)]) {
      for (const person of [ben, anna]) {
        const { value, rows, note } = await enter(made, `=${call}`, person);
        expect([call, value, rows.length]).toEqual([call, '#ERROR!', 1]);
        expect(note).toMatch(refusal(name));
      }
    }
    expect(stateOf(made)).toBe(before);
    expect(leaks(made, anna)).toEqual([]);
  });
});

test.each(methods)('sidebarCall("%s") from a cell is refused before anything is looked up', async (method) => {
  const made = await inUse();
  const context = { mode: 'CUSTOM_FUNCTION', user: ben, file: made.file, screen: null } as const;
  const outcome = await made.google.run('sidebarCall', [method, { id: null, on: true }], context);
  const told = outcome.ok ? JSON.stringify(outcome.value) : outcome.message;
  expect(told).toContain('This is not a function for cells.');
  expect(told).not.toContain('"value"');
  expect(made.google.executions.at(-1)?.calls).toEqual(['ScriptApp.getAuthorizationInfo']);
});

test('an editor types any function with any arguments: nothing is written, and no key is shown', async () => {
  const made = await inUse();
  const watched = () => {
    const { file, google } = made;
    const people = [anna, ben].map((person) => [[...google.account(person).properties], file.screen(person)]);
    return JSON.stringify([[...file.properties], people, file.triggers.triggers, file.workbook.sheets(), google.mails]);
  };
  const before = watched();
  const text = fc.constantFrom('FULL', 'NONE', 'apiKey', 'sharedApiKey', ...methods).map((word) => `"${word}"`);
  const argument = fc.oneof(text, fc.integer().map(String), fc.constantFrom('TRUE', '', 'M1', 'M1:N2', '{1,2;3,4}'));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...functions), fc.array(argument, { maxLength: 4 }), async (name, given) => {
      await enter(made, `=${name}(${given.join(',')})`, ben);
      expect(watched()).toBe(before);
    }),
    { numRuns: 60 },
  );
  expect(leaks(made, anna)).toEqual([]);
});

test('only the functions for cells ask Journeybee', async () => {
  const made = await connected();
  for (const name of functions) await enter(made, `=${name}("last_year")`, ben);
  const asking = cellExecutions(made).filter(({ calls }) => calls.includes('UrlFetchApp.fetch'));
  // JB_SCORECARD finds in the cache what the cells before it have asked for.
  expect(asking.map(({ name }) => name)).toEqual(['JB_PARTNERS', 'JB_PARTNER']);
  const reading = cellExecutions(made).filter(({ calls }) => calls.includes('PropertiesService.getUserProperties'));
  expect(reading.map(({ name }) => name)).toEqual(['JB_PARTNERS', 'JB_PARTNER']);
});

describe('a key is spent only in the spreadsheet for which its person said so', () => {
  const formula = '=JB_PARTNERS("last_year", "", 3)';
  const noteIn = async (file: SpreadsheetFile, person: string) => (await enter({ file }, formula, person)).note;

  test('not in another one of the same owner, in which somebody else types a formula', async () => {
    const made = await connected();
    const other = made.google.createSpreadsheet({ name: 'Shared with Ben', owner: anna });
    const requests = made.google.requests.length;
    for (const person of [ben, anna]) expect(await noteIn(other, person)).toContain('Formulas have no Journeybee key');
    expect(made.google.requests).toHaveLength(requests);
    expect(leaks(made, anna, [other])).toEqual([]);
  });

  test('not by an editor who wants to allow theirs there in the owner’s mode, nor where that was let happen once', async () => {
    const made = await connected();
    const other = made.google.createSpreadsheet({ name: 'Shared with Ben', owner: anna });
    const call = ['connect', { key: made.sandbox.keys.full, use: 'owner' }];
    expect(await other.run(ben, 'sidebarCall', call, 'FULL')).toMatchObject({ value: { ok: false } });
    expect(await noteIn(other, ben)).toContain('Formulas have no Journeybee key');
    const consent = JSON.parse(made.file.properties.get('formulaKey') ?? '{}');
    other.properties.set('formulaKey', JSON.stringify({ ...consent, by: ben, fingerprint: 'f'.repeat(64) }));
    await enter({ file: other }, '', ben);
    const spent = made.sandbox.requests.length;
    expect(await noteIn(other, ben)).toContain('run with the key of the spreadsheet’s owner');
    expect(made.sandbox.requests).toHaveLength(spent);
  });

  test('not in a copy, which starts without document properties (P8.1-7)', async () => {
    const made = await connected('shared');
    const copy = made.google.createSpreadsheet({ name: 'Copy of Partner review', owner: ben });
    expect(await noteIn(copy, ben)).toContain('Formulas have no Journeybee key');
  });

  test('not any more where an older key was allowed, once its person has connected another', async () => {
    const made = await connected();
    made.sandbox.settings.requirePermission = false;
    const other = made.google.createSpreadsheet({ name: 'Second', owner: anna });
    await other.run(anna, 'sidebarCall', ['connect', { key: made.sandbox.keys.full, use: 'owner' }], 'FULL');
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'owner' });
    const spent = made.sandbox.requests.length;
    expect(await noteIn(other, anna)).toContain('run with the key of the spreadsheet’s owner');
    expect(made.sandbox.requests).toHaveLength(spent);
    expect((await enter(made, formula)).rows).toHaveLength(4);
  });

  test('not by consent that was tampered with or left by another version', async () => {
    for (const stored of ['', '{', 'null', '{"mode":"owner"}', '{"mode":"any","fingerprint":"","last4":"","by":""}']) {
      const made = await connected();
      made.file.properties.set('formulaKey', stored);
      expect(await noteIn(made.file, ben)).toContain('Formulas have no Journeybee key');
    }
  });
});

describe('the menu appears', () => {
  const labels = ['Open Journeybee', 'Explain this number', 'Refresh all', 'Refresh formulas'];

  test('before the person has allowed anything: nothing but the menu is touched (P2.1-1 to P2.1-8, P2.1-13)', async () => {
    const made = await inUse();
    const before = JSON.stringify([[...made.file.properties], made.file.workbook.snapshot({ formulas: true })]);
    const screen = made.file.screen(carla);
    const context = { mode: 'NONE', user: carla, file: made.file, screen } as const;
    expect(await made.google.run('onOpen', [openEvent('NONE')], context)).toMatchObject({ ok: true });
    expect(screen.menu.map(({ label }) => label)).toEqual(labels);
    const { calls } = made.google.executions.at(-1) ?? {};
    expect([...new Set(calls)]).toEqual(['SpreadsheetApp.getUi', 'Ui.createAddonMenu', 'Menu.addItem', 'Menu.addToUi']);
    expect(JSON.stringify([[...made.file.properties], made.file.workbook.snapshot({ formulas: true })])).toBe(before);
  });

  test('when a file is opened, and right after installing, each entry calling a function that exists (P2.1-11)', async () => {
    const made = await bench();
    await made.file.run(ben, 'onInstall', [openEvent('FULL')], 'FULL');
    for (const person of [anna, ben]) {
      const { menu } = made.file.screen(person);
      expect(menu.map(({ label }) => label)).toEqual(labels);
      expect(functions).toEqual(expect.arrayContaining(menu.map(({ functionName }) => functionName)));
    }
  });

  test('without an event, as when somebody runs onOpen by hand (P2.1-10)', async () => {
    const made = await bench();
    const context = { mode: 'NONE', user: carla, file: made.file, screen: made.file.screen(carla) } as const;
    expect(await made.google.run('onOpen', [], context)).toMatchObject({ ok: true });
    expect(made.file.screen(carla).menu).toHaveLength(labels.length);
  });

  test('and opening touches no service that may not be used then: no request, no trigger, no user data (P0-2)', async () => {
    const made = await inUse();
    await made.file.open(ben);
    const opening = made.google.executions.filter(({ mode }) => mode === 'LIMITED').flatMap(({ calls }) => calls);
    expect(opening.join()).not.toMatch(/UrlFetchApp|ScriptApp|Session|MailApp|getUserProperties|showSidebar/);
    expect(made.google.executions.every(({ ok }) => ok)).toBe(true);
  });
});

test('names of partners that look like calls of ours call nothing', async () => {
  const made = await connected();
  const [victim] = made.sandbox.data.partners.filter(({ name }) => !UNUSUAL_NAMES.some((odd) => odd === name));
  made.sandbox.data.renamePartner(victim?.uuid ?? '', '=sidebarCall("disconnect")');
  made.sandbox.data.partners.splice(0, made.sandbox.data.partners.length, ...(victim ? [victim] : []));
  made.sandbox.settings.includeInactive = true;
  await enter(made, '=JB_PARTNERS()');
  await made.file.workbook.settled();
  expect(entered(made.file).rows[1]?.[1]).toBe('=sidebarCall("disconnect")');
  expect(cellExecutions(made).map(({ name }) => name)).toEqual(['JB_PARTNERS']);
});
