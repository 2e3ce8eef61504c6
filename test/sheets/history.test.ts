import fc from 'fast-check';
import type { Leaderboard, Partner } from '../../src/domain/leaderboard';
import { findHeader, type History, historyGone } from '../../src/sheets/history-sheet';
import { leaderboardOf } from '../domain/arbitraries';
import { anna, ben } from '../support/bench';
import { isThorough } from '../support/breadth';
import { codeOf } from '../support/modules';
import { closeProjects, project, type TestProject } from '../support/project';
import { partner } from '../support/rows';
import { strike } from '../support/sweeps';
import type { Refresh } from './history-project';

const code = codeOf('test/sheets/history-project.ts');
const german = { locale: 'de_DE', timeZone: 'Pacific/Auckland' } as const;

afterEach(closeProjects);

const ada = partner({ uuid: 'uuid-ada', name: '=1+1', revenue: 1200.5, winRate: 0.25 });
const bob = partner({ uuid: 'uuid-bob', name: '1/2', revenue: 700 });
const header = ['Date', 'Rank', 'Partner', 'UUID', 'Revenue', 'Win rate', 'Currency'];
const first = '2026-05-14T23:30Z';
const later = (days: number, hours = 0) => new Date(Date.parse(first) + (days * 24 + hours) * 3_600_000).toISOString();

interface Given extends Partial<Omit<Refresh, 'leaderboard'>>, Partial<Pick<Leaderboard, 'currency'>> {
  readonly partners?: readonly Partner[];
}

function request(at: string, { partners = [ada, bob], currency = 'EUR', ...given }: Given = {}): Refresh {
  const leaderboard = leaderboardOf(partners, { fetchedAt: Date.parse(at), currency });
  return {
    name: 'Top 5',
    kind: 'day',
    columns: ['rank', 'name', 'revenue', 'win rate'],
    taken: [],
    ...given,
    leaderboard,
  };
}

const refresh = (made: TestProject, at: string, given?: Given) => made.call('refresh', request(at, given));

/** The history's sheet is the last that was made. */
const sheets = ({ file }: TestProject) => file.workbook.sheets();
const id = (made: TestProject) =>
  sheets(made).reduce((last, sheet) => (Number(sheet.id) > Number(last) ? sheet.id : last), '0');
const known = ({ file }: TestProject): History => JSON.parse(file.properties.get('history') ?? 'null');

/** All that stands in a sheet. */
function held(made: TestProject, sheetId = id(made)): unknown[][] {
  const { workbook } = made.file;
  const { lastRow: rows, lastColumn: columns } = workbook.extent(sheetId);
  if (rows === 0) return [];
  return workbook.read(sheetId, { row: 1, column: 1, rows, columns }).map((row) => row.map(({ value }) => value));
}

/** What the cells of some columns show, from a row on. */
const column = (made: TestProject, number: number, from = 2) =>
  held(made)
    .slice(from - 1)
    .map((row) => row[number - 1]);
const shown = (made: TestProject, row: number) =>
  made.file.workbook.read(id(made), { row, column: 1, rows: 1, columns: 7 })[0]?.map(({ display }) => display);

const type = (made: TestProject, row: number, column: number, text: string, sheetId = id(made)) =>
  made.file.workbook.type(sheetId, row, column, text);

const serial = (date: Date) => date.getTime() / 86_400_000 + 25_569;

/** A history of one day. */
async function begun(options = {}): Promise<TestProject> {
  const made = await project(code, options);
  await refresh(made, first);
  return made;
}

const days = (made: TestProject) => [
  ...new Set(column(made, 1).map((date) => (date as Date).toISOString?.().slice(0, 10))),
];

