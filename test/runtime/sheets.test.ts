import type { SpreadsheetOptions } from '../../workbench/apps-script/spreadsheet-file';
import { anna, ben } from '../support/bench';
import { closeProjects, project, type TestProject } from '../support/project';

afterEach(closeProjects);

const sheet = '0';
const hour = 3_600_000;

/** What every script here may use: the spreadsheet, its first sheet, and a rectangle of that. */
const given = `
  const book = () => SpreadsheetApp.getActiveSpreadsheet();
  const first = () => book().getSheets()[0];
  const cells = (row, column, rows = 1, columns = 1) => first().getRange(row, column, rows, columns);
`;

const script = (code: string, options?: Partial<SpreadsheetOptions>) => project(given + code, options);

/** What one function body returns; what it throws is thrown here. */
async function returned(body: string, options?: Partial<SpreadsheetOptions>): Promise<unknown> {
  return (await script(`function probe() { ${body} }`, options)).call('probe');
}

function held({ file }: TestProject, row: number, column: number, rows = 1, columns = 1, id = sheet): unknown[][] {
  return file.workbook.read(id, { row, column, rows, columns }).map((line) => line.map(({ value }) => value));
}

const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });

describe('shapes', () => {
  test.each([
    ['three rows into two', '[[1, 2], [3, 4], [5, 6]]', 'The number of rows in the data', 'has 3 but the range has 2'],
    ['one column into two', '[[1], [2]]', 'The number of columns in the data', 'has 1 but the range has 2'],
    ['rows of two widths', '[[1, 2], [3]]', 'The number of columns in the data', 'has 1 but the range has 2'],
    ['rows alone', '[1, 2]', "don't match the method signature for SpreadsheetApp.Range.setValues", ''],
    ['a single value', '1', "don't match the method signature for SpreadsheetApp.Range.setValues", ''],
  ])('setValues with %s throws at the call and writes nothing (P8-1)', async (_, values, what, numbers) => {
    const made = await script(`
      function probe() {
        const range = cells(1, 1, 2, 2);
        try { range.setValues(${values}); } catch (error) { return error.message; }
      }`);
    const message = await made.call('probe');
    expect(message).toContain(what);
    expect(message).toContain(numbers);
    expect(held(made, 1, 1, 2, 2).flat()).toEqual(['', '', '', '']);
  });

  test.each([
    ['setFormula(1)', 'setFormula'],
    ['setFontWeight("heavy")', 'setFontWeight'],
    ['setValues("text")', 'setValues'],
  ])('%s is refused at the call (P8-1)', async (call, method) => {
    await expect(returned(`cells(1, 1).${call};`)).rejects.toThrow(
      `The parameters don't match the method signature for SpreadsheetApp.Range.${method}.`,
    );
  });

  test('colours are written with six digits: other names of them are not supported here', async () => {
    await expect(returned('cells(1, 1).setBackground("red");')).rejects.toThrow('Not supported here: the colour red.');
    await expect(returned('cells(1, 1).setFontColor("#fff");')).rejects.toThrow('Not supported here: the colour #fff.');
  });

  test.each(['"A1:B2"', '1', '1.5, 1', '1, "1"', '1, 1, Infinity, 1'])(
    'getRange(%s): only four whole numbers are supported here',
    async (at) => {
      await expect(returned(`first().getRange(${at});`)).rejects.toThrow("don't match the method signature");
    },
  );

  test('formats are held to the same shape (P8-1)', async () => {
    await expect(returned('cells(1, 1, 2, 2).setNumberFormats([["0"]]);')).rejects.toThrow('has 1 but the range has 2');
    await expect(returned('cells(1, 1, 1, 2).setHorizontalAlignments([["left"]]);')).rejects.toThrow(
      'number of columns',
    );
  });

  test.each(['0, 1', '1, 0', '1, 27', '1001, 1', '1000, 1, 2, 1', '1, 26, 1, 2', '1, 1, 0, 1'])(
    'getRange(%s) is outside of a sheet of 1,000 rows and 26 columns (P4-16)',
    async (at) => {
      await expect(returned(`first().getRange(${at});`)).rejects.toThrow(
        'The coordinates of the range are outside the dimensions of the sheet.',
      );
    },
  );

  test('a sheet grows by what is inserted, and then the range can be asked for, before anything is carried out (P4-16, P8-15)', async () => {
    const grow = 'first().insertRowsAfter(1000, 2); first().insertColumnsAfter(26, 1);';
    const size = '[first().getMaxRows(), first().getMaxColumns()]';
    expect(await returned(`${grow} cells(1002, 27).setValue(1); return ${size};`)).toEqual([1002, 27]);
    await expect(returned(`${grow} cells(1003, 1);`)).rejects.toThrow('outside the dimensions');
    await expect(returned(`${grow} SpreadsheetApp.flush(); cells(1003, 1);`)).rejects.toThrow('outside the dimensions');
  });

  test('a range whose rows are deleted before it is written fails when the write is carried out (P4-16, P8-13)', async () => {
    const made = await script(
      'function probe() { const last = cells(1000, 1); Utilities.sleep(1000); last.setValue(1); return "called"; }',
    );
    made.google.interfere = ({ call }) => {
      if (call === 'Utilities.sleep') made.file.workbook.deleteRows(sheet, 900, 101);
      return 'go on';
    };
    await expect(made.call('probe')).rejects.toThrow('outside the dimensions');
  });
});

