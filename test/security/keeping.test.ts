import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, everyHour, newReport, select } from '../support/bench';
import { carla } from '../support/spreadsheet';

afterEach(closeBenches);

const hour = 3_600_000;
const sheet = '0';

/** A spreadsheet of Anna's with a report on a schedule that fails, formulas, and her key shared with all who edit. */
async function inUse(): Promise<Workbench> {
  const made = await connected('shared');
  select(made, sheet, 'A1');
  await ask(made, 'learnLabels', undefined);
  await ask(made, 'setFreshness', { minutes: 5 });
  await ask(made, 'setFiscalStart', { month: 4 });
  const more = { movement: 'previous day', history: 'refresh', chart: true } as const;
  await ask(made, 'saveReport', newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }, more));
  await everyHour(made);
  await made.file.workbook.type(sheet, 30, 1, '=JB_PARTNERS("last_year";"";2)');
  made.sandbox.faults.always({ kind: 'status', status: 500 });
  await made.google.advance(hour);
  made.sandbox.faults.clear();
  return made;
}

const properties = ({ file }: Workbench) => [...file.properties.keys()].map((name) => name.replace(/:.*/, ''));
const userProperties = ({ google }: Workbench, person = anna) => [...google.account(person).properties.keys()];
const tables = ({ file: { workbook } }: Workbench) =>
  JSON.stringify(workbook.read(sheet, { row: 1, column: 1, rows: 6, columns: 11 }));

test('removing everything leaves cells, and nothing in any store of the spreadsheet', async () => {
  const made = await inUse();
  expect(properties(made)).toEqual(
    expect.arrayContaining([
      'sharedApiKey',
      'formulaKey',
      'freshMinutes',
      'fiscalStart',
      'labels',
      'receipts',
      'schedule',
      'state',
      'trouble',
    ]),
  );
  made.file.properties.set('refreshingFormulas', '1');
  const before = tables(made);
  // Anybody who edits can do that, for everybody.
  await ask(made, 'removeEverything', undefined, ben);
  expect(properties(made)).toEqual([]);
  const { workbook } = made.file;
  expect(workbook.namedRanges()).toEqual([]);
  expect(workbook.sheets().filter(({ hidden }) => hidden)).toEqual([]);
  expect(tables(made)).toBe(before);
  // A key is its person's own.
  expect(userProperties(made)).toContain('apiKey');
});

test('deleting a report forgets all that was known of it', async () => {
  const made = await inUse();
  const { reports } = await ask(made, 'overview', undefined);
  const [{ id = '' } = {}] = reports;
  const about = () => [...made.file.properties.keys()].filter((name) => name.endsWith(`:${id}`)).sort();
  expect(about()).toEqual([`definition:${id}`, `movement:${id}`, `state:${id}`, `trouble:${id}`]);
  await ask(made, 'removeReport', { id, clear: false });
  // What the schedules remember goes with the last of them, when somebody looks.
  await ask(made, 'overview', undefined);
  expect(about()).toEqual([]);
  expect(made.file.workbook.namedRanges()).toEqual([]);
});

test('forgetting the key everywhere leaves a person two numbers, and nothing of the key', async () => {
  const made = await inUse();
  await ask(made, 'disconnect', undefined);
  expect(userProperties(made)).toEqual(['triggerTime']);
  const numbers = JSON.parse(made.google.account(anna).properties.get('triggerTime') ?? '{}') as object;
  expect(Object.values(numbers).map((value) => typeof value)).toEqual(['number', 'number']);
  expect(properties(made)).not.toEqual(expect.arrayContaining(['sharedApiKey']));
  expect(properties(made)).not.toEqual(expect.arrayContaining(['formulaKey']));
  expect(made.file.triggers.triggers).toEqual([]);
});

test('the cache forgets all of it within six hours', async () => {
  const made = await inUse();
  await made.file.run(anna, 'sidebarCall', ['partners', null], 'FULL');
  await made.file.workbook.type(sheet, 40, 1, '=JB_PARTNERS("last_month";"";2)');
  made.sandbox.faults.always({ kind: 'status', status: 401 });
  await made.file.workbook.type(sheet, 50, 1, '=JB_PARTNERS("current_month";"";2)');
  const names = made.file.cache.entries().map(([name]) => name);
  const kinds = new Set(names.map((name) => name.replace(/:.*/, '')));
  expect([...kinds].sort()).toEqual(['answer', 'definitions', 'directory', 'key', 'recent', 'refused', 'state']);
  await made.clock.advance(6 * hour + 1000);
  expect(names.filter((name) => made.file.cache.get(name) !== null)).toEqual([]);
});

test('how far a refresh is, is forgotten within a minute, also where Google ended it', async () => {
  const made = await inUse();
  select(made, sheet, 'A60');
  await ask(made, 'saveReport', newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }));
  made.google.interfere = ({ call }) => (call === 'Range.setValue' ? 'last' : 'go on');
  await made.file.run(anna, 'sidebarCall', ['refresh', { id: null, withMyKey: false }], 'FULL');
  made.google.interfere = null;
  expect(made.file.cache.get('progress')).not.toBeNull();
  await made.clock.advance(61_000);
  expect(made.file.cache.get('progress')).toBeNull();
});

test('uninstalling runs no code: keys and consent stay where they are', async () => {
  const made = await inUse();
  const kept = [properties(made), userProperties(made)];
  const executions = made.google.executions.length;
  made.google.uninstall(anna);
  expect(made.google.executions).toHaveLength(executions);
  expect([properties(made), userProperties(made)]).toEqual(kept);
  expect(made.file.triggers.triggers).toEqual([]);
});

test('what is done before uninstalling leaves no key, no consent and no trigger', async () => {
  const made = await inUse();
  const other = made.google.createSpreadsheet({ name: 'Second', owner: anna });
  const inOther = (method: string, argument: unknown) => other.run(anna, 'sidebarCall', [method, argument], 'FULL');
  await inOther('connect', { key: made.sandbox.keys.full, use: 'shared' });
  expect([...other.properties.keys()].sort()).toEqual(['formulaKey', 'sharedApiKey']);
  await ask(made, 'disconnect', undefined);
  await ask(made, 'removeEverything', undefined);
  await inOther('disconnect', null);
  await inOther('removeEverything', null);
  expect([...made.file.properties, ...other.properties]).toEqual([]);
  for (const person of [ben, carla]) expect(userProperties(made, person)).toEqual([]);
  expect(userProperties(made)).toEqual(['triggerTime']);
  expect([...made.file.triggers.triggers, ...other.triggers.triggers]).toEqual([]);
});

test('a key that was revoked at Journeybee shows nothing any more, not even what the cache has', async () => {
  const made = await inUse();
  const shows = () => made.file.workbook.read(sheet, { row: 30, column: 1, rows: 1, columns: 1 })[0]?.[0]?.value;
  await made.clock.advance(hour);
  await made.file.open(anna);
  expect(shows()).toBe('Rank');
  made.sandbox.revoke(made.sandbox.keys.full);
  await made.clock.advance(hour);
  await made.file.open(anna);
  expect(shows()).toBe('#ERROR!');
});