describe('a history is begun', () => {
  test('in a sheet of its own, with a header and the partners of the table', async () => {
    const made = await begun();
    expect(sheets(made).map(({ name }) => name)).toEqual(['Sheet1', 'History – Top 5']);
    const date = new Date('2026-05-14T00:00Z');
    expect(held(made)).toEqual([
      header,
      [date, 1, '=1+1', 'uuid-ada', 1200.5, 0.25, 'EUR'],
      [date, 2, '1/2', 'uuid-bob', 700, '', 'EUR'],
    ]);
    expect(known(made)).toEqual({
      sheetId: Number(id(made)),
      columns: ['rank', 'name', 'uuid', 'revenue', 'win rate', 'currency'],
      lastDay: '2026-05-14',
      cells: 52_000,
    });
  });

  test('and is stored when its sheet stands, before anything is written into that', async () => {
    const made = await begun();
    const { calls = [] } = made.google.executions[0] ?? {};
    const order = [
      'Spreadsheet.insertSheet',
      'SpreadsheetApp.flush',
      'Properties.setProperty',
      'Range.setNumberFormats',
    ];
    expect(calls.filter((call) => order.includes(call)).slice(0, 4)).toEqual(order);
  });

  test('beside a sheet of that name that holds something, and never in another report’s, empty as it is', async () => {
    const made = await project(code);
    const theirs = made.file.workbook.insertSheet('history – top 5');
    await type(made, 3, 3, 'mine', theirs.id);
    const empty = made.file.workbook.insertSheet('History – Top 5 (2)');
    await refresh(made, first, { taken: [Number(empty.id)] });
    expect(sheets(made).map(({ name }) => name)).toContain('History – Top 5 (3)');
    expect([held(made, theirs.id).flat().filter(Boolean), held(made, empty.id)]).toEqual([['mine'], []]);
  });

  test('under a report’s name that is longer than a sheet’s may be', async () => {
    const made = await project(code);
    await refresh(made, first, { name: 'x'.repeat(300) });
    expect(sheets(made)[1]?.name).toHaveLength(100);
  });

  test('once there is somebody to remember', async () => {
    const made = await project(code);
    await refresh(made, first, { partners: [] });
    expect(held(made)).toEqual([]);
    await refresh(made, later(0, 1));
    expect(held(made)).toHaveLength(3);
  });
});

