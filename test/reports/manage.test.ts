import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ReportView } from '../../src/contract/sidebar-api';
import type { Workbench } from '../../workbench/workbench';
import {
  anna,
  ask,
  ben,
  cells,
  closeBenches,
  connected,
  held,
  newReport,
  plainly,
  select,
  shown,
} from '../support/bench';

afterEach(closeBenches);

const lastYear = { period: 'last_year', type: null, limit: 5, where: 'cell' } as const;
const sheet = '0';
const leaderboards = ({ google }: Workbench) =>
  google.requests.flatMap((url) => /\?(.*)&limit=100$/.exec(url)?.[1] ?? []);

/** Anna’s spreadsheet with one report whose title is in A1. */
async function withReport(
  more: Partial<ReportDefinition> = {},
  made?: Workbench,
): Promise<{ made: Workbench; report: ReportView }> {
  const bench = made ?? (await connected());
  const { reports } = await ask(bench, 'saveReport', newReport(lastYear, more));
  const report = reports[reports.length - 1];
  if (!report) throw new Error('No report was made.');
  return { made: bench, report };
}

const only = async (made: Workbench): Promise<ReportView> => {
  const { reports } = await ask(made, 'overview', undefined);
  if (!reports[0]) throw new Error('There is no report.');
  return reports[0];
};

const saved = ({ id, definition }: ReportView, more: Partial<ReportDefinition> = {}) => {
  if (!definition) throw new Error('The report is damaged.');
  return { id, definition: { ...definition, ...more }, where: 'cell' } as const;
};

const definitionsSheet = (made: Workbench) => made.file.workbook.sheets().find(({ name }) => name === 'Journeybee');

describe('Anna makes a report', () => {
  test('its definition is kept in a hidden sheet, as text', async () => {
    const { made, report } = await withReport({ name: '=1+1' });
    const info = definitionsSheet(made);
    expect(info?.hidden).toBe(true);
    const [, line] = held(made, info?.id ?? '', 'A1:D2');
    expect(line?.slice(0, 2)).toEqual([report.id, '=1+1']);
    expect(JSON.parse(String(line?.[2]))).toMatchObject({ version: 2, name: '=1+1', period: 'last_year', rows: 5 });
    expect(line?.[3]).toMatch(/^JB_/);
  });

  test('and where she was is where she still is', async () => {
    const { made } = await withReport();
    expect(made.file.workbook.activeRange).toMatchObject({ sheetId: sheet, rect: { row: 1, column: 1 } });
  });

  test('with every setting at once', async () => {
    const made = await connected();
    const { data } = made.sandbox;
    const tiers = data.tiers.slice(0, 2).map(({ uuid }) => uuid);
    const { report } = await withReport(
      {
        partnerType: 'referral',
        leadDirection: 'received',
        filters: { partner: [], tier: tiers, category: [], stage: [] },
        columns: ['rank', 'name', 'tier', 'revenue', 'share', 'uuid'],
        sort: { column: 'open pipeline', descending: true },
        group: 'tier',
        totals: true,
        movement: 'previous period',
        comparison: 'full',
      },
      made,
    );
    expect(report).toMatchObject({ problem: null, place: 'Sheet1!A2' });
    const [header, ...rows] = shown(made, sheet, 'A2:J13');
    expect(header).toEqual([
      'Rank',
      'Partner',
      'Tier',
      'Revenue (EUR)',
      'Share of revenue',
      'UUID',
      'Movement',
      'Previous revenue (EUR)',
      'Change (EUR)',
      'Change %',
    ]);
    const listed = rows.filter(([, , , , , uuid]) => uuid);
    for (const [, name, tier, , , uuid] of listed) {
      const partner = data.partner(String(uuid));
      expect([partner.name, partner.type]).toEqual([name, 'referral']);
      expect([partner.tier?.label, tiers.includes(partner.tier?.uuid ?? '')]).toEqual([tier, true]);
    }
    const groups = listed.map(([, , tier]) => tier);
    expect(groups).toEqual([...groups].sort());
    expect(rows[listed.length]?.[1]).toMatch(/^Total/);
  });
});

