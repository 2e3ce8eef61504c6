import { NAMES_A_SHEET_MISREADS } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { ask, ben, cells, closeBenches, connected, held, newReport, plainly, select } from '../support/bench';

afterEach(closeBenches);

const sheet = '0';
const thisYear = { period: 'current_year', type: null, limit: 5, where: 'cell' } as const;
const query = 'period=current_year&limit=5';
const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });

/** A report at B2: title in B2, header in row 3, partners from row 4 on, and totals below where they are asked for. */
async function withReport(
  more: Parameters<typeof newReport>[1] = {},
  prepare: (made: Workbench) => void = () => {},
): Promise<Workbench> {
  const made = await connected();
  prepare(made);
  select(made, sheet, 'B2');
  await ask(made, 'saveReport', newReport(thisYear, more));
  return made;
}

/** An hour later every deal is worth more, and the report is refreshed. */
async function refreshed(made: Workbench) {
  await made.clock.advance(3_600_000);
  for (const deal of made.sandbox.data.deals) deal.value += 1;
  return (await ask(made, 'refresh', { id: null, withMyKey: false })).reports[0];
}

async function answered(made: Workbench): Promise<unknown[][]> {
  const { partners } = await plainly(made, query);
  return partners.map(({ name, revenue }) => [name, revenue]);
}

describe('a data validation rule that rejects other input (P8-64)', () => {
  const tiers = { choices: ['Gold', 'Silver', 'Bronze'], rejects: true };
  const withTiers = { columns: ['rank', 'name', 'revenue', 'won deals'] } as const;

  test.each(['at the flush', 'at the call'] as const)(
    'where the table grows into it, refused %s: nothing is half written, and cell and rule are named',
    async (refusals) => {
      const made = await withReport(withTiers);
      made.file.workbook.readings.refusals = refusals;
      const others = made.sandbox.data.partners.splice(2);
      await refreshed(made);
      made.file.workbook.setValidation(sheet, rect(7, 3, 4), tiers);
      const [before, names] = [held(made, sheet, 'A1:N14'), made.file.workbook.namedRanges()];
      made.sandbox.data.partners.push(...others);
      const { partners } = await plainly(made, query);
      expect(await refreshed(made)).toMatchObject({
        problem: `C7 has a data validation rule that rejects “${partners[3]?.name}”. Nothing was written. Have the rule show a warning, or remove it, then refresh again.`,
      });
      expect(held(made, sheet, 'A1:N14')).toEqual(before);
      expect(made.file.workbook.namedRanges()).toEqual(names);
      made.file.workbook.setValidation(sheet, rect(7, 3, 4), { ...tiers, rejects: false });
      expect(await refreshed(made)).toMatchObject({ problem: null });
      expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
    },
  );

  test('beside a column that somebody inserted, where figures stand before names are refused: they are put back', async () => {
    const made = await withReport(withTiers);
    made.file.workbook.insertColumns(sheet, 4, 1);
    made.file.workbook.setValidation(sheet, rect(4, 3), tiers);
    const before = held(made, sheet, 'A1:N14');
    expect(await refreshed(made)).toMatchObject({ problem: expect.stringMatching(/^C4 has a data validation rule/) });
    expect(held(made, sheet, 'A1:N14')).toEqual(before);
    made.file.workbook.clearValidation(sheet, rect(4, 3));
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:C8').flat()).toEqual((await answered(made)).map(([name]) => name));
    expect(held(made, sheet, 'E4:E8').flat()).toEqual((await answered(made)).map(([, revenue]) => revenue));
  });

  test('where a first table would stand: it is not inserted, and nothing is left of it', async () => {
    const made = await connected();
    made.file.workbook.setValidation(sheet, rect(5, 3), tiers);
    select(made, sheet, 'B2');
    await expect(ask(made, 'saveReport', newReport(thisYear, withTiers))).rejects.toThrow(
      /^C5 has a data validation rule/,
    );
    expect(made.file.workbook.extent(sheet).lastRow).toBe(0);
    expect(made.file.workbook.namedRanges()).toEqual([]);
    expect((await ask(made, 'overview', undefined)).reports).toEqual([]);
  });

  test('over the title: it is named, and the figures stay as they were beside the time they are of', async () => {
    const made = await withReport(withTiers);
    made.file.workbook.setValidation(sheet, rect(2, 2), tiers);
    const before = held(made, sheet, 'A1:N14');
    expect(await refreshed(made)).toMatchObject({ problem: expect.stringMatching(/^B2 has a data validation rule/) });
    expect(held(made, sheet, 'A1:N14')).toEqual(before);
    await made.clock.advance(3_600_000);
    const { reports } = await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(reports[0]?.problem).toMatch(/^B2 has/);
  });

  test('that the table’s own values keep is no obstacle, and its tiers can be chosen from a menu', async () => {
    const made = await withReport({ columns: ['rank', 'name', 'revenue', 'tier'] });
    const choices = [...new Set(held(made, sheet, 'E4:E8').flat().map(String))].filter((tier) => tier !== '');
    made.file.workbook.setValidation(sheet, rect(4, 5, 20), { choices, rejects: true });
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
  });
});

