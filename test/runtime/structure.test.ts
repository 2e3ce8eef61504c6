import { anna, ben } from '../support/bench';
import { closeProjects, project, type TestProject } from '../support/project';

afterEach(closeProjects);

const sheet = '0';
const hour = 3_600_000;
const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });
const given = `
  const book = () => SpreadsheetApp.getActiveSpreadsheet();
  const first = () => book().getSheets()[0];
`;
const script = (code: string, options = {}) => project(given + code, options);

function held({ file }: TestProject, row: number, column: number, rows = 1, columns = 1): unknown[][] {
  return file.workbook.read(sheet, rect(row, column, rows, columns)).map((line) => line.map(({ value }) => value));
}

describe('sheets', () => {
  const code = `
    function byId(id) { const found = book().getSheetById(id); return found && [found.getSheetId(), found.getName()]; }
    function hide() { return first().hideSheet().isSheetHidden(); }
    function show() { return first().showSheet().isSheetHidden(); }
    function locale() { return book().getSpreadsheetLocale(); }`;

  test('are found by their id, whatever their name, until they are deleted (P8-18)', async () => {
    const made = await script(code);
    const { workbook } = made.file;
    const added = workbook.insertSheet('Added');
    workbook.renameSheet(added.id, 'Renamed');
    expect(await made.call('byId', Number(added.id))).toEqual([Number(added.id), 'Renamed']);
    expect(await made.call('byId', 0)).toEqual([0, 'Sheet1']);
    workbook.deleteSheet(added.id);
    expect(await made.call('byId', Number(added.id))).toBeNull();
    await expect(made.call('byId', '0')).rejects.toThrow('Invalid argument: id');
  });

  test('are found by their name as it is now, and a range says by their id which it is in (P8-30)', async () => {
    const made = await script(`
      function named(name) { const found = book().getSheetByName(name); return found && found.getSheetId(); }
      function grids() { return book().getSheets().map((sheet) => [sheet.getRange(2, 2).getGridId(), sheet.getSheetId()]); }`);
    const { workbook } = made.file;
    const added = Number(workbook.insertSheet('Added').id);
    workbook.renameSheet(String(added), 'Renamed');
    expect(await made.call('named', 'Renamed')).toBe(added);
    expect(await made.call('named', 'Added')).toBeNull();
    expect(await made.call('grids')).toEqual([
      [0, 0],
      [added, added],
    ]);
  });

  test('are listed in the order that people give them, under their ids (P8-18)', async () => {
    const made = await script('function ids() { return book().getSheets().map((one) => one.getSheetId()); }');
    const { workbook } = made.file;
    const [second, third] = ['Second', 'Third'].map((name) => Number(workbook.insertSheet(name).id));
    workbook.moveSheet(String(third), 0);
    expect(await made.call('ids')).toEqual([third, 0, second]);
  });

  test('hold notes, images and drawings beside what stands in their cells, and clearing leaves them (P8-41)', async () => {
    const made = await script(`
      function beside() {
        return [first().getRange(1, 1, 4, 2).getNotes(), first().getImages().length, first().getDrawings().length];
      }
      function clear() { first().getRange(1, 1, 9, 9).clear(); return first().getLastRow(); }`);
    const { workbook } = made.file;
    workbook.setNote(sheet, 2, 2, 'ask Ben');
    workbook.addPicture(sheet, 'image');
    workbook.addPicture(sheet, 'drawing');
    workbook.insertRows(sheet, 1, 1);
    expect(await made.call('clear')).toBe(0);
    const notes = [
      ['', ''],
      ['', ''],
      ['', 'ask Ben'],
      ['', ''],
    ];
    expect(await made.call('beside')).toEqual([notes, 1, 1]);
    const copy = workbook.duplicateSheet(sheet);
    workbook.moveSheet(copy.id, 0);
    expect((await made.call('beside')) as unknown[]).toEqual([notes, 0, 0]);
    workbook.setNote(copy.id, 3, 2, '');
    expect((await made.call('beside')) as unknown[]).toEqual([notes.map(() => ['', '']), 0, 0]);
  });

  test('are hidden and shown again; one stays visible, and the person sees that one (P8-13)', async () => {
    const made = await script(code);
    const { workbook } = made.file;
    await expect(made.call('hide')).rejects.toThrow("You can't hide all the sheets in a document.");
    const other = workbook.insertSheet('Other');
    workbook.setActive(sheet);
    expect(await made.call('hide')).toBe(true);
    expect(workbook.sheets().map(({ hidden }) => hidden)).toEqual([true, false]);
    expect(workbook.activeSheetId).toBe(other.id);
    expect(await made.call('show')).toBe(false);
    await expect(made.callAs(anna, 'CUSTOM_FUNCTION', 'hide')).rejects.toThrow('permission to call Sheet.hideSheet');
    await expect(made.callAs(anna, 'CUSTOM_FUNCTION', 'show')).rejects.toThrow('permission to call Sheet.showSheet');
  });

  test('one that was deleted meanwhile answers nothing any more', async () => {
    const made = await script(
      'function probe() { const sheet = first(); Utilities.sleep(1000); return sheet.getName(); }',
    );
    made.google.interfere = ({ call }) => {
      if (call === 'Utilities.sleep') {
        made.file.workbook.insertSheet('Other');
        made.file.workbook.deleteSheet(sheet);
      }
      return 'go on';
    };
    await expect(made.call('probe')).rejects.toThrow('Exception: Sheet 0 not found');
  });

  test.each(['en_US', 'de_DE'])('a spreadsheet tells its locale: %s (P8.1-6)', async (locale) => {
    expect(await (await script(code, { locale })).call('locale')).toBe(locale);
  });
});