describe('Anna changes a report', () => {
  test('other columns, another order, fewer partners: the block is that, and nothing of the old one is left', async () => {
    const { made, report } = await withReport();
    await ask(
      made,
      'saveReport',
      saved(report, { columns: ['name', 'revenue'], sort: { column: 'name', descending: false }, rows: 3 }),
    );
    expect(shown(made, sheet, 'A2:C2')).toEqual([['Partner', 'Revenue (EUR)', '']]);
    const rows = held(made, sheet, 'A3:K7');
    expect(rows.slice(0, 3).every((row) => row.slice(2).every((value) => value === ''))).toBe(true);
    expect(
      rows
        .slice(3)
        .flat()
        .every((value) => value === ''),
    ).toBe(true);
    const names = rows.slice(0, 3).map(([name]) => String(name));
    expect(names).toEqual([...names].sort(new Intl.Collator('en', { numeric: true }).compare));
  });

  test('its name: the named range and the block stay', async () => {
    const { made, report } = await withReport();
    const before = made.file.workbook.namedRanges();
    await ask(made, 'saveReport', saved(report, { name: 'Board meeting' }));
    expect(await only(made)).toMatchObject({ name: 'Board meeting', place: 'Sheet1!A2' });
    expect(made.file.workbook.namedRanges()).toEqual(before);
  });

  test('to something that Journeybee refuses: the old figures stay, and the card says why', async () => {
    const { made, report } = await withReport();
    const before = held(made, sheet, 'A2:K7');
    made.sandbox.faults.next({ kind: 'status', status: 422 });
    const { message } = await ask(made, 'saveReport', saved(report, { period: 'last_month' }));
    expect(message).toContain('was not refreshed');
    expect(held(made, sheet, 'A2:K7')).toEqual(before);
    expect(await only(made)).toMatchObject({ problem: expect.stringContaining('did not accept') });
  });

  test.each<[string, Partial<ReportDefinition>]>([
    ['the last day before the first', { period: { startDate: '2026-03-31', endDate: '2026-01-01' } }],
    ['no name', { name: ' ' }],
    ['no columns', { columns: [] }],
  ])('%s is refused and nothing changes', async (_, more) => {
    const { made, report } = await withReport();
    await expect(ask(made, 'saveReport', saved(report, more))).rejects.toThrow(/first|not valid/);
    expect((await only(made)).definition).toEqual(report.definition);
  });
});

describe('Anna duplicates a report', () => {
  test('it stands in a sheet of its own, and both are refreshed', async () => {
    const { made, report } = await withReport();
    const { reports } = await ask(made, 'duplicate', { id: report.id, next: false });
    expect(reports.map(({ name }) => name)).toEqual([report.name, `${report.name} (copy)`]);
    expect(new Set(reports.map(({ place }) => place)).size).toBe(2);
    expect(new Set(made.file.workbook.namedRanges().map(({ name }) => name)).size).toBe(2);
    const { message } = await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(message).toBe('All 2 reports are up to date.');
  });

  test('for the next period: the quarter after the one that was answered', async () => {
    const { made, report } = await withReport({ period: { startDate: '2025-07-01', endDate: '2025-09-30' } });
    const { reports } = await ask(made, 'duplicate', { id: report.id, next: true });
    expect(reports[1]?.definition?.period).toEqual({ startDate: '2025-10-01', endDate: '2025-12-31' });
    expect(reports[1]?.dates).toEqual({ startDate: '2025-10-01', endDate: '2025-12-31' });
  });
});

describe('a report that Anna', () => {
  test('pauses is refreshed by nobody until she resumes it', async () => {
    const { made, report } = await withReport();
    await ask(made, 'setStatus', { id: report.id, status: 'paused' });
    const before = held(made, sheet, 'A1:K7');
    await made.clock.advance(3_600_000);
    expect((await ask(made, 'refresh', { id: null, withMyKey: false })).message).toBe(
      'There is no report to refresh yet.',
    );
    expect(held(made, sheet, 'A1:K7')).toEqual(before);
    await ask(made, 'setStatus', { id: report.id, status: 'active' });
    await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(held(made, sheet, 'A1')).not.toEqual(before[0]?.slice(0, 1));
  });

  test('has paused or frozen is not refreshed by a request for it either', async () => {
    const { made, report } = await withReport();
    for (const status of ['paused', 'frozen'] as const) {
      await ask(made, 'setStatus', { id: report.id, status });
      const before = held(made, sheet, 'A1:K7');
      await made.clock.advance(3_600_000);
      await expect(ask(made, 'refresh', { id: report.id, withMyKey: true })).rejects.toThrow(
        `is ${status}, so its cells stay as they are. Resume it first.`,
      );
      expect(held(made, sheet, 'A1:K7')).toEqual(before);
    }
  });

  test('freezes keeps its figures for good', async () => {
    const { made, report } = await withReport();
    const before = held(made, sheet, 'A1:K7');
    const { reports } = await ask(made, 'setStatus', { id: report.id, status: 'frozen' });
    expect(reports[0]?.definition?.status).toBe('frozen');
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(held(made, sheet, 'A1:K7')).toEqual(before);
  });

  test('keeps the dates of shows the same days in another year', async () => {
    const { made, report } = await withReport();
    await ask(made, 'keepDates', { id: report.id });
    await made.clock.advance(400 * 86_400_000);
    await ask(made, 'refresh', { id: report.id, withMyKey: false });
    expect(await only(made)).toMatchObject({ dates: report.dates, problem: null });
    expect(leaderboards(made).at(-1)).toBe(`start_date=${report.dates?.startDate}&end_date=${report.dates?.endDate}`);
  });

  test('takes off the list keeps its cells', async () => {
    const { made, report } = await withReport();
    const before = held(made, sheet, 'A1:K7');
    expect((await ask(made, 'removeReport', { id: report.id, clear: false })).reports).toEqual([]);
    expect(held(made, sheet, 'A1:K7')).toEqual(before);
    expect(made.file.workbook.namedRanges()).toEqual([]);
    expect([...made.file.properties.keys()].filter((name) => /state|movement|report/.test(name))).toEqual([]);
  });

  test('deletes with its cells leaves what stands around it', async () => {
    const { made, report } = await withReport({ totals: true });
    await made.file.workbook.type(sheet, 3, 13, 'my note');
    await made.file.workbook.type(sheet, 12, 1, 'below');
    await ask(made, 'removeReport', { id: report.id, clear: true });
    expect(
      held(made, sheet, 'A1:L11')
        .flat()
        .every((value) => value === ''),
    ).toBe(true);
    expect([held(made, sheet, 'M3'), held(made, sheet, 'A12')]).toEqual([[['my note']], [['below']]]);
    expect(made.file.workbook.namedRanges()).toEqual([]);
  });

  test('deletes with its cells, where somebody has typed into them: nothing is cleared, and it says what is there', async () => {
    const { made, report } = await withReport();
    await made.file.workbook.type(sheet, 5, 3, 'mine');
    const before = held(made, sheet, 'A1:K7');
    await expect(ask(made, 'removeReport', { id: report.id, clear: true })).rejects.toThrow('C5 holds something');
    expect(held(made, sheet, 'A1:K7')).toEqual(before);
    expect((await ask(made, 'overview', undefined)).reports).toHaveLength(1);
  });
});

