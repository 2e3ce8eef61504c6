import { NAMES_A_SHEET_MISREADS } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import {
  anna,
  ask,
  ben,
  cells,
  closeBenches,
  connected,
  everyHour,
  held,
  newReport,
  plainly,
  select,
  shown,
} from '../support/bench';
import { tableOf } from '../support/spreadsheet';

afterEach(closeBenches);

const sheet = '0';
const thisYear = { period: 'current_year', type: null, limit: 5, where: 'cell' } as const;

/** A table of five at B2: title in B2, header in row 3, partners in rows 4 to 8. */
async function withTable(options: Parameters<typeof connected>[1] = {}): Promise<Workbench> {
  const made = await connected('owner', options);
  select(made, sheet, 'B2');
  await ask(made, 'saveReport', newReport(thisYear));
  return made;
}

/** From now on Journeybee has so many partners only, until the returned function brings the others back. */
function keepPartners({ sandbox }: Workbench, count: number): () => void {
  const others = sandbox.data.partners.splice(count);
  return () => void sandbox.data.partners.push(...others);
}

const refreshed = async (made: Workbench) => (await ask(made, 'refresh', { id: null, withMyKey: false })).reports[0];

test('a table at the selected cell holds what Journeybee answers, as numbers with formats', async () => {
  const made = await withTable();
  const answer = await plainly(made, 'period=current_year&limit=5');
  expect(shown(made, sheet, 'B2')).toEqual([
    ['This year · 2026-01-01 to 2026-12-31 · EUR · refreshed 2026-05-15 09:00'],
  ]);
  expect(held(made, sheet, 'B3:L8')).toEqual(tableOf(answer, 5).map((row) => row.slice(0, -1)));
  const [top] = cells(made, sheet, 'B4:L4');
  expect(top?.map(({ numberFormat }) => numberFormat)).toEqual([
    '0',
    'General',
    '#,##0.00',
    '#,##0.00',
    '#,##0',
    '#,##0',
    '0.0%',
    '#,##0.00',
    '#,##0',
    '#,##0',
    '0.0%',
  ]);
  expect(cells(made, sheet, 'B3')[0]?.[0]).toMatchObject({ bold: true });
});

test('a table in a new sheet', async () => {
  const made = await connected();
  const { reports: tables } = await ask(
    made,
    'saveReport',
    newReport({ ...thisYear, type: 'reseller', where: 'sheet' }),
  );
  expect(tables).toEqual([
    expect.objectContaining({
      name: 'Top 5 resellers, this year',
      place: 'Top 5 resellers, this year!A2',
      problem: null,
    }),
  ]);
  const again = await ask(made, 'saveReport', newReport({ ...thisYear, type: 'reseller', where: 'sheet' }));
  expect(again.reports.map(({ place }) => place)).toContain('Top 5 resellers, this year (2)!A2');
});

test('names that look like formulas, numbers and dates stand in the table as exactly those strings (J-30)', async () => {
  const made = await connected();
  await ask(made, 'saveReport', newReport({ ...thisYear, limit: 100, where: 'sheet' }));
  const id = made.file.workbook.activeSheetId;
  const table = cells(made, id, 'A2:K102');
  const names = table.slice(1).map((row) => row[1]?.value);
  expect(names).toEqual((await plainly(made, 'period=current_year&limit=100')).partners.map(({ name }) => name));
  expect(names).toEqual(expect.arrayContaining([...NAMES_A_SHEET_MISREADS]));
  expect(table.flat().filter(({ formula }) => formula !== '')).toEqual([]);
});

test('a refresh shows the new figures and when they came; formats that somebody changed stay', async () => {
  const made = await withTable();
  made.file.workbook.setNumberFormats(sheet, { row: 4, column: 4, rows: 1, columns: 1 }, [['0']]);
  const [first] = made.sandbox.data.partners;
  made.sandbox.data.addDeal({
    partner: first?.uuid ?? '',
    value: 5_000_000,
    created: '2026-05-01',
    status: 'won',
    closed: '2026-05-10',
  } as never);
  await made.clock.advance(3_600_000);
  await refreshed(made);
  const answer = await plainly(made, 'period=current_year&limit=5');
  expect(held(made, sheet, 'C4:D8')).toEqual(answer.partners.map(({ name, revenue }) => [name, revenue]));
  expect(shown(made, sheet, 'B2')[0]?.[0]).toMatch(/refreshed 2026-05-15 10:00$/);
  expect(cells(made, sheet, 'D4')[0]?.[0]?.numberFormat).toBe('0');
});