describe('values as they are read', () => {
  test('number, boolean, date and text; a blank cell is an empty text (P8-2)', async () => {
    const made = await script(`
      function probe() {
        const values = cells(1, 1, 1, 6).getValues()[0];
        return values.map((value) => value instanceof Date ? "Date " + value.toISOString() : typeof value + " " + value);
      }`);
    for (const [index, text] of ['1.5', 'TRUE', '2026-05-01', 'Acme', '', '=1/0'].entries()) {
      await made.file.workbook.type(sheet, 1, index + 1, text);
    }
    expect(await made.call('probe')).toEqual([
      'number 1.5',
      'boolean true',
      'Date 2026-05-01T00:00:00.000Z',
      'string Acme',
      'string ',
      'string #DIV/0!',
    ]);
  });

  test('the last row is that of content, formulas that show nothing included, formats not; the grid is another size (P8-15)', async () => {
    const made = await script('function probe() { return [first().getLastRow(), first().getMaxRows()]; }');
    expect(await made.call('probe')).toEqual([0, 1000]);
    await made.file.workbook.type(sheet, 3, 2, 'x');
    made.file.workbook.setFontWeights(sheet, rect(9, 1), [['bold']]);
    expect(await made.call('probe')).toEqual([3, 1000]);
    await made.file.workbook.type(sheet, 7, 5, '=""');
    expect(await made.call('probe')).toEqual([7, 1000]);
  });
});

