import { type Fault, GARBAGE_BODIES } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, bench, closeBenches, connected, plainly } from '../support/bench';
import { tries } from '../support/breadth';
import {
  carla,
  cellExecutions,
  column,
  enter,
  enterAtOnce,
  entered,
  enterInTurn,
  leaks,
  pasteInto,
  revenueOf,
  tableOf,
} from '../support/spreadsheet';

afterEach(closeBenches);

const second = 1000;
/** Cells that calculate at once. */
const many = tries(60, 200);
const formula = '=JB_PARTNERS("last_year", "", 5)';
/** What a note says, without what Google puts around it. */
const sentence = (note: string) => note.replace(/^Error: | \(line \d+\)\.$/g, '');
const asked = ({ google }: Workbench) => google.requests.filter((url) => url.endsWith('limit=100'));
const longestOf = (made: Workbench) => Math.max(...cellExecutions(made).map(({ ms }) => ms));

/** Nothing of a key and nothing of an address stands where people or other programs read. */
function expectNoSecrets(made: Workbench, person = anna): void {
  expect(leaks(made, person)).toEqual([]);
  const told = made.google.executions.flatMap(({ problem, logs }) => [problem ?? '', ...logs]);
  for (const text of told) expect(text).not.toMatch(/bearer|https?:|\/v1\/|\?period/i);
}

async function expectRecovered(made: Workbench, afterMs: number): Promise<void> {
  made.sandbox.faults.clear();
  await made.clock.advance(afterMs);
  await made.file.open(anna);
  expect(entered(made.file).rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 5));
}

const always =
  (fault: Fault) =>
  (made: Workbench): void =>
    made.sandbox.faults.always(fault);

/** What went wrong, what the cell says, how long the same is not asked again, and how long a cell may take to say so: long where it tries again. */
const failures: ReadonlyArray<
  readonly [what: string, (made: Workbench) => void, says: RegExp, pauseSeconds: number, withinSeconds: number]
> = [
  ['key revoked', always({ kind: 'status', status: 401 }), /does not accept the API key any more\. Open/, 60, 1],
  ['key may not read', always({ kind: 'status', status: 403 }), /key may not read.*Read permission/, 60, 1],
  [
    'module switched off',
    always({ kind: 'status', status: 403, code: 'module_disabled' }),
    /module is switched off for your company/,
    60,
    1,
  ],
  ['request refused', always({ kind: 'status', status: 422 }), /did not accept the request\./, 60, 1],
  ['not found', always({ kind: 'status', status: 404 }), /did not accept the request\./, 60, 1],
  ['conflict', always({ kind: 'status', status: 409 }), /did not accept the request\./, 60, 1],
  [
    'request refused for a field',
    always({ kind: 'status', status: 422, message: 'querystring/period: must be one of' }),
    /did not accept the period/,
    60,
    1,
  ],
  ['too many requests', always({ kind: 'status', status: 429 }), /answers again in about 30 seconds/, 30, 1],
  ['service failed', always({ kind: 'status', status: 500 }), /has a problem \(status 500\)/, 30, 6],
  [
    'maintenance',
    always({ kind: 'status', status: 503, retryAfter: '120' }),
    /has a problem \(status 503\)\..* in about 2 minutes\.$/,
    120,
    1,
  ],
  ['unpaid', always({ kind: 'status', status: 402 }), /asks for a payment/, 60, 1],
  ['request timed out there', always({ kind: 'status', status: 408 }), /has a problem \(status 408\)/, 30, 6],
  ['asked too early', always({ kind: 'status', status: 425 }), /has a problem \(status 425\)/, 30, 6],
  [
    'too many requests, for ages',
    always({ kind: 'status', status: 429, retryAfter: '99999999999' }),
    /answers again in about 60 minutes/,
    3600,
    1,
  ],
  ['connection reset', always({ kind: 'reset' }), /could not be reached/, 30, 6],
  ['connection lost in the middle', always({ kind: 'cut' }), /could not be reached/, 30, 6],
  ['never answered', always({ kind: 'stall', ms: Number.POSITIVE_INFINITY }), /could not be reached/, 30, 13],
  ['answered by drops for too long', always({ kind: 'drip', pieces: 100, ms: 500 }), /could not be reached/, 30, 13],
  ['redirected', always({ kind: 'redirect', status: 302 }), /pointed to another address/, 30, 1],
  ['redirected for good', always({ kind: 'redirect', status: 308 }), /pointed to another address/, 30, 1],
  ...GARBAGE_BODIES.filter((body) => body !== 'huge' && body !== 'numbers-as-text').map(
    (body) => [`nonsense: ${body}`, always({ kind: 'garbage', body }), /answer could not be read/, 30, 1] as const,
  ),
  ['nonsense: huge', always({ kind: 'garbage', body: 'huge' }), /could not be reached/, 30, 6],
];

