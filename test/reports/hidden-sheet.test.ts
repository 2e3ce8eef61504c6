import type { ReportDefinition } from '../../src/contract/report-definition';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, held, newReport, select } from '../support/bench';
import { isThorough, sampled } from '../support/breadth';

afterEach(closeBenches);

const hour = 3_600_000;
const sheet = '0';
const hourly: ReportDefinition['schedule'] = { kind: 'hourly' };
const overview = (made: Workbench, user = anna) => ask(made, 'overview', undefined, user);

/** Anna’s spreadsheet with two reports of three partners on an hourly schedule, at A1 and A11. */
async function withReports(more: Partial<ReportDefinition> = {}): Promise<Workbench> {
  const made = await connected('tables');
  for (const [index, name] of ['First', 'Second'].entries()) {
    select(made, sheet, `A${1 + 10 * index}`);
    const request = { period: 'current_year', type: null, limit: 3, where: 'cell' } as const;
    await ask(made, 'saveReport', newReport(request, { name, schedule: hourly, ...more }));
  }
  made.google.executions.length = 0;
  return made;
}

const sheetsOf = ({ file }: Workbench) => file.workbook.sheets();

/** The id of the sheet that holds the reports’ lines: by its content, as its name may be another by now. */
function hidden(made: Workbench): string {
  const all = sheetsOf(made).filter(({ id }) => id !== sheet);
  const headings = ['Journeybee report', 'Definition (changed by the sidebar)'];
  const found = all.find(({ id }) => held(made, id, 'A1:D1')[0]?.some((text) => headings.includes(String(text))));
  if (!found) throw new Error('There is no hidden sheet.');
  return found.id;
}

const properties = ({ file }: Workbench, name: RegExp) => [...file.properties.keys()].filter((key) => name.test(key));

/** Both reports go on: refreshed each hour, by Anna’s trigger, with no mail, also after she has looked. */
async function expectGoesOn(made: Workbench): Promise<void> {
  for (const hours of isThorough ? [30, 2] : [3, 1]) {
    for (const deal of made.sandbox.data.deals) deal.value += 1;
    await made.google.advance(hours * hour);
    const { reports, schedule } = await overview(made);
    const now = new Date(made.clock.now()).toISOString().slice(0, 16).replace('T', ' ');
    expect([...reports].sort((a, b) => (a.name < b.name ? -1 : 1))).toMatchObject([
      { name: 'First', refreshedAt: now, problem: null },
      { name: 'Second', refreshedAt: now, problem: null },
    ]);
    expect(schedule).toMatchObject({ owner: anna, health: { state: 'running' } });
    expect(made.file.triggers.triggers).toHaveLength(1);
  }
  expect(made.google.mails).toEqual([]);
  expect(made.google.executions.filter(({ ok }) => !ok)).toEqual([]);
}

