import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSync } from 'esbuild';
import type { AllPartners } from '../../src/journeybee/all-partners';
import { type LeaderboardQuery, leaderboardQuery, noFilters } from '../../src/journeybee/query';
import { requestsForAll } from '../../src/journeybee/request-cost';
import { SimulatedClock } from '../../workbench/clock';
import { leaderboard } from '../../workbench/sandbox/leaderboard';
import { LEADERBOARD_PATH, type Sandbox, startSandbox } from '../../workbench/sandbox/sandbox';
import type { Fetched, Progress } from '../support/all-partners';
import { anna } from '../support/bench';
import { sampled } from '../support/breadth';
import { closeProjects, project, type TestProject } from '../support/project';

jest.setTimeout(90_000);

const minuteMs = 60_000;

/** The module in a project of its own, so that it is asked without a sheet around it. */
const [bundle] = buildSync({
  entryPoints: ['test/support/all-partners.ts'],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'bundle',
  target: 'es2020',
}).outputFiles;
const code = `${bundle?.text}\nfunction fetchAll(query, key, until) { return bundle.fetchAll(query, key, until); }`;

interface Account {
  readonly clock: SimulatedClock;
  readonly sandbox: Sandbox;
  readonly google: TestProject['google'];
  /** For so many minutes at most. */
  readonly fetchAll: (wanted?: Partial<LeaderboardQuery>, minutes?: number) => Promise<Fetched>;
}

const closings: Array<() => unknown> = [];

afterEach(async () => {
  await closeProjects();
  for (const close of closings.splice(0)) await close();
});

/** An account with so many partners, most of whom won something this year, and a script that asks for all of them. */
async function account(
  partners: number,
  { clock = new SimulatedClock(), alter }: { clock?: SimulatedClock; alter?: Alteration } = {},
): Promise<Account> {
  const sandbox = await startSandbox({ clock });
  closings.push(sandbox.close);
  grow(sandbox, partners);
  const journeybee = alter ? await altered(sandbox, alter) : sandbox.url;
  const { google, call } = await project(code, {}, clock, journeybee);
  const fetchAll = async (wanted: Partial<LeaderboardQuery> = {}, minutes = 5) =>
    (await call('fetchAll', leaderboardQuery(wanted), sandbox.keys.full, clock.now() + minutes * minuteMs)) as Fetched;
  return { clock, sandbox, google, fetchAll };
}

function grow({ data }: Sandbox, partners: number): void {
  const [model] = data.partners;
  if (!model) throw new Error('The account is empty.');
  for (let count = data.partners.length; count < partners; count += 1) {
    const tier = data.tiers[count % data.tiers.length] ?? null;
    const { uuid } = data.addPartner({ ...model, name: `Partner ${count}`, tier });
    if (count % 10 === 0) continue;
    const value = ((count * 7919) % 5003) + 0.5;
    data.addDeal({ partnerUuid: uuid, value, createdDay: '2026-01-10', status: 'won', closedDay: '2026-02-03' });
    const won = count % 3 === 0;
    const second = { partnerUuid: uuid, value, createdDay: '2026-01-11', closedDay: '2026-03-04' } as const;
    data.addDeal({ ...second, status: won ? 'won' : 'lost' });
  }
}

type Alteration = (query: URLSearchParams, path: string, body: string) => string | number;

/** A Journeybee whose answers are changed on their way; a number is answered as a status. */
async function altered(sandbox: Sandbox, alter: Alteration): Promise<string> {
  const server = createServer(async (request, response) => {
    const url = new URL(sandbox.url + request.url);
    const answer = await fetch(url, { headers: { Authorization: request.headers.authorization ?? '' } });
    const body = alter(url.searchParams, url.pathname, await answer.text());
    response.statusCode = typeof body === 'number' ? body : answer.status;
    response.end(typeof body === 'number' ? '' : body);
  }).listen(0, '127.0.0.1');
  closings.push(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What Journeybee would answer if it could answer with everybody. */
function everybody({ sandbox, clock }: Account, query: Parameters<typeof leaderboard>[1] = {}) {
  return leaderboard(sandbox.data, { ...query, limit: 1_000_000 }, clock.now(), sandbox.settings).partners;
}

function whole(fetched: Fetched): AllPartners & { readonly progress: Progress } {
  if ('failure' in fetched) throw new Error(fetched.sentence);
  return fetched;
}

const figures = ({ leaderboard: { partners } }: AllPartners) =>
  partners.map(({ uuid, revenue, totalDeals }) => ({ uuid, revenue, total_deals: totalDeals })).sort(byUuid);
const sorted = (rows: ReturnType<typeof everybody>) =>
  rows.map(({ uuid, revenue, total_deals }) => ({ uuid, revenue, total_deals })).sort(byUuid);
const byUuid = (a: { uuid: string }, b: { uuid: string }) => (a.uuid < b.uuid ? -1 : 1);
const revenues = ({ leaderboard: { partners } }: AllPartners) => partners.map(({ revenue }) => revenue ?? 0);
const descending = (numbers: readonly number[]) => [...numbers].sort((a, b) => b - a);

/** The most requests that arrived within any 60 seconds. */
function busiestMinute({ requests }: Sandbox): number {
  const times = requests.map(({ time }) => time);
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + minuteMs).length));
}