test.each(failures)(
  '%s: the cell says so, asks again only after a pause, and recovers then (J-14)',
  async (_, happen, says, pauseSeconds, withinSeconds) => {
    const made = await connected();
    happen(made);
    const { value, note } = await enter(made, formula);
    expect(value).toBe('#ERROR!');
    expect(sentence(note)).toMatch(says);
    expect(sentence(note)).toMatch(/^\p{Lu}.{20,300}\.$/su);
    expect(longestOf(made)).toBeLessThan(withinSeconds * second);

    await made.clock.advance(pauseSeconds * second - 1);
    await enterAtOnce(made, [formula, revenueOf('"last_year"'), revenueOf('"last_year", "", 100')]);
    expect(column(made.file, 3).map(({ value: shown }) => shown)).toEqual(Array(3).fill('#ERROR!'));
    // What passes while the cell waits is asked for three more times, and then by nobody.
    expect(asked(made)).toHaveLength(withinSeconds === 6 ? 4 : 1);
    expectNoSecrets(made);

    await enterAtOnce(made, [formula, '', '']);
    await expectRecovered(made, 1);
    expectNoSecrets(made);
  },
);

/** Anna, who owns the file, allowed a key, and has connected another one elsewhere since. */
async function withAnotherKey(): Promise<Workbench> {
  const made = await connected('owner');
  made.google.account(anna).properties.set('apiKey', made.sandbox.keys.unauthorizedToRead);
  made.google.requests.length = 0;
  return made;
}

test('every cause has a sentence of its own, a key that may not read and a module that is switched off among them (J-8, J-9)', async () => {
  const causes = ['key revoked', 'key may not read', 'module switched off', 'request refused', 'too many requests'];
  const others = ['service failed', 'maintenance', 'connection reset', 'redirected', 'nonsense: html'];
  const wanted = failures.filter(([what]) => [...causes, ...others].includes(what));
  const sentences = [];
  for (const [, happen] of wanted) {
    const made = await connected();
    happen(made);
    sentences.push(sentence((await enter(made, formula)).note));
  }
  const tables = await connected('tables');
  sentences.push(sentence((await enter(tables, formula)).note));
  const foreign = await withAnotherKey();
  sentences.push(sentence((await enter(foreign, formula)).note));
  expect(new Set(sentences).size).toBe(causes.length + others.length + 2);
});

test.each([
  ['revoked', (made: Workbench) => made.sandbox.revoke(made.sandbox.keys.full)],
  ['refused', (made: Workbench) => made.sandbox.faults.always({ kind: 'status', status: 401 })],
])(
  'many cells with a key that is %s ask once a minute',
  async (_, happen) => {
    const made = await connected();
    happen(made);
    const cells = await enterAtOnce(
      made,
      Array.from({ length: many }, (_, index) => revenueOf(`, , ${1 + (index % 100)}`)),
    );
    expect(new Set(cells.map(({ value }) => value))).toEqual(new Set(['#ERROR!']));
    expect(new Set(cells.map(({ note }) => note)).size).toBe(1);
    expect(asked(made)).toHaveLength(1);
    // Cells that waited for the first one's answer have moved the clock a little.
    const failedAt = made.sandbox.requests.at(-1)?.time ?? 0;
    await made.clock.advance(failedAt + 60 * second - 1 - made.clock.now());
    await made.file.open(ben);
    expect(asked(made)).toHaveLength(1);
    await made.clock.advance(1);
    await made.file.open(anna);
    expect(asked(made)).toHaveLength(2);
  },
  60_000,
);

