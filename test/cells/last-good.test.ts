import type { ReadOf } from '../../src/contract/sidebar-api';
import type { Fault } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, closeBenches, connected } from '../support/bench';
import { cellExecutions, enter, enterAtOnce, entered, revenueOf } from '../support/spreadsheet';

afterEach(closeBenches);

const minute = 60_000;
const formula = '=JB_PARTNERS("last_year", "", 5)';
const outage = { kind: 'status', status: 500 } as const;

/** What the sidebar reads. */
async function read({ file }: Workbench, what: string): Promise<unknown> {
  const outcome = await file.run(anna, 'sidebarCall', [what], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  return (outcome.value as { value: unknown }).value;
}

/** Anna’s formula, calculated once, and then a time in which Journeybee cannot be asked anew. */
async function anOutageAfter(ms: number, fault: Parameters<Workbench['sandbox']['faults']['always']>[0] = outage) {
  const made = await connected('owner', { timeZone: 'Europe/Berlin' });
  const before = await enter(made, formula);
  const at = new Date(made.clock.now()).toLocaleTimeString('en-GB', {
    timeZone: 'Europe/Berlin',
    hour: '2-digit',
    minute: '2-digit',
  });
  await made.clock.advance(ms);
  made.sandbox.faults.always(fault);
  await made.file.open(anna);
  return { made, before, at, after: entered(made.file) };
}

test.each([
  ['fails', outage, 'Journeybee has a problem'],
  ['cannot be reached', { kind: 'reset' } as const, 'Journeybee unreachable'],
  ['hangs', { kind: 'stall', ms: Number.POSITIVE_INFINITY } as const, 'Journeybee unreachable'],
  ['has had too many requests', { kind: 'status', status: 429 } as const, 'too many requests to Journeybee'],
  ['answers with a web page', { kind: 'garbage', body: 'html' } as const, 'Journeybee has a problem'],
])('Journeybee %s: the figures stay, and the header says how old they are and why', async (_, fault, why) => {
  const { before, at, after } = await anOutageAfter(20 * minute, fault);
  expect(after.value).toBe(`Rank · data from ${at}, ${why}`);
  expect(after.rows.slice(1)).toEqual(before.rows.slice(1));
  expect(after.rows[0]?.slice(1)).toEqual(before.rows[0]?.slice(1));
});

test('once Journeybee answers again the header is as before', async () => {
  const { made, before } = await anOutageAfter(20 * minute);
  made.sandbox.faults.clear();
  await made.clock.advance(30_000);
  await made.file.open(anna);
  expect(entered(made.file).rows[0]).toEqual(before.rows[0]);
});

test('for six hours; then there is an error', async () => {
  const almost = await anOutageAfter(360 * minute - 10_000);
  expect(almost.after.value).toMatch(/^Rank · data from/);
  const over = await anOutageAfter(360 * minute);
  expect(over.after.note).toContain('Journeybee has a problem (status 500)');
});

test.each([401, 403])(
  'a key that is refused (%i) shows no figures any more, also not in an outage after it',
  async (status) => {
    const { made, after } = await anOutageAfter(20 * minute, { kind: 'status', status });
    expect(after.value).toBe('#ERROR!');
    made.sandbox.faults.always(outage);
    await made.clock.advance(60_000);
    await made.file.open(anna);
    expect(entered(made.file).note).toContain('Journeybee has a problem (status 500)');
  },
);

test('a question that Journeybee refuses is an error, whatever it answered before', async () => {
  const { after } = await anOutageAfter(20 * minute, { kind: 'status', status: 422 });
  expect(after.note).toContain('did not accept the request');
});

test.each<[number, string, number]>([
  [429, '99999999999', 3600],
  [503, '99999999999', 3600],
  [429, 'Fri, 31 Dec 9999 23:59:59 GMT', 3600],
  [429, '-5', 60],
  [429, 'soon', 60],
  [429, '0', 1],
  [503, 'Thu, 01 Jan 1970 00:00:00 GMT', 1],
  [503, '1e99', 30],
  [408, '-99999999999', 30],
])(
  'status %i with Retry-After %s: the figures stay, and after %i seconds Journeybee is asked again',
  async (status, retryAfter, seconds) => {
    const { made, before, after } = await anOutageAfter(20 * minute, { kind: 'status', status, retryAfter });
    expect(after.value).toMatch(/^Rank · data from \d\d:\d\d, /);
    expect(after.rows.slice(1)).toEqual(before.rows.slice(1));
    made.sandbox.faults.clear();
    const asked = made.google.requests.length;
    await made.clock.advance(seconds * 1000 - 900);
    await made.file.open(anna);
    expect(entered(made.file).value).toBe(after.value);
    expect(made.google.requests).toHaveLength(asked);
    await made.clock.advance(1000);
    await made.file.open(anna);
    expect(entered(made.file).rows).toEqual(before.rows);
  },
);

describe('where there is no heading to say it', () => {
  const agoTexts = async (made: Workbench) => (await read(made, 'formulas')) as ReadOf<'formulas'>;

  test('rows without headers are the last good ones, and the sidebar says of when', async () => {
    const { made, before, at } = await anOutageAfter(20 * minute);
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 5, "headers=no")');
    expect(rows).toEqual(before.rows.slice(1));
    expect(await agoTexts(made)).toMatchObject({
      outage: { at: expect.stringContaining(at), minutes: 20, why: 'Journeybee has a problem' },
    });
    made.sandbox.faults.clear();
    await made.clock.advance(minute);
    await made.file.open(anna);
    expect(await agoTexts(made)).not.toHaveProperty('outage');
  });

  test('a single figure is the last good one, for six hours', async () => {
    const { made, before } = await anOutageAfter(359 * minute);
    const [, name, revenue] = before.rows[1] ?? [];
    const figure = `=JB_PARTNER("${name}", "revenue", "last_year")`;
    expect((await enter(made, figure)).value).toBe(revenue);
    await made.clock.advance(minute);
    await made.file.open(anna);
    expect(entered(made.file).note).toContain('Journeybee has a problem (status 500)');
  });

  test.each([
    ['name, revenue, won deals', 2],
    ['revenue, won deals, name', 1],
    ['name, rank, revenue', 1],
  ])('of the columns %s, the one at %i has the age in its heading, and never the partners’', async (columns, place) => {
    const shown = `=JB_PARTNERS("last_year", "", 5, "columns=${columns}")`;
    const made = await connected();
    const before = await enter(made, shown);
    await made.clock.advance(20 * minute);
    made.sandbox.faults.always(outage);
    await made.file.open(anna);
    const [header] = entered(made.file).rows;
    expect(
      header?.map((text, index) => (index === place ? String(text).replace(/ · data from.*$/, '') : text)),
    ).toEqual(before.rows[0]);
    expect(header?.[place]).toMatch(/ · data from \d\d:\d\d, Journeybee has a problem$/);
  });

  test('names alone have no figures that could be old', async () => {
    const { made } = await anOutageAfter(20 * minute);
    expect((await enter(made, '=JB_PARTNERS("last_year", "", 5, "columns=name")')).value).toBe('Partner');
  });
});