test.each([
  ['insertSheet()', 'Not supported here: insertSheet without a name'],
  ['deleteSheet("Sheet1")', 'Invalid argument: sheet'],
  ['setActiveSheet("Sheet1")', 'Invalid argument: sheet'],
  ['setActiveRange("A1")', 'Invalid argument: range'],
  ['setNamedRange("Name", "A1")', 'Invalid argument: range'],
  ['getNamedRanges()[0].setRange("A1")', 'Invalid argument: range'],
  ['getNamedRanges()[0].setName(1)', 'Invalid argument: name'],
  ['toast("text", "title", "5")', 'Invalid argument: timeoutSeconds'],
])('%s is refused', async (call, message) => {
  const made = await script(`function probe() { book().${call}; }`);
  made.file.workbook.setNamedRange('Table', sheet, rect(1, 1));
  await expect(made.call('probe')).rejects.toThrow(`Exception: ${message}`);
});

test.each([
  ['insertSheet("New")', 'Spreadsheet.insertSheet'],
  ['deleteSheet(book().getSheets()[1])', 'Spreadsheet.deleteSheet'],
  ['setNamedRange("Name", first().getRange(1, 1))', 'Spreadsheet.setNamedRange'],
  ['removeNamedRange("Table")', 'Spreadsheet.removeNamedRange'],
])('a cell may not call %s (P1.3-8)', async (call, method) => {
  const made = await script(`function probe() { book().${call}; }`);
  made.file.workbook.insertSheet('Other');
  made.file.workbook.setNamedRange('Table', sheet, rect(1, 1));
  await expect(made.callAs(anna, 'CUSTOM_FUNCTION', 'probe')).rejects.toThrow(`permission to call ${method}`);
  expect(made.file.workbook.sheets()).toHaveLength(2);
  expect(made.file.workbook.namedRanges()).toHaveLength(1);
});

describe('rows', () => {
  const code = `
    function append(row) { first().appendRow(row); }
    function twice() { first().appendRow(["a"]).appendRow(["b"]); for (;;) Utilities.sleep(300000); }
    function remove(from, count) { first().deleteRows(from, count); return first().getMaxRows(); }
    function removed(from, count, row) { first().deleteRows(from, count); return first().getRange(row, 1).getRow(); }`;

  test('appended ones stand below the last that holds anything, and texts are read as if typed (P8-3, P8-4)', async () => {
    const made = await script(code);
    await made.file.workbook.type(sheet, 2, 3, 'x');
    await made.call('append', ['=1+1', '01', "'01", null, true]);
    await made.call('append', ['next']);
    expect(held(made, 3, 1, 2, 5)).toEqual([
      [2, 1, '01', '', true],
      ['next', '', '', '', ''],
    ]);
  });

  test('appended ones wait like any write (P8-13)', async () => {
    const made = await script(code);
    await expect(made.call('twice')).rejects.toThrow('Exceeded');
    expect(held(made, 1, 1)).toEqual([['']]);
  });

  test('at the end of the grid the sheet grows (P8-15)', async () => {
    const made = await script(code);
    await made.file.workbook.type(sheet, 1000, 1, 'last');
    await made.call('append', ['behind']);
    expect(made.file.workbook.sheets()[0]?.rows).toBe(1001);
    expect(held(made, 1001, 1)).toEqual([['behind']]);
  });

  test('inserted before the first they push down cells, named ranges and charts, and count at once (P8-80)', async () => {
    const made = await script(`
      function push() {
        first().getRange(1, 1).setValue('top');
        book().setNamedRange('Top', first().getRange(1, 1));
        first().insertRowsBefore(1, 2);
        return [first().getRange(1002, 1).getRow(), book().getRangeByName('Top').getA1Notation(), first().getRange(3, 1).getValue()];
      }`);
    expect(await made.call('push')).toEqual([1002, 'A3', 'top']);
  });

  test('wider than the sheet, or no list, they are refused (P4-16)', async () => {
    const made = await script(code);
    await expect(
      made.call(
        'append',
        Array.from({ length: 27 }, () => 1),
      ),
    ).rejects.toThrow('outside the dimensions');
    for (const row of [[], 'text', null]) await expect(made.call('append', row)).rejects.toThrow('method signature');
  });

  test('deleted ones are gone, and ranges on them at once (P4-16, P8-15)', async () => {
    const made = await script(code);
    await made.file.workbook.type(sheet, 5, 1, 'five');
    expect(await made.call('remove', 2, 3)).toBe(997);
    expect(held(made, 2, 1)).toEqual([['five']]);
    await expect(made.call('removed', 1, 2, 996)).rejects.toThrow('outside the dimensions');
    expect(await made.call('removed', 1, 2, 993)).toBe(993);
    await expect(made.call('remove', 900, 500)).rejects.toThrow('outside the dimensions');
  });

  test('protected ones are neither deleted nor appended (P8-11)', async () => {
    const made = await script(code);
    made.file.protect({ sheetId: sheet, ...rect(1, 3, 4, 1) });
    const refusal = 'You are trying to edit a protected cell or object';
    await expect(made.callAs(ben, 'FULL', 'remove', 4, 2)).rejects.toThrow(refusal);
    await expect(made.callAs(ben, 'FULL', 'append', [1, 2, 3])).rejects.toThrow(refusal);
    await made.callAs(ben, 'FULL', 'append', [1, 2]);
    expect(await made.callAs(ben, 'FULL', 'remove', 5, 2)).toBe(998);
  });

  test('a cell neither appends nor deletes any (P1.3-8)', async () => {
    const made = await script(code);
    await expect(made.callAs(anna, 'CUSTOM_FUNCTION', 'append', [1])).rejects.toThrow('call Sheet.appendRow');
    await expect(made.callAs(anna, 'CUSTOM_FUNCTION', 'remove', 1, 1)).rejects.toThrow('call Sheet.deleteRows');
  });
});