test('Google’s own daily limit of requests is used up: the cells say so, and try again only after a pause (P4-31)', async () => {
  const made = await connected();
  let attempts = 0;
  made.google.interfere = ({ call }) => {
    if (call !== 'UrlFetchApp.fetch') return 'go on';
    attempts += 1;
    return { fail: 'Service invoked too many times for one day: urlfetch.' };
  };
  const cells = await enterAtOnce(made, [revenueOf('"last_year"'), revenueOf('"last_year", "", 3')]);
  for (const { note } of cells) expect(sentence(note)).toMatch(/^Google’s daily limit on requests is used up/);
  expect([attempts, asked(made).length]).toEqual([1, 0]);
  made.google.interfere = null;
  await enterAtOnce(made, ['', '']);
  await enter(made, formula);
  await expectRecovered(made, 30 * second);
});

describe('too many requests', () => {
  test.each(['seconds', 'date'] as const)(
    'Retry-After in %s is waited for, to the second (J-7, J-26)',
    async (form) => {
      const made = await connected();
      made.sandbox.settings.retryAfter = form;
      made.sandbox.faults.next({ kind: 'status', status: 429 });
      expect((await enter(made, formula)).note).toContain('answers again in about 30 seconds');
      await made.clock.advance(20 * second);
      expect((await enter(made, '=JB_PARTNERS("last_year", "", 6)')).note).toContain('in about 10 seconds');
      await made.clock.advance(10 * second - 1);
      expect((await enter(made, '=JB_PARTNERS("last_year", "", 7)')).note).toContain('in about 1 seconds');
      expect(asked(made)).toHaveLength(1);
      await made.clock.advance(1);
      const { rows } = await enter(made, formula);
      expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 5));
      expect(asked(made)).toHaveLength(2);
    },
  );

  test('by the sandbox’s own count, with headers in whatever case Google hands them on (P5-9)', async () => {
    const made = await connected();
    made.google.network.headerCase = (name) => name.toUpperCase();
    made.sandbox.settings.ratePerMinute = 2;
    await enter(made, formula);
    await made.clock.advance(15 * second);
    expect((await enter(made, '=JB_PARTNERS("last_month")')).note).toContain('answers again in about 45 seconds');
    await made.clock.advance(45 * second);
    expect((await enter(made, '=JB_PARTNERS("last_month", , 3)')).value).toBe('Rank');
  });
});

describe('a Journeybee that does not answer, and a Google that ignores the time limit we set (P0-4)', () => {
  async function hung(): Promise<Workbench> {
    const made = await connected();
    made.google.network.honoursTimeoutSeconds = false;
    made.sandbox.faults.always({ kind: 'stall', ms: Number.POSITIVE_INFINITY });
    return made;
  }

  test('the one cell that asks is killed, all others say so in time', async () => {
    const made = await hung();
    const notes = (
      await enterAtOnce(
        made,
        Array.from({ length: 40 }, () => revenueOf('"last_year"')),
      )
    ).map(({ note }) => note);
    expect(notes.filter((note) => note.includes('Exceeded maximum execution time'))).toHaveLength(1);
    const own = notes.filter((note) => note.includes('has not answered in time. Try again in a minute.'));
    expect(own).toHaveLength(39);
    expect(asked(made)).toHaveLength(1);
    const times = cellExecutions(made).map(({ ms }) => ms);
    expect(
      times
        .sort((a, b) => a - b)
        .slice(0, 39)
        .every((ms) => ms < 20 * second),
    ).toBe(true);
    expectNoSecrets(made);
  });

  test('a cell typed while it hangs is told at once, or as soon as fifteen seconds are over', async () => {
    const made = await hung();
    pasteInto(made.file, [revenueOf('"last_year"')]);
    const later = [5, 20].map(async (seconds) => {
      await made.clock.busy(() => made.clock.wait(seconds * second));
      made.file.workbook.write('0', { row: seconds, column: 3, rows: 1, columns: 1 }, [[revenueOf('"last_year"')]]);
      made.file.workbook.calculate();
    });
    await Promise.all(later);
    await made.file.workbook.settled();
    const [atOnce, waiting, killed] = cellExecutions(made)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
    expect(atOnce).toBeLessThan(second);
    expect(waiting).toBeLessThan(12 * second);
    expect(killed).toBe(30 * second);
    expect(asked(made)).toHaveLength(1);
  });

  test('once Journeybee answers again, so do the cells', async () => {
    const made = await hung();
    await enterInTurn(made, [formula]);
    await expectRecovered(made, 31 * second);
    expectNoSecrets(made);
  });

  test('it answers by drops: the cell is killed, and the next that is asked works', async () => {
    const made = await hung();
    made.sandbox.faults.always({ kind: 'drip', pieces: 100, ms: 500 });
    expect((await enter(made, formula)).note).toContain('Exceeded maximum execution time');
    await expectRecovered(made, 31 * second);
  });
});

