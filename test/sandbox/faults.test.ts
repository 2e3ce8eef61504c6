import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { SimulatedClock, WallClock } from '../../workbench/clock';
import { Contract } from '../../workbench/sandbox/contract';
import { FAULT_MENU, type Fault, GARBAGE_BODIES, type Sandbox } from '../../workbench/sandbox/sandbox';
import { ask, askLeaderboard, closeSandboxes, DIRECTORY_PATH, LEADERBOARD_PATH, NOW, problem, sandbox } from './client';

afterEach(closeSandboxes);

async function withFault(fault: Fault): Promise<Sandbox> {
  const api = await sandbox({ clock: new WallClock(NOW) });
  api.faults.next(fault);
  return api;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a fault', () => {
  test('is met once, then everything is well again', async () => {
    const api = await withFault({ kind: 'status', status: 500 });
    expect((await ask(api)).status).toBe(500);
    expect((await ask(api)).status).toBe(200);
    expect(api.requests.map(({ fault, status }) => [fault?.kind, status])).toEqual([
      ['status', 500],
      [undefined, 200],
    ]);
  });

  test('may be met several times, one kind after another', async () => {
    const api = await sandbox();
    api.faults.next({ kind: 'status', status: 500 }, 2);
    api.faults.next({ kind: 'status', status: 429 });
    const statuses = [];
    for (let request = 0; request < 4; request += 1) statuses.push((await ask(api)).status);
    expect(statuses).toEqual([500, 500, 429, 200]);
  });

  test('stands until cleared, with those of next before it', async () => {
    const api = await sandbox();
    api.faults.always({ kind: 'status', status: 503 });
    api.faults.next({ kind: 'status', status: 401 });
    expect([(await ask(api)).status, (await ask(api)).status, (await ask(api)).status]).toEqual([401, 503, 503]);
    expect(api.faults.planned).toHaveLength(1);
    api.faults.clear();
    expect((await ask(api)).status).toBe(200);
  });

  test('may concern one path only', async () => {
    const api = await sandbox();
    api.faults.always({ kind: 'status', status: 500 }, DIRECTORY_PATH);
    api.faults.next({ kind: 'status', status: 404 }, 1, LEADERBOARD_PATH);
    expect((await ask(api, '', { path: DIRECTORY_PATH })).status).toBe(500);
    expect((await ask(api)).status).toBe(404);
    expect((await ask(api)).status).toBe(200);
    api.faults.always({ kind: 'status', status: 502 });
    expect((await ask(api, '', { path: DIRECTORY_PATH })).status).toBe(500);
    api.faults.clear(DIRECTORY_PATH);
    expect((await ask(api, '', { path: DIRECTORY_PATH })).status).toBe(502);
  });

  test('of every kind is on the menu', () => {
    const kinds = new Set(FAULT_MENU.map(({ fault }) => fault.kind));
    expect([...kinds].sort()).toEqual(['cut', 'drip', 'garbage', 'redirect', 'reset', 'stall', 'status']);
    expect(new Set(FAULT_MENU.map(({ label }) => label)).size).toBe(FAULT_MENU.length);
  });
});

describe('status', () => {
  test.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [422, 'validation_error'],
    [429, 'rate_limit_exceeded'],
    [500, 'internal_error'],
    [502, 'http_502'],
  ])('%d has the code %s', async (status, code) => {
    expect(problem(await ask(await withFault({ kind: 'status', status })))).toContain(`${status} ${code}: `);
  });

  test('403 may be module_disabled', async () => {
    const api = await withFault({ kind: 'status', status: 403, code: 'module_disabled' });
    expect(problem(await ask(api))).toBe('403 module_disabled: This module is not enabled for your account');
  });

  test('429 says when to come back, in the form of the settings or in any other', async () => {
    const api = await withFault({ kind: 'status', status: 429 });
    expect((await ask(api)).headers.get('Retry-After')).toBe('30');
    api.settings.retryAfter = 'date';
    api.faults.next({ kind: 'status', status: 429 });
    expect((await ask(api)).headers.get('Retry-After')).toMatch(/^Fri, 15 May 2026 09:00:3\d GMT$/);
    api.faults.next({ kind: 'status', status: 429, retryAfter: 'later' });
    expect((await ask(api)).headers.get('Retry-After')).toBe('later');
    api.faults.next({ kind: 'status', status: 503, retryAfter: '7', message: 'Back soon' });
    const maintenance = await ask(api);
    expect([problem(maintenance), maintenance.headers.get('Retry-After')]).toEqual(['503 http_503: Back soon', '7']);
  });
});

