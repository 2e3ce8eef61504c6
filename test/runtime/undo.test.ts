import { closeProjects, project, type TestProject } from '../support/project';

afterEach(closeProjects);

const sheet = '0';
const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });
const everything = ({ file: { workbook } }: TestProject) => ({
  sheets: workbook.sheets(),
  cells: workbook.sheets().map(({ id }) => workbook.read(id, rect(1, 1, 12, 8))),
  layouts: workbook.sheets().map(({ id }) => workbook.layout(id)),
  over: workbook
    .sheets()
    .map(({ id }) => [
      workbook.rulesOn(id),
      workbook.bandingsOn(id),
      workbook.tablesOn(id),
      workbook.notesOn(id),
      workbook.chartsOn(id).length,
      workbook.filterOf(id),
      workbook.mergesTouching(id, rect(1, 1, 12, 8)),
    ]),
  names: workbook.namedRanges(),
});

const code = `
  const book = SpreadsheetApp.getActiveSpreadsheet();
  const sheet = book.getSheets()[0];
  function TWICE(number) { return [[number, number * 2]]; }
  function before() {
    sheet.getRange(1, 1, 2, 2).setValues([['Name', 'Amount'], ['Acme', 3]]).setBackground('#eeeeee');
    sheet.getRange(2, 4).setFormula('=TWICE(B2)');
    sheet.getRange(1, 1, 2, 2).applyRowBanding();
    sheet.setFrozenRows(1);
    sheet.setColumnWidth(2, 70);
    book.setNamedRange('Table', sheet.getRange(1, 1, 2, 2));
  }
  function write() {
    PropertiesService.getDocumentProperties().setProperty('written', 'yes');
    const other = book.insertSheet('Other');
    other.getRange(1, 1).setValue('new');
    sheet.getRange(2, 1, 2, 2).setValues([['Best', 5], ['Acme', 4]]).setFontWeight('bold');
    sheet.getBandings()[0].remove();
    sheet.setFrozenRows(0);
    sheet.setColumnWidth(2, 200);
    sheet.hideColumns(6);
    sheet.insertRowsAfter(sheet.getMaxRows(), 3);
    sheet.insertChart(sheet.newChart().addRange(sheet.getRange(1, 1, 3, 2)).setChartType(Charts.ChartType.BAR).setPosition(5, 5, 0, 0).build());
    sheet.setConditionalFormatRules([SpreadsheetApp.newConditionalFormatRule().whenCellEmpty().setBold(true).setRanges([sheet.getRange(1, 1)]).build()]);
    book.setNamedRange('Table', sheet.getRange(1, 1, 3, 2));
    book.setNamedRange('More', other.getRange(1, 1));
  }`;

async function written() {
  const made = await project(code);
  await made.call('before');
  await made.file.workbook.settled();
  const [was, state] = [everything(made), made.file.workbook.remember()];
  await made.call('write');
  await made.file.workbook.settled();
  return { made, was, state };
}

test('undo takes back all that a script wrote, in each sheet, and leaves what is in no sheet (P8-69)', async () => {
  const { made, was, state } = await written();
  const { workbook, properties } = made.file;
  expect(everything(made)).not.toEqual(was);
  workbook.restore(state);
  await workbook.settled();
  expect(everything(made)).toEqual(was);
  expect(workbook.read(sheet, rect(2, 4, 1, 2))[0]?.map(({ value }) => value)).toEqual([3, 6]);
  expect(properties.get('written')).toBe('yes');
});

test('a sheet that was deleted comes back under its id, with what formulas elsewhere read in it; names that changed hands go back (P8-69)', async () => {
  const made = await project(code);
  const { workbook } = made.file;
  const second = workbook.insertSheet('Second').id;
  await workbook.type(second, 1, 1, '7');
  await workbook.type(sheet, 1, 1, '=Second!A1+1');
  const aside = workbook.insertSheet('Aside').id;
  workbook.setHidden(aside, true);
  workbook.setHidden(second, true);
  const state = workbook.remember();
  workbook.deleteSheet(second);
  workbook.renameSheet(sheet, 'Second');
  expect(workbook.read(sheet, rect(1, 1))[0]?.[0]?.value).toBe('#REF!');
  workbook.restore(state);
  expect(workbook.sheets().map(({ id, name, hidden }) => [id, name, hidden])).toEqual([
    [sheet, 'Sheet1', false],
    [second, 'Second', true],
    [aside, 'Aside', true],
  ]);
  expect(workbook.read(sheet, rect(1, 1))[0]?.[0]).toMatchObject({ value: 8, formula: '=Second!A1+1' });
  await workbook.type(second, 1, 1, '10');
  expect(workbook.read(sheet, rect(1, 1))[0]?.[0]?.value).toBe(11);
  // What was remembered can be restored once more.
  workbook.restore(state);
  expect(workbook.read(sheet, rect(1, 1))[0]?.[0]?.value).toBe(8);
});
