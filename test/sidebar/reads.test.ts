import type { ReportDefinition } from '../../src/contract/report-definition';
import type { AskedOf, Read, ReadOf, Reply } from '../../src/contract/sidebar-api';
import { compareTexts } from '../../src/domain/collation';
import { shownBook } from '../../workbench/office/shown';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, cells, closeBenches, connected, held, newReport, select } from '../support/bench';
import { leaks } from '../support/spreadsheet';

afterEach(closeBenches);

const sheet = '0';

/** What the sidebar asks beside its calls; rejects with the sentence it would show. */
async function read<R extends Read>(
  { file }: Workbench,
  name: R,
  argument: AskedOf<R>,
  user = anna,
): Promise<ReadOf<R>> {
  const outcome = await file.run(user, 'sidebarCall', [name, argument ?? null], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  const reply = outcome.value as Reply<ReadOf<R>>;
  if (!reply.ok) throw new Error(reply.problem);
  return reply.value;
}

const definition = (more: Partial<ReportDefinition> = {}): ReportDefinition =>
  newReport({ period: 'last_year', type: null, limit: 5, where: 'cell' }, more).definition;

describe('a preview', () => {
  const board = { style: 'board', columns: ['rank', 'name', 'revenue', 'won deals'] } as const;
  const previous = { movement: 'previous period', comparison: 'elapsed' } as const;

  test.each([
    ['a Board as a new one begins', { ...board, bars: true, movement: 'previous period' }],
    [
      'a Board in groups with sums, totals, changes and decimals',
      { ...board, ...previous, rows: 3, group: 'tier', subtotals: true, totals: true, cents: true },
    ],
    [
      'Plain with totals, days, rates and what changed',
      { ...previous, rows: 40, totals: true, columns: ['rank', 'name', 'win rate', 'share', 'revenue', 'end date'] },
    ],
  ] as ReadonlyArray<[string, Partial<ReportDefinition>]>)(
    'of %s is what the sheet then shows: texts, colours, sides and title, for two leaderboards',
    async (_, more) => {
      const made = await connected('tables', { account: 'believable', locale: 'de_DE' });
      const wanted = definition({ period: 'current_quarter', rows: 12, ...more });
      const before = made.file.workbook.snapshot();
      const requests = made.google.requests.length;
      const preview = await read(made, 'preview', { definition: wanted });
      await read(made, 'preview', { definition: { ...wanted, totals: !wanted.totals } });
      // Beside them, partners that a full answer for earlier days has no room for, each once.
      const sent = made.google.requests.slice(requests).filter((url) => url.includes('/analytics/'));
      expect(sent.filter((url) => !url.includes('partner_uuids'))).toHaveLength(2);
      expect(sent.length).toBe(new Set(sent).size);
      expect(made.file.workbook.snapshot()).toEqual(before);
      expect([...made.file.properties].filter(([name]) => name.startsWith('state:'))).toEqual([]);

      await ask(made, 'saveReport', { id: null, definition: wanted, where: 'sheet' });
      const sheet = shownBook(made.file.workbook).get(wanted.name) ?? [];
      const header = sheet.findIndex((row) => row.some(({ text }) => text === 'Partner'));
      expect(preview.columns.map(({ heading }) => heading)).toEqual(sheet[header]?.map(({ text }) => text));
      expect(sheet[header - 1]?.[0]?.text).toBe(preview.title);
      const above = sheet.slice(0, header - 1).map(([first]) => first?.text);
      expect([preview.sentence, preview.name].filter((line) => line !== null)).toEqual(above);
      const body = sheet.slice(header + 1);
      const standing = [...body.slice(0, 10), ...(wanted.totals ? body.slice(-1) : [])];
      expect(preview.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual(
        standing.map((row) => row.map(({ text }) => text)),
      );
      preview.rows.forEach(({ cells }, down) => {
        cells.forEach(({ text, ink = '#000000', fill }, right) => {
          const cell = standing[down]?.[right];
          expect([text, text === '' || cell?.ink]).toEqual([text, text === '' || ink]);
          if (fill) expect(cell?.background).toBe(fill);
          // In Plain, Sheets puts a text to the left of a column of figures.
          if (text !== '' && text !== 'new') expect(cell?.align).toBe(preview.columns[right]?.side);
        });
      });
      expect(preview.count).toBe(wanted.group ? 15 : wanted.rows);
    },
  );

  test('of a report in somebody’s own sheet has no colours of rules, as that sheet has none', async () => {
    const made = await connected();
    const inks = async (where: 'cell' | 'sheet') =>
      (await read(made, 'preview', { definition: definition({ ...board, ...previous }), where })).rows.flatMap(
        ({ cells }) => cells.flatMap(({ ink, fill }) => ink ?? fill ?? []),
      );
    expect(await inks('cell')).toEqual([]);
    expect(await inks('sheet')).toEqual(expect.arrayContaining(['#fde8a6']));
  });

  test('of all partners has those of one answer, and no totals, which are not known yet', async () => {
    const made = await connected();
    const preview = await read(made, 'preview', { definition: definition({ rows: 'all', totals: true }) });
    expect(preview).toMatchObject({ count: 100, full: true });
    expect(preview.rows).toHaveLength(10);
    expect(preview.rows.map(({ is }) => is)).not.toContain('total');
  });

  test('is not asked for again by the schedules, as what formulas show is', async () => {
    const made = await connected();
    for (const rows of [3, 4])
      await read(made, 'preview', { definition: definition({ rows, period: 'last_quarter' }) });
    const schedule = { kind: 'hourly' } as const;
    const wanted = newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { schedule });
    await ask(made, 'saveReport', wanted);
    const before = made.google.requests.length;
    await made.google.advance(3_600_000);
    const since = made.google.requests.slice(before);
    expect(since).toHaveLength(1);
    expect(since[0]).toContain('last_year');
  });

  test('that cannot be made says why, in the words of a refresh', async () => {
    const made = await connected();
    made.sandbox.faults.always({ kind: 'status', status: 401 });
    await expect(read(made, 'preview', { definition: definition() })).rejects.toThrow('does not accept the API key');
    await expect(read(made, 'preview', { definition: definition({ rows: 0 }) })).rejects.toThrow('Mend what is marked');
    await expect(read(made, 'preview', { definition: definition() }, ben)).rejects.toThrow(
      'Connect your Journeybee API key',
    );
    expect(leaks(made, anna)).toEqual([]);
  });

  test('that failed is made anew by whoever asks again, whatever the cache still holds of the failure', async () => {
    const made = await connected();
    made.sandbox.faults.always({ kind: 'status', status: 500 });
    await expect(read(made, 'preview', { definition: definition() })).rejects.toThrow('status 500');
    made.sandbox.faults.clear();
    await made.clock.advance(1000);
    await expect(read(made, 'preview', { definition: definition() })).rejects.toThrow('status 500');
    const preview = await read(made, 'preview', { definition: definition(), again: true });
    expect(preview.rows).toHaveLength(5);
  });
});

describe('a click on a report’s place', () => {
  test('takes the person there, wherever the table has moved', async () => {
    const made = await connected();
    select(made, sheet, 'B2');
    const { reports } = await ask(
      made,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }),
    );
    const id = reports[0]?.id ?? '';
    made.file.workbook.insertRows(sheet, 1, 4);
    select(made, made.file.workbook.insertSheet('Other').id, 'A1');
    await read(made, 'goTo', { id });
    expect(made.file.workbook.activeRange).toMatchObject({ sheetId: sheet, rect: { row: 6, column: 2 } });
  });

  test('says what is in the way: a hidden sheet, or a place that is gone', async () => {
    const made = await connected();
    const { reports } = await ask(
      made,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }),
    );
    const id = reports[0]?.id ?? '';
    const made_ = made.file.workbook.sheets().find(({ name }) => name.startsWith('Top 3'));
    made.file.workbook.setHidden(made_?.id ?? '', true);
    await expect(read(made, 'goTo', { id })).rejects.toThrow('is hidden. Show it first');
    made.file.workbook.deleteSheet(made_?.id ?? '');
    await expect(read(made, 'goTo', { id })).rejects.toThrow('Its place in the sheets is gone.');
  });
});

