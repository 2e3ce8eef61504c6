import { SimulatedClock } from '../../workbench/clock';
import { callSidebar, newReport } from '../../workbench/demonstration';
import type { BookView, SheetView } from '../../workbench/page/contract';
import { type Desk, Desks } from '../../workbench/page/desk';
import { openWorkbench, type Workbench } from '../../workbench/workbench';

const ben = 'ben@example.com';
const opened: Workbench[] = [];
afterEach(async () => {
  for (const workbench of opened.splice(0)) await workbench.close();
});

/** The desk of a new spreadsheet, with Anna's key connected. */
async function deskWithKey(): Promise<{ desk: Desk; desks: Desks; workbench: Workbench }> {
  const workbench = await openWorkbench({ clock: new SimulatedClock() });
  opened.push(workbench);
  const { file, sandbox } = workbench;
  await file.open(file.owner);
  await callSidebar(file, file.owner, 'connect', { key: sandbox.keys.full, use: 'owner' });
  const desks = new Desks(workbench, () => {});
  const desk = desks.numbered(null);
  if (!desk) throw new Error('The workbench has a spreadsheet.');
  return { desk, desks, workbench };
}

/** A spreadsheet tells what is different a moment after it is. */
const told = () => new Promise(setImmediate);

function sheetsOf(desk: Desk): readonly SheetView[] {
  return (JSON.parse(desk.bookText()) as BookView).sheets.filter(({ hidden }) => !hidden);
}

/** What the first sheet shows in a cell. */
const text = (desk: Desk, cell: string) => sheetsOf(desk)[0]?.cells[cell]?.text;
const firstSheet = (desk: Desk) => sheetsOf(desk)[0]?.id ?? '';
async function type(desk: Desk, tab: string, row: number, column: number, typed: string): Promise<void> {
  await desk.act(tab, 'type', { sheetId: firstSheet(desk), row, column, texts: [[typed]] });
  await told();
}
const area = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });

test('File > Make a copy opens a spreadsheet of whoever made it, with the same cells and a life of its own', async () => {
  const { desk, desks } = await deskWithKey();
  await type(desk, 'left', 1, 1, 'mine');
  await desk.act('left', 'open', { user: ben });
  const copy = desks.numbered(String(await desk.act('left', 'copy', {})));
  if (!copy) throw new Error('Nothing was opened.');
  expect(copy.view('new')).toMatchObject({ title: 'Copy of Partner review', user: ben });
  expect(copy.view('new').people).toEqual([
    { email: ben, role: 'owner' },
    { email: 'anna@example.com', role: 'editor' },
  ]);
  await type(copy, 'new', 1, 1, 'of the copy');
  expect([text(desk, 'A1'), text(copy, 'A1')]).toEqual(['mine', 'of the copy']);
  expect(desks.numbered('3')).toBeUndefined();
});

test('two tabs show the same cells, and each has its own person, sidebar and selection', async () => {
  const { desk, workbench } = await deskWithKey();
  await desk.act('left', 'open', {});
  await desk.act('left', 'choose', { entry: desk.view('left').addOn.entries[0] });
  await desk.act('left', 'select', { sheetId: firstSheet(desk), area: area(2, 2) });
  await desk.act('right', 'open', { user: ben });
  await desk.act('right', 'select', { sheetId: firstSheet(desk), area: area(9, 4) });
  await type(desk, 'right', 5, 1, 'seen by both');
  expect(text(desk, 'A5')).toBe('seen by both');

  const [left, right] = [desk.view('left'), desk.view('right')];
  expect([left.user, right.user]).toEqual(['anna@example.com', ben]);
  expect([left.sidebar?.title, right.sidebar]).toEqual(['Journeybee Leaderboards', null]);
  expect(desk.sidebarHtml(left.sidebar?.number ?? 0)).toContain('<html');
  expect([left.active, left.selectedHere]).toMatchObject([{ row: 2, column: 2 }, true]);
  expect([right.active, right.selectedHere]).toMatchObject([{ row: 9, column: 4 }, true]);

  // A script finds what is selected in the tab whose sidebar asks, as its person.
  await desk.act('left', 'run', { name: 'sidebarCall', args: ['overview', null] });
  expect(workbench.file.keyboard).toBe('anna@example.com');
  expect(workbench.file.workbook.activeRange.rect).toEqual(area(2, 2));

  // One that is opened later begins with the first sheet, wherever the others are.
  await desk.act('left', 'addSheet', {});
  await desk.act('third', 'open', {});
  expect(desk.view('third').active).toEqual({ sheetId: firstSheet(desk), row: 1, column: 1 });
});