describe('texts that a script writes are read as if somebody typed them', () => {
  const day = (year: number, month: number, date: number) => new Date(Date.UTC(year, month - 1, date));
  /** Each: the text, what it is in en_US, and what it is in de_DE. */
  const texts: ReadonlyArray<readonly [string, unknown, unknown]> = [
    ['01', 1, 1],
    ['1/2', day(2026, 1, 2), day(2026, 2, 1)],
    ['2.000', 2, 2000],
    ['1,5', '1,5', 1.5],
    ['1.2', 1.2, day(2026, 2, 1)],
    ['1,000,000', 1_000_000, '1,000,000'],
    ['$2.99', 2.99, '$2.99'],
    ['10%', 0.1, 0.1],
    ['TRUE', true, true],
    ['WAHR', 'WAHR', true],
    ['2026-05-01', day(2026, 5, 1), day(2026, 5, 1)],
    ['Acme', 'Acme', 'Acme'],
    ['@home', '@home', '@home'],
  ];
  const write = `function probe(texts) {
    const range = cells(1, 1, texts.length, 1);
    range.setValues(texts.map((text) => [text]));
    return [range.getValues().map(([value]) => value), range.getFormulas().map(([formula]) => formula)];
  }`;

  test.each([
    ['en_US', 1],
    ['de_DE', 2],
  ] as const)('numbers, dates, currencies and truth in %s (P8-4)', async (locale, place) => {
    const made = await script(write, { locale });
    const [values] = (await made.call(
      'probe',
      texts.map(([text]) => text),
    )) as unknown[][];
    expect(values).toEqual(texts.map((row) => row[place]));
  });

  test.each(['en_US', 'de_DE'] as const)(
    'in %s an apostrophe keeps every one of them, and is not seen (P8-6)',
    async (locale) => {
      const made = await script(write, { locale });
      const all = [...texts.map(([text]) => text), '=1+1', '+44 20', '-A1', "'quoted"];
      expect(
        await made.call(
          'probe',
          all.map((text) => `'${text}`),
        ),
      ).toEqual([all, all.map(() => '')]);
    },
  );

  test('what begins with = is a formula, by setValue and setValues (P8-3); with + or - too, to be strict (P8-5)', async () => {
    const made = await script(`${write} function single() { return cells(9, 1).setValue("=2*3").getValue(); }`);
    expect(await made.call('probe', ['=1+1', '+A1', '-A1'])).toEqual([
      [2, 2, -2],
      ['=1+1', '=+A1', '=-A1'],
    ]);
    expect(await made.call('single')).toBe(6);
  });

  test('the format @, set before, keeps numbers and dates as text (P8-7), but no formula, to be strict (P8-8)', async () => {
    const body = `cells(1, 1, 3, 1).setNumberFormats([["@"], ["@"], ["@"]]);
      cells(1, 1, 3, 1).setValues([["1/2"], ["01"], ["=1+1"]]);
      return cells(1, 1, 3, 1).getValues();`;
    expect(await returned(body)).toEqual([['1/2'], ['01'], [2]]);
    const late = 'cells(1, 1).setValue("01").setNumberFormats([["@"]]); return cells(1, 1).getValue();';
    expect(await returned(late)).toBe(1);
  });

  test('null and undefined clear a cell and leave its format, an object becomes its text (P8-9)', async () => {
    const made = await script('function probe() { cells(1, 1, 1, 4).setValues([[null, undefined, "", { a: 1 }]]); }');
    made.file.workbook.setNumberFormats(sheet, rect(1, 1, 1, 2), [['0.00', '0.00']]);
    for (const column of [1, 2, 3, 4]) await made.file.workbook.type(sheet, 1, column, '=1+1');
    await made.call('probe');
    const [row] = made.file.workbook.read(sheet, rect(1, 1, 1, 4));
    expect(row?.map(({ value }) => value)).toEqual(['', '', '', '[object Object]']);
    expect(row?.map(({ formula }) => formula)).toEqual(['', '', '', '']);
    expect(row?.[0]?.numberFormat).toBe('0.00');
  });

  test('a spreadsheet tells its owner, whoever asks (P8-28)', async () => {
    const made = await script('function probe() { return book().getOwner().getEmail(); }');
    expect(await made.file.run(ben, 'probe', [], 'FULL')).toEqual({ ok: true, value: anna });
  });

  test('a spreadsheet tells whom its owner has named as editors, and not the owner (P11-2)', async () => {
    const made = await project(
      'function probe() { return SpreadsheetApp.getActiveSpreadsheet().getEditors().map((one) => one.getEmail()); }',
      {
        editors: [ben],
      },
    );
    expect(await made.call('probe')).toEqual([ben]);
  });

  test('a spreadsheet tells its name and its address (P8-27)', async () => {
    const made = await script('function probe() { return [book().getName(), book().getUrl()]; }');
    expect(await made.call('probe')).toEqual([
      made.file.name,
      `https://docs.google.com/spreadsheets/d/${made.file.id}/edit`,
    ]);
  });

  test('a date is written and read in the spreadsheet’s zone, whatever the script’s (P8-10)', async () => {
    const made = await script(
      `function probe() {
        cells(1, 1).setValue(new Date(Date.UTC(2026, 4, 15, 20)));
        cells(1, 2).setValue("2026-05-16");
        return [cells(1, 1).getValue().toISOString(), cells(1, 2).getValue().toISOString(), book().getSpreadsheetTimeZone()];
      }`,
      { timeZone: 'Pacific/Auckland' },
    );
    expect(await made.call('probe')).toEqual([
      '2026-05-15T20:00:00.000Z',
      '2026-05-15T12:00:00.000Z',
      'Pacific/Auckland',
    ]);
    expect(made.file.workbook.read(sheet, rect(1, 1))[0]?.[0]?.display).toBe('5/16/2026');
  });

  test.each([
    ['en_US', '=SUM(1;2)', 3],
    ['en_US', '=SUM(1,2)', 3],
    ['de_DE', '=SUM(1;2)', 3],
    ['de_DE', '=SUM(1,5;2)', 3.5],
    ['de_DE', '=SUM(A9,B9)', '#ERROR!'],
  ] as const)(
    'in %s %s comes to %s: only ; separates arguments everywhere (P8.1-6)',
    async (locale, formula, value) => {
      const made = await script(`function probe(formula) { return cells(1, 1).setFormula(formula).getValue(); }`, {
        locale,
      });
      expect(await made.call('probe', formula)).toBe(value);
    },
  );
});

