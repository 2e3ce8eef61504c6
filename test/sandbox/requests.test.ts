import { SimulatedClock, WallClock } from '../../workbench/clock';
import type { Sandbox } from '../../workbench/sandbox/sandbox';
import { ask, askLeaderboard, closeSandboxes, DIRECTORY_PATH, NOW, problem, sandbox } from './client';

afterEach(closeSandboxes);

async function tierUuids(of: Sandbox): Promise<[string, string]> {
  const [first, second] = of.data.tiers;
  if (!first || !second) throw new Error('The account has no two tiers');
  return [first.uuid, second.uuid];
}

describe('a client that asks for the leaderboard', () => {
  test('gets what the account holds at this moment', async () => {
    const api = await sandbox();
    const [first] = (await askLeaderboard(api, 'period=current_month&limit=1')).partners;
    const poor = api.data.partnerNamed("'Tis");
    api.data.renamePartner(poor.uuid, 'It Was');
    const open = api.data.addDeal({ partnerUuid: poor.uuid, value: 9e6, createdDay: '2026-05-01', status: 'open' });
    expect((await askLeaderboard(api, 'period=current_month&limit=1')).partners[0]).toEqual(first);
    api.data.closeDeal(open.uuid, 'won', '2026-05-14');
    const [leader] = (await askLeaderboard(api, 'period=current_month&limit=1')).partners;
    expect(leader?.name).toBe('It Was');
    expect(leader?.revenue).toBeGreaterThan(9e6);
  });

  test('gets the same from two sandboxes of one seed, keys included, and other numbers from another seed', async () => {
    const [one, same, other] = await Promise.all([sandbox({ seed: 5 }), sandbox({ seed: 5 }), sandbox({ seed: 6 })]);
    expect(await askLeaderboard(one, 'limit=100')).toEqual(await askLeaderboard(same, 'limit=100'));
    expect(one.keys).toEqual(same.keys);
    expect(other.keys.full).not.toBe(one.keys.full);
    expect((await askLeaderboard(other)).partners[0]?.revenue).not.toBe(
      (await askLeaderboard(one)).partners[0]?.revenue,
    );
  });

  test('gets what one account holds, whatever somebody changed in another of the same seed', async () => {
    const [changed, other] = [await sandbox({ seed: 5 }), await sandbox({ seed: 5 })];
    const before = await askLeaderboard(other, 'limit=100');
    for (const partner of changed.data.partners) partner.name = 'Renamed';
    for (const deal of changed.data.deals) deal.value *= 2;
    expect(await askLeaderboard(other, 'limit=100')).toEqual(before);
    expect(await askLeaderboard(await sandbox({ seed: 5 }), 'limit=100')).toEqual(before);
  });

  test('may write the scheme either way', async () => {
    const api = await sandbox();
    expect((await ask(api, '', { authorization: `Api-Key ${api.keys.full}` })).status).toBe(200);
    expect((await ask(api, '', { authorization: `bearer ${api.keys.full}` })).status).toBe(200);
  });

  test('may send names that the contract does not list', async () => {
    const api = await sandbox();
    expect(await askLeaderboard(api, 'color=red')).toEqual(await askLeaderboard(api));
  });

  test('may send names that the account ignores, and is answered as if it had not', async () => {
    const api = await sandbox();
    const [tier] = await tierUuids(api);
    const plain = await askLeaderboard(api);
    api.settings.ignores = ['partner_uuids', 'tier_uuids', 'start_date', 'end_date'];
    const uuid = plain.partners[5]?.uuid;
    expect(await askLeaderboard(api, `partner_uuids=${uuid}&tier_uuids=${tier}`)).toEqual(plain);
    expect(await askLeaderboard(api, 'start_date=2025-01-01&end_date=2025-01-31')).toEqual(plain);
    expect(await askLeaderboard(api, 'period=last_year&start_date=2025-01-01&end_date=2025-01-31')).toEqual(
      await askLeaderboard(api, 'period=last_year'),
    );
  });

  test('is answered together with fifty others', async () => {
    const api = await sandbox();
    const limits = Array.from({ length: 50 }, (_, index) => index + 1);
    const answers = await Promise.all(limits.map((limit) => askLeaderboard(api, `limit=${limit}`)));
    expect(answers.map(({ partners }) => partners.length)).toEqual(limits);
  });
});

