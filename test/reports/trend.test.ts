import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ReportView } from '../../src/contract/sidebar-api';
import { columnsOf } from '../../src/domain/style';
import type { Workbench } from '../../workbench/workbench';
import { ask, cells, closeBenches, connected, held, newReport, shown } from '../support/bench';

afterEach(closeBenches);

const hour = 3_600_000;
const steps = '▁▂▃▄▅▆▇█';
const trend = {
  style: 'board',
  columns: columnsOf.board,
  trend: 'day',
  history: 'refresh',
  rows: 4,
  name: 'Board',
} satisfies Partial<ReportDefinition>;

const sheetOf = (made: Workbench, name: string) =>
  made.file.workbook.sheets().find((sheet) => sheet.name.startsWith(name))?.id ?? '';

async function insert(made: Workbench, more: Partial<ReportDefinition> = {}): Promise<string> {
  const wanted = newReport({ period: 'current_year', type: null, limit: 4, where: 'sheet' }, { ...trend, ...more });
  await ask(made, 'saveReport', wanted);
  return sheetOf(made, 'Board');
}

async function only(made: Workbench): Promise<ReportView> {
  const [report] = (await ask(made, 'overview', undefined)).reports;
  if (!report) throw new Error('There is no report.');
  return report;
}

const refresh = (made: Workbench) => ask(made, 'refresh', { id: null, withMyKey: false });

async function change(made: Workbench, more: Partial<ReportDefinition>): Promise<void> {
  const { id, definition } = await only(made);
  if (definition) await ask(made, 'saveReport', { id, definition: { ...definition, ...more }, where: 'cell' });
}

/** The trends of a Board of four partners without movement and bars, by partner, and their present figures. */
function trends(made: Workbench, sheet: string): Map<string, { readonly trend: string; readonly revenue: number }> {
  const rows = held(made, sheet, 'B4:D7');
  return new Map(
    rows.map(([partner, revenue, text]) => [String(partner), { trend: String(text), revenue: Number(revenue) }]),
  );
}

/** What a trend has to be for figures by day, gaps among them. */
function expected(series: ReadonlyArray<number | null>): string {
  const figures = series.filter((value) => value !== null);
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  return series
    .map((value) => (value === null ? '·' : (steps[Math.round(((value - low) / (high - low || 1)) * 7)] ?? '')))
    .join('');
}

function changeDeals({ sandbox }: Workbench, by: number): void {
  for (const [index, deal] of sandbox.data.deals.entries()) deal.value = Math.max(1, deal.value + ((index * by) % 900));
}