describe('protected cells', () => {
  const message =
    'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.';
  const code = `
    function write() { cells(1, 1, 2, 1).setValues([["new"], ["new"]]); }
    function flushed() { cells(1, 1, 2, 1).setValues([["new"], ["new"]]); try { SpreadsheetApp.flush(); } catch (error) { return error.message; } }
    function others() { const tried = []; for (const act of [(cell) => cell.setValue(1), (cell) => cell.setFormula("=1"), (cell) => cell.clearContent(), (cell) => cell.setFontWeight("bold")]) { try { act(cells(2, 1)); SpreadsheetApp.flush(); } catch (error) { tried.push(error.message); } } return tried; }
    function mayEdit() { return [cells(1, 1).canEdit(), cells(2, 1).canEdit(), cells(1, 1, 2, 1).canEdit()]; }
    function install() { ScriptApp.newTrigger("tick").timeBased().everyHours(1).create(); }
    function tick() { cells(1, 1, 2, 1).setValues([["ticked"], ["ticked"]]); }`;

  async function withProtection(editors: readonly string[] = []): Promise<TestProject> {
    const made = await script(code);
    made.file.protect({ sheetId: sheet, ...rect(2, 1) }, editors);
    return made;
  }

  test('one of them, and the whole of setValues fails, when it is carried out (P8-11, P8-13)', async () => {
    const made = await withProtection();
    expect(await made.callAs(ben, 'FULL', 'flushed')).toBe(message);
    await expect(made.callAs(ben, 'FULL', 'write')).rejects.toThrow(message);
    expect(held(made, 1, 1, 2, 1)).toEqual([[''], ['']]);
  });

  test('they refuse every kind of write, and canEdit tells beforehand (P8-11)', async () => {
    const made = await withProtection();
    expect(await made.callAs(ben, 'FULL', 'others')).toEqual([message, message, message, message]);
    expect(await made.callAs(ben, 'FULL', 'mayEdit')).toEqual([true, false, false]);
  });

  test('the owner may always, and editors of the protection (P8-11)', async () => {
    const made = await withProtection();
    expect(await made.call('mayEdit')).toEqual([true, true, true]);
    await made.call('write');
    expect(held(made, 1, 1, 2, 1)).toEqual([['new'], ['new']]);
    const allowed = await withProtection([ben]);
    await allowed.callAs(ben, 'FULL', 'write');
    expect(held(allowed, 1, 1, 2, 1)).toEqual([['new'], ['new']]);
  });

  test('a trigger writes with the rights of whoever made it, whoever has the file open (P8-11)', async () => {
    const made = await withProtection();
    await made.callAs(ben, 'FULL', 'install');
    await made.google.advance(hour);
    expect(made.google.executions.at(-1)).toMatchObject({ name: 'tick', user: ben, ok: false, problem: message });
    expect(held(made, 1, 1, 2, 1)).toEqual([[''], ['']]);
    const annas = await withProtection();
    await annas.call('install');
    await annas.file.open(ben);
    await annas.google.advance(hour);
    expect(held(annas, 1, 1, 2, 1)).toEqual([['ticked'], ['ticked']]);
  });
});

test('rows that a person or a filter hides are written and read like any other, and stay hidden (P8-12)', async () => {
  const made = await script(`
    function probe() {
      cells(1, 1, 4, 1).setValues([["a"], ["b"], ["c"], ["d"]]);
      return [cells(1, 1, 4, 1).getValues(), first().getLastRow()];
    }`);
  made.file.workbook.setRowsHidden(sheet, 2, 3, true);
  expect(await made.call('probe')).toEqual([[['a'], ['b'], ['c'], ['d']], 4]);
  const hidden = () => [1, 2, 3, 4, 5].map((row) => made.file.workbook.isRowHidden(sheet, row));
  expect(hidden()).toEqual([false, true, true, true, false]);
  made.file.workbook.setRowsHidden(sheet, 3, 1, false);
  expect(hidden()).toEqual([false, true, false, true, false]);
});

describe('merged cells (P8-23)', () => {
  const code = `
    function write() { cells(1, 1, 2, 3).setValues([["a", "b", "c"], ["d", "e", "f"]]); return cells(1, 1, 2, 3).getValues(); }
    function single() { cells(1, 2).setFormula("=1").setValue("x"); return [cells(1, 2).getValue(), cells(1, 2).getFormula()]; }
    function merged(row, column, rows, columns) {
      return cells(row, column, rows, columns).getMergedRanges().map((range) => [range.getRow(), range.getColumn(), range.getNumRows(), range.getNumColumns()]);
    }`;

  test('the first of them keeps its content, the others hold nothing, whatever is written into them (P8-23)', async () => {
    const made = await script(code);
    await made.call('write');
    made.file.workbook.merge(sheet, rect(1, 1, 1, 2));
    expect(held(made, 1, 1, 2, 3)).toEqual([
      ['a', '', 'c'],
      ['d', 'e', 'f'],
    ]);
    expect(await made.call('single')).toEqual(['', '']);
    expect(await made.call('write')).toEqual([
      ['a', '', 'c'],
      ['d', 'e', 'f'],
    ]);
  });

  test('a range names those of which it has at least one cell; they move with inserted rows (P8-23)', async () => {
    const made = await script(code);
    made.file.workbook.merge(sheet, rect(3, 2, 2, 2));
    expect(await made.call('merged', 1, 1, 3, 2)).toEqual([[3, 2, 2, 2]]);
    expect(await made.call('merged', 1, 1, 2, 5)).toEqual([]);
    made.file.workbook.insertRows(sheet, 1, 2);
    expect(await made.call('merged', 6, 3, 1, 1)).toEqual([[5, 2, 2, 2]]);
    made.file.workbook.deleteRows(sheet, 5, 2);
    expect(await made.call('merged', 1, 1, 100, 26)).toEqual([]);
  });
});