describe('each refresh adds', () => {
  test('a snapshot with its date and time, if so chosen', async () => {
    const made = await project(code);
    for (const hours of [0, 1, 26]) await refresh(made, later(0, hours), { kind: 'refresh' });
    expect(column(made, 1)).toEqual([0, 0, 1, 1, 26, 26].map((hours) => new Date(later(0, hours))));
    expect(shown(made, 4)?.[0]).toBe('2026-05-15 00:30');
  });

  test('else one a day, the first', async () => {
    const made = await begun();
    await refresh(made, later(0, 0.4), { partners: [bob] });
    expect(held(made)).toHaveLength(3);
    await refresh(made, later(0, 1), { partners: [bob] });
    await refresh(made, later(1), { partners: [ada] });
    expect(days(made)).toEqual(['2026-05-14', '2026-05-15']);
    expect(column(made, 3)).toEqual(['=1+1', '1/2', '1/2']);
  });

  test('nothing where the day has its snapshot, without so much as looking at the sheet', async () => {
    const made = await begun();
    await refresh(made, later(0, 0.2));
    const { calls = [] } = made.google.executions[made.google.executions.length - 1] ?? {};
    expect(calls.filter((call) => /^(Sheet|Range)\./.test(call))).toEqual([]);
  });

  test('few service calls, however long the history is', async () => {
    const made = await begun();
    for (let day = 1; day < 6; day += 1) await refresh(made, later(day));
    const { calls = [] } = made.google.executions[made.google.executions.length - 1] ?? {};
    const own = calls.slice(calls.indexOf('Spreadsheet.getSheetById'), calls.lastIndexOf('SpreadsheetApp.flush') + 1);
    expect(own.filter((call) => call !== 'Sheet.getRange')).toEqual([
      'Spreadsheet.getSheetById',
      'Sheet.getLastRow',
      'Sheet.getMaxColumns',
      'Range.getValues',
      'Range.getValues',
      'Utilities.formatDate',
      'Sheet.getMaxRows',
      'Range.getMergedRanges',
      'Range.setNumberFormats',
      'SpreadsheetApp.flush',
      'Range.setValues',
      'SpreadsheetApp.flush',
    ]);
  });

  test('the day of the spreadsheet’s time zone, and texts that stay texts, in a German spreadsheet in Auckland (P8-4, P8-10, P8-24)', async () => {
    const made = await begun(german);
    expect(shown(made, 2)).toEqual(['2026-05-15', '1', '=1+1', 'uuid-ada', '1.200,50', '25,0%', 'EUR']);
    expect(held(made)[2]?.slice(2, 5)).toEqual(['1/2', 'uuid-bob', 700]);
    await refresh(made, '2026-05-15T11:59Z');
    expect(held(made)).toHaveLength(3);
    await refresh(made, '2026-05-15T12:00Z');
    expect(shown(made, 4)?.[0]).toBe('2026-05-16');
    expect(known(made).lastDay).toBe('2026-05-16');
  });

  test.each(['2026-09-26T13:59Z', '2026-09-26T14:01Z', '2026-04-04T13:30Z', '2026-04-04T14:30Z'])(
    'the wall clock’s time when the clocks change in Auckland: %s (P8-24)',
    async (at) => {
      const made = await project(code, german);
      await refresh(made, at, { kind: 'refresh' });
      const wall = new Intl.DateTimeFormat('sv-SE', {
        timeZone: 'Pacific/Auckland',
        dateStyle: 'short',
        timeStyle: 'short',
      });
      expect(shown(made, 2)?.[0]).toBe(wall.format(new Date(at)));
    },
  );

  test('the currency of the day and its decimals', async () => {
    const made = await begun();
    await refresh(made, later(1), { currency: 'JPY' });
    expect(column(made, 7)).toEqual(['EUR', 'EUR', 'JPY', 'JPY']);
    expect([shown(made, 2)?.[4], shown(made, 4)?.[4]]).toEqual(['1,200.50', '1,201']);
    expect(held(made)[0]).toEqual(header);
  });

  test('the columns that the history began with, whatever the table shows since', async () => {
    const made = await begun();
    await refresh(made, later(1), { columns: ['name', 'total leads'] });
    expect(held(made)[0]).toEqual(header);
    expect(held(made)[3]?.slice(1)).toEqual([1, '=1+1', 'uuid-ada', 1200.5, 0.25, 'EUR']);
  });
});

describe('the sheet of a history', () => {
  test('that was renamed, moved and hidden is found (P8-18)', async () => {
    const made = await begun();
    made.file.workbook.renameSheet(id(made), 'Archive');
    made.file.workbook.insertSheet('History – Top 5');
    made.file.workbook.setHidden(String(known(made).sheetId), true);
    await refresh(made, later(1));
    expect(held(made, String(known(made).sheetId))).toHaveLength(5);
    expect(sheets(made)).toHaveLength(3);
  });

  test('that was deleted is not made again: a sentence says so (P8-18)', async () => {
    const made = await begun();
    made.file.workbook.deleteSheet(id(made));
    await expect(refresh(made, later(1))).rejects.toThrow(historyGone);
    expect(sheets(made)).toHaveLength(1);
  });

  test('that somebody cleared begins anew, with its header', async () => {
    const made = await begun();
    made.file.workbook.clearContent(id(made), { row: 1, column: 1, rows: 3, columns: 7 });
    await refresh(made, later(1));
    expect(held(made)).toHaveLength(3);
    expect([held(made)[0], days(made)]).toEqual([header, ['2026-05-15']]);
  });

  test('gets rows when it has no more, many at a time (P4-16, P8-15)', async () => {
    const made = await begun();
    made.file.workbook.deleteRows(id(made), 5, 996);
    await refresh(made, later(1));
    expect(held(made)).toHaveLength(5);
    expect(sheets(made)[1]?.rows).toBe(1004);
    expect(known(made).cells).toBe((1000 + 1004) * 26);
  });

  // The next test holds the bound each day; nine million cells twice take half a minute on a busy machine.
  const testAtNight = isThorough ? test : () => undefined;
  testAtNight(
    'gets none where the spreadsheet would have more than 9 million cells, and nothing is added (P4-15)',
    async () => {
      const made = await begun();
      made.file.workbook.deleteRows(id(made), 5, 996);
      made.file.workbook.insertColumns('0', 26, 8950);
      const before = held(made);
      await expect(refresh(made, later(1))).rejects.toThrow('more than 9 million cells');
      expect([held(made), sheets(made)[1]?.rows]).toEqual([before, 4]);
      made.file.workbook.deleteColumns('0', 26, 4000);
      await refresh(made, later(1));
      expect(held(made)).toHaveLength(5);
      expect(known(made).cells).toBe(4976 * 1000 + 1004 * 26);
    },
  );

  test('is not made where there would be too many cells, and with room it is (P4-15)', async () => {
    const made = await project(code);
    made.file.workbook.insertColumns('0', 26, 8950);
    await expect(refresh(made, first)).rejects.toThrow('more than 9 million cells');
    expect(sheets(made)).toHaveLength(1);
    made.file.workbook.deleteColumns('0', 26, 2);
    await refresh(made, first);
    expect(held(made)).toHaveLength(3);
  });
});

