import { anna, ask, ben, bench, closeBenches, connected, held, newReport, select } from '../support/bench';
import { strike } from '../support/sweeps';

afterEach(closeBenches);

const formula = '=JB_PARTNERS("last_year";"";2)';

test('a key that does not work is not stored, and what worked before goes on (J-15)', async () => {
  const made = await connected();
  await expect(ask(made, 'connect', { key: 'not-a-key-of-anybody', use: 'tables' })).rejects.toThrow(
    'Journeybee does not accept this key',
  );
  expect(await ask(made, 'overview', undefined)).toMatchObject({
    connection: { last4: made.sandbox.keys.full.slice(-4), formulas: { mode: 'owner' } },
  });
});

test('what is no key is refused, and no request is made (J-27)', async () => {
  const made = await bench();
  await expect(ask(made, 'connect', { key: 'two words', use: 'tables' })).rejects.toThrow(/API key/);
  expect(made.google.requests).toEqual([]);
});

test('a key pasted with all that was around it works, and travels in the header that the API asks for (J-2)', async () => {
  const made = await bench();
  const key = `"Authorization": "Bearer \u200b${made.sandbox.keys.full}",\n`;
  const overview = await ask(made, 'connect', { key, use: 'tables' });
  expect(overview.connection.last4).toBe(made.sandbox.keys.full.slice(-4));
});

test('the sidebar is told no more of a key than its last four characters', async () => {
  const made = await connected('shared');
  const { full } = made.sandbox.keys;
  const answers = [await ask(made, 'overview', undefined), await ask(made, 'overview', undefined, ben)];
  for (let start = 0; start + 5 <= full.length; start += 1) {
    expect(JSON.stringify(answers)).not.toContain(full.slice(start, start + 5));
  }
});

test('a shared key is taken back by disconnecting, also after its person has connected another key elsewhere', async () => {
  const made = await connected('shared');
  const elsewhere = made.google.createSpreadsheet({ name: 'Another file', owner: anna });
  made.google.account(anna).properties.set('apiKey', 'changed-in-another-file');
  expect(elsewhere.properties.size).toBe(0);
  await ask(made, 'disconnect', undefined);
  expect([...made.file.properties.keys()]).toEqual([]);
  expect([...made.google.account(anna).properties.keys()]).toEqual([]);
});

test('somebody who has lost their key still sees, and can take back, what they shared here', async () => {
  const made = await connected('shared');
  made.google.account(anna).properties.clear();
  expect(await ask(made, 'overview', undefined)).toMatchObject({
    connection: { last4: null, formulas: { mode: 'shared', own: true } },
  });
  await ask(made, 'disconnect', undefined);
  expect(made.file.properties.has('sharedApiKey')).toBe(false);
});

test('a shared key whose consent cannot be read is removed by the next change', async () => {
  const made = await connected('shared');
  made.file.properties.set('formulaKey', '{"mode":');
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' });
  expect(made.file.properties.has('sharedApiKey')).toBe(false);
});

test('Ben connecting and disconnecting the same key leaves what Anna allowed', async () => {
  const made = await connected('shared');
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
  await ask(made, 'disconnect', undefined, ben);
  expect(await ask(made, 'overview', undefined)).toMatchObject({
    connection: { formulas: { mode: 'shared', by: anna } },
  });
  await made.file.workbook.type('0', 1, 1, formula);
  expect(held(made, '0', 'A1')).toEqual([['Rank']]);
});

test('changing to “my tables” takes back what formulas were allowed', async () => {
  const made = await connected('shared');
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' });
  expect(await ask(made, 'overview', undefined)).toMatchObject({ connection: { formulas: null } });
  await made.file.workbook.type('0', 1, 1, formula);
  expect(held(made, '0', 'A1')).toEqual([['#ERROR!']]);
});

test('connecting killed at any of its service calls never allows more than was asked for', async () => {
  for (let call = 0; ; call += 1) {
    const made = await connected('shared');
    made.google.interfere = strike({ at: call, fate: 'kill' });
    const { unauthorizedToRead } = made.sandbox.keys;
    made.sandbox.settings.requirePermission = false;
    const outcome = await made.file.run(
      anna,
      'sidebarCall',
      ['connect', { key: unauthorizedToRead, use: 'tables' }],
      'FULL',
    );
    made.google.interfere = null;
    const shared = made.file.properties.get('sharedApiKey') ?? null;
    expect([null, made.sandbox.keys.full]).toContain(shared);
    if (made.google.account(anna).properties.get('apiKey') === unauthorizedToRead) expect(shared).toBeNull();
    await closeBenches();
    if (outcome.ok) break;
  }
});

test('in a copy of the file nothing is allowed any more: neither consent nor shared key travels', async () => {
  const made = await connected('shared');
  const copy = made.google.createSpreadsheet({ name: 'Copy of Partner review', owner: anna });
  await copy.workbook.type('0', 1, 1, formula);
  const [[cell] = []] = copy.workbook.read('0', { row: 1, column: 1, rows: 1, columns: 1 });
  expect(cell?.note).toContain('Formulas have no Journeybee key in this spreadsheet yet');
  expect(made.google.requests).toHaveLength(1);
});

test('opening the sidebar before any key: everything that needs one says what to do', async () => {
  const made = await bench();
  select(made, '0', 'A1');
  const wanted = { period: 'last_year', type: null, limit: 5 } as const;
  await expect(ask(made, 'saveReport', newReport({ ...wanted, where: 'cell' }))).rejects.toThrow(
    'Connect your Journeybee API key first',
  );
  await expect(ask(made, 'insertFormula', { ...wanted, currency: null })).rejects.toThrow(
    'Formulas have no Journeybee key',
  );
  await expect(ask(made, 'takeOver', { from: null })).rejects.toThrow('Connect your Journeybee API key first');
  await expect(ask(made, 'refreshFormulas', undefined)).rejects.toThrow('Formulas have no Journeybee key');
  expect(made.google.requests).toEqual([]);
});