describe('writes wait', () => {
  test('until a flush; one that is killed keeps what was flushed and the properties, and loses the rest (P8-13, P8.1-1)', async () => {
    const made = await script(`
      function probe() {
        cells(1, 1).setValue("flushed");
        SpreadsheetApp.flush();
        cells(1, 2).setValue("waiting");
        PropertiesService.getDocumentProperties().setProperty("written", "everything");
        Utilities.sleep(300000); Utilities.sleep(300000);
      }`);
    await expect(made.call('probe')).rejects.toThrow('Exceeded maximum execution time');
    expect(held(made, 1, 1, 1, 2)).toEqual([['flushed', '']]);
    expect([...made.file.properties]).toEqual([['written', 'everything']]);
  });

  test('so that nobody sees them before, and whoever reads carries them out (P8-13)', async () => {
    const made = await script(`
      function probe() {
        cells(1, 1).setValue("written");
        Utilities.sleep(1);
        cells(5, 5).getValue();
        Utilities.sleep(1);
      }`);
    const seen: unknown[] = [];
    made.google.interfere = ({ call }) => {
      if (call === 'Utilities.sleep') seen.push(held(made, 1, 1)[0]?.[0]);
      return 'go on';
    };
    await made.call('probe');
    expect(seen).toEqual(['', 'written']);
  });

  test('and are carried out in their order, also after the script has thrown (P8-13)', async () => {
    const made = await script(`
      function probe() {
        cells(1, 1, 1, 3).setValues([[1, 1, 1]]);
        cells(1, 2, 1, 2).clearContent();
        cells(1, 3).setValue(3);
        first().insertRowsAfter(1000, 1);
        cells(1001, 1).setFormula("=A1+1");
        throw new Error("thrown");
      }`);
    await expect(made.call('probe')).rejects.toThrow('thrown');
    expect(held(made, 1, 1, 1, 3)).toEqual([[1, '', 3]]);
    expect(held(made, 1001, 1)).toEqual([[2]]);
  });

  test.each([
    ['the flush', 'SpreadsheetApp.flush()'],
    ['the next read', 'cells(9, 9).getValue()'],
    ['the size of the sheet', 'first().getMaxRows()'],
    ['a named range', 'book().getRangeByName("any")'],
  ])(
    'what cannot be written surfaces at %s: what came before it stands, what came after does not (P8-13)',
    async (_, read) => {
      const made = await script(`
      function probe() {
        cells(1, 1).setValue("before");
        cells(1, 2).setValue("x".repeat(50001));
        cells(1, 3).setValue("after");
        try { ${read}; } catch (error) { return [error.name, error.message]; }
      }`);
      const words = 'Your input contains more than the maximum of 50000 characters in a single cell.';
      expect(await made.call('probe')).toEqual(['Exception', words]);
      expect(held(made, 1, 1, 1, 3)).toEqual([['before', '', '']]);
    },
  );

  test('or at the end, where nothing catches it (P8-13)', async () => {
    await expect(returned('cells(1, 1).setValue("x".repeat(50001)); return "done";')).rejects.toThrow(
      '50000 characters',
    );
  });
});