describe.each(['kept', 'swallowed'] as const)(
  'cells made Plain text, where a script’s apostrophe is %s (P8-65)',
  (apostrophes) => {
    const misread = (made: Workbench) =>
      made.sandbox.data.partners.forEach((partner, index) => {
        partner.name = NAMES_A_SHEET_MISREADS[index] ?? partner.name;
      });

    test('names, headings and title stay as they are, figures stay numbers, and refreshes go on', async () => {
      const made = await withReport({ totals: true }, (bench) => {
        misread(bench);
        bench.file.workbook.readings.apostrophes = apostrophes;
      });
      const header = held(made, sheet, 'B3:L3');
      made.file.workbook.setNumberFormats(
        sheet,
        rect(1, 1, 30, 20),
        Array.from({ length: 30 }, () => Array(20).fill('@')),
      );
      for (let time = 0; time < 3; time += 1) {
        expect(await refreshed(made)).toMatchObject({ problem: null });
        expect(held(made, sheet, 'B3:L3')).toEqual(header);
        expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
        expect(held(made, sheet, 'B2')[0]?.[0]).toMatch(/^This year · /);
        expect(held(made, sheet, 'C9')[0]?.[0]).toMatch(/^Total/);
      }
      expect(cells(made, sheet, 'D4')[0]?.[0]?.numberFormat).toBe('#,##0.00');
    });

    test('in a Table, which keeps the format: names that nothing else could be made of are as they are, and refreshes go on', async () => {
      const made = await withReport({}, (bench) => {
        bench.file.workbook.readings.apostrophes = apostrophes;
      });
      made.file.workbook.setNumberFormats(sheet, rect(3, 3, 6), Array(6).fill(['@']));
      made.file.workbook.convertToTable(sheet, rect(3, 2, 6, 11));
      for (let time = 0; time < 3; time += 1) {
        expect(await refreshed(made)).toMatchObject({ problem: null });
        const shown = (await answered(made)).map(([name, revenue]) => [
          apostrophes === 'kept' && /^=/.test(String(name)) ? `'${name}` : name,
          revenue,
        ]);
        expect(held(made, sheet, 'C4:D8')).toEqual(shown);
      }
    });
  },
);

describe('headings in people’s own words', () => {
  test('stay, and the report is refreshed under them, in the file’s zone or another, with other rows and other columns', async () => {
    const made = await withReport({ columns: ['rank', 'name', 'revenue'] });
    for (const [index, word] of ['Rang', 'Partnername', 'Umsatz'].entries()) {
      await made.file.workbook.type(sheet, 3, 2 + index, word);
    }
    const others = made.sandbox.data.partners.splice(3);
    expect(await refreshed(made)).toMatchObject({ problem: null });
    made.sandbox.data.partners.push(...others);
    made.file.workbook.insertColumns(sheet, 4, 1);
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'B3:E3')).toEqual([['Rang', 'Partnername', '', 'Umsatz']]);
    expect(held(made, sheet, 'C4:C8').flat()).toEqual((await answered(made)).map(([name]) => name));
    expect(held(made, sheet, 'E4:E8').flat()).toEqual((await answered(made)).map(([, revenue]) => revenue));
  });
});