describe('stall', () => {
  test('answers rightly, but late', async () => {
    const api = await withFault({ kind: 'stall', ms: 60 });
    const started = performance.now();
    const answer = await askLeaderboard(api);
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    expect(answer).toEqual(await askLeaderboard(api));
  });

  test('waits by the clock, which may be simulated', async () => {
    const clock = new SimulatedClock(NOW);
    const api = await sandbox({ clock });
    api.faults.next({ kind: 'stall', ms: 20_000 });
    await clock.busy(() => ask(api));
    expect(clock.now()).toBe(NOW + 20_000);
  });

  test('for ever ends when the client leaves', async () => {
    const signals: AbortSignal[] = [];
    const clock = new WallClock(NOW);
    const api = await sandbox({
      clock: {
        now: () => clock.now(),
        wait: (ms, signal) => {
          if (signal) signals.push(signal);
          return clock.wait(ms, signal);
        },
      },
    });
    api.faults.next({ kind: 'stall', ms: Number.POSITIVE_INFINITY });
    const leaving = new AbortController();
    const asked = ask(api, '', { signal: leaving.signal });
    await until(() => signals.length === 1);
    expect(signals[0]?.aborted).toBe(false);
    leaving.abort();
    await expect(asked).rejects.toThrow('aborted');
    await until(() => signals[0]?.aborted === true);
    expect(api.requests[0]?.status).toBeNull();
    expect((await ask(api)).status).toBe(200);
  });

  test('for ever ends when the sandbox closes', async () => {
    const api = await withFault({ kind: 'stall', ms: Number.POSITIVE_INFINITY });
    const asked = expect(ask(api)).rejects.toThrow('fetch failed');
    await until(() => api.requests.length === 1);
    const started = performance.now();
    await api.close();
    await asked;
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test('drip sends the right answer in pieces', async () => {
  const api = await withFault({ kind: 'drip', pieces: 4, ms: 20 });
  const started = performance.now();
  const answer = await askLeaderboard(api);
  expect(performance.now() - started).toBeGreaterThanOrEqual(59);
  expect(answer).toEqual(await askLeaderboard(api));
});

test.each([302, 307] as const)('redirect %d points at another host', async (status) => {
  const api = await withFault({ kind: 'redirect', status });
  const reply = await ask(api);
  expect([reply.status, reply.headers.get('Location')]).toEqual([status, 'https://example.org/elsewhere']);
  api.faults.next({ kind: 'redirect', status, location: 'http://127.0.0.1:1/' });
  expect((await ask(api)).headers.get('Location')).toBe('http://127.0.0.1:1/');
});

test('cut gives the headers and half of the body', async () => {
  const api = await withFault({ kind: 'cut' });
  const headers = { Authorization: `Bearer ${api.keys.full}` };
  const [response] = (await once(get(api.url + LEADERBOARD_PATH, { headers }), 'response')) as [IncomingMessage];
  let received = 0;
  response.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  const [failure] = await once(response, 'error');
  const whole = Buffer.byteLength((await ask(api)).text);
  expect([failure.message, received]).toEqual(['aborted', Math.floor(whole / 2)]);
  expect([response.statusCode, response.headers['content-length']]).toEqual([200, String(whole)]);
});

test('reset answers nothing at all', async () => {
  const api = await withFault({ kind: 'reset' });
  const failure: unknown = await ask(api).catch((error) => error.cause.code);
  expect(failure).toBe('ECONNRESET');
  expect(api.requests[0]?.status).toBeNull();
  expect((await ask(api)).status).toBe(200);
});

describe('garbage', () => {
  const operation = Contract.read().operation('GET', LEADERBOARD_PATH);
  const notJson = ['html', 'empty', 'invalid-json', 'truncated-json'];

  test.each(GARBAGE_BODIES)('%s comes with status 200 and is no answer', async (body) => {
    const api = await withFault({ kind: 'garbage', body, bytes: 300_000 });
    const { status, text, headers } = await ask(api);
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toContain(body === 'html' ? 'text/html' : 'application/json');
    if (notJson.includes(body)) expect(() => JSON.parse(text)).toThrow();
    else expect(operation?.violation({ status, headers: {}, body: JSON.parse(text) })).toMatch(/^200 body/);
  });

  test.each(['rows-as-object', 'numbers-as-text', 'null-rows', 'nameless-rows', 'bare-rows'] as const)(
    '%s is the right answer but for that',
    async (body) => {
      const api = await withFault({ kind: 'garbage', body });
      const damaged = JSON.parse((await ask(api)).text);
      const right = await askLeaderboard(api);
      const expected = {
        'rows-as-object': { ...right, partners: { ...right.partners } },
        'numbers-as-text': {
          ...right,
          partners: [expect.objectContaining({ revenue: String(right.partners[0]?.revenue) })],
        },
        'null-rows': { ...right, partners: right.partners.map(() => null) },
        'nameless-rows': { ...right, partners: right.partners.map(({ uuid: _, name: __, ...row }) => row) },
        'bare-rows': right.partners,
      }[body];
      if (body === 'numbers-as-text') damaged.partners.splice(1);
      expect(damaged).toEqual(expected);
    },
  );

  test('huge is as large as asked for, and a client may leave in the middle', async () => {
    const api = await withFault({ kind: 'garbage', body: 'huge', bytes: 3_000_000 });
    expect(JSON.parse((await ask(api)).text).partners).toHaveLength(3_000_000);
    api.faults.next({ kind: 'garbage', body: 'huge' });
    const leaving = new AbortController();
    const response = await fetch(api.url + LEADERBOARD_PATH, {
      headers: { Authorization: `Bearer ${api.keys.full}` },
      signal: leaving.signal,
    });
    expect(Number(response.headers.get('Content-Length'))).toBeGreaterThan(50 * 1024 * 1024);
    leaving.abort();
    expect((await ask(api)).status).toBe(200);
  });
});