describe('what people do in a history’s sheet', () => {
  test('columns moved about, others inserted before and in between, a title above: each figure goes where its label is', async () => {
    const made = await begun();
    const { workbook } = made.file;
    workbook.insertColumns(id(made), 5, 1);
    workbook.insertColumns(id(made), 1, 1);
    workbook.insertRows(id(made), 1, 2);
    await type(made, 1, 1, 'All that happened');
    await type(made, 3, 6, 'My note');
    await type(made, 4, 6, 'a good one');
    await refresh(made, later(1));
    expect(held(made)[2]).toEqual([
      '',
      'Date',
      'Rank',
      'Partner',
      'UUID',
      'My note',
      'Revenue',
      'Win rate',
      'Currency',
    ]);
    expect(
      held(made)
        .slice(5)
        .map((row) => row.slice(2)),
    ).toEqual([
      [1, '=1+1', 'uuid-ada', '', 1200.5, 0.25, 'EUR'],
      [2, '1/2', 'uuid-bob', '', 700, '', 'EUR'],
    ]);
    expect(held(made)[3]?.[5]).toBe('a good one');
    const [noted, formatted] = [6, 7].map(
      (at) => workbook.read(id(made), { row: 6, column: at, rows: 1, columns: 1 })[0]?.[0],
    );
    expect([noted?.numberFormat, formatted?.numberFormat]).toEqual(['General', '#,##0.00']);
  });

  test.each([
    ['renamed', 'Umsatz'],
    ['cleared', ''],
    ['made a formula of', '="Rev"&"enues"'],
  ])(
    'a label that was %s: nothing is added, and a sentence names it; put back, the history goes on',
    async (_, text) => {
      const made = await begun();
      await type(made, 1, 5, text);
      const before = held(made);
      await expect(refresh(made, later(1))).rejects.toThrow(
        'one of its columns, and only one, has to be headed “Revenue”',
      );
      expect(held(made)).toEqual(before);
      await type(made, 1, 5, 'Revenue');
      await refresh(made, later(1));
      expect(held(made)).toHaveLength(5);
    },
  );

  test('a second column of the same label: nothing is added, since nobody knows which', async () => {
    const made = await begun();
    await type(made, 1, 9, 'Partner');
    await expect(refresh(made, later(1))).rejects.toThrow('headed “Partner”');
    expect(held(made)).toHaveLength(3);
  });

  test('a deleted column: nothing is added', async () => {
    const made = await begun();
    made.file.workbook.deleteColumns(id(made), 6, 1);
    await expect(refresh(made, later(1))).rejects.toThrow('headed “Win rate”');
    expect(held(made)).toHaveLength(3);
  });

  test('rows of their own below: the next snapshot stands below those', async () => {
    const made = await begun();
    await type(made, 5, 3, 'From here on with the new team');
    await refresh(made, later(1));
    expect(column(made, 3)).toEqual(['=1+1', '1/2', '', 'From here on with the new team', '=1+1', '1/2']);
  });

  test('a row of their own with today’s date: the day gets its snapshot all the same', async () => {
    const made = await begun();
    await type(made, 4, 1, '2026-05-15');
    await type(made, 4, 3, 'Prices rose');
    await refresh(made, later(1));
    expect(column(made, 3)).toEqual(['=1+1', '1/2', 'Prices rose', '=1+1', '1/2']);
  });

  test('all snapshots deleted, under a title: the history goes on below its header', async () => {
    const made = await begun();
    made.file.workbook.deleteRows(id(made), 2, 2);
    made.file.workbook.insertRows(id(made), 1, 2);
    await type(made, 1, 1, 'All that happened');
    await refresh(made, later(1));
    expect(column(made, 4, 3)).toEqual(['UUID', 'uuid-ada', 'uuid-bob']);
  });

  test('formulas filled to the bottom beside it stay, and the history does not go on below them (P8-15)', async () => {
    const made = await begun();
    const formulas = Array.from({ length: 200 }, (_, index) => [`=IF(E${index + 1}="";"";1)`]);
    made.file.workbook.deleteRows(id(made), 201, 800);
    made.file.workbook.write(id(made), { row: 1, column: 9, rows: 200, columns: 1 }, formulas);
    await refresh(made, later(1));
    expect(
      held(made)
        .slice(3, 6)
        .map((row) => [row[3], row[8]]),
    ).toEqual([
      ['uuid-ada', 1],
      ['uuid-bob', 1],
      ['', ''],
    ]);
    const kept = made.file.workbook.read(id(made), { row: 1, column: 9, rows: 200, columns: 1 });
    expect(kept.map(([cell]) => [cell?.formula])).toEqual(formulas);
  });

  test('thousands of rows over which a column of theirs goes on: its end is found from below, and no day is added twice', async () => {
    const made = await begun();
    const { workbook } = made.file;
    workbook.insertRows(id(made), 1000, 9000);
    await type(made, 9990, 9, 'note');
    await refresh(made, later(1));
    expect(column(made, 4).slice(0, 5)).toEqual(['uuid-ada', 'uuid-bob', 'uuid-ada', 'uuid-bob', '']);
    made.file.properties.set('history', JSON.stringify({ ...known(made), lastDay: '2026-05-14' }));
    await refresh(made, later(1));
    expect(column(made, 4)[4]).toBe('');
    expect(known(made).lastDay).toBe('2026-05-15');
    for (const [day, row] of [1000, 3000, 6990, 8500].entries()) {
      await type(made, row, 3, 'theirs');
      await refresh(made, later(2 + day));
      expect(column(made, 4, row).slice(0, 3)).toEqual(['', 'uuid-ada', 'uuid-bob']);
    }
  });

  test('an ARRAYFORMULA inside that shows nothing there yet goes on filling its column (P8-26)', async () => {
    const made = await begun();
    made.file.workbook.insertColumns(id(made), 6, 1);
    await type(made, 1, 6, 'Twice');
    await type(made, 2, 6, '=ARRAYFORMULA(IF(E2:E20="","",E2:E20*2))');
    await refresh(made, later(1));
    expect(column(made, 6)).toEqual([2401, 1400, 2401, 1400]);
  });

  test.each([
    ['a formula inside, where the next snapshot would stand', '=IF(E4="";"";2)'],
    ['a value inside', 'planned'],
  ])('%s: nothing is added, and it stays', async (_, text) => {
    const made = await begun();
    made.file.workbook.insertColumns(id(made), 6, 1);
    await type(made, 5, 6, text);
    await expect(refresh(made, later(1))).rejects.toThrow('hold something between its columns');
    const [cell] = made.file.workbook.read(id(made), { row: 5, column: 6, rows: 1, columns: 1 })[0] ?? [];
    expect([cell?.formula, cell?.value]).toContain(text);
    expect(column(made, 4)).toEqual(['uuid-ada', 'uuid-bob', '', '']);
  });

  test('cells merged below it: nothing is added, because figures would be lost in them (P8-23)', async () => {
    const made = await begun();
    made.file.workbook.merge(id(made), { row: 5, column: 2, rows: 2, columns: 2 });
    const before = held(made);
    await expect(refresh(made, later(1))).rejects.toThrow('from row 4 on cells are merged');
    expect(held(made)).toEqual(before);
  });

  test('rows sorted by revenue, after a refresh that was killed before it could store the day: none is added twice', async () => {
    const made = await begun();
    await refresh(made, later(1));
    const rows = [2, 4, 1, 3].map((row) =>
      (held(made)[row] ?? []).map((value) => (value instanceof Date ? serial(value) : value)),
    );
    made.file.workbook.write(id(made), { row: 2, column: 1, rows: 4, columns: 7 }, rows);
    made.file.properties.set('history', JSON.stringify({ ...known(made), lastDay: '2026-05-14' }));
    await refresh(made, later(1, 0.2));
    expect(held(made)).toHaveLength(5);
    await refresh(made, later(2));
    expect(days(made)).toEqual(['2026-05-14', '2026-05-15', '2026-05-16']);
  });

  test('protected cells: what somebody else refreshes is not added, not in part either (P8-11)', async () => {
    const made = await begun();
    made.file.protect({ sheetId: id(made), row: 5, column: 5, rows: 1, columns: 1 });
    await expect(made.callAs(ben, 'FULL', 'refresh', request(later(1)))).rejects.toThrow('protected');
    expect(held(made)).toHaveLength(3);
    await refresh(made, later(1));
    expect(held(made)).toHaveLength(5);
  });
});