describe('named ranges', () => {
  const code = `
    function name(text, row, column, rows, columns) { book().setNamedRange(text, cells(row, column, rows, columns)); }
    function where(text) {
      const range = book().getRangeByName(text);
      return range && [range.getSheet().getName(), range.getRow(), range.getColumn(), range.getNumRows(), range.getNumColumns()];
    }
    function remove(text) { book().removeNamedRange(text); }`;

  async function withTable(): Promise<TestProject> {
    const made = await script(code);
    await made.call('name', 'Table', 3, 2, 4, 2);
    return made;
  }

  test('move with inserted rows and columns, and grow with those inside (P8-17)', async () => {
    const made = await withTable();
    const { workbook } = made.file;
    workbook.insertRows(sheet, 1, 2);
    workbook.insertColumns(sheet, 1, 1);
    expect(await made.call('where', 'Table')).toEqual(['Sheet1', 5, 3, 4, 2]);
    workbook.insertRows(sheet, 6, 1);
    workbook.deleteColumns(sheet, 4, 1);
    expect(await made.call('where', 'Table')).toEqual(['Sheet1', 5, 3, 5, 1]);
  });

  test('are found in any case, set anew over themselves, and null where there is none (P8-17)', async () => {
    const made = await withTable();
    await made.call('name', 'Table', 1, 1, 1, 1);
    expect(await made.call('where', 'TABLE')).toEqual(['Sheet1', 1, 1, 1, 1]);
    expect(await made.call('where', 'Other')).toBeNull();
  });

  test('removing one that does not exist throws, and so does one that was removed (P8-17)', async () => {
    const made = await withTable();
    await expect(made.call('remove', 'Other')).rejects.toThrow('Exception: The named range Other does not exist.');
    await made.call('remove', 'Table');
    await expect(made.call('remove', 'Table')).rejects.toThrow('does not exist');
  });

  test('a person renames one: it is known by the new name only (P8-17)', async () => {
    const made = await withTable();
    made.file.workbook.renameNamedRange('Table', 'Best_partners');
    expect(await made.call('where', 'Table')).toBeNull();
    expect(await made.call('where', 'Best_partners')).toEqual(['Sheet1', 3, 2, 4, 2]);
    await expect(made.call('remove', 'Table')).rejects.toThrow('does not exist');
  });

  test('a person deletes one: null, and the name is free (P8-17)', async () => {
    const made = await withTable();
    made.file.workbook.deleteNamedRange('Table');
    expect(await made.call('where', 'Table')).toBeNull();
    await made.call('name', 'Table', 1, 1, 1, 1);
    expect(await made.call('where', 'Table')).toEqual(['Sheet1', 1, 1, 1, 1]);
  });

  test.each([
    ['sheet', (made: TestProject) => made.file.workbook.deleteSheet(sheet)],
    ['rows', (made: TestProject) => made.file.workbook.deleteRows(sheet, 2, 10)],
  ])(
    'one whose %s was deleted is null, cannot be removed, and its name is not free until a person deletes it (P8-17)',
    async (_, work) => {
      const made = await withTable();
      made.file.workbook.insertSheet('Other');
      work(made);
      expect(await made.call('where', 'Table')).toBeNull();
      await expect(made.call('remove', 'Table')).rejects.toThrow('does not exist');
      await expect(made.call('name', 'Table', 1, 1, 1, 1)).rejects.toThrow('already exists');
      made.file.workbook.deleteNamedRange('Table');
      await made.call('name', 'Table', 1, 1, 1, 1);
      expect(await made.call('where', 'Table')).not.toBeNull();
    },
  );

  test('a duplicated sheet has its own copy, limited to that sheet; the original stays where it is (P8.1-7)', async () => {
    const made = await withTable();
    const { workbook } = made.file;
    await workbook.type(sheet, 3, 2, '=1+1');
    workbook.merge(sheet, rect(9, 1, 1, 2));
    const copy = workbook.duplicateSheet(sheet);
    expect(copy).toMatchObject({ name: 'Copy of Sheet1', index: 1, rows: 1000, columns: 26 });
    expect(held(made, 3, 2, 1, 1, copy.id)).toEqual([[2]]);
    expect(workbook.mergesTouching(copy.id, rect(9, 2))).toHaveLength(1);
    expect(await made.call('where', 'Table')).toEqual(['Sheet1', 3, 2, 4, 2]);
    expect(await made.call('where', 'Copy of Sheet1!Table')).toEqual(['Copy of Sheet1', 3, 2, 4, 2]);
    workbook.insertRows(copy.id, 1, 1);
    workbook.renameSheet(copy.id, 'Second');
    expect(await made.call('where', 'Table')).toEqual(['Sheet1', 3, 2, 4, 2]);
    expect(await made.call('where', 'Second!Table')).toEqual(['Second', 4, 2, 4, 2]);
    workbook.deleteSheet(sheet);
    expect(await made.call('where', 'Table')).toBeNull();
    expect(await made.call('where', 'Second!Table')).toEqual(['Second', 4, 2, 4, 2]);
  });
});

test('a sheet keeps its id when it is renamed or moved aside, and another never has it (P8-18)', async () => {
  const made = await script(
    'function probe() { return book().getSheets().map((sheet) => [sheet.getSheetId(), sheet.getName()]); }',
  );
  const { workbook } = made.file;
  const added = workbook.insertSheet('Added');
  workbook.renameSheet(added.id, 'Renamed');
  workbook.insertSheet('First', 0);
  workbook.deleteSheet('1002');
  const again = workbook.insertSheet('First', 0);
  expect(await made.call('probe')).toEqual([
    [Number(again.id), 'First'],
    [0, 'Sheet1'],
    [Number(added.id), 'Renamed'],
  ]);
  expect(new Set(['0', '1002', added.id, again.id]).size).toBe(4);
});

test('in a trigger nobody sees a toast, and getUi throws; a person sees the one and has the other (P8-22)', async () => {
  const made = await script(`
    function install() { ScriptApp.newTrigger("tick").timeBased().everyHours(1).create(); }
    function tick() { book().toast("ticked", "Title", 5); SpreadsheetApp.getUi(); }`);
  await made.call('install');
  await made.google.advance(hour);
  expect(made.file.screen(anna).toast).toBeNull();
  expect(made.google.executions.at(-1)).toMatchObject({
    name: 'tick',
    problem: 'Cannot call SpreadsheetApp.getUi() from this context.',
  });
  await made.call('tick');
  expect(made.file.screen(anna).toast).toEqual({ title: 'Title', message: 'ticked' });
});

