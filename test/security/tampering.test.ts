import type { Overview, Reply } from '../../src/contract/sidebar-api';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, everyHour, newReport, select } from '../support/bench';
import { isThorough, sampled, tries } from '../support/breadth';

afterEach(closeBenches);

const hour = 3_600_000;
const sheet = '0';

/** A spreadsheet of Anna's in which something of everything is kept, with a note of hers beside the table. */
async function inUse(): Promise<Workbench> {
  const made = await connected('shared');
  select(made, sheet, 'C3');
  await ask(made, 'learnLabels', undefined);
  await ask(made, 'setFreshness', { minutes: 30 });
  await ask(made, 'setFiscalStart', { month: 4 });
  const more = {
    movement: 'previous day',
    chart: true,
    history: 'refresh',
    columns: ['rank', 'name', 'revenue'],
  } as const;
  await ask(made, 'saveReport', newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }, more));
  await everyHour(made);
  made.sandbox.faults.always({ kind: 'status', status: 500 });
  await made.google.advance(hour);
  made.sandbox.faults.clear();
  await made.file.workbook.type(sheet, 1, 1, 'Anna’s own');
  made.file.properties.set('refreshingFormulas', '1');
  made.file.properties.set('lease', JSON.stringify({ by: ben, why: 'asked', about: [], at: 1, until: 2 }));
  return made;
}

const own = ({ file }: Workbench) =>
  file.workbook.read(sheet, { row: 1, column: 1, rows: 1, columns: 1 })[0]?.[0]?.value;