test('rows and columns that a person inserts and deletes move cells, formulas and a report', async () => {
  const { desk, workbench } = await deskWithKey();
  const { file } = workbench;
  const wanted = newReport({ period: 'current_year', type: null, limit: 3, where: 'cell' });
  await callSidebar(file, file.owner, 'saveReport', wanted);
  const name = text(desk, 'B3');
  await type(desk, 'left', 1, 20, '=C3');
  const resize = async (axis: 'rows' | 'columns', at: number, count: number) => {
    await desk.act('left', 'resize', { sheetId: firstSheet(desk), axis, at, count });
    await told();
  };
  await resize('rows', 1, 2);
  await resize('columns', 1, 1);
  expect([text(desk, 'C5'), sheetsOf(desk)[0]?.cells.U3?.typed]).toEqual([name, '=D5']);
  await resize('rows', 1, -1);
  await resize('columns', 1, -1);
  expect([text(desk, 'B4'), sheetsOf(desk)[0]?.cells.T2?.typed]).toEqual([name, '=C4']);
  await callSidebar(file, file.owner, 'refresh', { id: null, withMyKey: false });
  expect(text(desk, 'B4')).toBe(name);
});

test('undo takes back what was typed, rows that were deleted and a report that was inserted, in turn', async () => {
  const { desk, workbench } = await deskWithKey();
  const undo = async (tab = 'left') => {
    await desk.act(tab, 'undo', {});
    await told();
  };
  await type(desk, 'left', 2, 1, 'first');
  await type(desk, 'left', 3, 1, '=A2&"!"');
  await type(desk, 'left', 2, 1, 'second');
  await desk.act('left', 'resize', { sheetId: firstSheet(desk), axis: 'rows', at: 2, count: -1 });
  await told();
  expect(text(desk, 'A2')).toBe('#REF!');
  const request = newReport({ period: 'current_year', type: null, limit: 3, where: 'sheet' });
  await desk.act('left', 'run', { name: 'sidebarCall', args: ['saveReport', JSON.parse(JSON.stringify(request))] });
  await told();
  expect(sheetsOf(desk)).toHaveLength(2);

  await undo('right');
  expect(sheetsOf(desk)).toHaveLength(2);
  await undo();
  expect(sheetsOf(desk)).toHaveLength(1);
  await undo();
  expect([text(desk, 'A2'), text(desk, 'A3')]).toEqual(['second', 'second!']);
  await undo();
  expect([text(desk, 'A2'), text(desk, 'A3')]).toEqual(['first', 'first!']);
  await undo();
  await undo();
  await undo();
  expect(sheetsOf(desk)[0]?.cells).toEqual({});

  await type(desk, 'left', 1, 1, 'mine');
  await workbench.file.workbook.type(firstSheet(desk), 1, 2, 'by a schedule');
  await expect(undo()).rejects.toThrow('The spreadsheet has changed since.');
  expect(text(desk, 'A1')).toBe('mine');
});