describe('custom functions in cells', () => {
  const code = `
    function NOTED(value) { return "at " + Date.now() + ", " + value; }
    function RETURNED() { return [["=1+1"], ["1/2"], ["'x"], ["01"], ["TRUE"], ["+44"]]; }
    function set(formula) { cells(1, 1).setFormula(formula); }
    function there() { cells(1, 1).setFormula("=NOTED(2)"); cells(1, 1).setFormula("=NOTED(1)"); }
    function thereAndBack() { cells(1, 1).setFormula("=NOTED(2)"); SpreadsheetApp.flush(); cells(1, 1).setFormula("=NOTED(1)"); }
    function install() { ScriptApp.newTrigger("tick").timeBased().everyHours(1).create(); }
    function tick() {
      cells(1, 2).setValue(Date.now());
      first().insertRowsAfter(1000, 1);
      book().setNamedRange("Ticked", cells(1, 2));
      cells(5, 1).setFormula("=NOTED(5)");
    }`;

  async function withFormula(): Promise<TestProject> {
    const made = await script(code);
    await made.file.workbook.type(sheet, 1, 1, '=NOTED(1)');
    return made;
  }
  const calls = ({ google }: TestProject) => google.executions.filter(({ mode }) => mode === 'CUSTOM_FUNCTION').length;

  test.each([
    ['the text it has', 'set', ['=NOTED(1)'], 1],
    ['another text', 'set', ['=NOTED(2)'], 2],
    ['another text and its own again, without a flush', 'there', [], 1],
    ['another text and its own again, with a flush', 'thereAndBack', [], 3],
  ] as const)('set to %s (P8.1-3)', async (_, name, args, times) => {
    const made = await withFormula();
    await made.call(name, ...args);
    await made.file.workbook.settled();
    expect(calls(made)).toBe(times);
  });

  test('opening the file calculates all of them anew, at the cost of who opens it, and nothing else does (P1.5-2, P1.4-3)', async () => {
    const made = await withFormula();
    const before = held(made, 1, 1);
    await made.google.advance(hour);
    await made.file.workbook.type(sheet, 9, 9, 'elsewhere');
    expect(held(made, 1, 1)).toEqual(before);
    await made.file.open(ben);
    expect(held(made, 1, 1)).not.toEqual(before);
    expect(calls(made)).toBe(2);
    expect(made.google.executions.at(-1)).toMatchObject({ name: 'NOTED', user: ben });
  });

  test('with nobody there, those that a trigger makes calculate show #NAME?, until somebody opens the file (P8.1-2)', async () => {
    const made = await withFormula();
    await made.file.workbook.type(sheet, 2, 1, '=NOTED(B1)');
    await made.call('install');
    const kept = held(made, 1, 1);
    made.file.close(anna);
    await made.google.advance(hour);
    await made.file.workbook.settled();
    expect(held(made, 1, 1)).toEqual(kept);
    expect([held(made, 2, 1), held(made, 5, 1)]).toEqual([[['#NAME?']], [['#NAME?']]]);
    await made.file.open(ben);
    expect([held(made, 2, 1), held(made, 5, 1)].flat(2)).toEqual([
      expect.stringMatching(/^at /),
      expect.stringMatching(/^at .*, 5$/),
    ]);
  });

  test('while somebody is there a trigger has them calculate as ever (P8.1-2)', async () => {
    const made = await withFormula();
    await made.call('install');
    await made.file.open(ben);
    made.file.close(anna);
    await made.google.advance(hour);
    await made.file.workbook.settled();
    expect(held(made, 5, 1)).toEqual([[expect.stringMatching(/^at /)]]);
  });

  test('texts that one returns stay those texts (P8.1-4)', async () => {
    const made = await script(code);
    await made.file.workbook.type(sheet, 1, 1, '=RETURNED()');
    const column = made.file.workbook.read(sheet, rect(1, 1, 6, 1)).flat();
    expect(column.map(({ value }) => value)).toEqual(['=1+1', '1/2', "'x", '01', 'TRUE', '+44']);
    expect(column.slice(1).map(({ formula }) => formula)).toEqual(['', '', '', '', '']);
  });
});