test('ranges tell where they are in A1 notation', async () => {
  const made = await script(
    'function probe() { return [[1, 1, 1, 1], [2, 3, 1, 2], [1000, 26, 1, 1], [1, 1, 1000, 26]].map((at) => first().getRange(...at).getA1Notation()); }',
  );
  expect(await made.call('probe')).toEqual(['A1', 'C2:D2', 'Z1000', 'A1:Z1000']);
});

describe('what is selected', () => {
  const code = `
    function select() { book().setActiveRange(book().getSheets()[1].getRange(2, 3, 4, 1)); const cell = book().getCurrentCell(); return cell.getSheet().getName() + "!" + cell.getA1Notation(); }
    function sheetOnly() { return book().setActiveSheet(book().getSheets()[1]).getName(); }
    function install() { ScriptApp.newTrigger("tick").timeBased().everyHours(1).create(); }
    function tick() { select(); }`;

  async function withTwo(): Promise<TestProject> {
    const made = await script(code);
    made.file.workbook.insertSheet('Other');
    made.file.workbook.setActive(sheet);
    return made;
  }

  test('a click can select a range, or a sheet', async () => {
    const made = await withTwo();
    expect(await made.call('select')).toBe('Other!C2');
    expect(made.file.workbook.activeRange).toMatchObject({ rect: rect(2, 3, 4, 1) });
    made.file.workbook.setActive(sheet);
    expect(await made.call('sheetOnly')).toBe('Other');
    expect(made.file.workbook.activeSheetId).not.toBe(sheet);
  });

  test('not in a trigger, where nobody looks (P3-7), nor in a cell (P1.3-8)', async () => {
    const made = await withTwo();
    await made.call('install');
    await made.google.advance(hour);
    expect(made.google.executions.at(-1)).toMatchObject({ name: 'tick', ok: true });
    expect(made.file.workbook.activeSheetId).toBe(sheet);
    for (const name of ['select', 'sheetOnly']) {
      await expect(made.callAs(anna, 'CUSTOM_FUNCTION', name)).rejects.toThrow(
        'permission to call Spreadsheet.setActive',
      );
    }
  });

  test('in a cell the current cell is the one being calculated, whatever is selected (P1.4-10)', async () => {
    const made = await script(
      'function WHERE() { return book().getCurrentCell().getSheet().getName() + "!" + book().getCurrentCell().getA1Notation(); }',
    );
    const other = made.file.workbook.insertSheet('Other');
    await made.file.workbook.type(sheet, 3, 2, '=WHERE()');
    expect(made.file.workbook.activeSheetId).toBe(other.id);
    expect(held(made, 3, 2)).toEqual([['Sheet1!B3']]);
  });

  test('what becomes of a hidden sheet that is selected is not established: it is refused', async () => {
    const made = await withTwo();
    made.file.workbook.setHidden(made.file.workbook.sheets()[1]?.id ?? '', true);
    await expect(made.call('sheetOnly')).rejects.toThrow('hidden sheet');
  });
});