describe('a name that the history has in another spelling', () => {
  const calls = (made: TestProject) => made.google.executions[made.google.executions.length - 1]?.calls ?? [];

  test('is written as it is spelled now all the way up, in one write, and then nothing is read for it', async () => {
    const made = await begun();
    for (let day = 1; day < 4; day += 1) await refresh(made, later(day));
    const plain = calls(made).length;
    for (const row of [2, 4, 6, 8]) await type(made, row, 3, "'\u00a0＝1+ 1".replace(' ', ''));
    await refresh(made, later(4));
    expect(column(made, 3)).toEqual(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? '=1+1' : '1/2')));
    expect(calls(made).filter((call) => call === 'Range.setValues')).toHaveLength(2);
    await refresh(made, later(5));
    expect(calls(made)).toHaveLength(plain);
  });

  test('in a cell that is protected stays until somebody refreshes who may write there; the snapshot is added (P8-11)', async () => {
    const made = await begun();
    await type(made, 2, 3, "'＝1+1");
    made.file.protect({ sheetId: id(made), row: 2, column: 3, rows: 1, columns: 1 });
    await made.callAs(ben, 'FULL', 'refresh', request(later(1)));
    expect(column(made, 3)).toEqual(['＝1+1', '1/2', '=1+1', '1/2']);
    await made.callAs(anna, 'FULL', 'refresh', request(later(2)));
    expect(column(made, 3)).toEqual(['=1+1', '1/2', '=1+1', '1/2', '=1+1', '1/2']);
  });

  test('in a cell that became Plain text gets no apostrophe that is seen (P8-65)', async () => {
    const made = await begun();
    await refresh(made, later(1));
    made.file.workbook.setNumberFormats(id(made), { row: 3, column: 3, rows: 1, columns: 1 }, [['@']]);
    await type(made, 3, 3, '１/2');
    await refresh(made, later(2));
    expect(column(made, 3)[1]).toBe('1/2');
  });
});

