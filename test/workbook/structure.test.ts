import { at, TestBook } from './book';

describe('sheets', () => {
  test('a new one has 1000 rows and 26 columns and becomes the active one (P4-16)', () => {
    const { workbook } = new TestBook();
    expect(workbook.sheets()).toMatchObject([{ id: '0', name: 'Sheet1', rows: 1000, columns: 26, hidden: false }]);
    const added = workbook.insertSheet();
    expect(added).toMatchObject({ name: 'Sheet2', rows: 1000, columns: 26, index: 1 });
    expect(workbook.activeSheetId).toBe(added.id);
    workbook.insertSheet('First', 0);
    expect(workbook.sheets().map(({ name }) => name)).toEqual(['First', 'Sheet1', 'Sheet2']);
    expect(() => workbook.insertSheet('first')).toThrow('already exists');
  });

  test('renaming one rewrites the formulas that name it', async () => {
    const book = new TestBook();
    const { workbook } = book;
    const data = workbook.insertSheet('Data');
    await workbook.type(data.id, 1, 1, '5');
    await book.type({ A1: "=Data!A1+SUM('Data'!A1:A2)" });
    workbook.renameSheet(data.id, 'My data');
    expect(book.cell('A1')).toMatchObject({ value: 10, formula: "='My data'!A1+SUM('My data'!A1:A2)" });
    await workbook.type(data.id, 1, 1, '6');
    expect(book.value('A1')).toBe(12);
  });

  test('deleting one leaves #REF! behind, and the last one cannot be deleted', async () => {
    const book = new TestBook();
    const { workbook } = book;
    const data = workbook.insertSheet('Data');
    workbook.setNamedRange('Numbers', data.id, at('A1:A3'));
    await book.type({ A1: '=Data!A1+1', A2: '=SUM(Numbers)' });
    workbook.deleteSheet(data.id);
    expect(book.cell('A1')).toMatchObject({ value: '#REF!', formula: '=#REF!+1' });
    expect(workbook.getNamedRange('Numbers')).toBeUndefined();
    expect(() => workbook.removeNamedRange('Numbers')).toThrow();
    expect(() => workbook.deleteSheet('0')).toThrow("You can't remove all the sheets in a document.");
    expect(workbook.activeSheetId).toBe('0');
  });

  test('hiding keeps content and formulas, and one stays visible', async () => {
    const book = new TestBook();
    const { workbook } = book;
    const data = workbook.insertSheet('Journeybee');
    workbook.setHidden(data.id, true);
    await workbook.type(data.id, 2, 2, 'hidden');
    await book.type({ A1: '=Journeybee!B2' });
    expect(book.value('A1')).toBe('hidden');
    expect(workbook.sheets()[1]).toMatchObject({ name: 'Journeybee', hidden: true });
    expect(() => workbook.setHidden('0', true)).toThrow();
  });
});