describe('a client that lists partners', () => {
  test('gets every one exactly once, page by page', async () => {
    const api = await sandbox();
    const seen: string[] = [];
    for (let page = 1; page <= 3; page += 1) {
      const answer = JSON.parse((await ask(api, `page=${page}&per_page=100`, { path: DIRECTORY_PATH })).text);
      expect(answer.pagination).toEqual({ page, per_page: 100, total: 240, total_pages: 3 });
      seen.push(...answer.data.map(({ uuid }: { uuid: string }) => uuid));
    }
    expect(seen).toHaveLength(240);
    expect(new Set(seen)).toEqual(new Set(api.data.partners.map(({ uuid }) => uuid)));
  });

  test('does not get those that are absent', async () => {
    const api = await sandbox();
    const listed = async () => JSON.parse((await ask(api, 'per_page=100', { path: DIRECTORY_PATH })).text);
    const before = await listed();
    api.settings.absent = before.data.slice(0, 100).map(({ uuid }: { uuid: string }) => uuid);
    const after = await listed();
    expect(after.pagination.total).toBe(140);
    expect(after.data.some(({ uuid }: { uuid: string }) => api.settings.absent.includes(uuid))).toBe(false);
  });

  test('gets 25 of the first page by default and nothing after the last', async () => {
    const api = await sandbox();
    const first = JSON.parse((await ask(api, '', { path: DIRECTORY_PATH })).text);
    expect([first.data.length, first.pagination.page]).toEqual([25, 1]);
    expect(JSON.parse((await ask(api, 'page=11', { path: DIRECTORY_PATH })).text).data).toEqual([]);
  });

  test.each(['page=0', 'per_page=101', 'per_page=0', 'page=one'])('is refused %s', async (query) => {
    expect((await ask(await sandbox(), query, { path: DIRECTORY_PATH })).status).toBe(422);
  });
});

describe('keys', () => {
  test.each([
    ['none', null],
    ['an unknown one', 'Bearer 1234567890'],
    ['no scheme', 'key'],
    ['another scheme', 'Basic a2V5OmtleQ=='],
  ])('%s is 401', async (_, authorization) => {
    expect(problem(await ask(await sandbox(), '', { authorization }))).toBe(
      '401 unauthorized: Missing or invalid API key',
    );
  });

  test('are long, and each of them its own', async () => {
    const { keys } = await sandbox();
    const all = Object.values(keys);
    expect(new Set(all).size).toBe(3);
    for (const key of all) expect(key).toMatch(/^[A-Za-z0-9]{40,}$/);
  });

  test('one without Read is 403 forbidden, unless permissions are not checked', async () => {
    const api = await sandbox();
    const key = api.keys.unauthorizedToRead;
    expect(problem(await ask(api, '', { key }))).toContain('403 forbidden');
    api.settings.requirePermission = false;
    expect((await ask(api, '', { key })).status).toBe(200);
  });

  test('one of an account without the module is 403 module_disabled', async () => {
    const api = await sandbox();
    expect(problem(await ask(api, '', { key: api.keys.moduleOff }))).toContain('403 module_disabled');
  });

  test('a revoked one is 401 from then on', async () => {
    const api = await sandbox();
    expect((await ask(api)).status).toBe(200);
    api.revoke(api.keys.full);
    expect((await ask(api)).status).toBe(401);
  });

  test('leave no more than four characters in the record of requests', async () => {
    const api = await sandbox();
    await ask(api, 'limit=3&limit=4', { path: '/v1/analytics/partners' });
    await ask(api, 'x=1', { path: '/elsewhere', authorization: null });
    expect(api.requests).toEqual([
      {
        method: 'GET',
        path: '/v1/analytics/partners',
        query: 'limit=3&limit=4',
        key: api.keys.full.slice(-4),
        time: NOW,
        status: 422,
        fault: null,
      },
      { method: 'GET', path: '/elsewhere', query: 'x=1', key: null, time: NOW, status: 404, fault: null },
    ]);
    expect(JSON.stringify(api.requests)).not.toContain(api.keys.full.slice(-5));
  });
});

