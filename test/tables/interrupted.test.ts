import type { Fate } from '../../workbench/apps-script/interference';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, closeBenches, connected, held, newReport, plainly, select } from '../support/bench';
import { isThorough } from '../support/breadth';
import { strike } from '../support/sweeps';

afterEach(closeBenches);

const sheet = '0';
const thisYear = { period: 'current_year', type: null, limit: 5, where: 'cell' } as const;

/** What people have put around the place of a table at B2, and between its second and third column. */
async function typeAround({ file }: Workbench, column: number): Promise<void> {
  for (const [row, at, text] of [
    [5, 1, '=1+1'],
    [1, 3, 'above'],
    [12, 3, 'below'],
    [5, column, 'right'],
  ] as const)
    await file.workbook.type(sheet, row, at, text);
}

/** What the sidebar asks for, ended so many calls after its answer came, or from then on; whether all was done by then. */
async function ended(
  made: Workbench,
  call: number,
  fate: Fate,
  method: string,
  argument: unknown,
  lasts = false,
): Promise<boolean> {
  let answeredYet = false;
  let done = false;
  let struck = false;
  const ends = strike({ at: call, fate, lasts, concerns: () => answeredYet });
  made.google.interfere = (about) => {
    const fated = ends(about);
    struck ||= fated !== 'go on';
    answeredYet ||= about.call === 'HttpResponse.getContentText';
    // The lease is given back: what follows only reads.
    done ||= !struck && about.call === 'Properties.deleteProperty';
    return fated;
  };
  await made.file.run(anna, 'sidebarCall', [method, argument], 'FULL');
  made.google.interfere = null;
  // Nobody could give the lease back.
  await made.clock.advance(6 * 60_000);
  return done;
}

const refresh = { id: null, withMyKey: false };

// Ended after one call is ended before the next: one of both says it all.
describe.each<Fate>(['kill'])('ended by %s at each service call that follows its answer', (fate) => {
  test.each([
    ['a refresh', 0],
    ['a refresh of a table with totals and a column inserted inside', 1],
  ])(
    '%s leaves a table that the next one makes whole, and every other cell as it was (P8.1-1)',
    async (_, inserted) => {
      const made = await connected();
      select(made, sheet, 'B2');
      await ask(made, 'saveReport', newReport(thisYear, { totals: inserted > 0 }));
      await typeAround(made, 13);
      if (inserted > 0) {
        made.file.workbook.insertColumns(sheet, 4, 1);
        for (const row of [2, 3, 5, 6, 9]) await made.file.workbook.type(sheet, row, 4, row === 6 ? '=ROW()' : 'mine');
      }
      const theirs = [
        'A1:A12',
        'B1:N1',
        'B10:N12',
        inserted > 0 ? 'N1:N12' : 'M1:M12',
        ...(inserted > 0 ? ['D1:D12'] : []),
      ];
      const outside = () => theirs.map((area) => held(made, sheet, area));
      const before = outside();
      const partners = [...made.sandbox.data.partners];
      let calls = 0;
      for (let over = false; !over; calls += 1) {
        const kept = calls % 2 === 0 ? partners.slice(0, 2) : partners;
        made.sandbox.data.partners.splice(0, partners.length, ...kept);
        over = await ended(made, calls, fate, 'refresh', refresh);
        expect(outside()).toEqual(before);
        const { reports: tables } = await ask(made, 'refresh', refresh);
        expect(tables).toMatchObject([{ problem: null }]);
        const answer = await plainly(made, 'period=current_year&limit=5');
        const names = answer.partners.map(({ name }) => name);
        const revenues = answer.partners.map(({ revenue }) => revenue);
        if (inserted > 0) {
          names.push(answer.partners.length < 5 ? 'Total' : 'Total of the 5 shown');
          revenues.push(Math.round(revenues.reduce((sum, revenue) => sum + revenue, 0) * 100) / 100);
        }
        const blank = Array.from({ length: 6 - names.length }, () => '');
        expect(held(made, sheet, 'C4:C9').flat()).toEqual([...names, ...blank]);
        expect(held(made, sheet, inserted > 0 ? 'E4:E9' : 'D4:D9').flat()).toEqual([...revenues, ...blank]);
        expect(outside()).toEqual(before);
      }
      expect(calls).toBeGreaterThan(isThorough ? 20 : 8);
    },
  );
});

const refusal = { fail: 'Service invoked too many times for one day: spreadsheets.' };

test.each<readonly [string, Fate, boolean]>([
  ['ended', 'kill', false],
  ...(isThorough ? [['refused once', refusal, false] as const] : []),
  ['refused from then on', refusal, true],
])(
  'inserting a table, %s at each service call that follows its answer, leaves none, or one that the next refresh makes whole, and every other cell as it was (P8.1-1)',
  async (_, fate, lasts) => {
    const made = await connected();
    select(made, sheet, 'B2');
    // The sheet of the definitions is there already.
    const { reports } = await ask(made, 'saveReport', newReport(thisYear));
    await ask(made, 'removeReport', { id: reports[0]?.id ?? '', clear: true });
    await typeAround(made, 13);
    const place = { row: 2, column: 2, rows: 7, columns: 11 };
    const outside = () => ['A1:A12', 'B1:M1', 'M1:M12', 'B9:L12'].map((area) => held(made, sheet, area));
    const before = outside();
    let calls = 0;
    // Every other stop of a day; a table that is half inserted is also looked at by test/sheets/interrupted.test.ts, at each.
    for (let over = false; !over; calls += isThorough ? 1 : 2) {
      select(made, sheet, 'B2');
      over = await ended(made, calls, fate, 'saveReport', newReport(thisYear), lasts);
      const { reports: tables } = await ask(made, 'refresh', refresh);
      const [header] = held(made, sheet, 'B3:C3');
      if (tables.length === 0) expect(held(made, sheet, 'B2:L8').flat().join('')).toBe('');
      else {
        expect(tables).toMatchObject([{ place: 'Sheet1!B3', problem: null }]);
        expect(header).toEqual(['Rank', 'Partner']);
        const answer = await plainly(made, 'period=current_year&limit=5');
        expect(held(made, sheet, 'C4:C8').flat()).toEqual(answer.partners.map(({ name }) => name));
        expect(held(made, sheet, 'B2').flat().join('')).toMatch(/^This year · .* · refreshed/);
      }
      expect(outside()).toEqual(before);
      for (const { id } of tables) await ask(made, 'removeReport', { id, clear: false });
      made.file.workbook.clear(sheet, place);
      // One that ended between naming its cells and recording so has left a name on empty cells.
      for (const { name } of made.file.workbook.namedRanges()) made.file.workbook.deleteNamedRange(name);
    }
    expect(calls).toBeGreaterThan(isThorough ? 20 : 8);
  },
);