describe('a cell that has the last good figures', () => {
  const waited = (made: Workbench) => Math.max(...cellExecutions(made).map(({ ms }) => ms));

  test.each<[string, Fault]>([
    ['hangs', { kind: 'stall', ms: Number.POSITIVE_INFINITY }],
    ['is busy for some seconds, again and again', { kind: 'status', status: 429, retryAfter: '4' }],
    ['fails', { kind: 'status', status: 503 }],
  ])('waits at most four seconds once it is known that Journeybee %s', async (_, fault) => {
    const { made } = await anOutageAfter(20 * minute, fault);
    await made.clock.advance(2 * minute);
    made.google.executions.length = 0;
    await made.file.open(anna);
    expect(entered(made.file).value).toMatch(/^Rank · data from/);
    expect(waited(made)).toBeLessThan(4100);
    const asked = made.google.requests.length;
    await made.file.open(anna);
    expect(made.google.requests).toHaveLength(asked);
  });

  test('pasted sixty at once, they wait for one request of each leaderboard, and the later ones take four calls of Google', async () => {
    const made = await connected();
    const periods = ['current_year', 'last_year', 'last_quarter'];
    const sixty = Array.from({ length: 60 }, (_, index) => revenueOf(`"${periods[index % 3]}", "", ${1 + index}`));
    const before = await enterAtOnce(made, sixty);
    await made.clock.advance(20 * minute);
    made.sandbox.faults.always({ kind: 'status', status: 429, retryAfter: '4' });
    const asked = made.google.requests.length;
    made.google.executions.length = 0;
    const after = await enterAtOnce(
      made,
      sixty.map((text) => `${text}+0`),
    );
    expect(after.map(({ value }) => value)).toEqual(before.map(({ value }) => value));
    expect(made.google.requests.length - asked).toBeLessThanOrEqual(3);
    expect(waited(made)).toBeLessThan(1000);
    const calls = cellExecutions(made).map((execution) => execution.calls.length);
    expect(calls.filter((count) => count === 4).length).toBeGreaterThanOrEqual(30);
    expect(calls.reduce((sum, count) => sum + count, 0) / 60).toBeLessThan(8);
  });

  test('sends what failed twice as the failure is met, and once while it is known', async () => {
    const { made } = await anOutageAfter(20 * minute, { kind: 'status', status: 503 });
    const asked = () => made.google.requests.filter((url) => url.endsWith('limit=100')).length;
    expect(asked()).toBe(1 + 2);
    await made.clock.advance(2 * minute);
    await made.file.open(anna);
    expect(asked()).toBe(1 + 2 + 1);
  });

  test('waits for an API that is slow and works', async () => {
    const made = await connected();
    await enter(made, formula);
    await made.clock.advance(20 * minute);
    made.sandbox.settings.latencyMs = 9000;
    await made.file.open(anna);
    expect(entered(made.file).value).toBe('Rank');
  });

  test('… also soon after an outage', async () => {
    const { made } = await anOutageAfter(20 * minute, { kind: 'status', status: 429 });
    made.sandbox.faults.clear();
    await made.clock.advance(minute);
    await made.file.open(anna);
    await made.clock.advance(20 * minute);
    made.sandbox.settings.latencyMs = 9000;
    await made.file.open(anna);
    expect(entered(made.file).value).toBe('Rank');
  });
});