test('figures that are still the same are not written again: only the title tells that they were looked at', async () => {
  const made = await withTable();
  await made.clock.advance(3_600_000);
  const calls: string[] = [];
  made.google.interfere = ({ call }) => {
    calls.push(call);
    return 'go on';
  };
  await refreshed(made);
  made.google.interfere = null;
  const found = ['Spreadsheet.getRangeByName', 'Range.getGridId', 'Spreadsheet.getSheetById', 'Range.getA1Notation'];
  const read = ['Sheet.getRange', 'Range.getFormulas', 'Range.getValues'];
  const told = ['Sheet.getRange', 'Range.setValue', 'SpreadsheetApp.flush'];
  const first = calls.indexOf('Spreadsheet.getRangeByName');
  const sheetCalls = calls.slice(first, calls.indexOf('SpreadsheetApp.flush') + 1);
  expect(sheetCalls.filter((call) => !call.startsWith('Propert'))).toEqual([...found, ...read, ...told]);
  expect(shown(made, sheet, 'B2')[0]?.[0]).toMatch(/refreshed 2026-05-15 10:00$/);
});

describe('what stands around a table', () => {
  const around = {
    A5: '="beside " & 1',
    M5: 'right',
    C1: 'above',
    B11: '=SUM(D4:D8)',
    C12: 'below',
    A2: 'left of the title',
  };

  async function withNeighbours(): Promise<Workbench> {
    const made = await withTable();
    for (const [cell, text] of Object.entries(around)) await write(made, cell, text);
    return made;
  }

  test('survives shrinking, and no row of the longer table is left', async () => {
    const made = await withNeighbours();
    const before = neighbours(made);
    keepPartners(made, 2);
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(neighbours(made)).toEqual(before);
    expect(
      shown(made, sheet, 'C4:C8')
        .flat()
        .filter((name) => name !== ''),
    ).toHaveLength(2);
  });

  test('survives growing back', async () => {
    const made = await withNeighbours();
    const bringBack = keepPartners(made, 2);
    await refreshed(made);
    const before = neighbours(made);
    bringBack();
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(neighbours(made)).toEqual(before);
    expect(shown(made, sheet, 'C8')).not.toEqual([['']]);
  });

  test.each([
    ['a value', 'mine'],
    ['a formula', '=1+1'],
    ['a formula that shows nothing', '=""'],
  ])('growing into %s writes nothing and names the cell', async (_, text) => {
    const made = await withTable();
    const bringBack = keepPartners(made, 2);
    await refreshed(made);
    await write(made, 'F7', text);
    const before = held(made, sheet, 'A1:M12');
    bringBack();
    expect(await refreshed(made)).toMatchObject({ problem: expect.stringMatching(/^F7 is not empty/) });
    expect(held(made, sheet, 'A1:M12')).toEqual(before);
    expect(cells(made, sheet, 'F7')[0]?.[0]?.formula).toBe(text.startsWith('=') ? text : '');
  });

  function neighbours(made: Workbench) {
    return Object.keys(around).map(
      (cell) => cells(made, sheet, cell)[0]?.[0]?.formula || held(made, sheet, cell)[0]?.[0],
    );
  }
});

test('a table moved by rows and columns inserted before it is refreshed where it is now', async () => {
  const made = await withTable();
  made.file.workbook.insertRows(sheet, 1, 2);
  made.file.workbook.insertColumns(sheet, 1, 1);
  keepPartners(made, 3);
  expect(await refreshed(made)).toMatchObject({ place: 'Sheet1!C5', problem: null });
  expect(shown(made, sheet, 'C4')[0]?.[0]).toMatch(/^This year/);
  expect(
    shown(made, sheet, 'D6:D10')
      .flat()
      .filter((name) => name !== ''),
  ).toHaveLength(3);
});

test('a column inserted inside the table stays whoever’s it is, and the table is refreshed around it', async () => {
  const made = await withTable();
  made.file.workbook.insertColumns(sheet, 4, 1);
  await write(made, 'D3', 'Our notes');
  await write(made, 'D5', '=1+1');
  await write(made, 'D8', 'my note');
  const theirs = held(made, sheet, 'D1:D12');
  const bringBack = keepPartners(made, 3);
  for (const count of [3, 5]) {
    if (count === 5) bringBack();
    expect(await refreshed(made)).toMatchObject({ problem: null });
    const { partners } = await plainly(made, 'period=current_year&limit=5');
    expect(held(made, sheet, `C4:C${3 + count}`).flat()).toEqual(partners.map(({ name }) => name));
    expect(held(made, sheet, `E4:E${3 + count}`).flat()).toEqual(partners.map(({ revenue }) => revenue));
    expect(held(made, sheet, 'D1:D12')).toEqual(theirs);
    expect(cells(made, sheet, 'D5')[0]?.[0]?.formula).toBe('=1+1');
  }
});

