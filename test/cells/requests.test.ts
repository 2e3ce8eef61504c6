import { PERIODS } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, plainly } from '../support/bench';
import { tries } from '../support/breadth';
import { cellExecutions, enter, enterAtOnce, enterInTurn, revenueOf, tableOf } from '../support/spreadsheet';

afterEach(closeBenches);

const minute = 60_000;
/** Cells that calculate at once. */
const many = tries(60, 200);
const longestOf = (made: Workbench) => Math.max(...cellExecutions(made).map(({ ms }) => ms));
/** What was asked for a leaderboard; to connect a key takes a request of its own. */
const asked = ({ google }: Workbench) => google.requests.flatMap((url) => /\?(.*)&limit=100$/.exec(url)?.[1] ?? []);

/** Total revenue by limit, from a plain answer. */
async function totals(made: Workbench, query: string): Promise<(limit: number) => number> {
  const { partners } = await plainly(made, `${query}&limit=100`);
  return (limit) => partners.slice(0, limit).reduce((sum, { revenue }) => sum + revenue, 0);
}

const fifty = Array.from({ length: 50 }, (_, index) => revenueOf(`"last_year", "reseller", ${index + 1}`));

describe('fifty cells with fifty limits of one leaderboard are one request, for a hundred rows (P1.4-11, J-5, J-18)', () => {
  test.each([
    ['typed one after another', enterInTurn, 0],
    ['pasted at once, so that they run thirty at a time', enterAtOnce, 0],
    ['pasted at once, with a Journeybee that takes four seconds', enterAtOnce, 4000],
  ])('%s', async (_, place, latencyMs) => {
    const made = await connected();
    const total = await totals(made, 'period=last_year&partner_type=reseller');
    made.sandbox.settings.latencyMs = latencyMs;
    const cells = await place(made, fifty);
    cells.forEach(({ value }, index) => {
      expect(value).toBeCloseTo(total(index + 1), 6);
    });
    expect(asked(made)).toEqual(['period=last_year&partner_type=reseller']);
    expect(longestOf(made)).toBeLessThan(10_000);
  });
});

test('a cell whose answer is known makes no request and four calls of Google at most', async () => {
  const made = await connected('shared');
  await enter(made, '=JB_PARTNERS("last_year")');
  for (const formula of ['=JB_PARTNERS("last_year")&""', '=JB_PARTNERS("last_year", "", 100)']) {
    await enter(made, formula);
    const { calls, ok } = cellExecutions(made).at(-1) ?? { calls: [], ok: false };
    expect(ok).toBe(true);
    expect(calls.length).toBeLessThanOrEqual(4);
    expect(calls).not.toContain('UrlFetchApp.fetch');
  }
  expect(asked(made)).toHaveLength(1);
});

test('twenty cells of twenty leaderboards, each answered after a second: none takes ten', async () => {
  const made = await connected();
  made.sandbox.settings.latencyMs = 1000;
  const queries = PERIODS.flatMap((period) => ['referral', 'distributor'].map((type) => [period, type] as const));
  const cells = await enterAtOnce(
    made,
    queries.map(([period, type]) => revenueOf(`"${period}", "${type}", 10`)),
  );
  expect(longestOf(made)).toBeLessThan(10_000);
  expect(asked(made)).toHaveLength(20);
  made.sandbox.settings.latencyMs = 0;
  for (const [index, [period, type]] of queries.entries()) {
    const total = await totals(made, `period=${period}&partner_type=${type}`);
    expect(cells[index]?.value).toBeCloseTo(total(10), 6);
  }
});

describe('how long an answer is good for', () => {
  test('fifteen minutes, and no longer', async () => {
    const made = await connected();
    await enter(made, revenueOf('"last_year"'));
    await made.clock.advance(15 * minute - 1);
    await made.file.open(anna);
    expect(asked(made)).toHaveLength(1);
    await made.clock.advance(1);
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    const { value } = await enter(made, revenueOf('"last_year", "", 5'));
    expect(asked(made)).toHaveLength(2);
    expect(value).toBeCloseTo((await totals(made, 'period=last_year'))(5), 6);
  });

  test('opening the file with many cells within that time asks nobody', async () => {
    const made = await connected();
    await enterAtOnce(
      made,
      Array.from({ length: many }, (_, index) => revenueOf(`, , ${1 + (index % 100)}`)),
    );
    await made.clock.advance(minute);
    await made.file.open(ben);
    expect(cellExecutions(made)).toHaveLength(2 * many);
    expect(cellExecutions(made).every(({ ok }) => ok)).toBe(true);
    expect(asked(made)).toHaveLength(1);
  }, 60_000);

  test('another person connects again: answers from before are not shown', async () => {
    const made = await connected();
    await enter(made, '=JB_PARTNERS("last_year")');
    await made.clock.advance(minute);
    for (const deal of made.sandbox.data.deals) deal.value *= 3;
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'shared' }, ben);
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 10)');
    expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100')));
  });
});