test('a trend draws the last eight days of the history as its rows were, whatever people do to them', async () => {
  const made = await connected();
  const sheet = await insert(made);
  const [[, , , heading] = []] = shown(made, sheet, 'A3:D3');
  expect(heading).toBe('Trend');
  expect(held(made, sheet, 'D4:D7').flat()).toEqual(['', '', '', '']);
  expect(shown(made, sheet, 'A2').join()).toContain(' · trend by day May 8 – May 15, 2026 · ');
  // Of each day the last refresh counts, of the fourth there is none, and the last is today's.
  const figures = new Map<string, Array<number | null>>();
  const remember = (days: number) => {
    for (const [partner, { revenue }] of trends(made, sheet)) {
      const series = figures.get(partner) ?? Array.from({ length: days - 1 }, () => null);
      series[days - 1] = revenue;
      figures.set(partner, series);
    }
    for (const series of figures.values()) while (series.length < days) series.push(null);
  };
  remember(1);
  for (let days = 2; days <= 9; days += 1) {
    await made.clock.advance(24 * hour);
    if (days === 4) {
      for (const series of figures.values()) series.push(null);
      continue;
    }
    for (let times = 0; times < (days === 6 ? 3 : 1); times += 1) {
      changeDeals(made, days * 7919 + times * 104_729);
      await made.clock.advance(hour / 2);
      await refresh(made);
    }
    remember(days);
  }
  const check = (without: readonly number[] = []) => {
    const there = [...trends(made, sheet)];
    expect(there).toHaveLength(4);
    for (const [partner, { trend: text }] of there) {
      const series = (figures.get(partner) ?? []).slice(-8).map((value, day) => (without.includes(day) ? null : value));
      expect([partner, text]).toEqual([partner, expected(series)]);
    }
  };
  check();
  // The ninth day, and the fourth that had none.
  expect(new Set([...trends(made, sheet).values()].map(({ trend: text }) => text.charAt(2)))).toEqual(new Set(['·']));
  expect(shown(made, sheet, 'A2').join()).toContain(' · trend by day May 16 – May 23, 2026 · ');
  // Somebody sorts the newest first, writes notes among the rows, renames partners, and deletes a day.
  const { workbook } = made.file;
  const history = sheetOf(made, 'History');
  const { lastRow, lastColumn } = workbook.extent(history);
  const rect = { row: 2, column: 1, rows: lastRow - 1, columns: lastColumn };
  const rows = workbook.read(history, rect).map((row) => row.map(({ value }) => value));
  workbook.write(history, rect, rows.reverse());
  await workbook.type(history, 3, 3, 'Renamed');
  workbook.insertRows(history, 4, 2);
  await workbook.type(history, 4, 1, 'a note');
  await workbook.type(history, 5, 5, 'not a number');
  await refresh(made);
  check();
  const dates = workbook
    .read(history, { row: 1, column: 1, rows: lastRow + 6, columns: 1 })
    .map(([cell]) => cell?.display);
  const ofDay = dates.flatMap((text, index) => (text?.startsWith('2026-05-21') ? [index + 1] : []));
  expect(ofDay.length).toBeGreaterThan(0);
  for (const row of ofDay.reverse()) workbook.deleteRows(history, row, 1);
  await refresh(made);
  check([5]);
  // A column's heading is renamed: the figures are refreshed, the column is there, and the card says what is wrong.
  await workbook.type(history, 1, 5, 'Turnover');
  await refresh(made);
  expect([shown(made, sheet, 'D3').join(), ...held(made, sheet, 'D4:D7').flat()]).toEqual(['Trend', '', '', '', '']);
  expect((await only(made)).notes.map(({ text }) => text)).toEqual([
    'The trend is blank: one column of “History – Board”, and only one, has to be headed “Revenue”.',
    'Nothing was added to “History – Board”: one of its columns, and only one, has to be headed “Revenue”.',
  ]);
  await workbook.type(history, 1, 5, 'Revenue');
  // Without uuids the names say who it is.
  workbook.deleteColumns(history, 4, 1);
  await refresh(made);
  const named = [...trends(made, sheet).values()].map(({ trend: text }) => text);
  expect(named.every((text) => text.length === 8)).toBe(true);
  workbook.deleteSheet(history);
  await refresh(made);
  expect((await only(made)).problem).toBeNull();
  expect(held(made, sheet, 'D4:D7').flat()).toEqual(['', '', '', '']);
});

test('figures of other filters, of the month before, and in another currency are no part of a trend', async () => {
  const made = await connected();
  const sheet = await insert(made, { period: 'current_month' });
  const next = async (days = 1) => {
    await made.clock.advance(days * 24 * hour);
    changeDeals(made, days * 7919);
    await refresh(made);
    return [...trends(made, sheet).values()].map(({ trend: text }) => text.replace(/[▁-█]/g, '*'));
  };
  await next();
  expect(await next()).toEqual(Array(4).fill('·····***'));
  // The same partners' figures of other leads are another question.
  await change(made, { partnerType: 'reseller' });
  expect(held(made, sheet, 'D4:D7').flat().join('')).toBe('');
  expect((await next()).filter((text) => text === '······**').length).toBeGreaterThan(0);
  made.sandbox.settings.currency = 'USD';
  expect((await next()).join('')).toBe('');
  // 19 May to 1 June.
  await next(12);
  expect((await next()).filter((text) => text !== '' && text !== '······**')).toEqual([]);
});

test('the font of a trend goes with its column, and Plain has neither', async () => {
  const made = await connected();
  const sheet = await insert(made);
  const fonts = () => cells(made, sheet, 'D4:E7').map((row) => row.map(({ fontFamily }) => fontFamily));
  expect(fonts()).toEqual(Array(4).fill(['Noto Sans Mono', '']));
  await change(made, { bars: true });
  expect(fonts()).toEqual(Array(4).fill(['', 'Noto Sans Mono']));
  await change(made, { trend: null, bars: false });
  expect(fonts()).toEqual(Array(4).fill(['', '']));
  await change(made, { trend: 'week' });
  expect(shown(made, sheet, 'A2').join()).toContain(' · trend by week ');
  await change(made, { style: 'plain' });
  expect(fonts()).toEqual(Array(4).fill(['', '']));
  expect(shown(made, sheet, 'A1:H3').flat()).not.toContain('Trend');
});