/** Calls back before the nth time that requests leave together: after the first page, these are the others. */
function beforeBatch({ google }: Account, batch: number, act: () => void): void {
  let batches = 0;
  google.interfere = ({ call }) => {
    if (call === 'UrlFetchApp.fetchAll') batches += 1;
    if (call === 'UrlFetchApp.fetchAll' && batches === batch) act();
    return 'go on';
  };
}

describe('5,000 partners are listed whole, in the order of revenue (P0-3)', () => {
  const ways = [
    ['repeated', 37],
    ['comma', 51],
    ['brackets', 33],
  ] as const;
  test.each(sampled(ways, 1))('where Journeybee reads several partners %s', async (arrays, batch) => {
    const made = await account(5000);
    const { sandbox, google, fetchAll } = made;
    sandbox.settings.arrays = arrays;
    for (const includeInactive of [false, true]) {
      sandbox.settings.includeInactive = includeInactive;
      sandbox.requests.splice(0);
      const all = whole(await fetchAll());
      const expected = everybody(made);
      expect(figures(all)).toEqual(sorted(expected));
      expect(revenues(all)).toEqual(descending(revenues(all)));
      expect(all).toMatchObject({ missing: 5000 - expected.length, notAsked: 0, encoding: arrays });
      expect(all.leaderboard).toMatchObject({ currency: 'EUR', startDate: '2026-01-01', full: false });
      expect(all.requests).toBe(sandbox.requests.length);
      expect(all.requests).toBeLessThanOrEqual(Math.ceil(4900 / batch) + 50 + 4);
      expect(all.requests).toBeLessThanOrEqual(requestsForAll(5000, leaderboardQuery({}), arrays));
      expect(all.progress[all.progress.length - 1]).toEqual([5000, 5000]);
      await made.clock.advance(minuteMs);
    }
    expect(Math.max(...google.requests.map((url) => url.length))).toBeLessThan(2000);
    expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});

test('where one partner at a time can be asked for, 5,000 do not fit the time: those not asked for are counted', async () => {
  const made = await account(5000);
  const { sandbox, clock, fetchAll } = made;
  sandbox.settings.arrays = 'single';
  const began = clock.now();
  const all = whole(await fetchAll({}, 2));
  expect(all).toMatchObject({ encoding: 'single', requests: sandbox.requests.length });
  const listed = figures(all);
  expect(listed).toEqual(sorted(everybody(made)).filter(({ uuid }) => listed.some((one) => one.uuid === uuid)));
  expect(listed.length + all.missing + all.notAsked).toBe(5000);
  expect(all.notAsked).toBeGreaterThan(4000);
  expect(sandbox.requests.length).toBeGreaterThan(800);
  expect(busiestMinute(sandbox)).toBeLessThanOrEqual(450);
  expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
  expect(clock.now()).toBeLessThanOrEqual(began + 2 * minuteMs);
});

test('one partner at a time is enough for few partners, and percent are read as such though each answer is one row', async () => {
  const made = await account(240);
  made.sandbox.settings.arrays = 'single';
  made.sandbox.settings.rateScale = 'percent';
  const all = whole(await made.fetchAll({ period: 'last_year' }));
  expect(all).toMatchObject({ encoding: 'single', notAsked: 0 });
  const expected = everybody(made, { period: 'last_year' });
  expect(expected.length).toBeGreaterThan(100);
  const rates = new Map(expected.map(({ uuid, win_rate }) => [uuid, win_rate]));
  for (const { uuid, winRate } of all.leaderboard.partners) {
    const percent = rates.get(uuid) ?? null;
    expect(winRate).toBe(percent === null ? null : percent / 100);
  }
  expect(all.leaderboard.partners).toHaveLength(expected.length);
});

test('fewer than a hundred are one answer: nobody else is asked for', async () => {
  const made = await account(240);
  const all = whole(await made.fetchAll({ partnerType: 'reseller' }));
  expect(all).toMatchObject({ missing: 0, notAsked: 0, requests: 1, encoding: null });
  expect(figures(all)).toEqual(sorted(everybody(made, { partner_type: 'reseller' })));
  expect(made.sandbox.requests).toHaveLength(1);
});

test('several tiers are asked for one after the other, and only who has one of them is sought beyond the first hundred', async () => {
  const made = await account(1000);
  const { sandbox, fetchAll } = made;
  const tiers = sandbox.data.tiers.slice(0, 3).map(({ uuid }) => uuid);
  const query = { filters: { ...noFilters, tier: tiers } };
  const all = whole(await fetchAll(query));
  const expected = everybody(made, { tier_uuids: tiers });
  expect(expected.length).toBeGreaterThan(600);
  expect(figures(all)).toEqual(sorted(expected));
  expect(all).toMatchObject({ missing: 1000 - expected.length, notAsked: 0 });
  expect(all.requests).toBeLessThanOrEqual(requestsForAll(1000, leaderboardQuery(query)));
  const asked = sandbox.requests.flatMap(({ query: text }) => new URLSearchParams(text).getAll('partner_uuids'));
  expect(asked.length).toBeLessThan(1000);
});

test('tiers, categories and stages that multiply are asked for once: the directory says who is meant', async () => {
  const made = await account(1000);
  const { sandbox, fetchAll } = made;
  const { data } = sandbox;
  const of = (all: readonly { uuid: string }[]) => all.slice(0, 4).map(({ uuid }) => uuid);
  const [tier, category, stage] = [of(data.tiers), of(data.categories), of(data.stages)];
  const query = leaderboardQuery({ filters: { ...noFilters, tier, category, stage } });
  for (const partner of [[], data.partners.slice(0, 300).map(({ uuid }) => uuid)]) {
    sandbox.requests.splice(0);
    const all = whole(await fetchAll({ filters: { ...query.filters, partner } }));
    const expected = everybody(made, {
      ...{ tier_uuids: tier, category_uuids: category, stage_uuids: stage },
      ...(partner.length > 0 && { partner_uuids: partner }),
    });
    expect(expected.length).toBeGreaterThan(20);
    expect(figures(all)).toEqual(sorted(expected));
    expect(all.notAsked).toBe(0);
    expect(sandbox.requests.length).toBeLessThanOrEqual(requestsForAll(1000, leaderboardQuery({})));
    await made.clock.advance(minuteMs);
  }
});

test('a tier that Journeybee does not keep to: whoever has another is left out, and counted', async () => {
  const ignoring = await account(1000);
  ignoring.sandbox.settings.ignores = ['tier_uuids'];
  const tier = ignoring.sandbox.data.tiers.slice(0, 1).map(({ uuid }) => uuid);
  const all = whole(await ignoring.fetchAll({ filters: { ...noFilters, tier } }));
  expect(figures(all)).toEqual(sorted(everybody(ignoring, { tier_uuids: tier })));
  expect(all.leaderboard.leftOut.unasked).toBeGreaterThan(10);
});

test('partners that somebody chose are all there are: the directory is not read', async () => {
  const made = await account(1000);
  const { sandbox, fetchAll } = made;
  const partner = sandbox.data.partners.filter((_, index) => index % 4 === 0).map(({ uuid }) => uuid.toUpperCase());
  const all = whole(await fetchAll({ filters: { ...noFilters, partner } }));
  const expected = everybody(made, { partner_uuids: partner });
  expect(figures(all)).toEqual(sorted(expected));
  expect(all).toMatchObject({ missing: 250 - expected.length, notAsked: 0 });
  expect(sandbox.requests.filter(({ path }) => path !== LEADERBOARD_PATH)).toEqual([]);
});

describe('where partners come and go', () => {
  test('one that left while the pages were read hides nobody', async () => {
    const made = await account(1000);
    const [gone] = made.sandbox.data.partners;
    beforeBatch(made, 1, () => made.sandbox.data.removePartner(gone?.uuid ?? ''));
    const all = whole(await made.fetchAll());
    expect(figures(all).filter(({ uuid }) => uuid !== gone?.uuid)).toEqual(sorted(everybody(made)));
    expect(all.notAsked).toBe(0);
  });

  test('one that came while the pages were read is listed', async () => {
    const made = await account(1000);
    const { data } = made.sandbox;
    beforeBatch(made, 1, () => {
      grow(made.sandbox, 1001);
      data.partners.unshift(...data.partners.splice(-1));
      const partnerUuid = data.partners[0]?.uuid ?? '';
      data.addDeal({ partnerUuid, value: 3, createdDay: '2026-02-02', status: 'won', closedDay: '2026-03-03' });
    });
    const all = whole(await made.fetchAll());
    expect(figures(all)).toEqual(sorted(everybody(made)));
    expect(all).toMatchObject({ missing: 1001 - everybody(made).length, notAsked: 0 });
  });

  test('one that left before it was asked for is missing', async () => {
    const made = await account(1000);
    const before = everybody(made);
    const last = before[before.length - 1]?.uuid ?? '';
    beforeBatch(made, 2, () => made.sandbox.data.removePartner(last));
    const all = whole(await made.fetchAll());
    expect(figures(all)).toEqual(sorted(everybody(made)));
    expect(all).toMatchObject({ missing: 1001 - before.length, notAsked: 0 });
  });
});

describe('where Journeybee has a bad day', () => {
  test('requests that fail in passing are sent again', async () => {
    const made = await account(1000);
    beforeBatch(made, 2, () => made.sandbox.faults.next({ kind: 'status', status: 500 }, 7));
    const all = whole(await made.fetchAll());
    expect(figures(all)).toEqual(sorted(everybody(made)));
  });

  test('connections that are lost in passing too, which Google makes the whole batch’s loss (P5-6)', async () => {
    const made = await account(1000);
    beforeBatch(made, 2, () => made.sandbox.faults.next({ kind: 'reset' }, 2));
    const all = whole(await made.fetchAll());
    expect(figures(all)).toEqual(sorted(everybody(made)));
  });

  test.each([
    ['an outage', { kind: 'status', status: 503 }, { code: 'unavailable', status: 503 }],
    ['a lost connection', { kind: 'reset' }, { code: 'unreachable' }],
    ['nonsense', { kind: 'garbage', body: 'html' }, { code: 'malformed', field: null }],
  ] as const)('%s in the middle that lasts fails all of it: no leaderboard has holes', async (_, fault, failure) => {
    const made = await account(1500);
    beforeBatch(made, 3, () => made.sandbox.faults.always(fault));
    expect(await made.fetchAll()).toMatchObject({ failure, progress: [[expect.any(Number), 1500]] });
  });

  test('a Journeybee that hangs in the middle does not keep the script much longer than it may take (P0-4)', async () => {
    const made = await account(1500);
    const end = made.clock.now() + 2 * minuteMs;
    beforeBatch(made, 3, () => made.sandbox.faults.always({ kind: 'stall', ms: Number.POSITIVE_INFINITY }));
    expect(await made.fetchAll({}, 2)).toMatchObject({ failure: { code: 'unreachable' } });
    expect(made.clock.now()).toBeLessThan(end + 15_000);
  });

  test('a key that is revoked in the middle fails all of it', async () => {
    const made = await account(1500);
    const { sandbox } = made;
    beforeBatch(made, 3, () => sandbox.revoke(sandbox.keys.full));
    expect(await made.fetchAll()).toMatchObject({ failure: { code: 'unauthorized' } });
  });

  test('at midnight the period becomes another: two are not mixed', async () => {
    const made = await account(1000, { clock: new SimulatedClock(Date.UTC(2026, 4, 15, 23, 59, 55)) });
    made.sandbox.settings.latencyMs = 2000;
    const refused = await made.fetchAll({ period: 'last_90_days' });
    expect(refused).toMatchObject({ failure: { code: 'malformed', field: 'period' } });
    expect(figures(whole(await made.fetchAll({ period: 'last_90_days' })))).toEqual(
      sorted(everybody(made, { period: 'last_90_days' })),
    );
  });
});

describe('where limits are met', () => {
  test('others that use the same key: it waits for as long as Journeybee says', async () => {
    const made = await account(1500);
    made.sandbox.settings.ratePerMinute = 45;
    const all = whole(await made.fetchAll());
    expect(made.sandbox.requests.some(({ status }) => status === 429)).toBe(true);
    expect(figures(all)).toEqual(sorted(everybody(made)));
    expect(all.notAsked).toBe(0);
  });

  test('a limit that does not end in time leaves a part, which is said', async () => {
    const made = await account(1500);
    beforeBatch(made, 3, () => made.sandbox.faults.always({ kind: 'status', status: 429, retryAfter: '3000' }));
    const all = whole(await made.fetchAll());
    expect(all.notAsked).toBeGreaterThan(200);
    expect(figures(all).length + all.missing + all.notAsked).toBe(1500);
  });

  test('who has one of several tiers and was not asked for when a limit comes is told from who has none', async () => {
    const made = await account(1500);
    const { data, faults } = made.sandbox;
    // After the first answers and the pages.
    beforeBatch(made, 3, () => faults.always({ kind: 'status', status: 429, retryAfter: '3000' }));
    const tier = data.tiers.slice(0, 3).map(({ uuid }) => uuid);
    const all = whole(await made.fetchAll({ filters: { ...noFilters, tier } }));
    const others = data.partners.filter((partner) => !tier.includes(partner.tier?.uuid ?? ''));
    expect(others.length).toBeGreaterThan(300);
    expect(figures(all).length).toBe(300);
    expect(all).toMatchObject({ missing: others.length, notAsked: 1500 - 300 - others.length });
  });

  test('Google’s daily quota used up in the middle leaves a part too (P4-1)', async () => {
    const made = await account(1500);
    const { fetches } = made.google.account(anna);
    beforeBatch(made, 3, () => {
      while (!fetches.exhausted) fetches.add(1);
    });
    const all = whole(await made.fetchAll());
    expect(all.notAsked).toBeGreaterThan(200);
    expect(figures(all).length + all.missing + all.notAsked).toBe(1500);
  });

  test('at the first request there is nothing to keep', async () => {
    const made = await account(1500);
    made.sandbox.faults.always({ kind: 'status', status: 429, retryAfter: '3000' });
    expect(await made.fetchAll()).toMatchObject({ failure: { code: 'rate_limited' } });
  });
});

describe('where Journeybee is not as we think', () => {
  const onLeaderboard = (path: string) => path === LEADERBOARD_PATH;

  test.each([
    ['the directory', (path: string) => !onLeaderboard(path)],
    ['the leaderboard', onLeaderboard],
  ])('uuids in capitals in %s only are the same', async (_, inCapitals) => {
    const alter: Alteration = (_query, path, body) => (inCapitals(path) ? body.replace(uuids, upper) : body);
    const made = await account(400, { alter });
    const all = whole(await made.fetchAll());
    const small = figures(all).map((row) => ({ ...row, uuid: row.uuid.toLowerCase() }));
    expect(small).toEqual(sorted(everybody(made)));
    expect(all).toMatchObject({ missing: 400 - everybody(made).length, notAsked: 0, encoding: 'repeated' });
  });

  test('a directory with other uuids than the leaderboard’s is no way to all partners', async () => {
    const alter: Alteration = (_, path, body) => (onLeaderboard(path) ? body : body.replace(/"uuid":"./g, '"uuid":"x'));
    const made = await account(400, { alter });
    expect(await made.fetchAll()).toMatchObject({ failure: { code: 'malformed', field: 'uuid' } });
  });

  test('a service that breaks at the way it does not read is asked the next way', async () => {
    const alter: Alteration = (query, _, body) => (query.getAll('partner_uuids').length > 1 ? 500 : body);
    const made = await account(400, { alter });
    made.sandbox.settings.arrays = 'comma';
    const all = whole(await made.fetchAll());
    expect(all).toMatchObject({ encoding: 'comma', notAsked: 0 });
    expect(figures(all)).toEqual(sorted(everybody(made)));
  });

  test('a service that takes a few partners at a time, and leaves out the others, is not believed', async () => {
    const alter: Alteration = (query, _, body) => {
      const asked = query.getAll('partner_uuids').slice(0, 20);
      if (asked.length < 20) return body;
      const answer = JSON.parse(body) as { partners: Array<{ uuid: string }> };
      return JSON.stringify({ ...answer, partners: answer.partners.filter(({ uuid }) => asked.includes(uuid)) });
    };
    const made = await account(400, { alter });
    const all = whole(await made.fetchAll());
    expect(all).toMatchObject({ encoding: 'single', notAsked: 0 });
    expect(figures(all)).toEqual(sorted(everybody(made)));
  });

  test('amounts in two currencies do not become one leaderboard', async () => {
    const alter: Alteration = (query, _, body) =>
      query.getAll('partner_uuids').length > 1 ? body.replace('"EUR"', '"USD"') : body;
    const made = await account(400, { alter });
    expect(await made.fetchAll()).toMatchObject({ failure: { code: 'malformed', field: 'currency_code' } });
  });
});

const uuids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const upper = (text: string) => text.toUpperCase();
