import type { Fault } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { closeBenches, connected, plainly } from '../support/bench';
import { cellExecutions, enter, enterAtOnce, revenueOf, tableOf } from '../support/spreadsheet';

afterEach(closeBenches);

const formula = '=JB_PARTNERS("last_year", "", 5)';
const asked = ({ google }: Workbench) => google.requests.filter((url) => url.endsWith('limit=100'));
const tookMs = (made: Workbench) => cellExecutions(made).at(-1)?.ms ?? 0;

const unavailable: Fault = { kind: 'status', status: 503 };

test.each<[string, Fault, number, number, number]>([
  ['a server error', { kind: 'status', status: 500 }, 1, 375, 1000],
  ['a bad gateway, three times', { kind: 'status', status: 502 }, 3, 2600, 4500],
  ['a lost connection', { kind: 'reset' }, 1, 375, 1000],
  ['a maintenance that says when it is over', { ...unavailable, retryAfter: '4' }, 1, 4000, 4500],
  ['too many requests, for five seconds', { kind: 'status', status: 429, retryAfter: '5' }, 1, 5000, 5500],
])('%s passes while the cell waits', async (_, fault, times, atLeastMs, atMostMs) => {
  const made = await connected();
  made.sandbox.faults.next(fault, times);
  const { rows } = await enter(made, formula);
  expect(asked(made)).toHaveLength(1 + times);
  expect(tookMs(made)).toBeGreaterThanOrEqual(atLeastMs);
  expect(tookMs(made)).toBeLessThanOrEqual(atMostMs);
  expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 5));
});

test('a Retry-After that is a date is waited for as well', async () => {
  const made = await connected();
  const until = new Date(Math.ceil(made.clock.now() / 1000) * 1000 + 5000).toUTCString();
  made.sandbox.faults.next({ kind: 'status', status: 429, retryAfter: until });
  expect((await enter(made, formula)).value).toBe('Rank');
  expect(asked(made)).toHaveLength(2);
});

test.each<[string, Fault]>([
  ['a revoked key', { kind: 'status', status: 401 }],
  ['a key that may not read', { kind: 'status', status: 403 }],
  ['a request that is refused', { kind: 'status', status: 422 }],
  ['what was not found', { kind: 'status', status: 404 }],
  ['a redirect', { kind: 'redirect', status: 302 }],
  ['an answer that cannot be read', { kind: 'garbage', body: 'html' }],
  ['a Retry-After that is longer than the cell may wait', { kind: 'status', status: 429, retryAfter: '20' }],
  ['a maintenance that is longer than the cell may wait', { ...unavailable, retryAfter: '120' }],
])('%s is not asked again', async (_, fault) => {
  const made = await connected();
  made.sandbox.faults.always(fault);
  expect((await enter(made, formula)).value).toBe('#ERROR!');
  expect(asked(made)).toHaveLength(1);
  expect(tookMs(made)).toBeLessThan(1000);
});

test('an outage that goes on ends after three more tries, well within a cell’s time, for all who wait', async () => {
  const made = await connected();
  made.sandbox.faults.always({ kind: 'status', status: 500 });
  const cells = await enterAtOnce(
    made,
    Array.from({ length: 40 }, () => revenueOf('"last_year"')),
  );
  expect(new Set(cells.map(({ value }) => value))).toEqual(new Set(['#ERROR!']));
  expect(asked(made)).toHaveLength(4);
  expect(Math.max(...cellExecutions(made).map(({ ms }) => ms))).toBeLessThan(7000);
});

test('Google’s daily limit is not run into again (P4-31)', async () => {
  const made = await connected();
  let attempts = 0;
  made.google.interfere = ({ call }) => {
    if (call !== 'UrlFetchApp.fetch') return 'go on';
    attempts += 1;
    return { fail: 'Service invoked too many times for one day: urlfetch.' };
  };
  expect((await enter(made, formula)).note).toContain('Google’s daily limit on requests is used up');
  expect(attempts).toBe(1);
});