test('a column of the table that somebody deleted: nothing is written, and the sidebar says what to do', async () => {
  const made = await withTable();
  made.file.workbook.deleteColumns(sheet, 4, 1);
  const before = held(made, sheet, 'A1:N12');
  expect(await refreshed(made)).toMatchObject({
    problem:
      'The column “Revenue (EUR)” of this table was deleted, moved or renamed. Nothing was written. Undo that, or insert the table anew elsewhere.',
  });
  expect(held(made, sheet, 'A1:N12')).toEqual(before);
});

test('a table that does not fit at the selected cell is not inserted, and nothing is left of it', async () => {
  const made = await connected();
  await write(made, 'D6', 'mine');
  select(made, sheet, 'B2');
  await expect(ask(made, 'saveReport', newReport(thisYear))).rejects.toThrow('D6 is not empty');
  expect(
    held(made, sheet, 'A1:M12')
      .flat()
      .filter((value) => value !== ''),
  ).toEqual(['mine']);
  expect((await ask(made, 'overview', undefined)).reports).toEqual([]);
});

test('at the edge of the sheet it grows the sheet', async () => {
  const made = await connected();
  select(made, sheet, 'Y998');
  expect(await ask(made, 'saveReport', newReport(thisYear))).toMatchObject({ reports: [{ place: 'Sheet1!Y999' }] });
  expect(made.file.workbook.sheets()[0]).toMatchObject({ rows: 1004, columns: 35 });
});

test('a fetch that fails leaves the table as it is, and says so until one works', async () => {
  const made = await withTable();
  const before = held(made, sheet, 'A1:M12');
  made.sandbox.faults.always({ kind: 'status', status: 500 });
  expect(await refreshed(made)).toMatchObject({ problem: expect.stringContaining('status 500') });
  expect(held(made, sheet, 'A1:M12')).toEqual(before);
  made.sandbox.faults.clear();
  expect(await refreshed(made)).toMatchObject({ problem: null });
});

test('several tables of one leaderboard cost one request (P4-8)', async () => {
  const made = await withTable();
  await ask(made, 'saveReport', newReport({ ...thisYear, limit: 20, where: 'sheet' }));
  const before = made.google.requests.length;
  await refreshed(made);
  expect(made.google.requests.length - before).toBe(1);
});

test('a table whose sheet was deleted says so, and can be taken off the list', async () => {
  const made = await connected();
  await ask(made, 'saveReport', newReport({ ...thisYear, where: 'sheet' }));
  made.file.workbook.deleteSheet(made.file.workbook.activeSheetId);
  const gone = await refreshed(made);
  expect(gone).toMatchObject({ place: null, problem: expect.stringMatching('place is gone') });
  expect((await ask(made, 'removeReport', { id: gone?.id ?? '', clear: false })).reports).toEqual([]);
});

test('while one person refreshes, another is told who is at work', async () => {
  const made = await withTable();
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
  made.sandbox.settings.latencyMs = 5000;
  const before = made.google.requests.length;
  const annas = ask(made, 'refresh', { id: null, withMyKey: false });
  while (made.google.requests.length === before) await new Promise(setImmediate);
  const bens = expect(ask(made, 'refresh', { id: null, withMyKey: false }, ben)).rejects.toThrow(
    `${anna} is refreshing this spreadsheet right now`,
  );
  await Promise.all([annas, bens]);
});

test('a sheet in Auckland shows Auckland’s time, and a German one numbers and text as such', async () => {
  const made = await withTable({ locale: 'de_DE', timeZone: 'Pacific/Auckland' });
  expect(shown(made, sheet, 'B2')[0]?.[0]).toMatch(/refreshed 2026-05-15 21:00$/);
  const answer = await plainly(made, 'period=current_year&limit=5');
  expect(held(made, sheet, 'C4:D8')).toEqual(answer.partners.map(({ name, revenue }) => [name, revenue]));
});

test('a cleared table whose place is used for something else is left alone, and can be taken off the list', async () => {
  const made = await withTable();
  made.file.workbook.clearContent(sheet, { row: 2, column: 2, rows: 7, columns: 11 });
  await write(made, 'B4', 'Budget');
  const table = await refreshed(made);
  expect(table).toMatchObject({ problem: expect.stringMatching('no longer stands at B3') });
  expect(
    held(made, sheet, 'B2:L8')
      .flat()
      .filter((value) => value !== ''),
  ).toEqual(['Budget']);
  expect((await ask(made, 'removeReport', { id: table?.id ?? '', clear: false })).reports).toEqual([]);
  expect(made.file.workbook.namedRanges()).toEqual([]);
  expect(held(made, sheet, 'B4')).toEqual([['Budget']]);
});