/** What people do to it, each of which leaves all that the lines say. */
const harmless: ReadonlyArray<readonly [what: string, act: (made: Workbench, id: string) => unknown]> = [
  [
    'renamed and shown',
    (made, id) => {
      made.file.workbook.setHidden(id, false);
      made.file.workbook.renameSheet(id, 'Do not touch');
    },
  ],
  ['renamed to a name that begins alike', (made, id) => made.file.workbook.renameSheet(id, 'Journeybee (old)')],
  ['moved to the front', (made, id) => made.file.workbook.moveSheet(id, 0)],
  ['with its first cell overwritten', (made, id) => made.file.workbook.type(id, 1, 1, 'Do not touch!')],
  ['with its first cell made a number', (made, id) => made.file.workbook.type(id, 1, 1, '42')],
  ['with a formula that fails in its first cell', (made, id) => made.file.workbook.type(id, 1, 1, '=1/0')],
  ['with its first row deleted', (made, id) => made.file.workbook.deleteRows(id, 1, 1)],
  [
    'with its first row cleared',
    (made, id) => made.file.workbook.clearContent(id, { row: 1, column: 1, rows: 1, columns: 4 }),
  ],
  [
    'renamed, with all headings in another language',
    async (made, id) => {
      made.file.workbook.renameSheet(id, 'Berichte');
      for (const [index, text] of ['Bericht', 'Name', 'Angaben', 'Bereich'].entries())
        await made.file.workbook.type(id, 1, index + 1, text);
    },
  ],
  [
    'with rows and a column inserted before everything',
    (made, id) => {
      made.file.workbook.insertRows(id, 1, 3);
      made.file.workbook.insertColumns(id, 1, 1);
    },
  ],
  [
    'with a column of somebody’s own between',
    async (made, id) => {
      made.file.workbook.insertColumns(id, 2, 1);
      await made.file.workbook.type(id, 2, 2, 'ask Ben');
    },
  ],
  ['with the column of names deleted', (made, id) => made.file.workbook.deleteColumns(id, 2, 1)],
  ['duplicated', (made, id) => made.file.workbook.duplicateSheet(id)],
  [
    'beside another of its old name',
    (made, id) => {
      made.file.workbook.renameSheet(id, 'Mine');
      const other = made.file.workbook.insertSheet('Journeybee');
      made.file.workbook.write(other.id, { row: 1, column: 1, rows: 1, columns: 1 }, [['Journeybee report']]);
    },
  ],
  [
    'as text that keeps its apostrophes',
    (made, id) => {
      const lines = held(made, id, 'A1:D3');
      made.file.workbook.write(
        id,
        { row: 1, column: 1, rows: 3, columns: 4 },
        lines.map((line) => line.map((text) => `''${text}`)),
      );
    },
  ],
];