describe('a request that is not as described', () => {
  test.each([
    ['limit=0', 'limit: must be >= 1'],
    ['limit=101', 'limit: must be <= 100'],
    ['limit=ten', 'limit: must be integer'],
    ['limit=1.5', 'limit: must be integer'],
    ['limit=', 'limit: must be integer'],
    ['limit=1&limit=2', 'limit: must be given once'],
    ['period=last_week', 'period: must be equal to one of the allowed values: current_year, '],
    ['partner_type=friend', 'partner_type: must be equal to one of'],
    ['lead_direction=up', 'lead_direction: must be equal to one of'],
    ['tier_uuids=gold', 'tier_uuids/0: must match format "uuid"'],
    ['tier_uuids=', 'tier_uuids/0: must match format "uuid"'],
    ['start_date=2026-02-30&end_date=2026-03-01', 'start_date: must match format "date"'],
    ['start_date=2026-02-01&end_date=tomorrow', 'end_date: must match format "date"'],
    ['start_date=2026-02-01', 'end_date: must be sent together with start_date'],
    ['end_date=2026-02-01', 'start_date: must be sent together with end_date'],
    ['start_date=2026-02-02&end_date=2026-02-01', 'end_date: must not be before start_date'],
  ])('%s is 422', async (query, message) => {
    expect(problem(await ask(await sandbox(), query))).toContain(`422 validation_error: querystring/${message}`);
  });

  test('one day alone is a range', async () => {
    const { period } = await askLeaderboard(await sandbox(), 'start_date=2026-02-01&end_date=2026-02-01');
    expect(period).toEqual({ start_date: '2026-02-01', end_date: '2026-02-01' });
  });

  test('an unknown path or method is 404, before anybody looks at the key', async () => {
    const api = await sandbox();
    expect(problem(await ask(api, '', { path: '/v1/deals', authorization: null }))).toContain('404 not_found');
    expect((await ask(api, '', { method: 'POST' })).status).toBe(404);
    expect((await ask(api, '', { path: '/v1/partners/' })).status).toBe(404);
  });
});

describe('several values of one filter', () => {
  const forms = {
    repeated: (a: string, b: string) => `tier_uuids=${a}&tier_uuids=${b}`,
    comma: (a: string, b: string) => `tier_uuids=${a},${b}`,
    encodedComma: (a: string, b: string) => `tier_uuids=${a}%2C${b}`,
    brackets: (a: string, b: string) => `tier_uuids[]=${a}&tier_uuids%5B%5D=${b}`,
  };
  type Form = keyof typeof forms;

  /** Which tiers the answer was about. */
  async function understood(arrays: Sandbox['settings']['arrays'], form: Form): Promise<string> {
    const api = await sandbox();
    api.settings.arrays = arrays;
    const [first, second] = await tierUuids(api);
    const reply = await ask(api, `${forms[form](first, second)}&limit=100`);
    if (reply.status !== 200) return String(reply.status);
    const rows: { uuid: string }[] = JSON.parse(reply.text).partners;
    const tiers = new Set(rows.map(({ uuid }) => api.data.partner(uuid).tier?.uuid));
    const has = [tiers.has(first), tiers.has(second)];
    if (tiers.size > 2) return 'no filter';
    return has[0] && has[1] ? 'both' : has[0] ? 'first' : 'second';
  }

  test.each<[Sandbox['settings']['arrays'], Form, string]>([
    ['repeated', 'repeated', 'both'],
    ['repeated', 'comma', '422'],
    ['repeated', 'brackets', 'no filter'],
    ['comma', 'repeated', 'first'],
    ['comma', 'comma', 'both'],
    ['comma', 'encodedComma', 'both'],
    ['comma', 'brackets', 'no filter'],
    ['brackets', 'repeated', 'second'],
    ['brackets', 'comma', '422'],
    ['brackets', 'brackets', 'both'],
    ['single', 'repeated', '422'],
    ['single', 'comma', '422'],
    ['single', 'brackets', 'no filter'],
  ])('to an API that understands %s, %s means %s', async (arrays, form, meaning) => {
    expect(await understood(arrays, form)).toBe(meaning);
  });

  test.each(['repeated', 'comma', 'brackets', 'single'] as const)('one value works with %s', async (arrays) => {
    const api = await sandbox();
    api.settings.arrays = arrays;
    const [first] = await tierUuids(api);
    const { partners } = await askLeaderboard(api, `tier_uuids=${first}&limit=100`);
    expect(new Set(partners.map(({ uuid }) => api.data.partner(uuid).tier?.uuid))).toEqual(new Set([first]));
  });

  test('a uuid that nothing carries matches nothing', async () => {
    const { partners } = await askLeaderboard(await sandbox(), 'tier_uuids=00000000-0000-4000-8000-000000000000');
    expect(partners).toEqual([]);
  });
});

