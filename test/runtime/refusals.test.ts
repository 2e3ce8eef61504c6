import type { Readings } from '../../workbench/apps-script/workbook/readings';
import { closeProjects, project, type TestProject } from '../support/project';

afterEach(closeProjects);

const sheet = '0';
const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });
const held = ({ file }: TestProject, row: number, column: number, rows = 1, columns = 1) =>
  file.workbook.read(sheet, rect(row, column, rows, columns)).map((line) => line.map(({ value }) => value));

/** A project whose `probe` tells at which of its two moments something was refused, and with which words. */
async function probe(body: string, readings: Partial<Readings> = {}): Promise<TestProject> {
  const made = await project(`
    const cells = (row, column, rows = 1, columns = 1) =>
      SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange(row, column, rows, columns);
    function probe() {
      let at = 'the call';
      try {
        ${body};
        at = 'the flush';
        SpreadsheetApp.flush();
        return null;
      } catch (error) {
        return at + ': ' + error.message;
      }
    }`);
  Object.assign(made.file.workbook.readings, readings);
  return made;
}

const both = ['at the call', 'at the flush'] as const;

describe('a Table', () => {
  const body = rect(3, 2, 4, 3);

  test.each(both)('refuses number formats in its typed columns %s, and takes values (P8-60)', async (refusals) => {
    const made = await probe('cells(4, 2).setValue(7); cells(4, 3).setNumberFormats([["0.00"]])', { refusals });
    made.file.workbook.convertToTable(sheet, body);
    expect(await made.call('probe')).toMatch(new RegExp(`^the ${refusals.slice(7)}: .* cells in a typed column`));
    expect(held(made, 4, 2)).toEqual([[7]]);
  });

  test.each(['clear()', 'clearFormat()', 'setFontWeight("bold")', 'setBackground("#ffffff")'])(
    '%s is refused there too, and clearContent is not (P8-60, P8-62)',
    async (call) => {
      const made = await probe(`cells(4, 2).${call}`);
      made.file.workbook.convertToTable(sheet, body);
      expect(await made.call('probe')).toContain('typed column');
      const cleared = await probe('cells(4, 2).clearContent()');
      cleared.file.workbook.convertToTable(sheet, body);
      expect(await cleared.call('probe')).toBeNull();
    },
  );

  test('its header refuses looks and the columns under it widths, in the harder reading only (P8-62)', async () => {
    for (const call of ['cells(3, 2).setFontColor("#ffffff")', 'cells(1, 1).getSheet().setColumnWidth(3, 50)']) {
      const made = await probe(call);
      made.file.workbook.convertToTable(sheet, body);
      expect(await made.call('probe')).toMatch(/header of a table|typed column/);
      made.file.workbook.readings.tables = 'refuse number formats';
      expect(await made.call('probe')).toBeNull();
    }
  });

  test('takes in what is written directly below it, by a person or by a script, and nothing further away (P8-61)', async () => {
    const made = await probe('cells(3, 2, 6, 3).setValues(Array.from({ length: 6 }, () => [1, 2, 3]))');
    made.file.workbook.convertToTable(sheet, body);
    await made.call('probe');
    expect(made.file.workbook.tablesOn(sheet)).toEqual([{ ...body, rows: 6 }]);
    await made.file.workbook.type(sheet, 11, 2, 'further away');
    await made.file.workbook.type(sheet, 9, 5, 'beside');
    expect(made.file.workbook.tablesOn(sheet)).toEqual([{ ...body, rows: 6 }]);
    await made.file.workbook.type(sheet, 9, 4, 'below');
    expect(made.file.workbook.tablesOn(sheet)).toEqual([{ ...body, rows: 7 }]);
  });

  test('moves with its rows, comes along in copies, and is a range again when somebody says so (P8-60)', async () => {
    const made = await probe('cells(5, 3).setNumberFormats([["0.00"]])');
    const { workbook } = made.file;
    workbook.convertToTable(sheet, body);
    workbook.insertRows(sheet, 1, 2);
    expect(workbook.tablesOn(sheet)).toEqual([{ ...body, row: 5 }]);
    expect(made.file.copy('Copy', 'ben@example.com').workbook.tablesOn(sheet)).toEqual([{ ...body, row: 5 }]);
    expect(workbook.tablesOn(workbook.duplicateSheet(sheet).id)).toEqual([{ ...body, row: 5 }]);
    workbook.convertToRange(sheet, rect(6, 2));
    expect(await made.call('probe')).toBeNull();
  });

  test('is not made of a header alone, nor over another one', async () => {
    const { file } = await probe('');
    expect(() => file.workbook.convertToTable(sheet, rect(3, 2, 1, 3))).toThrow('header alone');
    file.workbook.convertToTable(sheet, body);
    expect(() => file.workbook.convertToTable(sheet, rect(5, 1, 4, 2))).toThrow('overlap');
  });
});

