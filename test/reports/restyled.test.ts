import type { ReportDefinition } from '../../src/contract/report-definition';
import { columnsOf } from '../../src/domain/style';
import type { Workbench } from '../../workbench/workbench';
import { ask, cells, closeBenches, connected, newReport, shown } from '../support/bench';

afterEach(closeBenches);

const report = {
  bars: true,
  columns: ['rank', 'name', 'tier', 'revenue', 'won deals', 'win rate'],
  movement: 'previous period',
  comparison: 'full',
  bridge: false,
  totals: true,
} satisfies Partial<ReportDefinition>;

/** Inserts a report of ten partners of last quarter into a sheet of its own, and says which. */
async function insert(made: Workbench, more: Partial<ReportDefinition>): Promise<string> {
  await ask(made, 'saveReport', newReport({ period: 'last_quarter', type: null, limit: 10, where: 'sheet' }, more));
  return made.file.workbook.sheets().find(({ name }) => name === more.name)?.id ?? '';
}

async function edit(made: Workbench, name: string, more: Partial<ReportDefinition>): Promise<void> {
  const { reports } = await ask(made, 'overview', undefined);
  const { id = '', definition } = reports.find((one) => one.name === name) ?? {};
  if (!definition) throw new Error('There is no report.');
  await ask(made, 'saveReport', { id, definition: { ...definition, ...more }, where: 'sheet' });
}

/** How cells look, without what stands in them. */
const looks = (made: Workbench, sheet: string, area: string) =>
  cells(made, sheet, area).map((row) =>
    row.map(({ value: _, display: __, formula: ___, note: ____, ...look }) => look),
  );

function sheetOf(made: Workbench, id: string) {
  const { workbook } = made.file;
  const { hiddenGridlines, frozenRows, frozenColumns } = workbook.sheets().find((sheet) => sheet.id === id) ?? {};
  return {
    hiddenGridlines,
    frozenRows,
    frozenColumns,
    heights: [1, 2, 3, 4].map((row) => workbook.rowHeight(id, row)),
    rules: workbook.rulesOn(id),
    bandings: workbook.bandingsOn(id).map(({ area: { row, column, rows, columns }, colors }) => ({
      row,
      column,
      rows,
      columns,
      colors,
    })),
  };
}

const inNewSheet = { hiddenGridlines: false, frozenRows: 0, frozenColumns: 0, rules: [], bandings: [] };

test('a Board that becomes Plain looks like one that always was, but for what somebody formatted', async () => {
  const made = await connected();
  const { workbook } = made.file;
  const sheet = await insert(made, { ...report, style: 'board', name: 'Edited' });
  const twin = await insert(made, { ...report, style: 'plain', name: 'Twin' });
  const theirs = { background: '#ffff00', italic: true } as const;
  workbook.setStyle(sheet, { row: 6, column: 4, rows: 2, columns: 1 }, theirs);
  await edit(made, 'Edited', { style: 'plain' });
  expect(shown(made, sheet, 'A1:K1').flat().join('')).toBe('');
  expect(shown(made, sheet, 'A2:K14').slice(1)).toEqual(shown(made, twin, 'A1:K13').slice(1));
  const expected = looks(made, twin, 'A1:K14');
  for (const row of [4, 5]) expected[row]?.splice(3, 1, { ...expected[row]?.[3], ...theirs } as never);
  expect(looks(made, sheet, 'A2:K15')).toEqual(expected);
  expect(
    new Set(
      looks(made, sheet, 'A1:K1')
        .flat()
        .map((look) => JSON.stringify(look)),
    ).size,
  ).toBe(1);
  expect(sheetOf(made, sheet)).toEqual({ ...inNewSheet, heights: [21, 21, 21, 21] });
  await edit(made, 'Edited', { style: 'board' });
  expect(shown(made, sheet, 'A1').join()).toBe('Edited');
});

test('what somebody wrote or froze in the place of a Board’s own stays when it becomes Plain', async () => {
  const made = await connected();
  const { workbook } = made.file;
  const sheet = await insert(made, { ...report, style: 'board', name: 'Edited' });
  await workbook.type(sheet, 1, 1, 'Our partners');
  workbook.setFrozenRows(sheet, 5);
  workbook.setRowHeight(sheet, 3, 60);
  await edit(made, 'Edited', { style: 'plain' });
  expect(shown(made, sheet, 'A1').join()).toBe('Our partners');
  expect(cells(made, sheet, 'A1')[0]?.[0]).toMatchObject({ bold: true, fontSize: 14 });
  expect(sheetOf(made, sheet)).toMatchObject({ frozenRows: 5, heights: [34, 21, 60, 21] });
});

test('a Plain report in its own sheet that becomes a Board looks like one that always was, with its name in a row of its own', async () => {
  const made = await connected();
  const sheet = await insert(made, { ...report, style: 'plain', name: 'Edited' });
  const twin = await insert(made, { ...report, style: 'board', name: 'Twin' });
  await edit(made, 'Edited', { style: 'board' });
  const [[name] = [], ...rest] = shown(made, sheet, 'A1:K14');
  expect(name).toBe('Edited');
  expect(rest).toEqual(shown(made, twin, 'A2:K14'));
  expect(looks(made, sheet, 'A1:K15')).toEqual(looks(made, twin, 'A1:K15'));
  const own = sheetOf(made, sheet);
  expect({ ...own, rules: own.rules.length }).toEqual({
    ...sheetOf(made, twin),
    rules: sheetOf(made, twin).rules.length,
  });
  await edit(made, 'Edited', { style: 'plain' });
  await edit(made, 'Edited', { style: 'board' });
  expect(shown(made, sheet, 'A1').join()).toBe('Edited');
  expect(shown(made, sheet, 'A2').join()).toMatch(/^All types/);
});

test('a Board as it is inserted is at most 920 pixels wide, as far as the sheet’s columns say', async () => {
  for (const account of ['believable', 'hostile'] as const) {
    const made = await connected('owner', { account });
    const { workbook } = made.file;
    for (const cents of [false, true]) {
      const name = `Board ${cents}`;
      const board = { style: 'board', columns: columnsOf.board, bars: true, movement: 'previous period' } as const;
      const sheet = await insert(made, { ...board, cents, name });
      const { lastColumn } = workbook.extent(sheet);
      const widths = Array.from({ length: lastColumn }, (_, index) => workbook.columnWidth(sheet, index + 1));
      expect(widths).toHaveLength(6);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(920);
    }
  }
});