test('the cells with a formula are counted, and those of them that show an error', async () => {
  const made = await connected();
  expect(await read(made, 'formulas', undefined)).toEqual({ count: 0, errors: 0 });
  const { workbook } = made.file;
  await workbook.type(sheet, 1, 1, '=JB_PARTNERS("last_year"; ""; 2)');
  await workbook.type(sheet, 10, 1, '=JB_PARTNER("nobody"; "revenue")');
  await workbook.type(sheet, 11, 1, '=1/0');
  await workbook.type(workbook.insertSheet('Other').id, 1, 1, '=SUM(JB_PARTNER("nobody"; "no such figure"))');
  expect(await read(made, 'formulas', undefined)).toEqual({ count: 3, errors: 2 });
});

test('partners are offered by name, in order, from the directory', async () => {
  const made = await connected();
  const partners = await read(made, 'partners', undefined);
  const { partners: all } = made.sandbox.data;
  expect(new Set(partners.map(({ uuid }) => uuid))).toEqual(new Set(all.map(({ uuid }) => uuid)));
  const names = partners.map(({ label }) => label);
  expect(names).toEqual([...names].sort(compareTexts));
});

test.each([
  ['en_US', ','],
  ['de_DE', ';'],
] as const)(
  'in a spreadsheet of %s a formula is shown with %s between its arguments (P8.1-6, P7-4)',
  async (locale, separator) => {
    const made = await connected('owner', { locale });
    expect((await ask(made, 'overview', undefined)).separator).toBe(separator);
  },
);