describe('the hidden sheet', () => {
  test('with a damaged line: that report is shown as damaged and kept, the others work', async () => {
    const { made } = await withReport();
    select(made, sheet, 'A20');
    await withReport({ name: 'Second' }, made);
    const id = definitionsSheet(made)?.id ?? '';
    // Too long for a property it would not be kept apart from the sheet either.
    for (const name of [...made.file.properties.keys()])
      if (name.startsWith('definition:')) made.file.properties.delete(name);
    await made.file.workbook.type(id, 2, 3, "'{oops");
    const before = held(made, id, 'A1:D3');
    const { reports } = await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(reports.map(({ name, definition, problem }) => [name, definition === null, problem])).toEqual([
      ['Top 5 partners, last year', true, null],
      ['Second', false, null],
    ]);
    expect(held(made, id, 'A1:D3')).toEqual(before);
    await expect(ask(made, 'setStatus', { id: reports[0]?.id ?? '', status: 'paused' })).rejects.toThrow(
      'cannot be read',
    );
    expect((await ask(made, 'removeReport', { id: reports[0]?.id ?? '', clear: false })).reports).toHaveLength(1);
  });

  test('sorted, and with a line copied: each report is there once', async () => {
    const { made } = await withReport({ name: 'B' });
    select(made, sheet, 'A20');
    await withReport({ name: 'A' }, made);
    const id = definitionsSheet(made)?.id ?? '';
    const [, second, third] = held(made, id, 'A1:D3');
    for (const [row, line] of [third, second, third].entries()) {
      for (const [column, text] of (line ?? []).entries())
        await made.file.workbook.type(id, row + 2, column + 1, `'${text}`);
    }
    expect((await ask(made, 'overview', undefined)).reports.map(({ name }) => name)).toEqual(['A', 'B']);
  });

  test('shown, renamed to something else: the reports are as they were, a new one makes no second sheet of them', async () => {
    const { made } = await withReport();
    const sheets = made.file.workbook.sheets().length;
    select(made, sheet, 'A20');
    const { reports } = await ask(made, 'saveReport', newReport(lastYear));
    expect(reports).toHaveLength(2);
    expect(made.file.workbook.sheets()).toHaveLength(sheets);
  });

  test('that a killed execution left blank is used by the next', async () => {
    const made = await connected();
    made.google.interfere = ({ call, callsSoFar }) =>
      call === 'Spreadsheet.insertSheet' && callsSoFar > 0 ? 'last' : 'go on';
    await made.file.run(anna, 'sidebarCall', ['saveReport', newReport(lastYear)], 'FULL');
    made.google.interfere = null;
    await made.clock.advance(6 * 60_000);
    select(made, sheet, 'A1');
    await withReport({}, made);
    const own = made.file.workbook.sheets().filter(({ name }) => name.startsWith('Journeybee'));
    expect(own).toMatchObject([{ name: 'Journeybee', hidden: true }]);
  });

  test.each([
    ['a blank sheet of hers', 'cell', 'Journeybee'],
    ['a new sheet', 'sheet', 'Journeybee 2026'],
  ] as const)(
    '%s into which Anna inserts a report is not taken for it, whatever it is called',
    async (_, where, name) => {
      const made = await connected();
      if (where === 'cell') select(made, made.file.workbook.insertSheet(name).id, 'A1');
      await ask(made, 'saveReport', newReport({ ...lastYear, where }, { name }));
      const all = made.file.workbook.sheets();
      const own = all.find((other) => other.name === name);
      expect(own).toMatchObject({ hidden: false });
      expect(String(held(made, own?.id ?? '', 'A1')[0]?.[0])).toMatch(/^Last year · /);
      expect(all.filter(({ hidden }) => hidden)).toHaveLength(1);
    },
  );

  test('a sheet of Anna’s own that is called Journeybee is not taken for it', async () => {
    const made = await connected();
    const own = made.file.workbook.insertSheet('Journeybee');
    await made.file.workbook.type(own.id, 1, 1, 'My notes on Journeybee');
    select(made, sheet, 'A1');
    await withReport({}, made);
    expect(held(made, own.id, 'A1:A2')).toEqual([['My notes on Journeybee'], ['']]);
    expect(made.file.workbook.sheets().map(({ name }) => name)).toContain('Journeybee 2');
  });
});

