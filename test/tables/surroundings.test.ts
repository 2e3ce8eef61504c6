import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
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

afterEach(closeBenches);

const sheet = '0';
const hour = 3_600_000;
const thisYear = { period: 'current_year', type: null, limit: 5, where: 'cell' } as const;
const rangeName = 'JB_Top_5_partners_this_year';

/** A table of five at B2: title in B2, header in row 3, partners in rows 4 to 8. */
async function withTable(): Promise<Workbench> {
  const made = await connected();
  select(made, sheet, 'B2');
  await ask(made, 'saveReport', newReport(thisYear));
  return made;
}

/** An hour later every deal is worth twice as much, and the tables are refreshed. */
async function refreshedLater(made: Workbench) {
  await made.clock.advance(hour);
  for (const deal of made.sandbox.data.deals) deal.value *= 2;
  return (await ask(made, 'refresh', { id: null, withMyKey: false })).reports[0];
}

/** What the table has to hold: names and revenues, best first. */
async function answered(made: Workbench): Promise<unknown[][]> {
  const { partners } = await plainly(made, 'period=current_year&limit=5');
  return partners.map(({ name, revenue }) => [name, revenue]);
}

/** A person sorts rows by the column that is `by` to the right of the first. */
function sort({ file }: Workbench, row: number, column: number, rows: number, columns: number, by: number): void {
  const rect = { row, column, rows, columns };
  const standing = file.workbook.read(sheet, rect).map((line) => line.map(({ value }) => value));
  const sorted = standing.sort((a, b) => (String(a[by]) < String(b[by]) ? -1 : 1));
  const typed = sorted.map((line) => line.map((value) => (typeof value === 'string' && value ? `'${value}` : value)));
  file.workbook.write(sheet, rect, typed);
}