describe('a copy of the spreadsheet (P8.1-7)', () => {
  const code = `
    function OWNER() { return PropertiesService.getUserProperties().getProperty("whose"); }
    function LIST() { return [["a"], ["b"], ["c"]]; }
    function prepare() {
      first().getRange(1, 1).setValue("'01");
      first().getRange(2, 1).setFormula("=A1&Hidden!A1");
      first().getRange(1, 3).setFormula("=LIST()");
      first().getRange(1, 2).setFontWeight("bold").setNumberFormats([["0.00"]]).setValue(2);
      book().setNamedRange("Table", cells(1, 1, 2, 2));
      PropertiesService.getDocumentProperties().setProperty("stays", "behind");
      CacheService.getDocumentCache().put("stays", "behind");
      ScriptApp.newTrigger("tick").timeBased().everyHours(1).create();
    }
    function tick() { cells(20, 1).setValue("ticked"); }
    function seen() {
      const range = book().getRangeByName("Table");
      return [
        range && [range.getSheet().getSheetId(), range.getNumRows()],
        PropertiesService.getDocumentProperties().getProperty("stays"),
        CacheService.getDocumentCache().getAll(["stays"]),
        ScriptApp.getUserTriggers(book()).length,
        LockService.getDocumentLock().tryLock(0),
        book().getId(),
      ];
    }`;

  async function withCopy() {
    const made = await script(code, { locale: 'de_DE', timeZone: 'Europe/Berlin' });
    const { workbook } = made.file;
    made.google.account(anna).properties.set('whose', 'Anna');
    made.google.account(ben).properties.set('whose', 'Ben');
    const hidden = workbook.insertSheet('Hidden');
    await workbook.type(hidden.id, 1, 1, 'hidden');
    workbook.setHidden(hidden.id, true);
    await made.call('prepare');
    await workbook.type(sheet, 3, 1, '=OWNER()');
    workbook.merge(sheet, rect(5, 1, 1, 2));
    workbook.setRowsHidden(sheet, 7, 1, true);
    const gone = workbook.insertSheet('Gone');
    workbook.setNamedRange('Lost', gone.id, rect(1, 1));
    workbook.deleteSheet(gone.id);
    await workbook.settled();
    const copy = made.file.copy('Copy', ben);
    await copy.workbook.settled();
    return { ...made, copy, hidden };
  }

  test('has its sheets, hidden ones too, its formulas, formats, merged cells and named ranges, and its settings', async () => {
    const { file, copy, hidden } = await withCopy();
    const { workbook } = copy;
    expect(workbook.sheets().map(({ id, name, hidden: aside }) => [id, name, aside])).toEqual([
      [sheet, 'Tabellenblatt1', false],
      [hidden.id, 'Hidden', true],
    ]);
    const [first, second] = [file, copy].map((one) => one.workbook.read(sheet, rect(1, 1, 2, 3)));
    expect(second).toEqual(first);
    expect(second?.[1]?.[0]).toMatchObject({ value: '01hidden', formula: '=A1&Hidden!A1' });
    expect(workbook.read(sheet, rect(1, 3, 3, 1)).map(([cell]) => cell?.value)).toEqual(['a', 'b', 'c']);
    expect(workbook.namedRanges()).toEqual([{ name: 'Table', sheetId: sheet, rect: rect(1, 1, 2, 2) }]);
    expect(() => workbook.setNamedRange('Lost', sheet, rect(1, 1))).toThrow('already exists');
    expect(workbook.mergesTouching(sheet, rect(5, 2))).toHaveLength(1);
    expect(workbook.isRowHidden(sheet, 7)).toBe(true);
    expect([copy.name, copy.owner, copy.locale, copy.timeZone]).toEqual(['Copy', ben, 'de_DE', 'Europe/Berlin']);
    expect(workbook.insertSheet('New').id).not.toBe(hidden.id);
  });

  test('has neither its properties nor its cache, triggers, lock or identity, and cells see the new owner’s', async () => {
    const { file, copy, google } = await withCopy();
    expect(await copy.run(anna, 'seen', [], 'FULL')).toEqual({ ok: true, value: [[0, 2], null, {}, 0, true, copy.id] });
    expect(copy.id).not.toBe(file.id);
    expect(copy.workbook.read(sheet, rect(3, 1))[0]?.[0]?.value).toBe('Ben');
    await google.advance(hour);
    expect(file.workbook.read(sheet, rect(20, 1))[0]?.[0]?.value).toBe('ticked');
    expect(copy.workbook.read(sheet, rect(20, 1))[0]?.[0]?.value).toBe('');
    expect(copy.enabled).toBe(true);
  });

  test('goes its own way from then on', async () => {
    const { file, copy } = await withCopy();
    await copy.workbook.type(sheet, 1, 1, 'changed');
    copy.workbook.insertRows(sheet, 1, 1);
    copy.workbook.removeNamedRange('Table');
    expect(file.workbook.read(sheet, rect(1, 1, 2, 1)).map(([cell]) => cell?.value)).toEqual(['01', '01hidden']);
    expect(file.workbook.getNamedRange('Table')?.rect).toEqual(rect(1, 1, 2, 2));
  });
});