describe('filters', () => {
  const code =
    'function where() { const filter = first().getFilter(); return filter && filter.getRange().getA1Notation(); }';

  test('a sheet has one at most; it tells where, moves with inserted rows, and goes with its cells (P8-12)', async () => {
    const made = await script(code);
    const { workbook } = made.file;
    expect(await made.call('where')).toBeNull();
    workbook.createFilter(sheet, rect(2, 1, 5, 3));
    expect(() => workbook.createFilter(sheet, rect(9, 9))).toThrow(
      "You can't create a filter in a sheet that already has a filter.",
    );
    workbook.insertRows(sheet, 1, 2);
    expect(await made.call('where')).toBe('A4:C8');
    expect(await made.callAs(anna, 'CUSTOM_FUNCTION', 'where')).toBe('A4:C8');
    const copy = workbook.duplicateSheet(sheet);
    workbook.deleteRows(sheet, 3, 10);
    expect(await made.call('where')).toBeNull();
    expect(workbook.filterOf(copy.id)).toMatchObject(rect(4, 1, 5, 3));
    expect(made.file.copy('Copy', anna).workbook.filterOf(copy.id)).toMatchObject(rect(4, 1, 5, 3));
    workbook.removeFilter(copy.id);
    expect(workbook.filterOf(copy.id)).toBeUndefined();
  });
});

describe('named ranges, as objects', () => {
  const code = `
    const named = (text) => book().getNamedRanges().filter((range) => range.getName() === text)[0];
    const at = (range) => range.getSheet().getName() + "!" + range.getA1Notation();
    function name() { book().setNamedRange("Table", first().getRange(3, 2, 4, 2)); }
    function list() { return book().getNamedRanges().map((range) => [range.getName(), at(range.getRange())]); }
    function move() { named("Table").setRange(first().getRange(1, 1)); return list(); }
    function rename(to) { const range = named("Table").setName(to); return [range.getName(), at(range.getRange()), list()]; }
    function remove() { named("Table").remove(); return list(); }
    function late(method) { const range = named("Table"); book().removeNamedRange("Table"); range[method](method === "setRange" ? first().getRange(1, 1) : "Other"); }
    function lost() { const range = named("Table"); Utilities.sleep(1000); return at(range.getRange()); }`;

  async function withTable(): Promise<TestProject> {
    const made = await script(code);
    await made.call('name');
    return made;
  }

  test('are listed with where they are, those of one sheet only under its name (P8-17, P8.1-7)', async () => {
    const made = await withTable();
    made.file.workbook.duplicateSheet(sheet);
    made.file.workbook.insertRows(sheet, 1, 1);
    expect(await made.call('list')).toEqual([
      ['Table', 'Sheet1!B4:C7'],
      ['Copy of Sheet1!Table', 'Copy of Sheet1!B3:C6'],
    ]);
  });

  test('are moved, renamed and removed (P8-17)', async () => {
    const made = await withTable();
    expect(await made.call('move')).toEqual([['Table', 'Sheet1!A1']]);
    expect(await made.call('rename', 'Best')).toEqual(['Best', 'Sheet1!A1', [['Best', 'Sheet1!A1']]]);
    await expect(made.call('rename', 'Other')).rejects.toThrow();
    const again = await withTable();
    expect(await again.call('remove')).toEqual([]);
  });

  test('one that is gone can be neither moved, renamed nor removed, when that is carried out (P8-13, P8-17)', async () => {
    for (const method of ['setRange', 'setName', 'remove', 'getRange']) {
      await expect((await withTable()).call('late', method)).rejects.toThrow(/does not exist|cannot be renamed/);
    }
  });

  test('one whose cells were deleted is in no list, and a name taken from before leads nowhere (P8-17)', async () => {
    const made = await withTable();
    made.google.interfere = ({ call }) => {
      if (call === 'Utilities.sleep') made.file.workbook.deleteRows(sheet, 1, 20);
      return 'go on';
    };
    await expect(made.call('lost')).rejects.toThrow('Exception: The named range Table does not exist.');
    expect(await made.call('list')).toEqual([]);
  });

  test('changes wait like any write, and a cell makes none (P8-13, P1.3-8)', async () => {
    const made = await withTable();
    for (const call of ['move', 'remove'])
      await expect(made.callAs(anna, 'CUSTOM_FUNCTION', call)).rejects.toThrow('permission to call NamedRange.');
    await expect(made.callAs(anna, 'CUSTOM_FUNCTION', 'rename', 'Best')).rejects.toThrow('NamedRange.setName');
    expect(await made.call('list')).toEqual([['Table', 'Sheet1!B3:C6']]);
  });
});
