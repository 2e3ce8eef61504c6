import { anna } from '../support/bench';
import { closeProjects, project, type TestProject } from '../support/project';

afterEach(closeProjects);

const sheet = '0';
const given = `
  const book = () => SpreadsheetApp.getActiveSpreadsheet();
  const first = () => book().getSheets()[0];
  const bars = (range) => first().newChart().setChartType(Charts.ChartType.BAR).addRange(range).setPosition(2, 8, 10, 20);
  function draw() {
    const builder = bars(first().getRange(1, 2, 4, 1)).addRange(first().getRange(1, 3, 4, 1));
    first().insertChart(builder.setOption("title", "Best partners").setNumHeaders(1).build());
  }
  function shown() {
    return first().getCharts().map((chart) => [chart.getChartId(), chart.getRanges().map((range) => range.getSheet().getName() + "!" + range.getA1Notation())]);
  }
`;

const script = (code = '') => project(given + code);
const charts = ({ file }: TestProject, id = sheet) => file.workbook.chartsOn(id);

async function drawn(code = ''): Promise<TestProject> {
  const made = await script(code);
  await made.call('draw');
  return made;
}

test('a chart has a type, ranges, headings, options and a place, and can be found again (P8-19)', async () => {
  const made = await drawn();
  expect(charts(made)).toEqual([
    {
      id: expect.any(Number),
      sheetId: sheet,
      type: 'BAR',
      ranges: [
        { sheetId: sheet, row: 1, column: 2, rows: 4, columns: 1 },
        { sheetId: sheet, row: 1, column: 3, rows: 4, columns: 1 },
      ],
      headers: 1,
      options: { title: 'Best partners' },
      position: { row: 2, column: 8, x: 10, y: 20 },
    },
  ]);
  expect(await made.call('shown')).toEqual([[charts(made)[0]?.id, ['Sheet1!B1:B4', 'Sheet1!C1:C4']]]);
});

test.each([
  ['setChartType("BAR")', 'setChartType'],
  ['setChartType(SpreadsheetApp.SheetType.GRID)', 'setChartType'],
  ['setChartType(undefined)', 'setChartType'],
  ['addRange("A1:B2")', 'addRange'],
  ['removeRange(null)', 'removeRange'],
  ['setPosition("2", 8, 0, 0)', 'setPosition'],
  ['setNumHeaders(-1)', 'setNumHeaders'],
  ['setOption(1, 1)', 'setOption'],
])('%s throws: an enumeration is no text, a range no notation (P8-19)', async (call, method) => {
  const made = await script(`function probe() { first().newChart().${call}; }`);
  await expect(made.call('probe')).rejects.toThrow(
    `Exception: The parameters don't match the method signature for SpreadsheetApp.EmbeddedChartBuilder.${method}.`,
  );
});

test('the builder for any type has no setTitle, setColors or asBarChart (P8-19)', async () => {
  const made = await script(
    'function probe() { const builder = first().newChart(); return ["setTitle", "setColors", "asBarChart"].map((name) => typeof builder[name]); }',
  );
  expect(await made.call('probe')).toEqual(['undefined', 'undefined', 'undefined']);
});

test('what a chart without type, range or place would be is not established, so none is built (P8-19)', async () => {
  const made = await script(`
    const parts = [(b) => b.setChartType(Charts.ChartType.BAR), (b) => b.addRange(first().getRange(1, 1)), (b) => b.setPosition(1, 1, 0, 0)];
    function probe(left) { parts.filter((_, index) => index !== left).reduce((b, part) => part(b), first().newChart()).build(); return "built"; }`);
  for (const left of [0, 1, 2])
    await expect(made.call('probe', left)).rejects.toThrow('without a type, a range or a position');
  expect(await made.call('probe', 3)).toBe('built');
});

test('inserting waits like any write: a kill loses it, a read carries it out (P8-13, P8-19)', async () => {
  const made = await script(`
    function lost() { draw(); for (;;) Utilities.sleep(300000); }
    function seen() { draw(); return first().getCharts().length; }`);
  await expect(made.call('lost')).rejects.toThrow('Exceeded maximum execution time');
  expect(charts(made)).toEqual([]);
  expect(await made.call('seen')).toBe(1);
});

test('a place or a range outside of the grid is refused when it is carried out (P4-16, P8-13)', async () => {
  const made = await script(`
    function place() { first().insertChart(bars(first().getRange(1, 1)).setPosition(1, 27, 0, 0).build()); return "called"; }
    function gone() { const chart = bars(first().getRange(1000, 1)).build(); first().deleteRows(1000, 1); first().insertChart(chart); return "called"; }`);
  for (const name of ['place', 'gone']) await expect(made.call(name)).rejects.toThrow('outside the dimensions');
});

test('its ranges and its place move with inserted rows and columns, and shrink with deleted ones (P8-19)', async () => {
  const made = await drawn();
  const { workbook } = made.file;
  workbook.insertRows(sheet, 2, 3);
  workbook.insertColumns(sheet, 1, 1);
  expect((await made.call('shown')) as unknown[]).toEqual([[1, ['Sheet1!C1:C7', 'Sheet1!D1:D7']]]);
  expect(charts(made)[0]?.position).toEqual({ row: 5, column: 9, x: 10, y: 20 });
  workbook.deleteColumns(sheet, 3, 1);
  workbook.deleteRows(sheet, 4, 3);
  expect(await made.call('shown')).toEqual([[1, ['Sheet1!C1:C4']]]);
  expect(charts(made)[0]?.position).toEqual({ row: 4, column: 8, x: 10, y: 20 });
});

