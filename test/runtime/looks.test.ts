import { closeProjects, project, type TestProject } from '../support/project';

const sheet = '0';

afterEach(closeProjects);

/** A project with functions of these bodies. */
const scripts = (bodies: Readonly<Record<string, string>>): Promise<TestProject> =>
  project(`
    const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheets()[0];
    const cells = (row, column, rows = 1, columns = 1) => sheet.getRange(row, column, rows, columns);
    ${Object.entries(bodies)
      .map(([name, body]) => `function ${name}() { ${body} }`)
      .join('\n')}`);

async function ran(body: string): Promise<TestProject> {
  const made = await scripts({ probe: body });
  await made.call('probe');
  return made;
}

const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });
const look = ({ file }: TestProject, row: number, column: number) =>
  file.workbook.read(sheet, rect(row, column))[0]?.[0];

describe('formats of cells', () => {
  test('fonts, alignments, wrapping and number formats are each set by themselves, and null takes a colour away', async () => {
    const made = await ran(`
      cells(1, 1, 1, 2).setFontSize(14).setFontStyle('italic').setFontFamily('Roboto Mono').setFontWeight('bold');
      cells(1, 1).setHorizontalAlignment('center').setVerticalAlignment('middle').setBackground('#112233');
      cells(1, 1).setWrapStrategy(SpreadsheetApp.WrapStrategy.CLIP).setNumberFormat('0.00').setValue(2);
      cells(1, 2).setFontStyle('normal').setBackground('#112233').setBackground(null);`);
    expect(look(made, 1, 1)).toMatchObject({
      display: '2.00',
      bold: true,
      italic: true,
      fontSize: 14,
      fontFamily: 'Roboto Mono',
      background: '#112233',
      horizontalAlignment: 'center',
      verticalAlignment: 'middle',
      wrap: 'CLIP',
    });
    expect(look(made, 1, 2)).toMatchObject({
      bold: true,
      italic: false,
      fontSize: 14,
      background: '',
      wrap: 'OVERFLOW',
    });
  });

  test('a cell says how its text is aligned where somebody chose it, and null takes the choice back (P8-82)', async () => {
    const made = await scripts({
      probe: `
        const two = cells(1, 1, 1, 2);
        cells(1, 1).setHorizontalAlignment('center');
        const chosen = two.getHorizontalAlignments();
        return [chosen, two.setHorizontalAlignment(null).getHorizontalAlignments()];`,
    });
    expect(await made.call('probe')).toEqual([[['center', 'general']], [['general', 'general']]]);
  });

  test('many cells take each its own, and a script reads what was set', async () => {
    const made = await scripts({
      probe: `
        const two = cells(1, 1, 1, 2);
        two.setBackgrounds([['#00ff00', null]]).setFontColors([[null, '#c5221f']]).setFontWeights([['bold', 'normal']]);
        return [two.getBackgrounds(), two.getFontColors(), two.getFontWeights()];`,
    });
    expect(await made.call('probe')).toEqual([
      [['#00ff00', '#ffffff']],
      [['#000000', '#c5221f']],
      [['bold', 'normal']],
    ]);
  });

  test('lines go around a range and between its cells; false takes one away, null leaves it', async () => {
    const made = await scripts({
      draw: `
        cells(2, 2, 2, 2).setBorder(true, true, true, true, null, true);
        cells(2, 2).setBorder(null, false, null, null, null, null);
        cells(3, 3).setBorder(null, null, true, null, null, null, '#c5221f', SpreadsheetApp.BorderStyle.SOLID_MEDIUM);`,
      clear: 'cells(2, 2, 2, 2).clearFormat();',
    });
    await made.call('draw');
    const black = { style: 'SOLID', color: '#000000' };
    expect(look(made, 2, 2)?.borders).toEqual({ top: black, bottom: black });
    expect(look(made, 3, 3)?.borders).toEqual({
      top: black,
      right: black,
      bottom: { style: 'SOLID_MEDIUM', color: '#c5221f' },
    });
    await made.call('clear');
    expect(look(made, 2, 2)?.borders).toEqual({});
  });

  test('what none of them is, is refused at the call (P8-1)', async () => {
    const calls = [
      "setFontSize('14')",
      "setFontStyle('slanted')",
      "setHorizontalAlignment('centre')",
      "setVerticalAlignment('center')",
      "setWrapStrategy('CLIP')",
      "setBorder(true, true, true, true, 'yes', null)",
      "setFontWeights([['heavy']])",
    ];
    const tries = calls.map((call) => `() => cells(1, 1).${call}`).join(', ');
    const made = await scripts({
      probe: `return [${tries}].map((act) => { try { act(); } catch (error) { return error.message; } });`,
    });
    const messages = (await made.call('probe')) as string[];
    expect(messages.map((message) => /Range\.(\w+)\.$/.exec(message)?.[1])).toEqual(
      calls.map((call) => call.replace(/\(.*/, '')),
    );
  });

  test('a cell being calculated may set none of them (P1.3-8)', async () => {
    const made = await scripts({ probe: 'cells(1, 1).setFontSize(9);' });
    await expect(made.callAs('anna@example.com', 'CUSTOM_FUNCTION', 'probe')).rejects.toThrow('permission');
  });
});

describe('rows and columns', () => {
  test('some are frozen, and more or fewer of them are once rows come or go among them (P8-66)', async () => {
    const frozen = 'return [sheet.getFrozenRows(), sheet.getFrozenColumns()];';
    const made = await scripts({
      freeze: `sheet.setFrozenRows(3); sheet.setFrozenColumns(2); ${frozen}`,
      frozen,
      thaw: `sheet.setFrozenRows(0); ${frozen}`,
    });
    const { workbook } = made.file;
    expect(await made.call('freeze')).toEqual([3, 2]);
    workbook.insertRows(sheet, 3, 2);
    workbook.insertRows(sheet, 6, 1);
    workbook.insertColumns(sheet, 1, 1);
    expect(await made.call('frozen')).toEqual([5, 3]);
    workbook.deleteRows(sheet, 5, 4);
    workbook.deleteColumns(sheet, 1, 1);
    expect(await made.call('frozen')).toEqual([4, 2]);
    expect(await made.call('thaw')).toEqual([0, 2]);
  });

  test('not all of them can be frozen, and those that are not cannot all be deleted (P8-66)', async () => {
    const made = await scripts({
      rows: 'sheet.setFrozenRows(sheet.getMaxRows());',
      columns: 'sheet.setFrozenColumns(26);',
      remove: 'sheet.setFrozenRows(2); sheet.deleteRows(3, 998);',
      removeMost: 'sheet.deleteRows(3, 997); return sheet.getMaxRows();',
    });
    await expect(made.call('rows')).rejects.toThrow("You can't freeze all visible rows on the sheet.");
    await expect(made.call('columns')).rejects.toThrow("You can't freeze all visible columns");
    await expect(made.call('remove')).rejects.toThrow('Sorry, it is not possible to delete all non-frozen rows.');
    expect(await made.call('removeMost')).toBe(3);
  });

  test('have sizes in pixels, which move with them', async () => {
    const made = await scripts({
      size: 'sheet.setColumnWidth(2, 60); sheet.setColumnWidths(4, 2, 70); sheet.setRowHeight(1, 34);',
      sizes:
        'return [2, 3, 4].map((column) => sheet.getColumnWidth(column)).concat([2, 3].map((row) => sheet.getRowHeight(row)));',
    });
    await made.call('size');
    expect(await made.call('sizes')).toEqual([60, 100, 70, 21, 21]);
    made.file.workbook.insertColumns(sheet, 1, 1);
    made.file.workbook.insertRows(sheet, 1, 1);
    expect(await made.call('sizes')).toEqual([100, 60, 100, 34, 21]);
    expect(made.file.workbook.layout(sheet).widths).toEqual({ 3: 60, 5: 70, 6: 70 });
  });

  test('are hidden and shown, and one that is fitted is as wide as its longest text', async () => {
    const made = await scripts({
      probe: `
        sheet.hideColumns(2, 2); sheet.showColumns(3); sheet.hideRows(5);
        cells(1, 1).setValue('A partner with a rather long name');
        sheet.autoResizeColumn(1);
        return [sheet.isColumnHiddenByUser(2), sheet.isColumnHiddenByUser(3), sheet.isRowHiddenByUser(5), sheet.getColumnWidth(1) > 150];`,
    });
    expect(await made.call('probe')).toEqual([true, false, true, true]);
  });

  test('a sheet hides its gridlines, and a copy of it is like it in all of this', async () => {
    const made = await ran(`
      sheet.setHiddenGridlines(true); sheet.setFrozenRows(2); sheet.setFrozenColumns(1);
      sheet.setColumnWidth(3, 44); sheet.setRowHeight(2, 50); sheet.hideColumns(5);
      cells(1, 1).setFontSize(18).setBorder(true, null, null, null, null, null);
      if (!sheet.hasHiddenGridlines()) throw new Error('They are shown.');`);
    const { workbook } = made.file;
    const copies = [
      [workbook, workbook.duplicateSheet(sheet).id],
      [made.file.copy('Copy', 'ben@example.com').workbook, sheet],
    ] as const;
    for (const [book, id] of copies) {
      expect(book.sheets().find((one) => one.id === id)).toMatchObject({
        frozenRows: 2,
        frozenColumns: 1,
        hiddenGridlines: true,
      });
      expect(book.layout(id)).toEqual({ widths: { 3: 44 }, heights: { 2: 50 }, hiddenColumns: [5], hiddenRows: [] });
      expect(book.read(id, rect(1, 1))[0]?.[0]).toEqual(look(made, 1, 1));
    }
    expect(look(made, 1, 1)).toMatchObject({ fontSize: 18, borders: { top: { style: 'SOLID' } } });
  });
});