describe('an inserted formula', () => {
  const wanted = { period: 'last_year', type: null, limit: 3, currency: 'JPY' } as const;
  const formats = (made: Workbench, area: string) =>
    cells(made, sheet, area).map((row) => row.map((cell) => cell.numberFormat));

  test('finds the cells that it fills formatted: money by the currency, rates as percent', async () => {
    const made = await connected();
    select(made, sheet, 'B2');
    await ask(made, 'insertFormula', wanted);
    const [revenue, pipeline, won, , rate] = formats(made, 'D3:H3')[0] ?? [];
    expect([revenue, pipeline, rate]).toEqual(['#,##0', '#,##0', '0.0%']);
    expect(won).not.toBe('#,##0');
    expect(formats(made, 'D6:D6')).not.toEqual([['#,##0']]);
  });

  test('formats nothing where something stands in its way', async () => {
    const made = await connected();
    await made.file.workbook.type(sheet, 4, 5, 'mine');
    const before = formats(made, 'A1:M8');
    select(made, sheet, 'B2');
    await ask(made, 'insertFormula', wanted);
    expect(formats(made, 'A1:M8')).toEqual(before);
    expect(held(made, sheet, 'E4')).toEqual([['mine']]);
  });
});

test('a refresh of several reports says how many are done', async () => {
  const made = await connected();
  for (const period of ['last_year', 'current_year', 'last_quarter'] as const) {
    await ask(made, 'saveReport', newReport({ period, type: null, limit: 3, where: 'sheet' }));
  }
  await made.clock.advance(3_600_000);
  // What was left by a run that Google ended.
  made.file.cache.put('progress', JSON.stringify({ done: 1200, of: 5000, what: 'partners' }), 60);
  const told: unknown[] = [];
  made.google.interfere = ({ call }) => {
    if (call === 'UrlFetchApp.fetchAll') told.push(JSON.parse(made.file.cache.get('progress') ?? 'null'));
    if (call !== 'SpreadsheetApp.flush') return 'go on';
    told.push(JSON.parse(made.file.cache.get('progress') ?? 'null'));
    return { stallMs: 1000 };
  };
  await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(told).toEqual([0, 0, 1, 2].map((done) => ({ done, of: 3, what: 'reports' })));
  // The next run is not taken for this one.
  expect(await read(made, 'progress', undefined, ben)).toBeNull();
});

describe('removing everything from a spreadsheet', () => {
  test('leaves its cells as they are, and nothing of ours: no reports, names, stores, hidden sheet, key or trigger', async () => {
    const made = await connected('shared');
    select(made, sheet, 'A1');
    const schedule = { kind: 'hourly' } as const;
    await ask(
      made,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }, { schedule }),
    );
    await made.google.advance(3_600_000);
    const before = held(made, sheet, 'A1:K8');
    const after = await ask(made, 'removeEverything', undefined);
    expect(after).toMatchObject({ reports: [], schedule: { owner: null }, connection: { formulas: null } });
    expect(after.message).toContain('Its cells stay as they are');
    expect(held(made, sheet, 'A1:K8')).toEqual(before);
    expect([...made.file.properties]).toEqual([]);
    expect(made.file.workbook.namedRanges()).toEqual([]);
    expect(made.file.workbook.sheets().map(({ name }) => name)).toEqual(['Sheet1']);
    expect(made.file.triggers.triggers).toEqual([]);
    // Their own key is the person's, and serves their other files.
    expect(after.connection.last4).toBe(made.sandbox.keys.full.slice(-4));
  });

  test('ends another’s schedule too: their trigger finds nothing to do', async () => {
    const made = await connected();
    const schedule = { kind: 'hourly' } as const;
    await ask(
      made,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }, { schedule }),
    );
    await ask(made, 'removeEverything', undefined, ben);
    const requests = made.google.requests.length;
    await made.google.advance(3 * 3_600_000);
    expect(made.google.requests).toHaveLength(requests);
    expect(made.google.mails).toEqual([]);
  });
});