test('modify and updateChart change it in its place, under its id (P8-19)', async () => {
  const made = await drawn(`
    function change() {
      const chart = first().getCharts()[0];
      const builder = chart.modify().clearRanges().addRange(first().getRange(1, 1, 9, 1)).addRange(first().getRange(1, 5, 9, 1));
      first().updateChart(builder.removeRange(first().getRange(1, 5, 9, 1)).setOption("legend", { position: "none" }).build());
      return [chart.getRanges().length, shown()];
    }`);
  const [before, after] = (await made.call('change')) as unknown[];
  expect([before, after]).toEqual([2, [[1, ['Sheet1!A1:A9']]]]);
  expect(charts(made)[0]).toMatchObject({
    type: 'BAR',
    headers: 1,
    options: { title: 'Best partners', legend: { position: 'none' } },
    position: { row: 2, column: 8, x: 10, y: 20 },
  });
});

test('it tells the cell and the pixels where it floats, and is moved by setPosition (P8-81)', async () => {
  const made = await drawn(`
    function place() {
      const info = first().getCharts()[0].getContainerInfo();
      return [info.getAnchorRow(), info.getAnchorColumn(), info.getOffsetX(), info.getOffsetY()];
    }
    function move() { first().updateChart(first().getCharts()[0].modify().setPosition(20, 3, 0, 0).build()); return place(); }`);
  expect(await made.call('place')).toEqual([2, 8, 10, 20]);
  expect(await made.call('move')).toEqual([20, 3, 0, 0]);
  made.file.workbook.insertRows(sheet, 1, 2);
  expect(await made.call('place')).toEqual([22, 3, 0, 0]);
});

test('removing one leaves the others; one that is gone cannot be changed or removed (P8-19)', async () => {
  const made = await drawn(`
    function remove() { first().removeChart(first().getCharts()[0]); return shown(); }
    function twice() { const chart = first().getCharts()[0]; first().removeChart(chart); first().removeChart(chart); }
    function late() { const chart = first().getCharts()[0]; first().removeChart(chart); first().updateChart(chart.modify().build()); }
    function never() { first().removeChart(bars(first().getRange(1, 1)).build()); }`);
  await made.call('draw');
  expect(await made.call('remove')).toEqual([[2, ['Sheet1!B1:B4', 'Sheet1!C1:C4']]]);
  await expect(made.call('never')).rejects.toThrow('not in the spreadsheet');
  await expect(made.call('twice')).rejects.toThrow('does not exist on this sheet');
  await made.call('draw');
  await expect(made.call('late')).rejects.toThrow('does not exist on this sheet');
});

test.each(['insertChart', 'updateChart', 'removeChart'])(
  '%s takes a chart that was built, and nothing else (P8-19)',
  async (method) => {
    const made = await script(`function probe() { first().${method}(first().newChart()); }`);
    await expect(made.call('probe')).rejects.toThrow('Invalid argument: chart');
  },
);

test('a chart that was only built has no id; one that was inserted is found by its own (P8-19)', async () => {
  const made = await script(`
    function probe() { const chart = bars(first().getRange(1, 1)).build(); first().insertChart(chart); return [chart.getChartId(), typeof first().getCharts()[0].getChartId()]; }`);
  expect(await made.call('probe')).toEqual([null, 'number']);
});

test('a chart can show another sheet’s cells, which are gone with that sheet (P8-19)', async () => {
  const made = await script(`
    function probe() {
      const other = book().getSheets()[1];
      first().insertChart(bars(other.getRange(1, 1, 3, 2)).addRange(first().getRange(1, 1)).build());
      return shown();
    }`);
  const other = made.file.workbook.insertSheet('Other');
  expect(await made.call('probe')).toEqual([[1, ['Other!A1:B3', 'Sheet1!A1']]]);
  made.file.workbook.deleteSheet(other.id);
  expect(await made.call('shown')).toEqual([[1, ['Sheet1!A1']]]);
});

test('copies of the sheet and of the spreadsheet have charts of their own (P8.1-7)', async () => {
  const made = await drawn();
  const { workbook } = made.file;
  const twin = workbook.duplicateSheet(sheet);
  expect(charts(made, twin.id)).toMatchObject([{ type: 'BAR', ranges: [{ sheetId: twin.id }, { sheetId: twin.id }] }]);
  const copy = made.file.copy('Copy', anna);
  expect(copy.workbook.chartsOn(sheet)).toEqual(charts(made));
  copy.workbook.insertRows(sheet, 1, 1);
  workbook.deleteSheet(twin.id);
  expect(charts(made)[0]?.ranges[0]?.row).toBe(1);
  expect(charts(made, twin.id)).toEqual([]);
  expect(copy.workbook.chartsOn(twin.id)).toHaveLength(1);
});

test('a cell may look at charts and change none (P1.3-8)', async () => {
  const made = await drawn(`
    function change() { first().insertChart(bars(first().getRange(1, 1)).build()); }
    function remove() { first().removeChart(first().getCharts()[0]); }
    function update() { first().updateChart(first().getCharts()[0].modify().build()); }`);
  expect(await made.callAs(anna, 'CUSTOM_FUNCTION', 'shown')).toHaveLength(1);
  for (const name of ['change', 'remove', 'update']) {
    await expect(made.callAs(anna, 'CUSTOM_FUNCTION', name)).rejects.toThrow(
      'You do not have permission to call Sheet.',
    );
  }
});