describe('more requests than a minute allows', () => {
  test('are 429, and Retry-After in seconds is long enough and not longer', async () => {
    const clock = new SimulatedClock(NOW);
    const api = await sandbox({ clock });
    api.settings.ratePerMinute = 2;
    await ask(api);
    await clock.advance(10_500);
    await ask(api);
    const refused = await ask(api);
    expect(problem(refused)).toBe('429 rate_limit_exceeded: Rate limit exceeded');
    expect(refused.headers.get('Retry-After')).toBe('50');
    await clock.advance(49_000);
    expect((await ask(api)).status).toBe(429);
    await clock.advance(1000);
    expect((await ask(api)).status).toBe(200);
    expect((await ask(api)).status).toBe(429);
  });

  test('say when as a date, by the same clock as the Date header', async () => {
    const clock = new SimulatedClock(NOW + 500);
    const api = await sandbox({ clock });
    Object.assign(api.settings, { ratePerMinute: 1, retryAfter: 'date' });
    await ask(api);
    const { headers, status } = await ask(api);
    expect([status, headers.get('Retry-After')]).toEqual([429, 'Fri, 15 May 2026 09:01:01 GMT']);
    expect(headers.get('Date')).toBe('Fri, 15 May 2026 09:00:00 GMT');
    await clock.advance(60_500);
    expect((await ask(api)).status).toBe(200);
  });

  test('wait for the right one of the earlier requests when the limit was lowered meanwhile', async () => {
    const clock = new SimulatedClock(NOW);
    const api = await sandbox({ clock });
    for (let request = 0; request < 3; request += 1) {
      await ask(api);
      await clock.advance(10_000);
    }
    api.settings.ratePerMinute = 1;
    expect((await ask(api)).headers.get('Retry-After')).toBe('50');
  });

  test('are counted for each key, and 500 by default', async () => {
    const api = await sandbox();
    const statuses = await Promise.all(Array.from({ length: 501 }, async () => (await ask(api, 'limit=1')).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(500);
    expect((await ask(api, '', { key: api.keys.unauthorizedToRead })).status).toBe(403);
  });
});

describe('the sandbox itself', () => {
  test('says loudly when its own answer is not as the contract says', async () => {
    const api = await sandbox();
    for (const partner of api.data.partners) partner.logoUuid = 'no uuid';
    expect(problem(await ask(api))).toContain(
      '500 internal_error: The sandbox violates openapi/journeybee.yaml: 200 body/partners/0/logo_uuid',
    );
    api.settings.currency = 'Euro';
    expect((await ask(api)).status).toBe(500);
  });

  test.each([
    ['rateScale', 'percent'],
    ['currency', 'KWD'],
    ['order', 'random'],
    ['nullRates', false],
    ['includeInactive', true],
    ['addedFields', true],
  ])('keeps to the contract with %s %s', async (setting, value) => {
    const api = await sandbox();
    Object.assign(api.settings, { [setting]: value });
    const before = await sandbox();
    const answer = await askLeaderboard(api, 'limit=100&period=last_30_days&partner_type=referral');
    expect(answer).not.toEqual(await askLeaderboard(before, 'limit=100&period=last_30_days&partner_type=referral'));
  });

  test('takes its time when told to', async () => {
    const api = await sandbox({ clock: new WallClock() });
    api.settings.latencyMs = 60;
    const started = performance.now();
    await ask(api);
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
  });

  test('refuses a port that is taken, and frees its own', async () => {
    const first = await sandbox();
    const port = Number(new URL(first.url).port);
    await expect(sandbox({ port })).rejects.toThrow('EADDRINUSE');
    await first.close();
    const second = await sandbox({ port });
    expect((await ask(second)).status).toBe(200);
  });
});