describe('one answer is for one question', () => {
  test('every type and every period is asked for on its own, all types by saying none (J-4)', async () => {
    const made = await connected();
    await enterInTurn(made, [
      revenueOf('"last_year"'),
      revenueOf('"last_year", "reseller"'),
      revenueOf('"current_year", "reseller"'),
      revenueOf('"last year", "Reseller", 3'),
    ]);
    expect(asked(made)).toEqual([
      'period=last_year',
      'period=last_year&partner_type=reseller',
      'period=current_year&partner_type=reseller',
    ]);
  });

  test('what one key was answered is not shown to another (P4-21)', async () => {
    const made = await connected();
    made.sandbox.settings.requirePermission = false;
    await enter(made, revenueOf('"last_year"'));
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'owner' });
    await enter(made, revenueOf('"last_year", "", 9'));
    const { full, unauthorizedToRead } = made.sandbox.keys;
    const spent = made.sandbox.requests.filter(({ query }) => query.endsWith('limit=100')).map(({ key }) => key);
    expect(spent).toEqual([full, unauthorizedToRead].map((key) => key.slice(-4)));
  });

  test('what one spreadsheet was answered is not known in another', async () => {
    const made = await connected();
    await enter(made, revenueOf('"last_year"'));
    const other = made.google.createSpreadsheet({ name: 'Other', owner: anna });
    await enter({ file: other }, revenueOf('"last_year"'));
    expect(other.cache.entries()).toEqual([]);
  });
});

describe('a cache that forgets costs requests, never a wrong cell (P4-17)', () => {
  const ten = fifty.slice(0, 10);

  async function expectRight(made: Workbench, cells: ReadonlyArray<{ value: unknown }>): Promise<void> {
    const total = await totals(made, 'period=last_year&partner_type=reseller');
    cells.forEach(({ value }, index) => {
      expect(value).toBeCloseTo(total(index + 1), 6);
    });
    expect(longestOf(made)).toBeLessThan(30_000);
  }

  test('everything, at once', async () => {
    const made = await connected();
    made.file.cache.forgetful = true;
    await expectRight(made, await enterAtOnce(made, ten));
  });

  test('everything, with an answer that takes two seconds', async () => {
    const made = await connected();
    made.file.cache.forgetful = true;
    made.sandbox.settings.latencyMs = 2000;
    await expectRight(made, await enterAtOnce(made, ten));
  });

  test('everything between two cells', async () => {
    const made = await connected();
    const cells = await enterInTurn(made, ten.slice(0, 5));
    made.file.cache.clear();
    await enterInTurn(made, ten);
    await expectRight(made, cells);
    expect(asked(made)).toHaveLength(2);
  });

  test('a claim, while its request is under way', async () => {
    const made = await connected();
    made.sandbox.settings.latencyMs = 3000;
    const work = enterAtOnce(made, ten);
    while (asked(made).length === 0) await new Promise(setImmediate);
    made.file.cache.clear();
    await expectRight(made, await work);
    expect(asked(made).length).toBeLessThanOrEqual(2);
  });

  test.each(['get', 'put', 'remove'] as const)('the cache service fails whenever a cell uses %s', async (method) => {
    const made = await connected();
    made.file.cache[method] = () => {
      throw new Error('Service error: Cache');
    };
    await expectRight(made, await enterAtOnce(made, ten));
  });

  test('an answer too long for the cache, by names of fifteen hundred letters (P4-18)', async () => {
    const made = await connected();
    for (const { uuid, name } of made.sandbox.data.partners)
      made.sandbox.data.renamePartner(uuid, name.padEnd(1500, '.'));
    await expectRight(made, await enterAtOnce(made, ten.slice(0, 3)));
  });

  test('what somebody else’s version left in it counts as nothing', async () => {
    const made = await connected();
    await enter(made, fifty[0] ?? '');
    for (const [key] of made.file.cache.entries()) made.file.cache.put(key, '{"at": "now", "rows": [[]]}', 600);
    await expectRight(made, await enterAtOnce(made, ten));
  });
});

test('cells that never get the lock answer all the same, each by a request of its own (P1.4-11)', async () => {
  const made = await connected();
  made.file.lock.acquire = (_, patienceMs) => made.clock.wait(patienceMs).then(() => false);
  const cells = await enterAtOnce(made, fifty.slice(0, 3));
  const total = await totals(made, 'period=last_year&partner_type=reseller');
  expect(cells.map(({ value }) => Math.round(Number(value)))).toEqual([1, 2, 3].map(total).map(Math.round));
  expect(longestOf(made)).toBeLessThan(30_000);
});

test('cells whose every call of Google takes half a second answer in time, and ask once', async () => {
  const made = await connected();
  made.google.interfere = ({ name }) => (name === 'JB_PARTNERS' ? { stallMs: 500 } : 'go on');
  made.sandbox.settings.latencyMs = 1000;
  const cells = await enterAtOnce(made, fifty.slice(0, 30));
  const total = await totals(made, 'period=last_year&partner_type=reseller');
  cells.forEach(({ value }, index) => {
    expect(value).toBeCloseTo(total(index + 1), 6);
  });
  expect(asked(made)).toHaveLength(1);
  expect(longestOf(made)).toBeLessThan(20_000);
});
