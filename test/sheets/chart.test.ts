import { anna } from '../support/bench';
import { isThorough } from '../support/breadth';
import { codeOf } from '../support/modules';
import { closeProjects, project, type TestProject } from '../support/project';
import { strike } from '../support/sweeps';

const code = codeOf('test/sheets/chart-project.ts');
const sheet = '0';

afterEach(closeProjects);

const charts = ({ file }: TestProject, id = sheet) => file.workbook.chartsOn(id);
const ranges = (made: TestProject) =>
  charts(made).map((chart) => chart.ranges.map(({ row, column, rows }) => [row, column, rows]));

/** Refreshes a table of names in B and figures in C: where its header is, and how many rows it has with that. */
const refresh = (made: TestProject, row: number, rows: number) => made.call('refresh', row, rows);

const callsOf = ({ google }: TestProject) => google.executions[google.executions.length - 1]?.calls ?? [];

async function drawn(): Promise<TestProject> {
  const made = await project(code);
  expect(await refresh(made, 2, 6)).toBe(true);
  return made;
}

/** What a person does to a chart in its editor. */
function restyle(made: TestProject): void {
  const [chart] = charts(made);
  if (!chart) throw new Error('There is no chart.');
  const { id, sheetId: _, ...spec } = chart;
  const options = { ...spec.options, title: 'Our best', colors: ['#cc0000'] };
  made.file.workbook.updateChart(sheet, id, {
    ...spec,
    type: 'COLUMN',
    options,
    position: { row: 20, column: 2, x: 5, y: 5 },
  });
}

test('bars of names and figures are drawn once, with their headings, beside the table and within the sheet (P8-19)', async () => {
  const made = await drawn();
  expect(charts(made)).toMatchObject([
    {
      type: 'BAR',
      headers: 1,
      options: { title: 'Top 5 partners', useFirstColumnAsDomain: true },
      position: { row: 2, column: 26, x: 0, y: 0 },
    },
  ]);
  expect(ranges(made)).toEqual([
    [
      [2, 2, 6],
      [2, 3, 6],
    ],
  ]);
  expect(made.file.properties.get('chart')).toBe(String(charts(made)[0]?.id));
});

test('a refresh of an unchanged table looks for its chart and changes nothing', async () => {
  const made = await drawn();
  await refresh(made, 2, 6);
  expect(callsOf(made).filter((call) => /Builder|updateChart|insertChart|modify|flush/.test(call))).toEqual([]);
  expect(charts(made)).toHaveLength(1);
});

test('a table that grows or shrinks takes its chart along, which stays as somebody styled and moved it (P8-25)', async () => {
  const made = await drawn();
  restyle(made);
  const [styled] = charts(made);
  for (const rows of [9, 4]) {
    await refresh(made, 2, rows);
    expect(ranges(made)).toEqual([
      [
        [2, 2, rows],
        [2, 3, rows],
      ],
    ]);
    expect(charts(made)).toEqual([{ ...styled, ranges: charts(made)[0]?.ranges }]);
  }
});

test('what Google says against a changed chart is heard at once, not at the end of the execution (P8-13)', async () => {
  const made = await drawn();
  await refresh(made, 2, 9);
  expect(callsOf(made).slice(-2)).toEqual(['Sheet.updateChart', 'SpreadsheetApp.flush']);
});

test('rows inserted above the table move its chart’s cells without us (P8-19)', async () => {
  const made = await drawn();
  made.file.workbook.insertRows(sheet, 1, 3);
  await refresh(made, 5, 6);
  expect(ranges(made)).toEqual([
    [
      [5, 2, 6],
      [5, 3, 6],
    ],
  ]);
  expect(callsOf(made)).not.toContain('Sheet.updateChart');
});

test('a table that stands elsewhere now has its chart there too', async () => {
  const made = await drawn();
  await refresh(made, 30, 6);
  expect(ranges(made)).toEqual([
    [
      [30, 2, 6],
      [30, 3, 6],
    ],
  ]);
});

test('a chart that somebody deleted, or gave a sheet of its own, is not drawn again (P8-19)', async () => {
  const made = await drawn();
  made.file.workbook.removeChart(sheet, charts(made)[0]?.id ?? 0);
  expect(await refresh(made, 2, 9)).toBe(false);
  expect(charts(made)).toEqual([]);
});

test('other charts on the sheet, older and newer ones, are left alone', async () => {
  const made = await project(code);
  const theirs = {
    type: 'LINE',
    ranges: [{ sheetId: sheet, row: 2, column: 2, rows: 6, columns: 2 }],
    headers: 1,
    options: {},
    position: { row: 1, column: 1, x: 0, y: 0 },
  };
  made.file.workbook.insertChart(sheet, theirs);
  await refresh(made, 2, 6);
  made.file.workbook.insertChart(sheet, theirs);
  await refresh(made, 2, 9);
  expect(charts(made)).toMatchObject([theirs, { type: 'BAR' }, theirs]);
  expect(ranges(made)[1]).toEqual([
    [2, 2, 9],
    [2, 3, 9],
  ]);
});

/** Kills refreshes at one call after the other until one gets through; each is followed by one that does. */
async function killed(made: TestProject, rowsOf: (attempt: number) => number): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const rows = rowsOf(attempt);
    made.google.interfere = strike({ at: attempt, fate: 'kill' });
    const { ok } = await made.file.run(anna, 'refresh', [2, rows], 'FULL');
    made.google.interfere = null;
    expect(charts(made).length).toBeLessThan(2);
    expect(await refresh(made, 2, rows + 1)).toBe(true);
    const cells = [2, 3].map((column) => [2, column, rows + 1]);
    expect([attempt, ranges(made)]).toEqual([attempt, [cells]]);
    if (ok) return attempt;
  }
}

describe('a refresh killed at any of its service calls leaves one chart or none, and the next one chart that shows the table', () => {
  test('while it is drawn', async () => {
    const made = await project(code);
    const attempts = await killed(made, () => {
      made.file.properties.delete('chart');
      for (const { id } of charts(made)) made.file.workbook.removeChart(sheet, id);
      return 6;
    });
    expect(attempts).toBeGreaterThan(isThorough ? 20 : 0);
  });

  test('while it follows the table', async () => {
    expect(await killed(await drawn(), (attempt) => 8 + (attempt % 2))).toBeGreaterThan(isThorough ? 20 : 0);
  });
});
