import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, cells, closeBenches, connected, held, plainly, select } from '../support/bench';
import { isThorough } from '../support/breadth';
import { strike } from '../support/sweeps';

afterEach(closeBenches);

const sheet = '0';
const formulas = {
  A1: '=JB_PARTNERS("current_year";"";3)',
  A10: '=jb_partners( "last_year" ,, 2 )',
  A20: '="JB_PARTNERS(" & SUM(INDEX(JB_PARTNERS("last_quarter"), 0, 3))',
  A30: '=SUM(C2:C4)',
  M1: 'last_month',
  A40: '=JB_PARTNERS(M1, "", 2)',
};

async function withFormulas(use: 'owner' | 'shared' = 'owner'): Promise<Workbench> {
  const made = await connected(use);
  for (const [cell, text] of Object.entries(formulas)) {
    await made.file.workbook.type(sheet, Number(cell.slice(1)), cell.charCodeAt(0) - 64, text);
  }
  return made;
}

const texts = (made: Workbench) =>
  Object.keys(formulas).map((cell) => cells(made, sheet, cell)[0]?.[0]?.formula || held(made, sheet, cell)[0]?.[0]);

/** Doubles every deal a minute later: whatever is shown afterwards is new. */
async function doubleDeals({ sandbox, clock }: Workbench): Promise<void> {
  await clock.advance(60_000);
  for (const deal of sandbox.data.deals) deal.value *= 2;
}

test('the form writes a formula that fills the sheet', async () => {
  const made = await connected();
  select(made, sheet, 'B2');
  await ask(made, 'insertFormula', { period: 'last_quarter', type: 'reseller', limit: 4, currency: null });
  await made.file.workbook.settled();
  expect(cells(made, sheet, 'B2')[0]?.[0]?.formula).toBe('=JB_PARTNERS("last_quarter";"reseller";4)');
  const answer = await plainly(made, 'period=last_quarter&partner_type=reseller&limit=4');
  expect(held(made, sheet, 'C3:D6')).toEqual(answer.partners.map(({ name, revenue }) => [name, revenue]));
});

test('the form does not write a formula over something, nor where formulas have no key', async () => {
  const made = await connected('tables');
  select(made, sheet, 'B2');
  const wanted = { period: 'last_quarter', type: null, limit: 4 } as const;
  await expect(ask(made, 'insertFormula', { ...wanted, currency: null })).rejects.toThrow(
    'Formulas have no Journeybee key',
  );
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
  await made.file.workbook.type(sheet, 2, 2, 'mine');
  await expect(ask(made, 'insertFormula', { ...wanted, currency: null })).rejects.toThrow('B2 is not empty');
  expect(held(made, sheet, 'B2')).toEqual([['mine']]);
});

test('Refresh formulas: every cell shows new figures, and every text is byte for byte what it was', async () => {
  const made = await withFormulas();
  const before = texts(made);
  await doubleDeals(made);
  expect(await ask(made, 'refreshFormulas', undefined)).toMatchObject({ message: '4 formulas are calculating anew.' });
  await made.file.workbook.settled();
  expect(texts(made)).toEqual(before);
  const answer = await plainly(made, 'period=current_year&limit=3');
  expect(held(made, sheet, 'C2:C4')).toEqual(answer.partners.map(({ revenue }) => [revenue]));
  const byCell = await plainly(made, 'period=last_month&limit=2');
  expect(held(made, sheet, 'C41:C42')).toEqual(byCell.partners.map(({ revenue }) => [revenue]));
});

test('Refresh formulas while Journeybee is down: nothing is touched, and the cells keep what they show', async () => {
  const made = await withFormulas();
  const before = held(made, sheet, 'A1:K45');
  const executions = made.google.executions.length;
  made.sandbox.faults.always({ kind: 'status', status: 503 });
  await expect(ask(made, 'refreshFormulas', undefined)).rejects.toThrow('status 503');
  await made.file.workbook.settled();
  expect(held(made, sheet, 'A1:K45')).toEqual(before);
  expect(made.google.executions.slice(executions).map(({ name }) => name)).toEqual(['sidebarCall']);
});

test('an editor refreshes formulas that use the owner’s key, which the editor does not have', async () => {
  const made = await withFormulas();
  await doubleDeals(made);
  await ask(made, 'refreshFormulas', undefined, ben);
  await made.file.workbook.settled();
  const answer = await plainly(made, 'period=current_year&limit=3');
  expect(held(made, sheet, 'C2:C4')).toEqual(answer.partners.map(({ revenue }) => [revenue]));
});

test('Refresh formulas killed at any of its service calls: opening the file again gives every formula its own text back', async () => {
  const made = await withFormulas();
  const before = texts(made);
  let interrupted = 0;
  let killed = 0;
  for (let call = 0; ; call += 1) {
    made.google.interfere = strike({ at: call, fate: 'kill', concerns: ({ name }) => name === 'sidebarCall' });
    const outcome = await made.file.run(anna, 'sidebarCall', ['refreshFormulas'], 'FULL');
    made.google.interfere = null;
    if (outcome.ok) break;
    killed += 1;
    await made.file.workbook.settled();
    if (JSON.stringify(texts(made)) !== JSON.stringify(before)) {
      interrupted += 1;
      expect(held(made, sheet, 'B2')[0]?.[0]).not.toBe('');
    }
    await made.clock.advance(6 * 60_000);
    await made.file.open(ben);
    expect(texts(made)).toEqual(before);
  }
  expect(killed).toBeGreaterThan(isThorough ? 30 : 8);
  expect(interrupted).toBeGreaterThan(2);
});