test('an answer that comes slowly, drop by drop, is shown when it is whole', async () => {
  const made = await connected();
  made.sandbox.faults.always({ kind: 'drip', pieces: 10, ms: 500 });
  const { rows } = await enter(made, formula);
  made.sandbox.faults.clear();
  expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 5));
  expect(longestOf(made)).toBeGreaterThanOrEqual(4 * second);
});

test.each([301, 302, 303, 307, 308] as const)('a redirect (%i) is followed to no host (P5-1, J-31)', async (status) => {
  const made = await connected();
  const locations = [
    'https://example.org/elsewhere',
    'https://api.journeybee.io/v2/analytics',
    '/v1/partners',
    '//x.y',
  ];
  for (const [index, location] of locations.entries()) {
    made.sandbox.faults.next({ kind: 'redirect', status, location });
    const { note } = await enter(made, `=JB_PARTNERS("last_year", "", ${index + 1})`);
    expect(sentence(note)).toMatch(/^Journeybee’s answer pointed to another address, which is not followed/);
    await made.clock.advance(30 * second);
  }
  expect(asked(made)).toHaveLength(4);
  expect(new Set(made.google.requests.map((url) => new URL(url).pathname))).toEqual(
    new Set(['/v1/analytics/partners']),
  );
  expect(new Set(made.sandbox.requests.map(({ path }) => path))).toEqual(new Set(['/v1/analytics/partners']));
});