describe('a copy of the spreadsheet (P8.1-7)', () => {
  async function copied(more: Partial<ReportDefinition> = {}) {
    const { made } = await withReport(more);
    const file = made.file.copy('Copy of Partner review', ben);
    const copy = { ...made, file };
    await file.open(ben);
    await ask(copy, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    return { made, copy };
  }

  test('offers the reports that came with it, and refreshes none by itself', async () => {
    const { copy } = await copied();
    const before = held(copy, sheet, 'A1:K7');
    const { reports, message } = await ask(copy, 'refresh', { id: null, withMyKey: false }, ben);
    expect(reports).toMatchObject([{ copied: true, place: 'Sheet1!A2', refreshedAt: null }]);
    expect(message).toBe('There is no report to refresh yet.');
    expect(held(copy, sheet, 'A1:K7')).toEqual(before);
  });

  test('does not know when the fiscal year starts: a report of one waits until that is chosen', async () => {
    const { made } = await withReport({});
    await ask(made, 'setFiscalStart', { month: 4 });
    const [{ id = '', definition } = {}] = (await ask(made, 'overview', undefined)).reports;
    if (!definition) throw new Error('There is no report.');
    await ask(made, 'saveReport', { id, definition: { ...definition, period: 'fiscal_year' }, where: 'cell' });
    const copy = { ...made, file: made.file.copy('Copy', ben) };
    await copy.file.open(ben);
    await ask(copy, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    const mine = { id, withMyKey: true };
    await expect(ask(copy, 'refresh', mine, ben)).rejects.toThrow('A copy does not know when the fiscal year starts.');
    await ask(copy, 'setFiscalStart', { month: 10 }, ben);
    await ask(copy, 'refresh', mine, ben);
    expect(shown(copy, sheet, 'A1')[0]?.[0]).toMatch(/^This fiscal year · 2025-10-01 to 2026-09-30 · /);
  });

  test('Ben takes one over: from then on it is refreshed with his key, in the copy only', async () => {
    const { made, copy } = await copied({ totals: true });
    const original = held(made, sheet, 'A1:K8');
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    await made.clock.advance(3_600_000);
    const [report] = (await ask(copy, 'overview', undefined, ben)).reports;
    const { reports } = await ask(copy, 'refresh', { id: report?.id ?? '', withMyKey: true }, ben);
    expect(reports).toMatchObject([{ copied: false, problem: null, otherKeyBy: null }]);
    const { partners } = await plainly(made, 'period=last_year&limit=100');
    expect(held(copy, sheet, 'C3:C7').flat()).toEqual(partners.slice(0, 5).map(({ revenue }) => revenue));
    expect(held(copy, sheet, 'A1')[0]?.[0]).toMatch(/ · refreshed 2026-05-15 10:00$/);
    expect(held(copy, sheet, 'B8:C8')[0]).toEqual([
      expect.stringMatching(/^Total/),
      partners.slice(0, 5).reduce((sum, { revenue }) => sum + revenue, 0),
    ]);
    expect(held(made, sheet, 'A1:K8')).toEqual(original);
    expect((await ask(copy, 'refresh', { id: null, withMyKey: false }, ben)).message).toBe('The report is up to date.');
  });

  test('what people had put in the title’s place and below the table is theirs in the copy too', async () => {
    const { copy } = await copied();
    await copy.file.workbook.type(sheet, 1, 1, 'Our best');
    await copy.file.workbook.type(sheet, 8, 2, 'Total budget');
    await copy.file.workbook.type(sheet, 8, 3, '50000');
    const [report] = (await ask(copy, 'overview', undefined, ben)).reports;
    const { reports } = await ask(copy, 'refresh', { id: report?.id ?? '', withMyKey: true }, ben);
    expect(reports).toMatchObject([{ copied: false, problem: null }]);
    expect(held(copy, sheet, 'A1')).toEqual([['Our best']]);
    expect(held(copy, sheet, 'B8:C8')).toEqual([['Total budget', 50_000]]);
  });

  test('a note in a row that somebody inserted into the table is not written over in the copy either', async () => {
    const { made } = await withReport({ totals: true });
    made.file.workbook.insertRows(sheet, 5, 1);
    await made.file.workbook.type(sheet, 5, 2, 'call them');
    const file = made.file.copy('Copy of Partner review', ben);
    const copy = { ...made, file };
    await file.open(ben);
    await ask(copy, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    const before = held(copy, sheet, 'A1:K9');
    const [report] = (await ask(copy, 'overview', undefined, ben)).reports;
    const { message } = await ask(copy, 'refresh', { id: report?.id ?? '', withMyKey: true }, ben);
    expect(message).toContain('B5 holds something');
    expect(held(copy, sheet, 'A1:K9')).toEqual(before);
  });

  test('Ben takes one off the list: its cells stay', async () => {
    const { copy } = await copied();
    const before = held(copy, sheet, 'A1:K7');
    const [report] = (await ask(copy, 'overview', undefined, ben)).reports;
    expect((await ask(copy, 'removeReport', { id: report?.id ?? '', clear: false }, ben)).reports).toEqual([]);
    expect(held(copy, sheet, 'A1:K7')).toEqual(before);
  });

  test('with another table in its place: it says so, and nothing is written', async () => {
    const { copy } = await copied();
    for (let column = 1; column <= 11; column += 1) await copy.file.workbook.type(sheet, 2, column, `Mine ${column}`);
    const before = held(copy, sheet, 'A1:K7');
    const [report] = (await ask(copy, 'overview', undefined, ben)).reports;
    const { message } = await ask(copy, 'refresh', { id: report?.id ?? '', withMyKey: true }, ben);
    expect(message).toContain('no longer stands');
    expect(held(copy, sheet, 'A1:K7')).toEqual(before);
  });

  test.each<[how: string, ways: (made: Workbench, id: string) => Promise<Workbench>]>([
    ['came with a copy', async (made) => ({ ...made, file: made.file.copy('Copy of Partner review', anna) })],
    [
      'is back because its removal was undone (P8-69)',
      async (made, id) => {
        const before = made.file.workbook.remember();
        await ask(made, 'removeReport', { id, clear: true });
        made.file.workbook.restore(before);
        return made;
      },
    ],
  ])(
    'a report that was changed and not refreshed since, and that %s: its table is known by its headings',
    async (_, ways) => {
      const { made, report } = await withReport({ totals: true });
      await made.file.workbook.type(sheet, 3, 13, 'my note');
      made.sandbox.faults.next({ kind: 'status', status: 422 });
      await ask(made, 'saveReport', saved(report, { columns: ['revenue', 'name', 'uuid'], comparison: 'full' }));
      expect(held(made, sheet, 'A2:C2')).toEqual([['Rank', 'Partner', 'Revenue (EUR)']]);
      const { id } = report;
      const there = await ways(made, id);
      await ask(there, 'connect', { key: made.sandbox.keys.full, use: 'tables' });
      const { reports } = await ask(there, 'refresh', { id, withMyKey: true });
      expect(reports).toMatchObject([{ copied: false, problem: null, place: 'Sheet1!A2' }]);
      expect(held(there, sheet, 'A2:G2')).toEqual([
        ['Revenue (EUR)', 'Partner', 'UUID', 'Previous revenue (EUR)', 'Change (EUR)', 'Change %', ''],
      ]);
      expect(held(there, sheet, 'B8:C8')).toEqual([[expect.stringMatching(/^Total of the 5/), '']]);
      expect(new Set(held(there, sheet, 'G2:L9').flat())).toEqual(new Set(['']));
      expect(held(there, sheet, 'M3')).toEqual([['my note']]);
    },
  );
});

test('twenty reports over eight leaderboards are eight requests in one batch', async () => {
  const made = await connected();
  const periods = ['last_year', 'current_year', 'last_quarter', 'current_quarter'] as const;
  for (let index = 0; index < 20; index += 1) {
    select(made, sheet, `A${1 + index * 8}`);
    await ask(
      made,
      'saveReport',
      newReport({
        period: periods[index % 4] ?? 'last_year',
        type: index % 8 < 4 ? null : 'reseller',
        limit: 1 + (index % 5),
        where: 'cell',
      }),
    );
  }
  const before = leaderboards(made).length;
  const { message } = await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(message).toBe('All 20 reports are up to date.');
  expect(leaderboards(made)).toHaveLength(before + 8);
  const { calls } = made.google.executions.at(-1) ?? { calls: [] };
  expect(calls.filter((call) => call.startsWith('UrlFetchApp.'))).toEqual(['UrlFetchApp.fetchAll']);
}, 90_000);

describe('a title', () => {
  test('says the period, its days, the currency, and when it was refreshed in the spreadsheet’s zone', async () => {
    const made = await connected('tables', { timeZone: 'Pacific/Auckland' });
    await withReport({}, made);
    expect(String(held(made, sheet, 'A1')[0]?.[0])).toMatch(
      /^Last year · 2025-01-01 to 2025-12-31 · EUR · refreshed \d{4}-\d\d-\d\d \d\d:\d\d$/,
    );
    const zoned = new Date(made.clock.now()).toLocaleString('sv-SE', { timeZone: 'Pacific/Auckland' }).slice(0, 16);
    expect(held(made, sheet, 'A1')[0]?.[0]).toContain(`refreshed ${zoned}`);
  });

  test('alone is written where nothing has changed', async () => {
    const { made } = await withReport();
    const before = cells(made, sheet, 'A2:K7');
    await made.clock.advance(3_600_000);
    await ask(made, 'refresh', { id: null, withMyKey: false });
    const { calls } = made.google.executions.at(-1) ?? { calls: [] };
    expect(calls.filter((call) => /Range\.(set|clear)/.test(call))).toEqual(['Range.setValue']);
    expect(cells(made, sheet, 'A2:K7')).toEqual(before);
    const report = await only(made);
    expect(report.refreshedAt).not.toBe(report.changedAt);
  });
});

describe('movement', () => {
  /** The partner takes the lead. */
  function promote(made: Workbench, uuid: unknown, value = 50_000_000): void {
    made.sandbox.data.addDeal({
      partnerUuid: String(uuid),
      value,
      createdDay: '2025-06-01',
      status: 'won',
      closedDay: '2025-06-01',
    });
  }
  const columns = ['rank', 'name', 'uuid'] as const;
  const moved = (made: Workbench, rows: number) => held(made, sheet, `A3:D${2 + rows}`).map((row) => row[3]);

  test('is blank at first, and the next day says who rose, fell, stayed and is new; renamed partners are the same', async () => {
    const { made } = await withReport({ movement: 'previous day', columns, rows: 5 });
    expect(moved(made, 5)).toEqual(['', '', '', '', '']);
    const uuids = held(made, sheet, 'C3:C7').flat();
    made.sandbox.data.renamePartner(String(uuids[0]), 'Quite another name');
    const { partners } = await plainly(made, 'period=last_year&limit=100');
    promote(made, uuids[2]);
    promote(made, partners[50]?.uuid, 40_000_000);
    await made.clock.advance(86_400_000);
    await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(held(made, sheet, 'B3:B7').flat()).toContain('Quite another name');
    expect(moved(made, 5)).toEqual(['▲ 2', '▲ 49', '▼ 2', '▼ 2', '▼ 1'].map((text) => (text === '▼ 1' ? '▼ 1' : text)));
    expect(held(made, sheet, 'A1')[0]?.[0]).toMatch(/dropped out since 2026-\d\d-\d\d: .+ · refreshed/);
    expect((await only(made)).notes).toEqual([
      { kind: 'information', text: expect.stringMatching(/^Dropped out since 2026-\d\d-\d\d: ./) },
    ]);
  });

  test('refreshing twice on one day does not move the base', async () => {
    const { made } = await withReport({ movement: 'previous day', columns, rows: 3 });
    const uuids = held(made, sheet, 'C3:C5').flat();
    promote(made, uuids[2]);
    await made.clock.advance(86_400_000);
    await ask(made, 'refresh', { id: null, withMyKey: false });
    const after = moved(made, 3);
    await made.clock.advance(60_000);
    await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(moved(made, 3)).toEqual(after);
    await made.clock.advance(86_400_000);
    await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(moved(made, 3)).toEqual(['=', '=', '=']);
  });

  test('of something else than before begins anew', async () => {
    const { made, report } = await withReport({ movement: 'previous day', columns, rows: 3 });
    await made.clock.advance(86_400_000);
    await ask(made, 'saveReport', saved(report, { partnerType: 'reseller' }));
    expect(moved(made, 3)).toEqual(['', '', '']);
  });

  test('against the previous period', async () => {
    const { made } = await withReport({ movement: 'previous period', columns, rows: 10 });
    const now = await plainly(made, 'period=last_year&limit=100');
    const then = await plainly(made, 'start_date=2024-01-01&end_date=2024-12-31&limit=100');
    const rank = (answer: typeof now, uuid: unknown) => {
      const row = answer.partners.find((one) => one.uuid === uuid);
      return row && 1 + answer.partners.filter(({ revenue }) => revenue > row.revenue).length;
    };
    const expected = held(made, sheet, 'C3:C12')
      .flat()
      .map((uuid) => {
        const [before, after] = [rank(then, uuid), rank(now, uuid)];
        if (before === undefined || after === undefined) return 'new';
        return before === after ? '=' : before > after ? `▲ ${before - after}` : `▼ ${after - before}`;
      });
    expect(moved(made, 10)).toEqual(expected);
  });
});

test('comparison over equal elapsed days asks for as many days of the year before', async () => {
  const made = await connected();
  await withReport({ period: 'current_year', comparison: 'elapsed', columns: ['name', 'revenue', 'uuid'] }, made);
  const today = new Date(made.clock.now()).toISOString().slice(0, 10);
  const day = (text: string) => Date.parse(text) / 86_400_000;
  const asked = leaderboards(made)[1] ?? '';
  const [, start = '', end = ''] = /start_date=(.*)&end_date=(.*)/.exec(asked) ?? [];
  expect(start).toBe('2025-01-01');
  expect(day(end) - day(start)).toBe(day(today) - day('2026-01-01'));
  const then = await plainly(made, `${asked}&limit=100`);
  for (const [, revenue, uuid, before, change] of held(made, sheet, 'A3:E7')) {
    const previous = then.partners.find((one) => one.uuid === uuid)?.revenue ?? 0;
    expect(before).toBe(previous);
    expect(change).toBe(Math.round((Number(revenue) - previous) * 100) / 100);
  }
});

test('a refused key leaves every report as it is, and each says so', async () => {
  const { made } = await withReport();
  const before = held(made, sheet, 'A1:K7');
  made.sandbox.revoke(made.sandbox.keys.full);
  const { reports } = await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(reports).toMatchObject([{ problem: expect.stringContaining('does not accept the API key') }]);
  expect(held(made, sheet, 'A1:K7')).toEqual(before);
});

test('a German spreadsheet in Auckland: numbers are numbers, names are text, the days are right', async () => {
  const made = await connected('tables', { locale: 'de_DE', timeZone: 'Pacific/Auckland' });
  const [first, second] = (await plainly(made, 'period=last_year&limit=100')).partners;
  made.sandbox.data.renamePartner(String(first?.uuid), '1,5');
  made.sandbox.data.renamePartner(String(second?.uuid), '31.12.2026');
  await withReport({ columns: ['rank', 'name', 'revenue', 'win rate', 'start date'] }, made);
  const [top, next] = held(made, sheet, 'A3:E4');
  expect(top?.slice(0, 3)).toEqual([1, '1,5', first?.revenue]);
  expect(next?.slice(0, 3)).toEqual([2, '31.12.2026', second?.revenue]);
  expect(top?.[4]).toEqual(new Date('2025-01-01T00:00:00+13:00'));
  expect(cells(made, sheet, 'E3')[0]?.[0]?.display).toBe('2025-01-01');
});

test('a spreadsheet whose zone is GMT-07:00: days, times and the schedule are those of its clock (P8-40)', async () => {
  const made = await connected('tables', { timeZone: 'GMT-07:00' });
  await withReport({ schedule: { kind: 'monthly', day: 15, hour: 9 } }, made);
  expect(held(made, sheet, 'A1')[0]?.[0]).toMatch(/ · refreshed 2026-05-15 02:00$/);
  const { schedule, reports } = await ask(made, 'overview', undefined);
  expect(schedule.timeZone).toBe('GMT-07:00');
  expect(schedule.reports[reports[0]?.id ?? '']?.next).toBe('Friday 2026-05-15, between 8:00 and 9:00');
  await made.google.advance(7 * 3_600_000);
  expect(await only(made)).toMatchObject({ refreshedAt: '2026-05-15 08:00' });
});

test('sixty reports at their worst case fit the stores (P4-5)', async () => {
  const made = await connected();
  const { id, properties } = made.file;
  expect(id).toBeTruthy();
  const { report } = await withReport(
    {
      rows: 100,
      columns: [
        'rank',
        'name',
        'revenue',
        'open pipeline',
        'won deals',
        'total deals',
        'win rate',
        'avg deal value',
        'total leads',
        'converted leads',
        'conversion rate',
        'share',
        'currency',
        'type',
        'tier',
        'category',
        'stage',
        'uuid',
        'logo uuid',
        'start date',
        'end date',
      ],
      group: 'stage',
      totals: true,
      movement: 'previous day',
      comparison: 'full',
      name: 'Ü'.repeat(100),
    },
    made,
  );
  const refresh = async () => {
    await made.clock.advance(86_400_000);
    await ask(made, 'refresh', { id: null, withMyKey: false });
    const own = [...properties].filter(([name]) => name.endsWith(report.id));
    for (const [, value] of own) expect(Buffer.byteLength(value)).toBeLessThan(9 * 1024);
    return own.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
  };
  const withFigures = await refresh();
  // What is kept for the day on which a report is final goes where others need the room.
  for (let other = 0; other < 40; other += 1) properties.set(`other:${other}`, 'x'.repeat(8000));
  const bytes = await refresh();
  expect([withFigures - bytes > 2000, withFigures - bytes < 3200]).toEqual([true, true]);
  // While it is written, both layouts are kept: twice the state, at most.
  expect(bytes * 2 * 60).toBeLessThan(500 * 1024 * 2);
  // What stood before the last write is kept as well, and what its change is made of; the other properties of a spreadsheet have
  // a few dozen KB.
  expect(bytes * 60).toBeLessThan(455 * 1024);
}, 60_000);

test('who is refreshing right now is told to the second person', async () => {
  const { made } = await withReport();
  made.file.properties.set(
    'lease',
    JSON.stringify({ by: anna, why: 'asked', about: [], at: made.clock.now(), until: made.clock.now() + 60_000 }),
  );
  expect((await ask(made, 'overview', undefined, ben)).busy).toMatchObject({ by: anna, own: false });
});

test('pausing a report while somebody deletes the one above it pauses that report, and no other', async () => {
  const made = await connected();
  for (const limit of [3, 4, 5]) await ask(made, 'saveReport', newReport({ ...lastYear, limit, where: 'sheet' }));
  const [first, second, third] = (await ask(made, 'overview', undefined)).reports;
  let stalled = false;
  made.google.interfere = ({ call, name }) => {
    if (stalled || name !== 'sidebarCall' || call !== 'Range.setValues') return 'go on';
    stalled = true;
    return { stallMs: 3000 };
  };
  const pausing = ask(made, 'setStatus', { id: third?.id ?? '', status: 'paused' });
  const deleting = ask(made, 'removeReport', { id: first?.id ?? '', clear: false }, ben);
  await Promise.all([pausing, deleting]);
  made.google.interfere = null;
  expect(stalled).toBe(true);
  const { reports } = await ask(made, 'overview', undefined);
  expect(reports.map(({ id, definition }) => [id, definition?.status])).toEqual([
    [second?.id, 'active'],
    [third?.id, 'paused'],
  ]);
});

test('saving a report that somebody has deleted in the meantime says so, and does not bring it back', async () => {
  const made = await connected();
  await ask(made, 'saveReport', newReport({ ...lastYear, limit: 3, where: 'sheet' }));
  const [report] = (await ask(made, 'overview', undefined)).reports;
  // Between reading the list and writing the line: nothing else takes the lock then.
  let deleted: Promise<unknown> | null = null;
  made.google.interfere = ({ call }) => {
    if (deleted !== null || call !== 'LockService.getDocumentLock') return 'go on';
    deleted = ask(made, 'removeReport', { id: report?.id ?? '', clear: false }, ben);
    return { stallMs: 3000 };
  };
  await expect(ask(made, 'setStatus', { id: report?.id ?? '', status: 'paused' })).rejects.toThrow(
    'This report is no longer known here.',
  );
  await deleted;
  made.google.interfere = null;
  expect((await ask(made, 'overview', undefined)).reports).toEqual([]);
});

describe('while a report’s figures are being fetched', () => {
  /** Anna refreshes her only report, and Ben does `work` to it before Journeybee has answered. */
  async function meanwhile(work: (made: Workbench, report: ReportView) => Promise<unknown>) {
    const { made, report } = await withReport();
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    const before = held(made, sheet, 'A1:K7');
    let working: Promise<unknown> | null = null;
    made.google.interfere = ({ call }) => {
      if (working !== null || !call.startsWith('UrlFetchApp.fetch')) return 'go on';
      working = work(made, report);
      return { stallMs: 8000 };
    };
    const { message } = await ask(made, 'refresh', { id: report.id, withMyKey: false });
    await working;
    made.google.interfere = null;
    return { made, report, before, message };
  }
  const left = 'Somebody changed it while its figures were fetched, so its cells stay as they are. Refresh it again.';

  test('and Ben freezes it: it keeps the figures that it had', async () => {
    const { made, before, message } = await meanwhile((bench, { id }) =>
      ask(bench, 'setStatus', { id, status: 'frozen' }, ben),
    );
    expect(message).toContain(left);
    expect(held(made, sheet, 'A1:K7')).toEqual(before);
    expect(await only(made)).toMatchObject({ definition: { status: 'frozen' }, problem: null });
  });

  test('and Ben deletes it: it is refreshed first, and then nothing is kept of it', async () => {
    const { made, report, before } = await meanwhile((bench, { id }) =>
      ask(bench, 'removeReport', { id, clear: true }, ben),
    );
    expect(before[1]?.[0]).toBe('Rank');
    expect(new Set(held(made, sheet, 'A1:K7').flat())).toEqual(new Set(['']));
    expect([...made.file.properties.keys()].filter((name) => name.includes(report.id))).toEqual([]);
  });

  test('and Ben changes it: his change stands', async () => {
    const { made, report } = await meanwhile(async (bench, { id, definition }) => {
      await ask(bench, 'connect', { key: bench.sandbox.keys.full, use: 'tables' }, ben);
      if (definition)
        await ask(bench, 'saveReport', { id, definition: { ...definition, name: 'Ben’s' }, where: 'cell' }, ben);
    });
    expect(await only(made)).toMatchObject({ id: report.id, name: 'Ben’s' });
  });
});

describe('saving a changed report', () => {
  test('while somebody refreshes says that it is saved, and why it was not refreshed', async () => {
    const { made, report } = await withReport();
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    const saving: Promise<{ readonly message: string | null }>[] = [];
    made.google.interfere = ({ call }) => {
      if (saving.length > 0 || !call.startsWith('UrlFetchApp.fetch')) return 'go on';
      saving.push(ask(made, 'saveReport', saved(report, { name: 'Best' }), ben));
      return { stallMs: 30_000 };
    };
    await ask(made, 'refresh', { id: report.id, withMyKey: false });
    made.google.interfere = null;
    expect(await Promise.all(saving)).toMatchObject([
      { message: expect.stringContaining(`Best is saved, and was not refreshed: ${anna} is refreshing`) },
    ]);
    expect((await only(made)).name).toBe('Best');
  });

  test('is for people with a key: whoever has none cannot change what Anna’s is asked for', async () => {
    const { made, report } = await withReport();
    await expect(ask(made, 'saveReport', saved(report, { rows: 100 }), ben)).rejects.toThrow('Connect your Journeybee');
    expect((await only(made)).definition).toEqual(report.definition);
  });
});

test('a report whose named range is gone is deleted with its cells: it says that nothing was cleared', async () => {
  const { made, report } = await withReport();
  const [range] = made.file.workbook.namedRanges();
  made.file.workbook.removeNamedRange(range?.name ?? '');
  const { message } = await ask(made, 'removeReport', { id: report.id, clear: true });
  expect(message).toBe(`${report.name} is off the list. Its place is not known any more, so nothing was cleared.`);
});

test('a hundred and twenty chosen partners leave room for the ranks that movement is counted from (P0-7)', async () => {
  const made = await connected();
  const chosen = made.sandbox.data.partners.slice(0, 120).map(({ uuid }) => uuid);
  expect(chosen).toHaveLength(120);
  const filters = { partner: chosen, tier: [], category: [], stage: [] };
  await withReport({ movement: 'previous day', rows: 100, filters }, made);
  await made.clock.advance(24 * 3_600_000);
  const { message } = await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(message).toBe('The report is up to date.');
});