describe('rows in people’s own order', () => {
  test('totals that somebody sorted together with the rows are put in order again', async () => {
    const made = await withReport({ totals: true });
    const { workbook } = made.file;
    const lines = workbook.read(sheet, rect(4, 2, 6, 11)).map((line) => line.map(({ value }) => value));
    const sorted = [...lines].sort((a, b) => Number(b[2]) - Number(a[2]));
    expect(sorted[0]?.[1]).toMatch(/^Total/);
    workbook.write(
      sheet,
      rect(4, 2, 6, 11),
      sorted.map((line) => line.map((value) => (typeof value === 'string' && value ? `'${value}` : value))),
    );
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
    expect(held(made, sheet, 'C9')[0]?.[0]).toMatch(/^Total/);
    expect(held(made, sheet, 'C10:L11').flat().join('')).toBe('');
  });

  test('an average of somebody’s own where the totals are blank stays, and is named where the table has to grow over it', async () => {
    const made = await withReport({ totals: true, columns: ['rank', 'name', 'revenue', 'win rate'] });
    await made.file.workbook.type(sheet, 9, 5, '=AVERAGE(D4:D6)');
    expect(await refreshed(made)).toMatchObject({ problem: null });
    expect(held(made, sheet, 'C4:D8')).toEqual(await answered(made));
    expect(cells(made, sheet, 'E9')[0]?.[0]?.formula).toBe('=AVERAGE(D4:D6)');
    const [report] = (await ask(made, 'overview', undefined)).reports;
    if (!report?.definition) throw new Error('There is no report.');
    const definition = { ...report.definition, rows: 8 };
    const saved = await ask(made, 'saveReport', { id: report.id, definition, where: 'cell' });
    expect(saved.reports[0]?.problem).toMatch(/^E9 is not empty/);
  });
});

describe('a copy of the spreadsheet (P8.1-7)', () => {
  test('keeps a note and a formula in blank cells of the totals, with “Use my key” too', async () => {
    const made = await withReport({ totals: true, columns: ['rank', 'name', 'revenue', 'win rate'] });
    await made.file.workbook.type(sheet, 9, 2, 'call them');
    await made.file.workbook.type(sheet, 9, 5, '=1+1');
    const file = made.file.copy('Copy', ben);
    await file.open(ben);
    const copy = { ...made, file };
    await ask(copy, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    const [report] = (await ask(copy, 'overview', undefined, ben)).reports;
    for (let time = 0; time < 2; time += 1) {
      const { reports } = await ask(copy, 'refresh', { id: report?.id ?? '', withMyKey: true }, ben);
      expect(reports).toMatchObject([{ copied: false, problem: null }]);
      expect(held(copy, sheet, 'B9')).toEqual([['call them']]);
      expect(held(copy, sheet, 'C9')[0]?.[0]).toMatch(/^Total/);
      expect(cells(copy, sheet, 'E9')[0]?.[0]?.formula).toBe('=1+1');
    }
  });
});

describe.each(['Etc/UTC', 'Pacific/Auckland', 'America/Los_Angeles'])(
  'days in a report, in a file of %s (P8-24)',
  (timeZone) => {
    test('are dates that formulas can compare, and a refresh of the same figures leaves them as they are', async () => {
      const made = await connected('owner', { timeZone });
      select(made, sheet, 'B2');
      await ask(made, 'saveReport', newReport(thisYear, { columns: ['rank', 'name', 'start date', 'end date'] }));
      expect(cells(made, sheet, 'D4:E4')[0]?.map(({ display }) => display)).toEqual(['2026-01-01', '2026-12-31']);
      await made.file.workbook.type(sheet, 4, 8, '=E4>=DATE(2027,1,1)');
      await made.file.workbook.type(sheet, 5, 8, '=D4=DATE(2026,1,1)');
      expect(held(made, sheet, 'H4:H5').flat()).toEqual([false, true]);
      const changedAt = (await ask(made, 'overview', undefined)).reports[0]?.changedAt;
      await made.clock.advance(3_600_000);
      const { reports } = await ask(made, 'refresh', { id: null, withMyKey: false });
      expect(reports).toMatchObject([{ problem: null, changedAt }]);
      made.file.workbook.write(sheet, rect(4, 4), [[46_000]]);
      await ask(made, 'refresh', { id: null, withMyKey: false });
      expect(cells(made, sheet, 'D4')[0]?.[0]?.display).toBe('2026-01-01');
    });
  },
);

test('a refresh that somebody undoes, totals and columns with it, is made good by the next one, title too (P8-69)', async () => {
  const made = await withReport({ totals: true, columns: ['rank', 'name', 'revenue'] });
  const state = made.file.workbook.remember();
  const [{ id = '', definition = null } = {}] = (await ask(made, 'overview', undefined)).reports;
  if (!definition) throw new Error('There is no report.');
  const columns = ['rank', 'name', 'won deals', 'revenue'] as const;
  made.sandbox.data.partners.splice(3);
  await ask(made, 'saveReport', { id, definition: { ...definition, columns: [...columns] }, where: 'cell' });
  made.file.workbook.restore(state);
  expect(await refreshed(made)).toMatchObject({ problem: null });
  const { partners } = await plainly(made, query);
  expect(held(made, sheet, 'B2:E2')[0]?.[0]).toMatch(/refreshed 2026-05-15 10:00$/);
  expect(held(made, sheet, 'C4:C10').flat()).toEqual([...partners.map(({ name }) => name), 'Total', '', '', '']);
});