describe('a validation rule (P8-64)', () => {
  const rule = { choices: ['Gold', 'Silver'], rejects: true };

  test.each(both)('that rejects input makes the whole write fail %s, and names cell and rule', async (refusals) => {
    const made = await probe('cells(1, 1, 2, 2).setValues([["a", "Gold"], ["b", "Bronze"]])', { refusals });
    made.file.workbook.setValidation(sheet, rect(1, 2, 5, 1), rule);
    expect(await made.call('probe')).toMatch(
      new RegExp(`^the ${refusals.slice(7)}: .* cell B2 violates .* Gold, Silver`),
    );
    expect(held(made, 1, 1, 2, 2).flat().join('')).toBe('');
  });

  test('takes what it lists, with an apostrophe before it too, and blanks; one that only warns takes anything', async () => {
    const made = await probe(
      'cells(1, 2, 3, 1).setValues([["\'Gold"], [""], ["Silver"]]); cells(9, 2).setValue("Bronze")',
    );
    made.file.workbook.setValidation(sheet, rect(1, 2, 5, 1), rule);
    made.file.workbook.setValidation(sheet, rect(9, 2), { ...rule, rejects: false });
    expect(await made.call('probe')).toBeNull();
    expect(held(made, 1, 2, 3).flat()).toEqual(['Gold', '', 'Silver']);
    made.file.workbook.setValidation(sheet, rect(9, 2), rule);
    expect(await made.call('probe')).toContain('cell B9');
    made.file.workbook.clearValidation(sheet, rect(9, 2));
    expect(await made.call('probe')).toBeNull();
  });

  test('is read cell by cell, and moves with its cells', async () => {
    const made = await project(`function probe() {
      const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheets()[0];
      return sheet.getRange(1, 1, 4, 1).getDataValidations().map(([one]) => one && [one.getAllowInvalid(), one.getCriteriaValues()[0]]);
    }`);
    made.file.workbook.setValidation(sheet, rect(2, 1), rule);
    made.file.workbook.insertRows(sheet, 1, 1);
    expect(await made.call('probe')).toEqual([null, null, [false, rule.choices], null]);
    expect(made.file.copy('Copy', 'ben@example.com').workbook.validationsIn(sheet, rect(3, 1))).toEqual([[rule]]);
  });
});

describe('an apostrophe that a script writes into a Plain text cell (P8-65)', () => {
  test.each([
    ['kept', "'Acme"],
    ['swallowed', 'Acme'],
  ] as const)('is %s, as the workbook is told', async (apostrophes, value) => {
    const made = await probe('cells(1, 1, 1, 2).setValues([["\'Acme", "\'Acme"]])', { apostrophes });
    made.file.workbook.setNumberFormats(sheet, rect(1, 1), [['@']]);
    expect(await made.call('probe')).toBeNull();
    expect(held(made, 1, 1, 1, 2)).toEqual([[value, 'Acme']]);
    await made.file.workbook.type(sheet, 1, 1, "'typed");
    expect(held(made, 1, 1)).toEqual([['typed']]);
  });

  test('and a script can ask for the format of cells', async () => {
    const made = await project(`function probe() {
      return SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange(1, 1, 1, 2).getNumberFormats();
    }`);
    made.file.workbook.setNumberFormats(sheet, rect(1, 1), [['@']]);
    expect(await made.call('probe')).toEqual([['@', 'General']]);
  });
});
