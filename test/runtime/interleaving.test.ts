import { interleaved } from '../../workbench/apps-script/interleaving';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, everyHour, held, newReport, select } from '../support/bench';
import { closeScripts, script } from './script';

afterEach(async () => {
  await closeBenches();
  await closeScripts();
});

const sheet = '0';

/** A table of Anna's that her trigger and Ben refresh too; every deal has doubled since. */
async function withOldTable(): Promise<Workbench> {
  const made = await connected('shared');
  select(made, sheet, 'A1');
  await ask(made, 'saveReport', newReport({ period: 'current_year', type: null, limit: 5, where: 'cell' }));
  await everyHour(made);
  await made.file.open(ben);
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'shared' }, ben);
  for (const deal of made.sandbox.data.deals) deal.value *= 2;
  return made;
}

const table = (made: Workbench) => held(made, sheet, 'A1:K8');

async function atOnce(made: Workbench, seed: number): Promise<readonly string[]> {
  const { file, google } = made;
  const [trigger] = file.triggers.triggers;
  if (!trigger) throw new Error('There is no trigger.');
  const works: Array<() => Promise<unknown>> = [
    () => file.choose(anna, 'Refresh all'),
    () => file.choose(ben, 'Refresh all'),
    () => google.fire(file, trigger),
    () => file.workbook.type(sheet, 1, 13, '=JB_PARTNERS("last_year", "", 2)'),
  ];
  const { results, order } = await interleaved(google, seed, works);
  for (const result of results) expect(result).toMatchObject({ status: 'fulfilled' });
  return order;
}

test('one seed is one order of calls among two people, a cell and the hourly run, another seed another', async () => {
  const orders: Array<readonly string[]> = [];
  for (const seed of [1, 1, 2]) {
    const made = await withOldTable();
    const before = made.google.executions.length;
    const order = await atOnce(made, seed);
    for (const { name, user, calls } of made.google.executions.slice(before)) {
      const own = order.filter((call) => call.startsWith(`${name} of ${user}: `));
      expect(own.map((call) => call.split(': ')[1])).toEqual([...calls, 'end']);
    }
    orders.push(order);
  }
  const [first = [], again, other] = orders;
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const names = first.map((call) => call.split(':')[0]);
  expect(new Set(names).size).toBe(4);
  expect(names.filter((name, index) => name !== names[index - 1]).length).toBeGreaterThan(20);
});

test.each([1, 2, 3, 4, 5, 6])(
  'whatever the order, the table is whole afterwards, old or new, and the next refresh makes it new (seed %i)',
  async (seed) => {
    const made = await withOldTable();
    const before = table(made);
    made.sandbox.settings.latencyMs = 700;
    await atOnce(made, seed);
    const shown = table(made);
    expect(held(made, sheet, 'M1:M3').flat()).toEqual(['Rank', 1, 2]);
    expect(await made.file.choose(ben, 'Refresh all')).toMatchObject({ ok: true });
    const after = table(made);
    expect(after).not.toEqual(before);
    expect([before, after]).toContainEqual(shown);
  },
);

describe('people who count in one document property', () => {
  const count =
    'const store = PropertiesService.getDocumentProperties(); store.setProperty("n", Number(store.getProperty("n")) + 1);';
  const code = `
    function plainly() { ${count} }
    function locked() { const lock = LockService.getDocumentLock(); if (!lock.tryLock(60000)) throw new Error("too late"); ${count} Utilities.sleep(500); lock.releaseLock(); }
    function hanging() { LockService.getDocumentLock().tryLock(0); for (;;) Utilities.sleep(100000); }`;

  async function counted(name: string, seed: number): Promise<string | undefined> {
    const { google, file, run } = await script(code);
    await interleaved(
      google,
      seed,
      Array.from({ length: 4 }, () => () => run(name)),
    );
    return file.properties.get('n');
  }

  test('lose counts without a lock, for some seed, and never with one (P4-26, P4-30)', async () => {
    const seeds = [1, 2, 3, 4, 5, 6];
    const [plain, held] = [[], []] as [unknown[], unknown[]];
    for (const seed of seeds) {
      plain.push(await counted('plainly', seed));
      held.push(await counted('locked', seed));
    }
    expect(plain.some((n) => n !== '4')).toBe(true);
    expect(held).toEqual(seeds.map(() => '4'));
  });

  test('go on when one of them is killed in the middle, after its time (P4-6)', async () => {
    const { google, run, file } = await script(code);
    const { results } = await interleaved(google, 3, [
      () => run('hanging'),
      () => run('plainly'),
      () => run('plainly', 'FULL', ben),
    ]);
    expect(results[0]).toMatchObject({ value: { ok: false, message: 'Exceeded maximum execution time' } });
    expect(results.slice(1)).toMatchObject([{ value: { ok: true } }, { value: { ok: true } }]);
    expect(file.properties.has('n')).toBe(true);
    expect(await run('locked')).toMatchObject({ ok: true });
  });
});