test('forgotten by the cache, there are no last figures to show', async () => {
  const made = await connected();
  await enter(made, formula);
  await made.clock.advance(20 * minute);
  made.file.cache.clear();
  made.sandbox.faults.always(outage);
  await made.file.open(anna);
  expect(entered(made.file).note).toContain('Journeybee has a problem (status 500)');
});

describe('how old the data of formulas may be', () => {
  const asked = ({ google }: Workbench) => google.requests.filter((url) => url.endsWith('limit=100'));

  test.each([5, 30, 60])('somebody chooses %i minutes, and no answer older than that is shown', async (minutes) => {
    const made = await connected();
    await ask(made, 'setFreshness', { minutes });
    await enter(made, formula);
    await made.clock.advance(minutes * minute - 1);
    await made.file.open(anna);
    expect(asked(made)).toHaveLength(1);
    await made.clock.advance(1);
    await made.file.open(anna);
    expect(asked(made)).toHaveLength(2);
  });

  test('the choice stays when a key is connected anew, and is the same for everybody', async () => {
    const made = await connected();
    await ask(made, 'setFreshness', { minutes: 60 });
    await ask(made, 'disconnect', undefined);
    const { connection } = await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
    expect(connection.freshMinutes).toBe(60);
    await enter(made, formula);
    await made.clock.advance(59 * minute);
    await made.file.open(anna);
    expect(asked(made)).toHaveLength(1);
  });

  test.each([0, 4, 61, 12.5, Number.NaN])('%d minutes is refused, and changes nothing', async (minutes) => {
    const made = await connected();
    await expect(ask(made, 'setFreshness', { minutes })).rejects.toThrow('Choose from 5 minutes to an hour.');
    expect((await ask(made, 'overview', undefined)).connection.freshMinutes).toBe(15);
  });
});