test('a refresh killed right after it wrote does not leave a title that is never true again', async () => {
  const made = await withTable();
  await made.clock.advance(3_600_000);
  made.google.interfere = ({ call }) => (call === 'SpreadsheetApp.flush' ? 'last' : 'go on');
  await made.file.run(anna, 'sidebarCall', ['refresh', { id: null, withMyKey: false }], 'FULL');
  made.google.interfere = null;
  await made.clock.advance(3_600_000);
  await refreshed(made);
  expect(shown(made, sheet, 'B2')[0]?.[0]).toMatch(/refreshed 2026-05-15 11:00$/);
});

test('a protected cell in the way: nothing is written, and the title still tells the age of what stands there', async () => {
  const made = await withTable();
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
  made.file.protect({ sheetId: sheet, row: 5, column: 3, rows: 1, columns: 1 });
  const before = held(made, sheet, 'A1:M12');
  await made.clock.advance(3_600_000);
  for (const deal of made.sandbox.data.deals) deal.value *= 2;
  const { reports: tables } = await ask(made, 'refresh', { id: null, withMyKey: false }, ben);
  expect(tables[0]).toMatchObject({ problem: expect.stringMatching('^C5 is protected, and you may not edit it') });
  expect(held(made, sheet, 'A1:M12')).toEqual(before);
});

describe('tables of two people with two keys', () => {
  /** Ben's key is another one of the same kind of account. */
  async function withBensTable(): Promise<Workbench> {
    const made = await withTable();
    made.sandbox.settings.requirePermission = false;
    await ask(made, 'connect', { key: made.sandbox.keys.unauthorizedToRead, use: 'tables' }, ben);
    await ask(made, 'saveReport', newReport({ ...thisYear, period: 'last_year', limit: 3, where: 'sheet' }), ben);
    return made;
  }

  test('Anna’s schedule does not fill Ben’s table with what her key sees', async () => {
    const made = await withBensTable();
    await everyHour(made);
    const requests = made.google.requests.length;
    await made.google.advance(3_600_000);
    expect(made.google.requests.slice(requests)).toEqual([expect.stringContaining('period=current_year')]);
  });

  test('Ben’s refresh leaves Anna’s table alone until he says that his key is to be used', async () => {
    const made = await withBensTable();
    await made.clock.advance(3_600_000);
    const { reports: tables } = await ask(made, 'refresh', { id: null, withMyKey: false }, ben);
    const annas = tables.find(({ otherKeyBy }) => otherKeyBy === anna);
    expect(annas).toMatchObject({ refreshedAt: '2026-05-15 09:00' });
    const after = await ask(made, 'refresh', { id: annas?.id ?? '', withMyKey: true }, ben);
    expect(after.reports.find(({ id }) => id === annas?.id)).toMatchObject({
      otherKeyBy: null,
      refreshedAt: '2026-05-15 10:00',
    });
  });
});

test('while a new sheet’s leaderboard is fetched there is no empty sheet to type into, nor after a failure', async () => {
  const made = await connected();
  made.sandbox.faults.always({ kind: 'status', status: 503 });
  await expect(ask(made, 'saveReport', newReport({ ...thisYear, where: 'sheet' }))).rejects.toThrow('status 503');
  expect(made.file.workbook.sheets().map(({ name }) => name)).toEqual(['Sheet1']);
});

test('an interrupted first write is completed by the next refresh, with its formats', async () => {
  const made = await connected();
  select(made, sheet, 'B2');
  made.google.interfere = ({ call }) => (call === 'Range.setNumberFormats' ? 'kill' : 'go on');
  await made.file.run(anna, 'sidebarCall', ['saveReport', newReport(thisYear)], 'FULL');
  let written = false;
  made.google.interfere = ({ call }) => {
    if (call === 'Range.setFontWeight') written = true;
    return call === 'SpreadsheetApp.flush' && written ? 'last' : 'go on';
  };
  await made.clock.advance(6 * 60_000);
  select(made, sheet, 'B20');
  await made.file.run(anna, 'sidebarCall', ['saveReport', newReport(thisYear)], 'FULL');
  made.google.interfere = null;
  await made.clock.advance(6 * 60_000);
  const { reports: tables } = await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(tables.find(({ place }) => place === 'Sheet1!B21')).toMatchObject({ problem: null });
  expect(cells(made, sheet, 'D22')[0]?.[0]?.numberFormat).toBe('#,##0.00');
  expect(cells(made, sheet, 'B21')[0]?.[0]).toMatchObject({ bold: true });
});

async function write(made: Workbench, cell: string, text: string): Promise<void> {
  const { workbook } = made.file;
  const rect = { row: Number(cell.slice(1)), column: cell.charCodeAt(0) - 64 };
  await workbook.type(sheet, rect.row, rect.column, text);
}