async function overviewOf({ file }: Workbench): Promise<Reply<Overview>> {
  const outcome = await file.run(anna, 'sidebarCall', ['overview', null], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value as Reply<Overview>;
}

/** The sidebar opens, whatever is asked has an answer, ticks come to an end, cells show figures or a sentence, and nobody else’s cell changes. */
async function expectUsable(made: Workbench): Promise<void> {
  const { file, google } = made;
  expect(await overviewOf(made)).toMatchObject({ ok: true });
  for (const call of [['runs'], ['refresh', { id: null, withMyKey: true }]]) {
    const outcome = await file.run(anna, 'sidebarCall', call, 'FULL');
    expect([call, outcome]).toEqual([call, { ok: true, value: expect.objectContaining({ ok: expect.any(Boolean) }) }]);
  }
  const before = google.executions.length;
  const context = { mode: 'FULL', user: anna, file, screen: null } as const;
  await google.run('tick', [{ triggerUid: 'x' }], context);
  expect(google.executions.slice(before).filter(({ ok }) => !ok)).toEqual([]);
  const cell = await google.run('JB_PARTNERS', ['last_year', '', 2], { ...context, mode: 'CUSTOM_FUNCTION' });
  expect(cell.ok ? cell.value : cell.message).toEqual(
    cell.ok ? expect.any(Array) : expect.stringMatching(/^[A-Z].*\.$/s),
  );
  expect(own(made)).toBe('Anna’s own');
}

const hostileValues = [
  'null',
  '{}',
  `${'['.repeat(4000)}${']'.repeat(4000)}`,
  'x'.repeat(9000),
  '{"__proto__":{"owner":"x","mode":"shared","polluted":1},"constructor":{"prototype":{"polluted":1}}}',
];

test('whatever stands in a document property, the add-on goes on', async () => {
  const made = await inUse();
  const { properties } = made.file;
  const names = [...properties.keys()];
  expect(names.map((name) => name.replace(/:.*/, '')).sort()).toEqual(
    expect.arrayContaining([
      'fiscalStart',
      'formulaKey',
      'freshMinutes',
      'labels',
      'lease',
      'movement',
      'receipts',
      'schedule',
    ]),
  );
  for (const name of names) {
    const whole = [...properties];
    for (const value of isThorough
      ? hostileValues
      : [hostileValues[names.indexOf(name) % hostileValues.length] ?? '']) {
      properties.set(name, value);
      await expectUsable(made);
      properties.clear();
      for (const [known, text] of whole) properties.set(known, text);
    }
  }
});

/** Every part of a JSON value, of lists the first, as the way to it. */
function partsOf(value: unknown, way: readonly string[] = []): Array<readonly string[]> {
  if (typeof value !== 'object' || value === null) return [way];
  const entries = Object.entries(value).slice(0, Array.isArray(value) ? 1 : undefined);
  return [way, ...entries.flatMap(([key, part]) => partsOf(part, [...way, key]))];
}

/** The same value, but for the part that the way leads to. */
function changed(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return other;
  const next = changed(Reflect.get(value, key), rest, other);
  return Array.isArray(value)
    ? value.map((item, index) => (index === Number(key) ? next : item))
    : { ...value, [key]: next };
}

/** Of the same type, and impossible; or none. */
const other = (part: unknown): unknown =>
  typeof part === 'number' ? 1e308 : typeof part === 'string' ? 'x'.repeat(3000) : null;

test('nor does it matter which part of one was changed into what', async () => {
  const made = await inUse();
  const { properties } = made.file;
  const whole = [...properties];
  const parts = whole
    .filter(([, text]) => text.startsWith('{'))
    .flatMap(([name, text]) => {
      const json: unknown = JSON.parse(text.split('\n')[0] ?? '');
      return partsOf(json).map((way) => ({ name, json, way }));
    });
  expect(parts.length).toBeGreaterThan(80);
  for (const { name, json, way } of sampled(parts, 15)) {
    const part = way.reduce<unknown>((of, key) => Reflect.get(Object(of), key), json);
    properties.set(name, JSON.stringify(changed(json, way, other(part))));
    await expectUsable(made);
    properties.clear();
    for (const [known, kept] of whole) properties.set(known, kept);
  }
});

test('a lease for longer than anything can run keeps nobody out', async () => {
  const made = await inUse();
  made.file.properties.set('lease', JSON.stringify({ by: ben, why: 'asked', about: [], at: 1, until: 9e15 }));
  await ask(made, 'refresh', { id: null, withMyKey: false });
  await ask(made, 'removeEverything', undefined);
  expect([...made.file.properties.keys()]).toEqual([]);
});

describe('the hidden sheet of definitions', () => {
  const hidden = ({ file: { workbook } }: Workbench) =>
    workbook.sheets().find(({ name }) => name === 'Journeybee')?.id ?? '';
  const lineOf = (made: Workbench) =>
    made.file.workbook
      .read(hidden(made), { row: 2, column: 1, rows: 1, columns: 4 })[0]
      ?.map(({ value }) => String(value)) ?? [];
  const put = (made: Workbench, row: number, cells: readonly unknown[]) =>
    made.file.workbook.write(hidden(made), { row, column: 1, rows: 1, columns: cells.length }, [cells]);

  test('with lines of somebody’s own making: whatever they say, what was there works, and they can be taken off', async () => {
    const made = await inUse();
    const { workbook } = made.file;
    workbook.setNamedRange('Budget', sheet, { row: 1, column: 1, rows: 1, columns: 1 });
    const [id = '', name = '', definition = '', range = ''] = lineOf(made);
    const bomb = `{"version":2,"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    const lines: ReadonlyArray<readonly unknown[]> = [
      ['__proto__', '__proto__', definition, range],
      ['constructor', 'toString', definition, 'Budget'],
      ['hasOwnProperty', '=1+1', definition, '__proto__'],
      [`'${'x'.repeat(49_000)}`, 'huge id', definition, range],
      ["'0mp000000-huge", `'${'n'.repeat(49_000)}`, definition, `'${'r'.repeat(49_000)}`],
      ["'0mp000000-bomb", 'bomb', bomb, ''],
      ["'0mp000000-new", 'newer', definition.replace('"version":2', '"version":99'), range],
      ["'0mp000000-old", 'older', definition.replace('"version":2', '"version":-1'), range],
      [
        "'0mp000000-pol",
        'pollution',
        '{"version":2,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
        '',
      ],
      [id, 'doubled', definition.replace(name, 'Somebody else’s'), 'Budget'],
      [42, true, new Date(0), -1],
      ['=1/0', '=NOW()', '=JB_PARTNERS()', '=1+1'],
      ["'0mp000000-a1", 'a1', definition, 'Sheet1!A1:ZZ99'],
      ["'0mp000000-other", 'other', definition, 'Budget'],
    ];
    for (const [index, line] of lines.entries()) put(made, 3 + index, line);
    await made.file.workbook.settled();
    await expectUsable(made);
    const reply = await overviewOf(made);
    if (!reply.ok) throw new Error(reply.problem);
    const [first, ...others] = reply.value.reports;
    expect(first).toMatchObject({ id, name, problem: null, copied: false });
    // Only what can be told from our own is a report at all.
    expect(others.filter((one) => !/^[0-9a-z]{9,12}-[0-9a-z]{1,5}$/.test(one.id))).toEqual([]);
    for (const one of others) await ask(made, 'removeReport', { id: one.id, clear: true });
    expect((await ask(made, 'overview', undefined)).reports.map((one) => one.id)).toEqual([id]);
    await ask(made, 'refresh', { id, withMyKey: false });
    expect(own(made)).toBe('Anna’s own');
  });

  test('with thousands of lines: the sidebar opens, and the report is refreshed', async () => {
    const made = await inUse();
    const [, name = '', definition = '', range = ''] = lineOf(made);
    const count = tries(1000, 3000);
    made.file.workbook.insertRows(hidden(made), 3, count);
    const lines = Array.from({ length: count }, (_, index) => [
      `'0mp000000-${index.toString(36)}`,
      `'${name}`,
      definition,
      range,
    ]);
    made.file.workbook.write(hidden(made), { row: 3, column: 1, rows: count, columns: 4 }, lines);
    await expectUsable(made);
  });
});