describe('a refresh killed at any of its service calls leaves no snapshot or all of it, and the next of that day completes it once', () => {
  /** Kills refreshes at one call after the other, each on a day of its own, until one gets through; resolves with how many. */
  async function killed(made: TestProject, before: () => Given): Promise<number> {
    for (let attempt = 0; ; attempt += 1) {
      const given = before();
      const stood = rowsOf(made);
      made.google.interfere = strike({ at: attempt, fate: 'kill' });
      const { ok } = await made.file.run(anna, 'refresh', [request(later(1 + attempt), given)], 'FULL');
      made.google.interfere = null;
      const added = rowsOf(made) - stood;
      expect([0, 2]).toContain(added);
      await refresh(made, later(1 + attempt, 0.2), given);
      expect(rowsOf(made)).toBe(stood + 2);
      expect(sheets(made)).toHaveLength(2);
      const [upper = [], lower = []] = held(made).slice(-2);
      const date = [upper, lower].map((row) => row[0]);
      expect(date).toEqual([0, 0].map(() => new Date(`${later(1 + attempt).slice(0, 10)}T00:00Z`)));
      expect([upper[1], lower[1]]).toEqual([1, 2]);
      if (ok) return attempt;
    }
  }

  /** Without those of headers, in all histories. */
  const rowsOf = (made: TestProject) =>
    sheets(made)
      .slice(1)
      .reduce((sum, sheet) => sum + Math.max(0, held(made, sheet.id).length - 1), 0);

  test('the first of a history', async () => {
    const made = await project(code);
    const attempts = await killed(made, () => {
      made.file.properties.delete('history');
      if (sheets(made).length > 1) made.file.workbook.deleteSheet(id(made));
      return {};
    });
    expect(attempts).toBeGreaterThan(isThorough ? 30 : 10);
    expect(sheets(made).map(({ name }) => name)).toEqual(['Sheet1', 'History – Top 5']);
  });

  test('a later one', async () => {
    expect(await killed(await begun(), () => ({}))).toBeGreaterThan(isThorough ? 12 : 4);
  });

  test('one that needs more rows, in a sheet with other people’s columns', async () => {
    const made = await begun();
    made.file.workbook.insertColumns(id(made), 5, 1);
    await type(made, 2, 5, 'mine');
    const attempts = await killed(made, () => {
      const end = held(made).length + 1;
      made.file.workbook.deleteRows(id(made), end, (sheets(made)[1]?.rows ?? 0) + 1 - end);
      return {};
    });
    expect(attempts).toBeGreaterThan(isThorough ? 15 : 5);
    expect(column(made, 5)).toEqual([
      'mine',
      ...column(made, 5)
        .slice(1)
        .map(() => ''),
    ]);
  });
});