test('a cell is seen as it is formatted: with its rule, its band, lines, sizes and what is frozen', async () => {
  const { desk, workbench } = await deskWithKey();
  const { workbook } = workbench.file;
  const id = firstSheet(desk);
  await type(desk, 'left', 2, 1, '-3');
  await type(desk, 'left', 2, 2, 'plain');
  const columnA = { ...area(2, 1, 2), sheetId: id };
  workbook.setNumberFormats(id, area(2, 1), [['"▲ "0;"▼ "0;0;@']]);
  workbook.setRules(id, [
    {
      ranges: [columnA],
      condition: { criterion: 'NUMBER_LESS_THAN', values: [0] },
      look: { fontColor: '#c5221f', bold: true },
    },
  ]);
  workbook.addBanding(id, area(2, 1, 2, 2), { header: null, first: '#ffffff', second: '#f6f8fc', footer: null });
  workbook.setStyle(id, area(2, 2), {
    fontSize: 14,
    italic: true,
    verticalAlignment: 'middle',
    wrap: 'WRAP',
    borders: { top: { style: 'SOLID', color: '#202124' } },
  });
  workbook.setFrozenRows(id, 2);
  workbook.setFrozenColumns(id, 1);
  workbook.setHiddenGridlines(id, true);
  workbook.setColumnWidth(id, 2, 180);
  workbook.setRowHeight(id, 2, 40);
  workbook.setRowsHidden(id, 7, 1, true);
  await told();
  const [sheet] = sheetsOf(desk);
  expect(sheet).toMatchObject({ frozenRows: 2, frozenColumns: 1, hiddenGridlines: true, hiddenRows: [7] });
  expect([sheet?.widths, sheet?.heights]).toEqual([{ 2: 180 }, { 2: 40 }]);
  expect(sheet?.cells.A2).toMatchObject({
    text: '▼ 3',
    typed: '-3',
    color: '#c5221f',
    bold: true,
    background: '#ffffff',
  });
  expect(sheet?.cells.A3).toEqual({ text: '', background: '#f6f8fc' });
  expect(sheet?.cells.B2).toMatchObject({ fontSize: 14, italic: true, verticalAlign: 'middle', wrap: 'WRAP' });
  expect(sheet?.cells.B2?.borders).toEqual({ top: { style: 'SOLID', color: '#202124' } });
});

test('a chart is seen with what its cells hold, where it floats', async () => {
  const { desk, workbench } = await deskWithKey();
  const { workbook } = workbench.file;
  const sheetId = firstSheet(desk);
  workbook.write(sheetId, area(1, 1, 3, 3), [
    ['Partner', 'Won deals', 'Revenue (EUR)'],
    ['Łódź Systemy', 4, 1200.5],
    ['Cinder', '', 800],
  ]);
  workbook.setNumberFormats(sheetId, area(2, 3, 2), [['#,##0'], ['#,##0']]);
  const ranges = [area(1, 1, 3), area(1, 3, 3)].map((rect) => ({ ...rect, sheetId }));
  const options = { title: 'Revenue', colors: ['#3c6cd6'], hAxis: { title: 'in euros' }, height: 200 };
  workbook.insertChart(sheetId, {
    type: 'BAR',
    ranges,
    headers: 1,
    options,
    position: { row: 5, column: 2, x: 3, y: 4 },
  });
  await told();
  expect(sheetsOf(desk)[0]?.charts).toEqual([
    {
      id: 1,
      type: 'BAR',
      title: 'Revenue',
      color: '#3c6cd6',
      axisTitle: 'in euros',
      labels: ['Łódź Systemy', 'Cinder'],
      series: [{ name: 'Revenue (EUR)', values: [1200.5, 800], texts: ['1,201', '800'] }],
      ...{ row: 5, column: 2, x: 3, y: 4, width: 600, height: 200 },
    },
  ]);
});

test('the page hears of a moved clock once all that fell due on the way is over', async () => {
  const { desk, desks, workbench } = await deskWithKey();
  const { file, google } = workbench;
  const wanted = newReport(
    { period: 'current_year', type: null, limit: 3, where: 'sheet' },
    { schedule: { kind: 'hourly' } },
  );
  await callSidebar(file, file.owner, 'saveReport', wanted);
  const { moves } = desk.view('left').workbench;
  const executions = google.executions.length;
  const moving = desk.act('left', 'advance', { ms: 2 * 3_600_000 });
  expect(desks.moves).toBe(moves);
  await moving;
  expect(google.executions.length).toBeGreaterThan(executions);
  expect(desk.view('right').workbench.moves).toBe(moves + 1);
});
