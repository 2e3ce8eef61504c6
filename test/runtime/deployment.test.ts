import type { Deployment } from '../../workbench/apps-script/spreadsheet-file';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, bench, closeBenches, everyHour, held, newReport, plainly, select } from '../support/bench';
import { revenueOf } from '../support/spreadsheet';
import { closeScripts, script } from './script';

afterEach(async () => {
  await closeBenches();
  await closeScripts();
});

const hour = 3_600_000;
const sheet = '0';

/** The bundle in a spreadsheet of Anna's that nobody has opened yet. */
async function deployed(deployment: Deployment): Promise<Workbench> {
  const made = await bench();
  return { ...made, file: made.google.createSpreadsheet({ name: 'Review', owner: anna, deployment }) };
}

const modes = ({ google }: Workbench) => google.executions.map(({ name, mode, ok }) => [name, mode, ok]);

describe.each<Deployment>(['add-on', 'container-bound'])('deployed as %s', (deployment) => {
  test('the whole bundle works: menu, sidebar, key, table, refresh, formula, hourly run', async () => {
    const made = await deployed(deployment);
    const { file, google } = made;
    expect(await file.open(anna)).toMatchObject({ ok: true });
    expect(file.screen(anna).menu.map(({ label }) => label)).toContain('Open Journeybee');
    expect(await file.choose(anna, 'Open Journeybee')).toMatchObject({ ok: true });
    expect(file.screen(anna).sidebar).not.toBeNull();
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
    select(made, sheet, 'A1');
    await ask(made, 'saveReport', newReport({ period: 'current_year', type: null, limit: 3, where: 'cell' }));
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    await file.choose(anna, 'Refresh all');
    const answer = await plainly(made, 'period=current_year&limit=3');
    const revenue = answer.partners.map((partner) => [partner.revenue]);
    expect(held(made, sheet, 'C3:C5')).toEqual(revenue);
    await file.workbook.type(sheet, 1, 20, revenueOf('"current_year","",3'));
    expect(held(made, sheet, 'T1')).toEqual([[answer.partners.reduce((sum, partner) => sum + partner.revenue, 0)]]);
    await everyHour(made);
    await google.advance(hour);
    expect(google.executions.at(-1)).toMatchObject({ name: 'tick', ok: true });
    expect(await file.open(anna)).toMatchObject({ ok: true });
    expect(google.executions.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('it keeps one trigger, whatever it could have', async () => {
    const made = await deployed(deployment);
    await made.file.open(anna);
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' });
    select(made, sheet, 'A1');
    await ask(made, 'saveReport', newReport({ period: 'current_year', type: null, limit: 3, where: 'cell' }));
    for (let times = 0; times < 3; times += 1) await everyHour(made);
    await ask(made, 'restartSchedules', undefined);
    expect(made.file.triggers.triggers).toHaveLength(1);
  });
});

describe('what differs', () => {
  test('an add-on opens in NONE until it is used in the file, and again after it was disabled there; a bound script never (P2.1-1, P2.1-9)', async () => {
    const addOn = await deployed('add-on');
    for (const _ of [1, 2]) await addOn.file.open(anna);
    await addOn.file.choose(anna, 'Open Journeybee');
    await addOn.file.open(ben);
    addOn.file.enabled = false;
    await addOn.file.open(ben);
    expect(
      modes(addOn)
        .filter(([name]) => name === 'onOpen')
        .slice(1),
    ).toEqual([
      ['onOpen', 'NONE', true],
      ['onOpen', 'NONE', true],
      ['onOpen', 'LIMITED', true],
      ['onOpen', 'NONE', true],
    ]);
    const bound = await deployed('container-bound');
    await bound.file.open(anna);
    await bound.file.open(ben);
    expect(modes(bound).slice(1)).toEqual([
      ['onOpen', 'LIMITED', true],
      ['onOpen', 'LIMITED', true],
    ]);
  });

  const code = `
    function install() { ScriptApp.newTrigger("tick").timeBased().everyHours(1).create(); }
    function tick() { SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange(1, 1).setFormula("=ONE()"); }
    function ONE() { return 1; }
    function store() { PropertiesService.getDocumentProperties().setProperty("a", "b"); }`;

  test('a bound script may have several clock triggers of one person in its document, an add-on one (P3-2)', async () => {
    const { google, file } = await script(code);
    const bound = google.createSpreadsheet({ name: 'Bound', owner: anna, deployment: 'container-bound' });
    for (const one of [file, bound]) expect(await one.run(anna, 'install', [], 'FULL')).toMatchObject({ ok: true });
    expect(await file.run(anna, 'install', [], 'FULL')).toMatchObject({ ok: false });
    expect(await bound.run(anna, 'install', [], 'FULL')).toMatchObject({ ok: true });
  });

  test('a bound script’s functions exist while nobody is there, an add-on’s do not (P8.1-2)', async () => {
    const { google, file } = await script(code);
    const bound = google.createSpreadsheet({ name: 'Bound', owner: anna, deployment: 'container-bound' });
    for (const one of [file, bound]) {
      await one.run(anna, 'install', [], 'FULL');
      one.close(anna);
    }
    await google.advance(hour);
    const shown = [];
    for (const { workbook } of [file, bound]) {
      await workbook.settled();
      shown.push(workbook.read(sheet, { row: 1, column: 1, rows: 1, columns: 1 })[0]?.[0]?.value);
    }
    expect(shown).toEqual(['#NAME?', 1]);
  });

  test('document properties are there in both, and a copy of the file is deployed likewise (P4-22)', async () => {
    const { google, file } = await script(code);
    const bound = google.createSpreadsheet({ name: 'Bound', owner: anna, deployment: 'container-bound' });
    for (const one of [file, bound]) {
      expect(await one.run(anna, 'store', [], 'FULL')).toMatchObject({ ok: true });
      expect([...one.properties]).toEqual([['a', 'b']]);
      expect(one.copy('Copy', anna).deployment).toBe(one.deployment);
    }
  });
});
