import { defaultLimit } from '../../src/domain/vocabulary';
import { WallClock } from '../../workbench/clock';
import { type Demonstration, demonstrate, insertPicturedReports } from '../../workbench/demonstration';
import { viewBook } from '../../workbench/page/book-view';
import { openWorkbench, type Workbench } from '../../workbench/workbench';
import { plainly } from '../support/bench';
import { tableOf } from '../support/spreadsheet';

const queries: Readonly<Record<string, string>> = {
  '=JB_PARTNERS()': `period=current_year&limit=${defaultLimit}`,
  '=JB_PARTNERS("last_quarter", "reseller", 5)': 'period=last_quarter&partner_type=reseller&limit=5',
  '=JB_PARTNERS("last_12_months", "", 100)': 'period=last_12_months&limit=100',
};

/** Header and rows as they should be: the sandbox's own answer, in our order. */
async function expected(workbench: Workbench, query: string): Promise<unknown[][]> {
  return tableOf(await plainly(workbench, query), 100).map((row) => row.slice(0, -1));
}

/** The Board as it should be; how bars are drawn and movement is counted is tested elsewhere. */
async function expectedBoard(workbench: Workbench, shown: Values): Promise<unknown[][]> {
  const { partners, currency_code: currency } = await plainly(workbench, 'period=current_year&limit=10');
  const { data } = workbench.sandbox;
  const [heading = [], ...rows] = shown;
  expect(heading).toEqual(['Rank', 'Move', 'Partner', 'Tier', `Revenue (${currency})`, 'Bar', 'Won deals', 'Win rate']);
  for (const row of rows) expect([String(row[1]), row[5]]).toEqual([expect.stringMatching(/^(-?\d+|new)$/), bar]);
  const expected = partners.map(({ uuid, name, revenue, won_deals: won, win_rate: rate }, index) => {
    const [, move, , , , drawn] = rows[index] ?? [];
    return [index + 1, move, name, data.partner(String(uuid)).tier?.label ?? '', revenue, drawn, won, rate];
  });
  return [[...heading], ...expected];
}

type Values = Demonstration['reports'][number]['values'];
const bar = expect.stringMatching(/^█{0,10}▌?$/);

/** The page opens on the report, and formulas are explained and formatted on the sheet behind it. */
function expectFirstImpression({ file: { workbook } }: Workbench): void {
  const [report, formulas] = viewBook(workbook).sheets.filter(({ hidden }) => !hidden);
  expect([report?.id, workbook.activeRange.rect]).toEqual([
    workbook.activeSheetId,
    { row: 1, column: 1, rows: 1, columns: 1 },
  ]);
  expect(report?.name).toBe('Top 10 partners, this year');
  expect(report?.cells.A1).toMatchObject({ text: 'Top 10 partners, this year', bold: true });
  expect([report?.hiddenGridlines, report?.frozenRows]).toEqual([true, 3]);
  expect(formulas?.name).toBe('Formulas');
  expect(formulas?.cells.A1?.text).toBe('Formulas: a leaderboard in any cell');
  expect([formulas?.cells.A5?.text, formulas?.cells.A6?.typed]).toEqual(['=JB_PARTNERS()', '=JB_PARTNERS()']);
  expect(formulas?.cells.C7?.text).toMatch(/^\d{1,3}(?:,\d{3})*\.\d\d$/);
}

test('npm start shows a company that could be one: of several countries, with accents among the first ten', async () => {
  const { reports } = await demonstrated(1);
  const names = reports.flatMap(({ values }) => values.slice(1).map((row) => String(row[2])));
  expect(names.some((name) => /\p{M}/u.test(name.normalize('NFD')))).toBe(true);
  expect(names.filter((name) => !/^\p{L}[\p{L}’&./ -]+$/u.test(name))).toEqual([]);
});

async function demonstrated(seed: number): Promise<Demonstration> {
  const workbench = await openWorkbench({ clock: new WallClock(), seed, account: 'believable' });
  try {
    const shown = await demonstrate(workbench);
    for (const [formula, query] of Object.entries(queries)) {
      expect(shown.functions[formula]).toEqual(await expected(workbench, query));
    }
    const [before, after] = shown.reports;
    expect(after?.values).toEqual(await expectedBoard(workbench, after?.values ?? []));
    expect(after?.values).not.toEqual(before?.values);
    expectFirstImpression(workbench);
    return shown;
  } finally {
    await workbench.close();
  }
}

test('npm start shows what the sandbox answers, figure by figure, and another company with another seed', async () => {
  const [second, third] = [await demonstrated(2), await demonstrated(3)];
  for (const formula of Object.keys(queries)) expect(third.functions[formula]).not.toEqual(second.functions[formula]);
  expect(third.reports).not.toEqual(second.reports);
});

test('every number of the README’s picture adds up', async () => {
  const clock = new WallClock(Date.UTC(2026, 4, 18, 8, 0));
  const workbench = await openWorkbench({ clock, seed: 1, account: 'believable' });
  try {
    await insertPicturedReports(workbench);
    const [board] = viewBook(workbench.file.workbook).sheets;
    const number = (cell: string) => Number((board?.cells[cell]?.text ?? '').replace(/[,%]/g, ''));
    const column = (letter: string) => Array.from({ length: 10 }, (_, index) => number(`${letter}${index + 4}`));
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
    const { partners } = await plainly(workbench, 'period=current_year&limit=10');
    expect(board?.cells.C14?.text).toBe('Total of the 10 shown');
    expect(column('A')).toEqual(partners.map((_, index) => index + 1));
    expect(column('E')).toEqual(partners.map(({ revenue }) => revenue));
    expect(column('G')).toEqual(partners.map(({ won_deals: won }) => won));
    expect(column('H')).toEqual(partners.map(({ win_rate: rate }) => Number((100 * Number(rate)).toFixed(1))));
    expect([number('E14'), number('G14')]).toEqual([sum(column('E')), sum(column('G'))]);
    // Movement is against as many days of the year before, which the line above says.
    expect(board?.cells.A2?.text).toContain(' · compared with Jan 1 – May 18, 2025 · ');
    const earlier = (await plainly(workbench, 'start_date=2025-01-01&end_date=2025-05-18&limit=100')).partners;
    const moves = partners.map(({ uuid }, index) => {
      const before = earlier.findIndex((then) => then.uuid === uuid) + 1;
      const move = before - index - 1;
      if (before === 0) return 'new';
      return move === 0 ? '0' : move > 0 ? `▲ ${move}` : `▼ ${-move}`;
    });
    const texts = (letter: string) => moves.map((_, index) => board?.cells[`${letter}${index + 4}`]?.text ?? '');
    expect(texts('B')).toEqual(moves);
    const halves = column('E').map((revenue, _, [largest = 1]) => Math.max(1, Math.round((20 * revenue) / largest)));
    expect(texts('F')).toEqual(halves.map((count) => '█'.repeat(Math.floor(count / 2)) + '▌'.repeat(count % 2)));
  } finally {
    await workbench.close();
  }
});