test('a sheet deleted at any service call of Refresh formulas: the others calculate anew, and keep their own texts', async () => {
  const made = await withFormulas();
  const before = texts(made);
  const { workbook } = made.file;
  for (let call = 1, deleted = true; deleted; call += isThorough ? 1 : 9) {
    const other = workbook.insertSheet().id;
    await workbook.type(other, 1, 1, formulas.A1);
    deleted = false;
    made.google.interfere = ({ name, callsSoFar }) => {
      if (name === 'sidebarCall' && callsSoFar >= call && !deleted) {
        deleted = true;
        workbook.deleteSheet(other);
      }
      return 'go on';
    };
    const { message } = await ask(made, 'refreshFormulas', undefined);
    made.google.interfere = null;
    expect(message).toMatch(/^[45] formulas are calculating anew\.$/);
    await workbook.settled();
    expect(texts(made)).toEqual(before);
  }
});

test('rows inserted and formulas edited while a refresh fetches stay as their person wants them', async () => {
  const made = await withFormulas();
  made.sandbox.settings.latencyMs = 5000;
  const refresh = ask(made, 'refreshFormulas', undefined);
  await made.file.workbook.type(sheet, 50, 1, 'mine');
  made.file.workbook.insertRows(sheet, 1, 1);
  await made.file.workbook.type(sheet, 11, 1, '=JB_PARTNERS("last_month")');
  await refresh;
  expect(cells(made, sheet, 'A2')[0]?.[0]?.formula).toBe(formulas.A1);
  expect(cells(made, sheet, 'A11')[0]?.[0]?.formula).toBe('=JB_PARTNERS("last_month")');
  expect(held(made, sheet, 'A51')).toEqual([['mine']]);
  expect(held(made, sheet, 'A1')).toEqual([['']]);
});

test('a protected formula is left out for somebody who may not edit it, and none is left under its other name', async () => {
  const made = await withFormulas();
  const before = texts(made);
  made.file.protect({ sheetId: sheet, row: 1, column: 1, rows: 1, columns: 1 });
  expect(await ask(made, 'refreshFormulas', undefined, ben)).toMatchObject({
    message: '3 formulas are calculating anew.',
  });
  expect(texts(made)).toEqual(before);
});

test('opening the file while somebody refreshes does not get in the way of restoring', async () => {
  const made = await withFormulas();
  const before = texts(made);
  let opening: Promise<unknown> = Promise.resolve();
  made.google.interfere = ({ name, call }) => {
    if (name !== 'sidebarCall' || call !== 'Range.setFormula') return 'go on';
    made.google.interfere = ({ name: later, call: next }) =>
      later === 'sidebarCall' && next === 'SpreadsheetApp.flush' ? 'last' : 'go on';
    opening = made.file.open(ben);
    return { stallMs: 1000 };
  };
  await made.file.run(anna, 'sidebarCall', ['refreshFormulas'], 'FULL');
  await opening;
  made.google.interfere = null;
  expect(texts(made)).not.toEqual(before);
  await made.clock.advance(6 * 60_000);
  await made.file.open(ben);
  expect(texts(made)).toEqual(before);
});

test('a formula left under its other name shows data, and the next refresh restores it', async () => {
  const made = await withFormulas();
  made.file.properties.set('refreshingFormulas', '1');
  await made.file.workbook.type(sheet, 1, 1, '=JB_PARTNERS_REFRESHING("current_year";"";3)');
  expect(held(made, sheet, 'A1')).toEqual([['Rank']]);
  await ask(made, 'refreshFormulas', undefined);
  expect(cells(made, sheet, 'A1')[0]?.[0]?.formula).toBe(formulas.A1);
});

test('a text with the name of a function in it stays as it is, beside formulas that are refreshed', async () => {
  const made = await connected();
  const texts = ['="JB_PARTNERS_REFRESHING("&1', '="use =JB_PARTNERS(""x"")"', "=COUNTA('JB_PARTNERS('!A1:A9)"];
  made.file.workbook.insertSheet('JB_PARTNERS(');
  for (const [index, text] of texts.entries()) await made.file.workbook.type(sheet, 1 + index, 1, text);
  expect(await ask(made, 'refreshFormulas', undefined)).toMatchObject({
    message: 'There is no JB_ formula here that you can edit.',
  });
  await made.file.workbook.type(sheet, 10, 1, '=JB_PARTNERS("last_year")&" from ""JB_PARTNERS_REFRESHING("""');
  texts.push('=JB_PARTNERS("last_year")&" from ""JB_PARTNERS_REFRESHING("""');
  expect(await ask(made, 'refreshFormulas', undefined)).toMatchObject({ message: 'The formula is calculating anew.' });
  made.file.properties.set('refreshingFormulas', '1');
  await ask(made, 'overview', undefined);
  expect([1, 2, 3, 10].map((row) => cells(made, sheet, `A${row}`)[0]?.[0]?.formula)).toEqual(texts);
});