describe('a header is found', () => {
  const labels = ['Date', 'Rank', 'Partner', 'UUID', 'Revenue', 'Currency'];
  const others = fc.array(fc.oneof(fc.string({ maxLength: 5 }), fc.double(), fc.constantFrom('', 'date', 'Revenue ')));

  test('in whatever order and among whatever columns and rows, or the label is named that is not there once', () => {
    const row = fc.tuple(
      fc.shuffledSubarray(labels, { minLength: 6 }),
      fc.array(others, { minLength: 6, maxLength: 6 }),
    );
    fc.assert(
      fc.property(row, fc.array(others, { maxLength: 5 }), fc.nat(6), ([order, between], above, left) => {
        const header = order.flatMap((label, index) => [
          ...(between[index] ?? []).filter((there) => !labels.includes(String(there))),
          label,
        ]);
        const rows = [...above.map((line) => line.filter((there) => !labels.includes(String(there)))), header];
        const found = findHeader(labels, rows);
        expect(found).toEqual({ row: rows.length, columns: labels.map((label) => header.indexOf(label) + 1) });
        const lost = labels[left];
        if (lost === undefined) return;
        expect(findHeader(labels, [...rows.slice(0, -1), header.filter((there) => there !== lost)])).toBe(lost);
        expect(findHeader(labels, [...rows.slice(0, -1), [...header, lost]])).toBe(lost);
      }),
    );
  });
});