describe('the hidden sheet', () => {
  test.each(sampled(harmless, 8))('%s: schedules go on, and nothing is made anew', async (_, act) => {
    const made = await withReports();
    const id = hidden(made);
    await act(made, id);
    const before = { sheets: sheetsOf(made), cells: held(made, id, 'A1:G9') };
    await expectGoesOn(made);
    expect((await overview(made)).message).toBeNull();
    expect(sheetsOf(made)).toEqual(before.sheets);
    expect(held(made, id, 'A1:G9')).toEqual(before.cells);
    // And a change is written where the line stands, over nothing of anybody’s.
    const [first] = (await overview(made)).reports;
    await ask(made, 'setStatus', { id: first?.id ?? '', status: 'paused' });
    select(made, sheet, 'A30');
    const third = newReport({ period: 'last_year', type: null, limit: 2, where: 'cell' }, { name: 'Third' });
    await ask(made, 'saveReport', third);
    const { reports } = await overview(made);
    expect(reports.map(({ name, definition }) => [name, definition?.status])).toEqual([
      ['First', 'paused'],
      ['Second', 'active'],
      ['Third', 'active'],
    ]);
    expect(sheetsOf(made)).toEqual(before.sheets);
    const kept = held(made, id, 'A1:G9').flat();
    const people = before.cells.flat().filter((cell) => typeof cell === 'string' && !/version|report|^'|^$/.test(cell));
    for (const cell of people) expect(kept).toContain(cell);
    for (const { id: report } of reports) await ask(made, 'removeReport', { id: report, clear: false });
    expect((await overview(made)).reports).toEqual([]);
    expect(properties(made, /^(?:definition|state):/)).toEqual([]);
  });
});

const put = (count: number) =>
  `Somebody changed or deleted the hidden sheet with the list of reports. ${
    count === 1 ? 'One report was' : `${count} reports were`
  } put back into it.`;

/** What people do to it that takes something away, and how many reports are put back. */
const restored: ReadonlyArray<readonly [what: string, count: number, act: (made: Workbench, id: string) => unknown]> = [
  ['deleted', 2, (made, id) => made.file.workbook.deleteSheet(id)],
  ['cleared', 2, (made, id) => made.file.workbook.clear(id, { row: 1, column: 1, rows: 9, columns: 9 })],
  [
    'with everything else in it than before',
    2,
    (made, id) => {
      made.file.workbook.clear(id, { row: 1, column: 1, rows: 9, columns: 9 });
      made.file.workbook.write(id, { row: 1, column: 1, rows: 1, columns: 2 }, [['Budget', 42]]);
    },
  ],
  ['with a row deleted', 1, (made, id) => made.file.workbook.deleteRows(id, 2, 1)],
  ['with a definition overtyped', 1, (made, id) => made.file.workbook.type(id, 2, 3, 'oops')],
  [
    'with a definition cut in half',
    1,
    (made, id) => {
      const text = String(held(made, id, 'C2')[0]?.[0]);
      made.file.workbook.write(id, { row: 2, column: 3, rows: 1, columns: 1 }, [[text.slice(0, 100)]]);
    },
  ],
  ['with an id overtyped', 1, (made, id) => made.file.workbook.type(id, 3, 1, 'x')],
  ['with the column of definitions deleted', 2, (made, id) => made.file.workbook.deleteColumns(id, 3, 1)],
];

describe('the hidden sheet', () => {
  test.each(sampled(restored, 5))(
    '%s: %i reports are put back, schedules go on, and the sidebar says so once',
    async (_, count, act) => {
      const made = await withReports();
      const before = (await overview(made)).reports;
      await act(made, hidden(made));
      const people = sheetsOf(made).flatMap(({ id }) => (id === sheet ? [] : held(made, id, 'A1:G3').flat()));
      await made.google.advance(hour);
      const after = await overview(made);
      expect(after.message).toBe(put(count));
      expect([...after.reports].map(({ id, definition }) => [id, definition]).sort()).toEqual(
        before.map(({ id, definition }) => [id, definition]).sort(),
      );
      expect((await overview(made)).message).toBeNull();
      if (people.includes('Budget'))
        expect(sheetsOf(made).flatMap(({ id }) => held(made, id, 'A1:B1').flat())).toEqual(
          expect.arrayContaining(['Budget', 42]),
        );
      await expectGoesOn(made);
      expect(sheetsOf(made).find(({ id }) => id === hidden(made))?.name).toMatch(/^Journeybee/);
    },
  );

  test('deleted while the sidebar is open: what is saved next is saved, and the rest is put back', async () => {
    const made = await withReports();
    const [first] = (await overview(made)).reports;
    if (!first?.definition) throw new Error('There is no report.');
    made.file.workbook.deleteSheet(hidden(made));
    const definition = { ...first.definition, rows: 2, schedule: null };
    const saved = await ask(made, 'saveReport', { id: first.id, definition, where: 'cell' });
    expect(saved.reports).toMatchObject([{ definition: { rows: 2 } }, { name: 'Second', definition: { rows: 3 } }]);
    expect(sheetsOf(made).find(({ id }) => id === hidden(made))).toMatchObject({ name: 'Journeybee', hidden: true });
  });

  test('deleted before the sidebar is opened: it says so at once, and once', async () => {
    const made = await withReports();
    made.file.workbook.deleteSheet(hidden(made));
    expect((await overview(made)).message).toBe(put(2));
    expect((await overview(made)).message).toBeNull();
  });

  test('duplicated, and after changes the original deleted: the copy takes its place, with what changed since', async () => {
    const made = await withReports();
    const [, second] = (await overview(made)).reports;
    if (!second?.definition) throw new Error('There is no report.');
    const original = hidden(made);
    made.file.workbook.duplicateSheet(original);
    const definition = { ...second.definition, rows: 2, name: 'Renamed' };
    await ask(made, 'saveReport', { id: second.id, definition, where: 'cell' });
    made.file.workbook.deleteSheet(original);
    const sheets = sheetsOf(made).length;
    await made.google.advance(hour);
    expect((await overview(made)).reports).toMatchObject([
      { name: 'First' },
      { name: 'Renamed', definition: { rows: 2 } },
    ]);
    expect(sheetsOf(made)).toHaveLength(sheets);
    expect(held(made, hidden(made), 'B3')).toEqual([['Renamed']]);
  });

  test('deleted, with Google refusing a new sheet: reports are refreshed all the same, and put back when it can be', async () => {
    const made = await withReports();
    made.file.workbook.deleteSheet(hidden(made));
    made.google.interfere = ({ call }) => (call === 'Spreadsheet.insertSheet' ? { fail: 'Service error' } : 'go on');
    for (const deal of made.sandbox.data.deals) deal.value += 1;
    await made.google.advance(2 * hour);
    const { reports, schedule, message } = await overview(made);
    expect(reports).toMatchObject([{ refreshedAt: '2026-05-15 11:00' }, { refreshedAt: '2026-05-15 11:00' }]);
    expect([schedule.owner, message]).toEqual([anna, null]);
    made.google.interfere = null;
    expect((await overview(made)).message).toBe(put(2));
    await expectGoesOn(made);
  });

  test('deleted, with more partners chosen than one property holds: put back whole, and kept whole from then on', async () => {
    const chosen = Array.from(
      { length: 300 },
      (_, index) => `c0ffee00-0000-4000-8000-${String(index).padStart(12, '0')}`,
    );
    const made = await withReports({ filters: { partner: chosen, tier: [], category: [], stage: [] } });
    const definitions = async () => (await overview(made)).reports.map(({ definition }) => definition);
    const before = await definitions();
    expect(before[0]?.filters.partner).toHaveLength(300);
    made.file.workbook.deleteSheet(hidden(made));
    expect(await definitions()).toEqual(before);
    expect(hidden(made)).toBeDefined();

    // What was kept in parts leaves none of them behind, nor does what is deleted.
    const [first, second] = (await overview(made)).reports;
    if (!first?.definition || !second) throw new Error('There is no report.');
    const parts = properties(made, /^definition:.*:/);
    expect(parts.length).toBeGreaterThan(6);
    const definition = { ...first.definition, filters: { ...first.definition.filters, partner: [] } };
    await ask(made, 'saveReport', { id: first.id, definition, where: 'cell' });
    expect(properties(made, new RegExp(`^definition:${first.id}:`))).toEqual([]);
    // A part that is not of the same writing is none: the report is told of as one that cannot be read.
    const part = parts.find((name) => name.includes(second.id)) ?? '';
    made.file.properties.set(part, String(made.file.properties.get(part)).replace(/c0ffee00/g, 'c0ffee11'));
    made.file.workbook.deleteSheet(hidden(made));
    expect(await definitions()).toEqual([expect.objectContaining({ filters: definition.filters }), null]);
    await ask(made, 'removeReport', { id: second.id, clear: false });
    expect(properties(made, /^definition:/)).toEqual([`definition:${first.id}`]);
  });

  test('that no copy is kept of and is gone: its person is mailed once, the sidebar says so, and it ends when she ends it', async () => {
    const made = await withReports();
    for (const name of properties(made, /^definition:/)) made.file.properties.delete(name);
    made.file.workbook.deleteSheet(hidden(made));
    await made.google.advance(30 * hour);
    const { reports, schedule } = await overview(made);
    expect(reports).toMatchObject([
      { name: 'First', definition: null, copied: false },
      { name: 'Second', definition: null, copied: false },
    ]);
    expect(schedule).toMatchObject({
      owner: anna,
      health: { state: 'unreadable', text: expect.stringContaining('2 reports cannot be read any more') },
    });
    await made.google.advance(30 * hour);
    expect(made.google.mails).toMatchObject([
      {
        to: anna,
        subject: 'Journeybee: 2 reports cannot be read any more',
        body: expect.stringContaining('restore an'),
      },
    ]);
    expect(made.file.triggers.triggers).toHaveLength(1);
    const cells = held(made, sheet, 'A1:K15');
    for (const { id } of reports) await ask(made, 'removeReport', { id, clear: false });
    expect(await overview(made)).toMatchObject({
      reports: [],
      schedule: { owner: null, health: { state: 'nothing' } },
    });
    expect(made.file.triggers.triggers).toEqual([]);
    expect(held(made, sheet, 'A1:K15')).toEqual(cells);
  });

  test('of which one line is damaged and not kept: that one is mailed once, the other goes on, and undoing it mends it', async () => {
    const made = await withReports();
    const id = hidden(made);
    const [[text]] = held(made, id, 'C3') as [[string]];
    for (const name of properties(made, /^definition:/)) made.file.properties.delete(name);
    await made.file.workbook.type(id, 3, 3, "'{oops");
    await made.google.advance(3 * hour);
    expect(held(made, id, 'C3')).toEqual([['{oops']]);
    expect((await overview(made)).reports).toMatchObject([
      { name: 'First', refreshedAt: '2026-05-15 12:00' },
      { name: 'Second', definition: null },
    ]);
    expect(made.google.mails.map(({ subject }) => subject)).toEqual(['Journeybee: Second cannot be read any more']);
    made.file.workbook.write(id, { row: 3, column: 3, rows: 1, columns: 1 }, [[`'${text}`]]);
    await made.google.advance(hour);
    expect((await overview(made)).reports).toMatchObject([
      { refreshedAt: '2026-05-15 13:00' },
      { refreshedAt: '2026-05-15 13:00' },
    ]);
    // Damaged once more it is put back by now, and nobody has to hear of it.
    await made.file.workbook.type(id, 3, 3, "'{oops");
    await made.google.advance(hour);
    expect(held(made, id, 'C3')).toEqual([[text]]);
    expect(made.google.mails).toHaveLength(1);
  });

  test('of a newer add-on: its line stays as it is, whatever else is put back', async () => {
    const made = await withReports();
    const id = hidden(made);
    const newer = String(held(made, id, 'C2')[0]?.[0]).replace(/"version":\d+/, '"version":99');
    const [first] = (await overview(made)).reports;
    made.file.properties.set(`definition:${first?.id}`, newer);
    made.file.workbook.write(id, { row: 2, column: 3, rows: 1, columns: 1 }, [[`'${newer}`]]);
    await made.google.advance(hour);
    expect((await overview(made)).reports).toMatchObject([{ definition: null }, { refreshedAt: '2026-05-15 10:00' }]);
    expect(held(made, id, 'C2')).toEqual([[newer]]);
    expect(made.file.properties.get(`definition:${first?.id}`)).toBe(newer);
  });

  test('renamed before the file was copied: the copy offers its reports, and does not look through all sheets each time', async () => {
    const made = await withReports();
    made.file.workbook.renameSheet(hidden(made), 'Lists');
    const copy = { ...made, file: made.file.copy('Copy', ben) };
    await copy.file.open(ben);
    expect((await overview(copy, ben)).reports).toMatchObject([{ copied: true }, { copied: true }]);
    const empty = await connected('tables');
    for (let count = 0; count < 20; count += 1) empty.file.workbook.insertSheet(`Other ${count}`);
    await overview(empty);
    await overview(empty);
    const calls = empty.google.executions.at(-1)?.calls ?? [];
    expect(calls.filter((call) => call === 'Range.getValues')).toEqual([]);
  });

  test('removed with everything: nothing is made again', async () => {
    const made = await withReports();
    const id = hidden(made);
    await ask(made, 'removeEverything', undefined);
    expect(sheetsOf(made).map((one) => one.id)).not.toContain(id);
    expect(await overview(made)).toMatchObject({ reports: [], message: null });
    expect(properties(made, /./)).toEqual([]);
  });
});
