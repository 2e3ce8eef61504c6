import type { Workbench } from '../../workbench/workbench';
import { anna, ask, closeBenches, connected } from '../support/bench';
import { enter, entered } from '../support/spreadsheet';

afterEach(closeBenches);

const minute = 60_000;
const formula = '=JB_PARTNERS("last_year", "", 5)';
const outage = { kind: 'status', status: 500 } as const;

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

test('without headers there is nowhere to say it: that is an error', async () => {
  const { made } = await anOutageAfter(20 * minute);
  const { note } = await enter(made, '=JB_PARTNERS("last_year", "", 5, "headers=no")');
  expect(note).toContain('Journeybee has a problem (status 500)');
});

test('… and so is a single figure', async () => {
  const { made, before } = await anOutageAfter(20 * minute);
  const { note } = await enter(made, `=JB_PARTNER("${before.rows[1]?.[1]}", "revenue", "last_year")`);
  expect(note).toContain('Journeybee has a problem (status 500)');
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