describe('whose key', () => {
  test('nobody has connected one: the cell says how, and asks nobody', async () => {
    const made = await bench();
    const { note } = await enter(made, formula);
    expect(sentence(note)).toMatch(
      /^Formulas have no Journeybee key in this spreadsheet yet\. The file’s owner .* Open Journeybee/,
    );
    expect(made.google.requests).toEqual([]);
  });

  test('connected for tables only: formulas have none', async () => {
    const made = await connected('tables');
    const { note } = await enter(made, formula);
    expect(sentence(note)).toMatch(/^Formulas have no Journeybee key in this spreadsheet yet\./);
    expect(asked(made)).toEqual([]);
    expectNoSecrets(made);
  });

  test('an editor is not let allow their own, which only works for the owner (P1.4-5): what the owner allowed stays', async () => {
    const made = await connected('owner');
    const { full } = made.sandbox.keys;
    await expect(ask(made, 'connect', { key: full, use: 'owner' }, ben)).rejects.toThrow(
      'nobody but this file’s owner',
    );
    await ask(made, 'connect', { key: full, use: 'tables' }, ben);
    await expect(ask(made, 'allowFormulas', { use: 'owner' }, ben)).rejects.toThrow('nobody but this file’s owner');
    expect((await enter(made, formula, ben)).rows).toHaveLength(6);
  });

  test('the owner has another key by now: the cell says so', async () => {
    const made = await withAnotherKey();
    const { note } = await enter(made, formula, ben);
    expect(sentence(note)).toMatch(/run with the key of the spreadsheet’s owner.* another/);
    expect(asked(made)).toEqual([]);
  });

  test('… and so say all of its cells, however many there are, at once', async () => {
    const made = await withAnotherKey();
    const cells = await enterAtOnce(made, [revenueOf('"last_year"'), revenueOf('"last_year"'), formula]);
    for (const { note } of cells) expect(sentence(note)).toMatch(/run with the key of the spreadsheet’s owner/);
    expect(longestOf(made)).toBeLessThan(second);
  });

  test('the owner’s key is spent for every editor at the keyboard, who never sees it (P1.4-6)', async () => {
    const made = await connected('owner');
    const { rows } = await enter(made, formula, ben);
    expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 5));
    expect(cellExecutions(made).at(-1)?.user).toBe(ben);
    expect([...made.google.account(ben).properties]).toEqual([]);
    expectNoSecrets(made);
  });

  test('an editor shares a key: it works for the owner and for strangers, and for formulas only', async () => {
    const made = await bench();
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'shared' }, ben);
    for (const person of [anna, ben, carla]) {
      const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 5)', person);
      expect(rows).toHaveLength(6);
      await enter(made, '');
    }
    expect(made.google.account(anna).properties.size).toBe(0);
    expect(made.google.account(carla).properties.size).toBe(0);
    const stored = [...made.file.properties].filter(([, value]) => value.includes(made.sandbox.keys.full));
    expect(stored.map(([name]) => name)).toEqual(['sharedApiKey']);
  });

  test('a shared key is revoked, and the owner’s own is not spent in its place', async () => {
    const made = await connected('tables');
    made.sandbox.settings.requirePermission = false;
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'shared' }, ben);
    made.sandbox.revoke(made.sandbox.keys.unauthorizedToRead);
    expect((await enter(made, formula)).note).toContain('does not accept the API key any more');
    expect(made.sandbox.requests.filter(({ query }) => query.endsWith('limit=100')).map(({ key }) => key)).toEqual([
      made.sandbox.keys.unauthorizedToRead.slice(-4),
    ]);
  });

  test('disconnected again: formulas that calculate have no key, and what was shared is gone', async () => {
    for (const use of ['owner', 'shared'] as const) {
      const made = await connected(use);
      await enter(made, formula);
      await ask(made, 'disconnect', undefined);
      await made.file.open(ben);
      expect(sentence(entered(made.file).note)).toMatch(/^Formulas have no Journeybee key/);
      expect([...made.file.properties.values(), ...made.google.account(anna).properties.values()].join()).not.toContain(
        made.sandbox.keys.full,
      );
    }
  });
});

describe('connecting again', () => {
  test('clears a failure at once, with the same key', async () => {
    const made = await connected();
    made.sandbox.faults.next({ kind: 'status', status: 403 });
    expect((await enter(made, formula)).value).toBe('#ERROR!');
    await made.clock.advance(1);
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
    await expectRecovered(made, 0);
  });

  test('clears a failure at once, with another key', async () => {
    const made = await connected();
    made.sandbox.settings.requirePermission = false;
    made.sandbox.revoke(made.sandbox.keys.full);
    expect((await enter(made, formula)).note).toContain('does not accept the API key');
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'owner' });
    await made.file.open(anna);
    expect(entered(made.file).rows).toHaveLength(6);
  });

  test('with a key that Journeybee refuses changes nothing', async () => {
    const made = await connected();
    const before = JSON.stringify([...made.file.properties, ...made.google.account(anna).properties]);
    await expect(ask(made, 'connect', { key: 'not-a-key-of-anybody', use: 'shared' })).rejects.toThrow(
      'does not accept this key',
    );
    expect(JSON.stringify([...made.file.properties, ...made.google.account(anna).properties])).toBe(before);
    expect((await enter(made, formula)).rows).toHaveLength(6);
  });
});

test('a failure in one leaderboard leaves the others alone', async () => {
  const made = await connected();
  made.sandbox.faults.next({ kind: 'status', status: 422 });
  const [bad, good] = await enterInTurn(made, [revenueOf('"last_year"'), revenueOf('"last_month"')]);
  expect([bad?.value, typeof good?.value]).toEqual(['#ERROR!', 'number']);
});