describe('rows and columns', () => {
  test('inserted ones push content, references, formats and spilled results', async () => {
    const book = new TestBook({ F: () => [['a'], ['b'], ['c']] });
    await book.type({ A1: '1', A2: '10%', B1: '=SUM(A1:A2)', C2: '=F()' });
    book.workbook.insertRows('0', 2, 2);
    await book.workbook.settled();
    expect(book.values('A1:A4')).toEqual([[1], [''], [''], [0.1]]);
    expect(book.cell('A4').display).toBe('10%');
    expect(book.cell('B1')).toMatchObject({ formula: '=SUM(A1:A4)', value: 1.1 });
    expect(book.values('C1:C6')).toEqual([[''], [''], [''], ['a'], ['b'], ['c']]);
    expect(book.workbook.sheets()[0]?.rows).toBe(1002);
  });

  test('inserted into a spilled result do not tear it', async () => {
    const book = new TestBook({ F: () => [['a'], ['b'], ['c']] });
    await book.type({ C2: '=F()' });
    book.workbook.insertRows('0', 3, 1);
    await book.workbook.settled();
    expect(book.values('C1:C6')).toEqual([[''], ['a'], ['b'], ['c'], [''], ['']]);
    expect(book.calls).toHaveLength(1);
  });

  test('deleted ones take their content along', async () => {
    const book = new TestBook();
    await book.type({ A1: '1', A2: '2', A3: '3', B3: '=A1+A3', C1: '=A2' });
    book.workbook.deleteRows('0', 2, 1);
    expect(book.cell('B2')).toMatchObject({ formula: '=A1+A2', value: 4 });
    expect(book.cell('C1')).toMatchObject({ formula: '=#REF!', value: '#REF!' });
    book.workbook.deleteColumns('0', 1, 1);
    expect(book.cell('A2').formula).toBe('=#REF!+#REF!');
    book.workbook.insertColumns('0', 27 - 1, 3);
    expect(book.workbook.sheets()[0]).toMatchObject({ rows: 999, columns: 28 });
  });

  test('outside of the grid are refused', () => {
    const { workbook } = new TestBook();
    const message = 'The coordinates of the range are outside the dimensions of the sheet.';
    expect(() => workbook.insertRows('0', 1002, 1)).toThrow(message);
    expect(() => workbook.deleteRows('0', 1000, 2)).toThrow(message);
    expect(() => workbook.deleteRows('0', 1, 1000)).toThrow("You can't delete all the rows");
    workbook.insertRows('0', 1001, 1);
    workbook.deleteRows('0', 1001, 1);
    expect(workbook.sheets()[0]?.rows).toBe(1000);
  });
});

describe('named ranges (P8-17)', () => {
  test('move and grow with inserted rows and columns, and are known to formulas', async () => {
    const book = new TestBook({ F: (values) => JSON.stringify(values) });
    const { workbook } = book;
    await book.type({ B2: '1', B3: '2' });
    workbook.setNamedRange('Totals', '0', at('B2:B3'));
    await book.type({ E1: '=SUM(totals)', F1: '=F(Totals)' });
    expect(book.values('E1:F1')).toEqual([[3, '[[1],[2]]']]);
    workbook.insertRows('0', 3, 1);
    workbook.insertColumns('0', 1, 1);
    await workbook.settled();
    expect(workbook.getNamedRange('TOTALS')).toEqual({ name: 'Totals', sheetId: '0', rect: at('C2:C4') });
    expect(book.value('F1')).toBe(3);
    await book.type({ C3: '5' });
    expect(book.value('F1')).toBe(8);
    workbook.removeNamedRange('Totals');
    expect(book.value('F1')).toBe('#NAME?');
    expect(() => workbook.removeNamedRange('Totals')).toThrow('does not exist');
    expect(workbook.namedRanges()).toEqual([]);
  });

  test('are lost with their cells', () => {
    const { workbook } = new TestBook();
    workbook.setNamedRange('Block', '0', at('B2:C3'));
    workbook.deleteRows('0', 3, 5);
    expect(workbook.getNamedRange('Block')?.rect).toEqual(at('B2:C2'));
    workbook.deleteRows('0', 1, 5);
    expect(workbook.getNamedRange('Block')).toBeUndefined();
  });

  test('cannot be called like a cell', () => {
    const { workbook } = new TestBook();
    for (const name of ['A1', 'TRUE', '1st', 'with space', '']) {
      expect(() => workbook.setNamedRange(name, '0', at('A1'))).toThrow('not valid');
    }
  });
});

