import fc from 'fast-check';
import { openEvent } from '../../workbench/apps-script/events';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, everyHour, newReport, select } from '../support/bench';
import { sampled, tries } from '../support/breadth';
import { sidebarMethods, topLevel } from '../support/bundle';
import { answersFromNow } from '../support/keeping';
import { shownIn, toldBy, traces } from '../support/key-traces';
import { carla, enter } from '../support/spreadsheet';

afterEach(closeBenches);

const sheet = '0';

/** A file of Anna's with a report on a schedule, in which Ben may edit too. Her key is for her tables only. */
async function shared(use: 'tables' | 'owner' = 'tables'): Promise<Workbench> {
  const made = await connected(use);
  select(made, sheet, 'C1');
  await ask(made, 'saveReport', newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }));
  await everyHour(made);
  await made.file.open(ben);
  return made;
}

/** What is Anna's, and nobody else's to spend, change or see. */
function annas({ google, file, sandbox }: Workbench): string {
  const { full } = sandbox.keys;
  return JSON.stringify([
    [...google.account(anna).properties],
    file.triggers.triggers.filter(({ user }) => user === anna),
    google.mails.filter(({ to }) => to === anna),
    sandbox.requests.filter(({ key }) => key === full.slice(-4)).length,
  ]);
}

/** Whatever somebody may send from the console of a browser: google.script.run takes any plain value (P2.3-5). */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    undefined,
    { id: '__proto__', withMyKey: true, clear: true, status: 'frozen', next: true },
    { id: null, withMyKey: true, minutes: 5, from: anna },
    { id: 'constructor', from: null, use: 'shared', key: 'x'.repeat(400) },
    { id: 'x'.repeat(100_000), clear: true, withMyKey: true },
    { key: `a\r\nAuthorization: Bearer b`, use: 'owner' },
    { key: 'x'.repeat(2_000_000), use: 'shared' },
    JSON.parse('{"__proto__":{"withMyKey":true,"use":"shared"},"id":null}'),
    { definition: { name: '=1', rows: 1e9, columns: ['__proto__'], filters: null }, id: null, where: 'cell' },
    { period: { startDate: '2026-01-01")&IMPORTXML("', endDate: '2026-01-02' }, type: null, limit: 5, currency: '"' },
  ),
);
const listed = async (made: Workbench) => (await ask(made, 'overview', undefined)).reports.map(({ id }) => id);

test('whatever an editor without a key sends to the server, Anna’s key is not spent, and nothing of hers changes', async () => {
  const made = await shared();
  const answers = answersFromNow(made);
  const [id = ''] = await listed(made);
  const before = annas(made);
  const argument = fc.oneof(hostile, fc.constant({ id, withMyKey: true, clear: true, next: true, status: 'active' }));
  for (const method of sidebarMethods) {
    await fc.assert(
      fc.asyncProperty(argument, async (given) => {
        const outcome = await made.file.run(ben, 'sidebarCall', [method, given], 'FULL');
        // An answer always, never an error with Google's or our own words in it.
        expect(outcome).toMatchObject({ ok: true, value: { ok: expect.any(Boolean) } });
        expect(annas(made)).toBe(before);
      }),
      { numRuns: tries(4, 8), seed: 9, examples: [[{ id: null, withMyKey: true }], [undefined]] },
    );
  }
  expect(answers.filter(({ to }) => to === ben).length).toBeGreaterThan(100);
  const told = answers.map(({ to, text }) => [to, text] as const);
  const everywhere = [...told, ...shownIn(made.file), ...toldBy(made, [made.file], [anna, ben])];
  expect(traces(Object.values(made.sandbox.keys), everywhere)).toEqual([]);
});

test('whatever top-level function an editor calls from the sidebar’s page, with whatever, likewise', async () => {
  const made = await shared();
  const before = annas(made);
  for (const name of topLevel.filter((known) => !known.startsWith('JB_'))) {
    for (const given of [undefined, null, openEvent('FULL'), { triggerUid: 'x', authMode: 'FULL' }, 'connect', [[1]]]) {
      await made.file.run(ben, name, [given, { key: 'x', use: 'owner' }], 'FULL');
      expect(annas(made)).toBe(before);
    }
  }
});

test('a problem that an editor provokes is a sentence, and none of Google’s or of the parser’s', async () => {
  const made = await shared();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sidebarMethods), hostile, async (method, given) => {
      const outcome = await made.file.run(ben, 'sidebarCall', [method, given], 'FULL');
      const reply = (outcome.ok ? outcome.value : {}) as { ok: boolean; problem?: string };
      if (reply.ok) return;
      expect(reply.problem).toMatch(/^["A-Z].*\.$/su);
      expect(reply.problem).not.toMatch(/undefined|\[object|TypeError|Invalid (?:type|key)|Exception|https?:/);
    }),
    { numRuns: 60 },
  );
});

describe('a key that Anna allowed the formulas of one file', () => {
  /** Another file of hers, that Ben and Carla edit. */
  async function another(): Promise<{ made: Workbench; other: SpreadsheetFile }> {
    const made = await connected('owner');
    return { made, other: made.google.createSpreadsheet({ name: 'Shared with others', owner: anna }) };
  }

  test('is not spent in another of hers, by whatever function an editor types there', async () => {
    const { made, other } = await another();
    const before = annas(made);
    for (const name of topLevel) {
      for (const given of [
        '',
        '"current_year"',
        '"Atlas Group","revenue"',
        ...sampled(sidebarMethods, 6).map((one) => `"${one}"`),
      ]) {
        await enter({ file: other }, `=${name}(${given})`, ben);
      }
    }
    expect(annas(made)).toBe(before);
    expect([...other.properties]).toEqual([]);
  });

  test('nor by whatever an editor does in the sidebar there', async () => {
    const { made, other } = await another();
    const before = annas(made);
    for (const method of sidebarMethods) {
      for (const given of [undefined, { id: null, withMyKey: true }, { from: null }, { from: anna }, { minutes: 5 }]) {
        await other.run(ben, 'sidebarCall', [method, given], 'FULL');
      }
    }
    await enter({ file: other }, '=JB_PARTNERS()', carla);
    expect(annas(made)).toBe(before);
  });

  test('nor with what an editor has found in the first file’s consent but for the key’s fingerprint', async () => {
    const { made, other } = await another();
    const consent = JSON.parse(made.file.properties.get('formulaKey') ?? '{}') as Record<string, unknown>;
    const before = annas(made);
    const forged = [
      { ...consent, fingerprint: '' },
      { ...consent, fingerprint: 'x'.repeat(64) },
      { ...consent, fingerprint: String(consent.fingerprint).toUpperCase() },
      { ...consent, fingerprint: { toString: 'x' } },
      { ...consent, mode: 'shared' },
      JSON.parse(`{"__proto__":${JSON.stringify(consent)}}`),
    ];
    for (const one of forged) {
      other.properties.set('formulaKey', JSON.stringify(one));
      expect((await enter({ file: other }, '=JB_PARTNERS("last_year")', ben)).value).toBe('#ERROR!');
    }
    expect(annas(made)).toBe(before);
  });
});