describe('a duplicated sheet', () => {
  test('is left as it was by a refresh, which goes on in the original (P8.1-7, P8-17)', async () => {
    const made = await withTable();
    const copy = made.file.workbook.duplicateSheet(sheet);
    const before = held(made, copy.id, 'A1:M12');
    expect(before).toEqual(held(made, sheet, 'A1:M12'));
    expect(await refreshedLater(made)).toMatchObject({ place: 'Sheet1!B3', problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
    expect(held(made, copy.id, 'A1:M12')).toEqual(before);
  });

  test('is not taken for the original after that was deleted (P8.1-7, P8-17)', async () => {
    const made = await withTable();
    const copy = made.file.workbook.duplicateSheet(sheet);
    const before = held(made, copy.id, 'A1:M12');
    made.file.workbook.deleteSheet(sheet);
    expect(await refreshedLater(made)).toMatchObject({ place: null, problem: expect.stringMatching('place is gone') });
    expect(held(made, copy.id, 'A1:M12')).toEqual(before);
  });
});

test('a table in a sheet that was renamed and hidden is refreshed there (P8-18)', async () => {
  const made = await withTable();
  made.file.workbook.insertSheet('Other');
  made.file.workbook.renameSheet(sheet, 'Best of 2026');
  made.file.workbook.setHidden(sheet, true);
  expect(await refreshedLater(made)).toMatchObject({ place: 'Best of 2026!B3', problem: null });
  expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
});

test('a sheet whose name differs in case only from the one a new table wants', async () => {
  const made = await connected();
  made.file.workbook.renameSheet(sheet, 'TOP 5 partners, this year');
  const { reports: tables } = await ask(made, 'saveReport', newReport({ ...thisYear, where: 'sheet' }));
  expect(tables).toMatchObject([{ place: 'Top 5 partners, this year (2)!A2', problem: null }]);
});

describe('the named range of a table (P8-17)', () => {
  test('made, and Google said that it was not: it is made once all the same', async () => {
    const made = await connected();
    select(made, sheet, 'B2');
    let since = -1;
    made.google.interfere = ({ call }) => {
      if (call === 'Spreadsheet.setNamedRange' || since >= 0) since += 1;
      return since === 1 ? { fail: 'Service invoked too many times for one day: spreadsheets.' } : 'go on';
    };
    const { reports } = await ask(made, 'saveReport', newReport(thisYear));
    expect(since).toBeGreaterThan(1);
    expect(reports).toMatchObject([{ place: 'Sheet1!B3', problem: null }]);
    expect(made.file.workbook.namedRanges()).toHaveLength(1);
  });

  test('renamed by a person: the table is found by its header, and keeps that name', async () => {
    const made = await withTable();
    made.file.workbook.renameNamedRange(rangeName, 'Best_partners');
    const others = made.sandbox.data.partners.splice(2);
    for (const back of [[], others]) {
      made.sandbox.data.partners.push(...back);
      expect(await refreshedLater(made)).toMatchObject({ place: 'Sheet1!B3', problem: null });
      const rows = 1 + (await answered(made)).length;
      const rect = { row: 3, column: 2, rows, columns: 11 };
      expect(made.file.workbook.namedRanges()).toEqual([{ name: 'Best_partners', sheetId: sheet, rect }]);
    }
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
  });

  test('renamed, while another table of the same columns stands on the sheet: neither is taken for the other', async () => {
    const made = await withTable();
    select(made, sheet, 'B12');
    await ask(made, 'saveReport', newReport({ ...thisYear, limit: 3 }));
    made.file.workbook.renameNamedRange(rangeName, 'Best_partners');
    await refreshedLater(made);
    const { reports: tables } = await ask(made, 'overview', undefined);
    expect(tables.map(({ name, place, problem }) => [name, place, problem])).toEqual(
      expect.arrayContaining([
        ['Top 5 partners, this year', 'Sheet1!B3', null],
        ['Top 3 partners, this year', 'Sheet1!B13', null],
      ]),
    );
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
  });

  test('renamed, and that of another table of the same columns deleted: neither is taken for the other', async () => {
    const made = await withTable();
    select(made, sheet, 'B12');
    await ask(made, 'saveReport', newReport({ ...thisYear, limit: 3 }));
    const second = made.file.workbook.namedRanges().find(({ name }) => name !== rangeName);
    made.file.workbook.renameNamedRange(second?.name ?? '', 'Best_partners');
    made.file.workbook.deleteNamedRange(rangeName);
    const before = held(made, sheet, 'A1:M20');
    await refreshedLater(made);
    const { reports: tables } = await ask(made, 'overview', undefined);
    expect(tables.map(({ place }) => place)).toEqual([null, null]);
    expect(held(made, sheet, 'A1:M20')).toEqual(before);
  });

  test('deleted at the moment when it is looked at: the sidebar says where the other tables are', async () => {
    const made = await withTable();
    select(made, sheet, 'B12');
    await ask(made, 'saveReport', newReport({ ...thisYear, limit: 3 }));
    const { workbook } = made.file;
    workbook.renameNamedRange(rangeName, 'Best_partners');
    let deleted = false;
    made.google.interfere = ({ call }) => {
      if (call === 'NamedRange.getRange' && !deleted) {
        deleted = true;
        workbook.deleteNamedRange('Best_partners');
      }
      return 'go on';
    };
    const { reports } = await ask(made, 'overview', undefined);
    expect(deleted).toBe(true);
    expect(reports.map(({ place }) => place)).toEqual(expect.arrayContaining([null, 'Sheet1!B13']));
  });

  test('deleted by a person: nothing is written, the table can be taken off the list and inserted anew', async () => {
    const made = await withTable();
    made.file.workbook.deleteNamedRange(rangeName);
    const before = held(made, sheet, 'A1:M12');
    const gone = await refreshedLater(made);
    expect(gone).toMatchObject({ place: null, problem: expect.stringMatching('place is gone') });
    expect(held(made, sheet, 'A1:M12')).toEqual(before);
    await ask(made, 'removeReport', { id: gone?.id ?? '', clear: false });
    select(made, sheet, 'B12');
    expect(await ask(made, 'saveReport', newReport(thisYear))).toMatchObject({
      reports: [{ place: 'Sheet1!B13', problem: null }],
    });
    expect(held(made, sheet, 'C14:D18')).toEqual(await answered(made));
  });

  test('lost with its sheet: the same table can be inserted again, though the name is not free', async () => {
    const made = await connected();
    await ask(made, 'saveReport', newReport({ ...thisYear, where: 'sheet' }));
    const id = made.file.workbook.activeSheetId;
    made.file.workbook.deleteSheet(id);
    const { reports: tables } = await ask(made, 'overview', undefined);
    await ask(made, 'removeReport', { id: tables[0]?.id ?? '', clear: false });
    expect(await ask(made, 'saveReport', newReport({ ...thisYear, where: 'sheet' }))).toMatchObject({
      reports: [{ place: 'Top 5 partners, this year!A2', problem: null }],
    });
    expect(made.file.workbook.namedRanges().map(({ name }) => name)).toEqual([`${rangeName}_2`]);
    expect(await refreshedLater(made)).toMatchObject({ problem: null });
  });

  test('where no name at all is accepted, nothing is left of the attempt', async () => {
    const made = await connected();
    made.google.interfere = ({ call }) => (call === 'Spreadsheet.setNamedRange' ? { fail: 'refused' } : 'go on');
    await expect(ask(made, 'saveReport', newReport({ ...thisYear, where: 'sheet' }))).rejects.toThrow(
      'did not accept the table',
    );
    made.google.interfere = null;
    expect(made.file.workbook.sheets()).toHaveLength(1);
    expect((await ask(made, 'overview', undefined)).reports).toEqual([]);
  });
});

describe('rows of a table', () => {
  test('that are hidden, by a person or by a filter, are refreshed like the others and stay hidden (P8-12)', async () => {
    const made = await withTable();
    made.file.workbook.setRowsHidden(sheet, 5, 3, true);
    expect(await refreshedLater(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
    expect([4, 5, 6, 7, 8].map((row) => made.file.workbook.isRowHidden(sheet, row))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  test('that a filter hides are written too, also where the table grows, and the filter stays as it is (P8-12)', async () => {
    const made = await withTable();
    const others = made.sandbox.data.partners.splice(2);
    await refreshedLater(made);
    const filter = { row: 3, column: 2, rows: 3, columns: 11 };
    made.file.workbook.createFilter(sheet, filter);
    made.file.workbook.setRowsHidden(sheet, 4, 1, true);
    made.sandbox.data.partners.push(...others);
    expect(await refreshedLater(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
    expect(made.file.workbook.filterOf(sheet)).toMatchObject(filter);
    expect(made.file.workbook.isRowHidden(sheet, 4)).toBe(true);
  });

  test('that somebody sorted are put in order again (P8-12)', async () => {
    const made = await withTable();
    const before = held(made, sheet, 'B4:L8');
    sort(made, 4, 2, 5, 11, 1);
    expect(held(made, sheet, 'B4:L8')).not.toEqual(before);
    expect(await refreshedLater(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
  });

  test('that somebody sorted together with the header: nothing is written, and the sidebar says so (P8-12)', async () => {
    const made = await withTable();
    sort(made, 3, 2, 6, 11, 1);
    expect(shown(made, sheet, 'B3')).not.toEqual([['Rank']]);
    const before = held(made, sheet, 'A1:M12');
    expect(await refreshedLater(made)).toMatchObject({ problem: expect.stringMatching('no longer stands at B3') });
    expect(held(made, sheet, 'A1:M12')).toEqual(before);
  });
});

describe('merged cells (P8-23)', () => {
  const wide = (row: number, column: number, rows: number, columns: number) => ({ row, column, rows, columns });

  test('under a growing table: nothing is written, and the sidebar names them; unmerged, it grows', async () => {
    const made = await withTable();
    const others = made.sandbox.data.partners.splice(2);
    await refreshedLater(made);
    made.file.workbook.merge(sheet, wide(7, 3, 1, 3));
    const before = held(made, sheet, 'A1:M12');
    made.sandbox.data.partners.push(...others);
    expect(await refreshedLater(made)).toMatchObject({ problem: expect.stringContaining('from C7 to E7 are merged') });
    expect(held(made, sheet, 'A1:M12')).toEqual(before);
    made.file.workbook.unmerge(sheet, wide(7, 3, 1, 3));
    expect(await refreshedLater(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
  });

  test('inside a table: the figures they swallowed are missed, and nothing is written until they are unmerged', async () => {
    const made = await withTable();
    made.file.workbook.merge(sheet, wide(5, 3, 2, 2));
    const before = held(made, sheet, 'A1:M12');
    const refreshed = async () => (await ask(made, 'refresh', { id: null, withMyKey: false })).reports[0];
    expect(await refreshed()).toMatchObject({ problem: expect.stringContaining('from C5 to D6 are merged') });
    expect(held(made, sheet, 'A1:M12')).toEqual(before);
    made.file.workbook.unmerge(sheet, wide(5, 3, 2, 2));
    expect(await refreshed()).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
  });

  test('where a first table would go: it is not inserted, and nothing is left of it', async () => {
    const made = await connected();
    made.file.workbook.merge(sheet, wide(4, 1, 2, 2));
    select(made, sheet, 'B2');
    await expect(ask(made, 'saveReport', newReport(thisYear))).rejects.toThrow('from A4 to B5 are merged');
    expect((await ask(made, 'overview', undefined)).reports).toEqual([]);
    expect(made.file.workbook.namedRanges()).toEqual([]);
    expect(made.file.workbook.extent(sheet).lastRow).toBe(0);
  });

  test('a title that somebody merged over the table’s width goes on telling the age', async () => {
    const made = await withTable();
    made.file.workbook.merge(sheet, wide(2, 2, 1, 11));
    expect(await refreshedLater(made)).toMatchObject({ problem: null });
    expect(shown(made, sheet, 'B2')[0]?.[0]).toMatch(/refreshed 2026-05-15 10:00$/);
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
  });
});

describe('a copy of the spreadsheet (P8.1-7)', () => {
  async function withCopy(): Promise<{ made: Workbench; copy: Workbench; file: SpreadsheetFile }> {
    const made = await withTable();
    await made.file.workbook.type(sheet, 20, 2, '=JB_PARTNERS("last_year"; ""; 3)');
    await everyHour(made);
    const file = made.file.copy('Copy', ben);
    await file.open(ben);
    return { made, file, copy: { ...made, file } };
  }

  test('shows what stood in the tables, offers them, refreshes nothing, and its formulas say that they have no key', async () => {
    const { made, copy, file } = await withCopy();
    expect(held(copy, sheet, 'B2:L8')).toEqual(held(made, sheet, 'B2:L8'));
    expect(await ask(copy, 'overview', undefined, ben)).toMatchObject({
      reports: [{ copied: true, refreshedAt: null }],
      schedule: { owner: null },
    });
    const [formula] = cells(copy, sheet, 'B20').flat();
    expect(formula).toMatchObject({ value: '#ERROR!', note: expect.stringContaining('key') });
    const requests = made.google.requests.length;
    const before = held(copy, sheet, 'A1:M12');
    await made.google.advance(hour);
    // The original's table, and what its formula asked for.
    expect(made.google.requests.slice(requests).map((url) => /period=(\w+)/.exec(url)?.[1])).toEqual([
      'current_year',
      'last_year',
    ]);
    expect(held(copy, sheet, 'A1:M12')).toEqual(before);
    expect(file.triggers.triggers).toEqual([]);
  });

  test('takes the same table anew, beside the old one’s named range, and the original is not touched', async () => {
    const { made, copy, file } = await withCopy();
    const before = held(made, sheet, 'A1:M30');
    await ask(copy, 'connect', { key: made.sandbox.keys.full, use: 'owner' }, ben);
    select(copy, sheet, 'B12');
    const { reports: tables } = await ask(copy, 'saveReport', newReport(thisYear), ben);
    expect(tables).toMatchObject([{ copied: true }, { place: 'Sheet1!B13', problem: null }]);
    expect(held(copy, sheet, 'C14:D18')).toEqual(await answered(made));
    expect(file.workbook.namedRanges().map(({ name }) => name)).toEqual([rangeName, `${rangeName}_2`]);
    expect(held(made, sheet, 'A1:M30')).toEqual(before);
  });

  test('made while formulas stood under their other name: the next refresh of formulas gives them their own', async () => {
    const { made, copy, file } = await withCopy();
    await file.workbook.type(sheet, 20, 2, '=JB_PARTNERS_REFRESHING("last_year"; ""; 3)');
    await ask(copy, 'connect', { key: made.sandbox.keys.full, use: 'owner' }, ben);
    await ask(copy, 'refreshFormulas', undefined, ben);
    expect(cells(copy, sheet, 'B20')[0]?.[0]?.formula).toBe('=JB_PARTNERS("last_year"; ""; 3)');
  });
});

describe('with nobody in the file', () => {
  test('an hourly run refreshes the table and leaves formulas showing what they showed (P8.1-2)', async () => {
    const made = await withTable();
    await made.file.workbook.type(sheet, 20, 2, '=JB_PARTNERS("last_year"; ""; 3)');
    await everyHour(made);
    const formulas = held(made, sheet, 'B20:L23');
    made.file.close(anna);
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    await made.google.advance(hour);
    await made.file.workbook.settled();
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
    expect(held(made, sheet, 'B20:L23')).toEqual(formulas);
  });

  test('an hourly run that has to grow the sheet does so too (P8.1-2, P4-16)', async () => {
    const made = await withTable();
    await made.file.workbook.type(sheet, 2, 16, '=JB_PARTNERS("last_year"; ""; 3)');
    const others = made.sandbox.data.partners.splice(2);
    await refreshedLater(made);
    made.file.workbook.deleteRows(sheet, 6, 995);
    const formulas = held(made, sheet, 'P2:Z5');
    await everyHour(made);
    made.file.close(anna);
    made.sandbox.data.partners.push(...others);
    await made.google.advance(hour);
    await made.file.workbook.settled();
    expect(made.file.workbook.sheets()[0]?.rows).toBe(8);
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
    expect(formulas.flat()).toContain('Rank');
    expect(held(made, sheet, 'P2:Z5')).toEqual(formulas);
  });
});

describe('protected cells (P8-11)', () => {
  const cell = { sheetId: sheet, row: 5, column: 3, rows: 1, columns: 1 };

  test('Ben’s hourly run may not write into what Anna protected: the table stays, and the sidebar says why', async () => {
    const made = await connected();
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    select(made, sheet, 'B2');
    await ask(made, 'saveReport', newReport(thisYear), ben);
    await everyHour(made, ben);
    made.file.protect(cell);
    const before = held(made, sheet, 'A1:M12');
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    await made.google.advance(hour);
    expect(held(made, sheet, 'A1:M12')).toEqual(before);
    expect(await ask(made, 'overview', undefined, ben)).toMatchObject({
      reports: [{ problem: expect.stringMatching('^C5 is protected') }],
    });
  });

  test('in a column that somebody inserted inside are no reason to stop; of its own the first is named', async () => {
    const made = await connected();
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    select(made, sheet, 'B2');
    await ask(made, 'saveReport', newReport(thisYear), ben);
    made.file.workbook.insertColumns(sheet, 4, 1);
    made.file.protect({ sheetId: sheet, row: 1, column: 4, rows: 1000, columns: 1 });
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    const refreshed = async () => (await ask(made, 'refresh', { id: null, withMyKey: false }, ben)).reports[0];
    expect(await refreshed()).toMatchObject({ problem: null });
    expect(held(made, sheet, 'E4:E8').flat()).toEqual((await answered(made)).map(([, revenue]) => revenue));
    made.file.protect({ sheetId: sheet, row: 6, column: 7, rows: 2, columns: 2 });
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    const before = held(made, sheet, 'A1:N12');
    expect(await refreshed()).toMatchObject({ problem: expect.stringMatching('^G6 is protected') });
    expect(held(made, sheet, 'A1:N12')).toEqual(before);
  });

  test('Anna’s hourly run may, since the spreadsheet is hers, also while Ben has the file open', async () => {
    const made = await withTable();
    await everyHour(made);
    made.file.protect(cell);
    await made.file.open(ben);
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    await made.google.advance(hour);
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
  });
});