describe('formats', () => {
  test('change what is shown, not what is there', async () => {
    const book = new TestBook();
    const { workbook } = book;
    await book.write('A1', [[1234.5, 0.256, 46053]]);
    workbook.setNumberFormats('0', at('A1:C1'), [['"€"#,##0.00', '0.0%', 'yyyy-mm-dd']]);
    workbook.setFontWeights('0', at('A1:C1'), [['bold', 'normal', null]]);
    workbook.setBackgrounds('0', at('A1:C1'), [['#FFEEDD', null, null]]);
    workbook.setFontColors('0', at('A1:C1'), [['#112233', null, null]]);
    workbook.setHorizontalAlignments('0', at('A1:C1'), [['right', 'left', null]]);
    expect(book.cell('A1')).toMatchObject({
      value: 1234.5,
      display: '€1,234.50',
      bold: true,
      background: '#FFEEDD',
      fontColor: '#112233',
      horizontalAlignment: 'right',
    });
    expect(book.cell('B1')).toMatchObject({ display: '25.6%', bold: false, background: '' });
    expect(book.cell('C1')).toMatchObject({ display: '2026-01-31', value: new Date('2026-01-31') });
    workbook.clearContent('0', at('A1'));
    expect(book.cell('A1')).toMatchObject({ value: '', bold: true });
    workbook.clear('0', at('A1'));
    expect(book.cell('A1')).toMatchObject({ numberFormat: 'General', bold: false, background: '' });
    expect(() => workbook.setNumberFormats('0', at('A1'), [['0.0"open']])).toThrow('not valid');
  });

  test('survive a spill over them', async () => {
    const book = new TestBook({ F: () => [[1], [0.5]] });
    book.workbook.setNumberFormats('0', at('A2'), [['0%']]);
    await book.type({ A1: '=F()' });
    expect(book.cell('A2').display).toBe('50%');
    book.workbook.setFontWeights('0', at('A2'), [['bold']]);
    await book.type({ A1: '' });
    expect(book.cell('A2')).toMatchObject({ value: '', numberFormat: '0%', bold: true });
  });
});

describe('a page that shows the workbook', () => {
  test('is told once for many changes', async () => {
    const book = new TestBook();
    let told = 0;
    const stop = book.workbook.onChange(() => {
      told += 1;
    });
    for (let row = 1; row <= 50; row++) book.workbook.write('0', at(`A${row}`), [[row]]);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(2);
    stop();
    book.workbook.setFrozenRows('0', 1);
    await new Promise(setImmediate);
    expect(told).toBeLessThanOrEqual(2);
  });

  test('gets a snapshot of what stands there, spilled values and formats included', async () => {
    const book = new TestBook({
      F: () => [
        ['a', true],
        ['=1', 2],
      ],
    });
    await book.type({ A1: '=F()', D1: '10%', E1: '=DATE(2026,1,31)' });
    book.workbook.setFrozenRows('0', 1);
    book.workbook.setColumnWidth('0', 2, 150);
    const data = book.workbook.snapshot();
    const sheet = data.sheets['0'];
    expect(sheet?.cellData?.[0]?.[0]).toEqual({ v: 'a', t: 1 });
    expect(sheet?.cellData?.[0]?.[1]).toEqual({ v: 1, t: 3 });
    expect(sheet?.cellData?.[1]?.[0]).toEqual({ v: '=1', t: 1 });
    expect(sheet?.cellData?.[0]?.[4]).toMatchObject({ s: { n: { pattern: 'M/d/yyyy' } } });
    expect(sheet?.freeze?.startRow).toBe(1);
    expect(sheet?.columnData?.[1]?.w).toBe(150);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(book.workbook.snapshot({ formulas: true }).sheets['0']?.cellData?.[0]?.[0]?.f).toBe('=F()');
  });
});

test('the selection is that of the person at the keyboard', () => {
  const { workbook } = new TestBook();
  expect(workbook.activeRange).toEqual({ sheetId: '0', rect: at('A1') });
  workbook.setActive('0', at('B2:C3'));
  expect(workbook.activeRange).toEqual({ sheetId: '0', rect: at('B2:C3') });
  expect(() => workbook.setActive('0', at('Z1000:AA1000'))).toThrow('outside');
});

test('the last row is that of content and formulas (P8-15)', async () => {
  const book = new TestBook({ F: () => [['a'], ['b']] });
  await book.type({ C5: '=F()', A1: 'x' });
  book.workbook.setFontWeights('0', at('D9'), [['bold']]);
  expect(book.workbook.extent('0')).toEqual({ lastRow: 6, lastColumn: 3 });
});
