import fc from 'fast-check';
import type { ReportDefinition } from '../../src/contract/report-definition';
import { columnsOf } from '../../src/domain/style';
import type { Rect } from '../../src/sheets/area';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, closeBenches, connected, held, newReport, select, shown } from '../support/bench';
import { tries } from '../support/breadth';

afterEach(closeBenches);

/** A Board as the form has it when only its style is chosen, without the line that says what its change is made of. */
const board = {
  style: 'board',
  bars: true,
  columns: columnsOf.board,
  movement: 'previous period',
  bridge: false,
} as const;
const full = {
  ...board,
  columns: ['rank', 'name', 'tier', 'revenue', 'won deals', 'win rate'],
  comparison: 'full',
  totals: true,
} satisfies Partial<ReportDefinition>;

/** Inserts a report of ten partners of last quarter, and says in which sheet it is. */
async function insert(made: Workbench, more: Partial<ReportDefinition>, where: 'cell' | 'sheet' = 'sheet') {
  await ask(made, 'saveReport', newReport({ period: 'last_quarter', type: null, limit: 10, where }, more));
  const sheet = made.file.workbook.sheets().find(({ name }) => name === (more.name ?? 'Top 10 partners, last quarter'));
  return { sheet: where === 'cell' ? '0' : (sheet?.id ?? ''), calls: made.google.executions.at(-1)?.calls ?? [] };
}

async function refresh(made: Workbench): Promise<readonly string[]> {
  await made.clock.advance(60_000);
  await ask(made, 'refresh', { id: null, withMyKey: false });
  return made.google.executions.at(-1)?.calls ?? [];
}

function changeDeals({ sandbox }: Workbench): void {
  for (const [index, deal] of sandbox.data.deals.entries()) deal.value += (index * 7919) % 5000;
}

/** What writes how cells look. */
const looks =
  /\.(?:set(?!Value|Property|Formula|NamedRange|ActiveRange)\w*(?:Format|Font|Back|Align|Wrap|Border|Width|Height|Frozen|Grid|Color|Range)\w*|applyRowBanding|autoResize\w*|clearFormat)/;

test('a Board says above its figures what it shows, and every number in it is the one that Plain has', async () => {
  const made = await connected();
  const { sheet } = await insert(made, { ...full, rows: 40, name: 'Board' });
  const plain = await insert(made, { ...full, rows: 40, name: 'Plain', style: 'plain' });
  const [[name] = [], [line] = [], header, ...rows] = shown(made, sheet, 'A1:K44');
  expect(name).toBe('Board');
  expect(line).toMatch(
    /^All types · [A-Z][a-z]{2} 1 – [A-Z][a-z]{2} \d\d, \d{4} · compared with .* · [A-Z]{3} · updated .*, \d\d:\d\d \(\w+\)$/,
  );
  const currency = held(made, plain.sheet, 'D2').join().slice(-5);
  expect(header).toEqual([
    'Rank',
    'Move',
    'Partner',
    'Tier',
    `Revenue ${currency}`,
    'Bar',
    `Previous revenue ${currency}`,
    `Change ${currency}`,
    'Change %',
    'Won deals',
    'Win rate',
  ]);
  expect(rows.map(([, , partner]) => partner).at(-1)).toMatch(/^Total of the 40 (?:shown|listed)$/);
  // Plain: rank, name, tier, revenue, won deals, win rate, movement, previous revenue, change, change %.
  const figures = held(made, sheet, 'A4:K44').map(([rank, , ...row]) => [
    rank,
    row[0],
    row[1],
    row[2],
    ...row.slice(4),
  ]);
  const plainFigures = held(made, plain.sheet, 'A3:J43').map(
    ([rank, partner, tier, revenue, won, rate, , ...compared]) => [
      rank,
      partner,
      tier,
      revenue,
      ...compared,
      won,
      rate,
    ],
  );
  expect(figures).toEqual(plainFigures);
  // Movement is a number there, and shown as Plain writes it; nothing to move is 0.
  const moves = shown(made, sheet, 'B4:B43').flat();
  expect(moves).toEqual(
    shown(made, plain.sheet, 'G3:G42')
      .flat()
      .map((text) => (text === '=' ? '0' : text)),
  );
  expect(new Set(moves.map((text) => text.charAt(0)))).toEqual(new Set(['▲', '▼', 'n', '']));
  // Its bars are as long as the figures beside them say, and amounts are whole.
  const [first = 0, ...others] = held(made, sheet, 'E4:E43').map(([revenue]) => Number(revenue));
  const lengths = held(made, sheet, 'F4:F43').map(([bar]) => String(bar));
  expect(lengths[0]).toBe('█'.repeat(10));
  for (const [index, revenue] of others.entries()) {
    const steps = [...(lengths[index + 1] ?? '')].reduce((sum, sign) => sum + (sign === '█' ? 2 : 1), 0);
    expect(Math.abs(steps - (revenue / first) * 20)).toBeLessThanOrEqual(1);
  }
  expect(shown(made, sheet, 'E4').join()).toMatch(/^\d{1,3}(?:,\d{3})*$/);
});

test('a Board takes at most twice the calls of Plain to insert, and at most a fifth more to refresh', async () => {
  for (const style of [board, { ...full, bridge: true, comparison: 'elapsed' as const }]) {
    const made = await connected();
    const plain = await insert(made, { ...style, style: 'plain' });
    const plainRefresh = [await refresh(made)];
    changeDeals(made);
    plainRefresh.push(await refresh(made));
    const other = await connected();
    const { calls } = await insert(other, style);
    const boardRefresh = [await refresh(other)];
    changeDeals(other);
    boardRefresh.push(await refresh(other));
    expect(calls.length).toBeLessThanOrEqual(2 * plain.calls.length);
    for (const [index, of] of boardRefresh.entries())
      expect(of.length).toBeLessThanOrEqual(1.2 * (plainRefresh[index]?.length ?? 0));
    for (const of of boardRefresh) expect(of.filter((call) => looks.test(call))).toEqual([]);
  }
});

test('in a sheet that the report made it is set up for reading, and elsewhere nothing but its own cells is touched', async () => {
  const made = await connected();
  const { workbook } = made.file;
  const own = await insert(made, full);
  const { hiddenGridlines, frozenRows } = workbook.sheets().find(({ id }) => id === own.sheet) ?? {};
  expect([hiddenGridlines, frozenRows]).toEqual([true, 3]);
  expect(workbook.rulesOn(own.sheet).length).toBeGreaterThan(5);
  // "new" keeps its colour in programs that take a text for more than any number.
  const asked = workbook.rulesOn(own.sheet).map(({ condition }) => condition.criterion);
  expect(asked).toContain('TEXT_EQUAL_TO');
  expect(asked.lastIndexOf('TEXT_EQUAL_TO')).toBeLessThan(asked.findIndex((name) => name.startsWith('NUMBER_')));
  select(made, '0', 'B2');
  workbook.setColumnWidth('0', 4, 500);
  const there = await insert(made, full, 'cell');
  const other = workbook.sheets().find(({ id }) => id === there.sheet);
  expect([other?.hiddenGridlines, other?.frozenRows, other?.frozenColumns]).toEqual([false, 0, 0]);
  expect(workbook.rulesOn('0')).toEqual([]);
  // Wide enough for what is in it, and as wide as somebody wanted it.
  expect(workbook.columnWidth('0', 4)).toBe(500);
  expect(workbook.columnWidth('0', 6)).toBeGreaterThan(100);
  expect(there.calls).not.toContain('Sheet.setConditionalFormatRules');
});

/** Contrast as axe works it out. */
interface AxeColors {
  readonly commons: {
    readonly color: {
      readonly Color: new () => { parseString(text: string): void };
      readonly getContrast: (background: object, text: object) => number;
    };
  };
}

test('each text of a Board can be read on its fill, and what its colour says is said by a sign too', async () => {
  const { commons } = jest.requireActual<AxeColors>('axe-core');
  const colour = (text: string) => {
    const parsed = new commons.color.Color();
    parsed.parseString(text);
    return parsed;
  };
  const made = await connected();
  const { sheet } = await insert(made, { ...full, rows: 40 });
  const rect = { row: 1, column: 1, rows: 44, columns: 11 };
  const inks = new Set<string>();
  const texts = shown(made, sheet, 'A1:K44');
  made.file.workbook.shownLooks(sheet, rect).forEach((row, down) => {
    row.forEach(({ background, fontColor }, right) => {
      const [fill, ink] = [background || '#ffffff', fontColor || '#000000'];
      expect([fill, ink, commons.color.getContrast(colour(fill), colour(ink)) >= 4.5]).toEqual([fill, ink, true]);
      const text = texts[down]?.[right] ?? '';
      if (ink === '#188038') expect(text).toMatch(/^▲ /);
      if (ink === '#c5221f') expect(text).toMatch(/^▼ /);
      if (ink === '#1a56b8') expect(text).toBe('new');
      if (ink === '#8a4b08') expect(text).toBe('left');
      if (/^[▲▼]/.test(text)) inks.add(ink);
    });
  });
  expect(inks).toEqual(new Set(['#188038', '#c5221f']));
});

test('the totals keep their look where the table grows and shrinks, and rows that were totals look like any other', async () => {
  const made = await connected();
  const partners = made.sandbox.data.partners.splice(6);
  const { sheet } = await insert(made, full);
  const line = (row: number) => made.file.workbook.read(sheet, { row, column: 3, rows: 1, columns: 3 })[0] ?? [];
  const isTotals = (row: number) =>
    line(row).map(({ bold, background, borders }) => [bold, background, borders.top !== undefined]);
  const totals = Array.from({ length: 3 }, () => [true, '#f1f3f8', true]);
  const body = [true, false, false].map((bold) => [bold, '', false]);
  const at = () =>
    shown(made, sheet, 'C4:C14')
      .flat()
      .findIndex((text) => text.startsWith('Total')) + 4;
  const few = at();
  expect(isTotals(few)).toEqual(totals);
  made.sandbox.data.partners.push(...partners);
  await refresh(made);
  expect(at()).toBeGreaterThan(few);
  expect([isTotals(few), isTotals(at())]).toEqual([body, totals]);
  expect(made.file.workbook.bandingsOn(sheet)).toMatchObject([{ area: { row: 4, rows: at() - 4 } }]);
  const many = at();
  made.sandbox.data.partners.splice(6);
  await refresh(made);
  expect([at(), isTotals(few), isTotals(many)]).toEqual([few, totals, body]);
});

test('nothing that somebody formatted is changed by a refresh', async () => {
  const made = await connected();
  const { sheet } = await insert(made, full);
  const { workbook } = made.file;
  const area: Rect = { row: 1, column: 1, rows: 20, columns: 14 };
  const style = fc.oneof(
    fc.record({ background: fc.constantFrom('#ffff00', '#ffffff', '#00ff00') }),
    fc.record({ fontColor: fc.constantFrom('#ff0000', '#000000') }),
    fc.record({ bold: fc.boolean() }),
    fc.record({ italic: fc.boolean(), fontSize: fc.integer({ min: 6, max: 20 }) }),
    fc.record({ numberFormat: fc.constantFrom('0.00', '0', '[$€]#,##0', 'General') }),
    fc.record({ horizontalAlignment: fc.constantFrom('left', 'right', 'center') }),
  );
  const place = fc.record({ row: fc.integer({ min: 1, max: 18 }), column: fc.integer({ min: 1, max: 12 }) });
  const size = fc.record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) });
  const formats = () =>
    workbook.read(sheet, area).map((row) => row.map(({ value: _, display: __, formula: ___, ...format }) => format));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(place, size, style), { minLength: 1, maxLength: 6 }), async (formatted) => {
      for (const [at, of, wanted] of formatted) workbook.setStyle(sheet, { ...at, ...of }, wanted);
      const [before, rules] = [formats(), workbook.rulesOn(sheet)];
      changeDeals(made);
      await refresh(made);
      expect(formats()).toEqual(before);
      expect(workbook.rulesOn(sheet)).toEqual(rules);
    }),
    { numRuns: tries(6, 60) },
  );
});

test('what somebody formatted in rows and totals stays where they are, also where the totals move away and come back', async () => {
  const made = await connected();
  const others = made.sandbox.data.partners.splice(6);
  const { sheet } = await insert(made, full);
  const { workbook } = made.file;
  const totals =
    shown(made, sheet, 'C1:C14')
      .flat()
      .findIndex((text) => text.startsWith('Total')) + 1;
  const style = fc.constantFrom(
    { background: '#ffff00' },
    { fontColor: '#ff0000' },
    { bold: false },
    { italic: true },
    { numberFormat: '0.00' },
    { horizontalAlignment: 'left' as const },
  );
  const place = fc.record({ row: fc.integer({ min: 1, max: totals }), column: fc.integer({ min: 1, max: 11 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(place, style), { minLength: 1, maxLength: 8 }), async (formatted) => {
      for (const [at, wanted] of formatted) workbook.setStyle(sheet, { ...at, rows: 1, columns: 1 }, wanted);
      const mine = () =>
        formatted.map(([{ row, column }]) => workbook.read(sheet, { row, column, rows: 1, columns: 1 })[0]?.[0]);
      const before = mine();
      made.sandbox.data.partners.push(...others);
      await refresh(made);
      made.sandbox.data.partners.splice(6);
      await refresh(made);
      formatted.forEach(([, wanted], index) => {
        for (const property of Object.keys(wanted) as Array<keyof typeof wanted>)
          expect(mine()[index]?.[property]).toEqual(before[index]?.[property]);
      });
    }),
    { numRuns: tries(4, 40) },
  );
});

test('where somebody chooses other columns, their looks and colours go with them, and rules of somebody’s stay', async () => {
  const made = await connected();
  const { sheet } = await insert(made, full);
  const { workbook } = made.file;
  const edit = async (more: Partial<ReportDefinition>) => {
    const [{ id = '', definition } = {}] = (await ask(made, 'overview', undefined)).reports;
    if (!definition) throw new Error('There is no report.');
    await ask(made, 'saveReport', { id, definition: { ...definition, ...more }, where: 'sheet' });
  };
  const coloured = () =>
    workbook.shownLooks(sheet, { row: 4, column: 1, rows: 10, columns: 11 }).flatMap((row, down) =>
      row.flatMap(({ fontColor }, right) => {
        const text = shown(made, sheet, 'A4:K13')[down]?.[right] ?? '';
        return ['#188038', '#c5221f'].includes(fontColor) ? [text.charAt(0)] : /^[▲▼]/.test(text) ? ['no colour'] : [];
      }),
    );
  expect(new Set(coloured())).toEqual(new Set(['▲']));
  const before = coloured().length;
  await edit({ columns: ['rank', 'name', 'revenue', 'won deals'], bars: false });
  expect(new Set(coloured())).toEqual(new Set(['▲']));
  expect(coloured()).toHaveLength(before);
  const [header] = workbook.read(sheet, { row: 3, column: 1, rows: 1, columns: 11 });
  expect(header?.map(({ background }) => background !== '')).toEqual([...Array(8).fill(true), ...Array(3).fill(false)]);
  const rules = workbook.rulesOn(sheet).slice(0, 2);
  workbook.setRules(sheet, rules);
  await edit({ bars: true });
  expect(workbook.rulesOn(sheet)).toEqual(rules);
});

test('groups come in the order of their sums, with a line between and a sum below each, also as partners come and go', async () => {
  const made = await connected();
  const others = made.sandbox.data.partners.splice(40);
  const { sheet } = await insert(made, { ...full, group: 'tier', subtotals: true, rows: 3 });
  const { workbook } = made.file;
  const check = () => {
    const [, [line] = [], ...rows] = held(made, sheet, 'A1:K30');
    expect(line).toMatch(/^All types, top 3 in each tier · /);
    const end = rows.findIndex(([, , label]) => /^Total of the \d+ shown$/.test(String(label)));
    const sums = rows
      .slice(1, end)
      .flatMap(([rank, , label, , sum], index) => (rank === '' ? [{ index, label, sum: Number(sum) }] : []));
    expect(sums.length).toBeGreaterThan(1);
    expect(rows[end]?.[4]).toBeCloseTo(
      sums.reduce((total, { sum }) => total + sum, 0),
      2,
    );
    let from = 0;
    for (const { index, label, sum } of sums) {
      const group = rows.slice(1 + from, 1 + index);
      const [tier] = new Set(group.map((row) => row[3]));
      expect(label).toBe(`Total ${tier === '' ? 'without tier' : tier}`);
      expect(new Set(group.map((row) => row[3])).size).toBe(1);
      expect(sum).toBeCloseTo(
        group.reduce((total, row) => total + Number(row[4]), 0),
        2,
      );
      from = index + 1;
    }
    const ofTiers = sums.filter(({ label }) => label !== 'Total without tier').map(({ sum }) => sum);
    expect(ofTiers).toEqual([...ofTiers].sort((a, b) => b - a));
    const look = workbook.read(sheet, { row: 4, column: 3, rows: 26, columns: 2 });
    const dressed = look.flatMap(([label, next], index) => (label?.background && next?.bold ? [index] : []));
    expect(dressed).toEqual([...sums.map(({ index }) => index), end - 1]);
    const lines = look.flatMap(([cell], index) => (cell?.borders.top ? [index] : []));
    expect(lines).toEqual([...new Set([...dressed, ...sums.map(({ index }) => index + 1)])].sort((a, b) => a - b));
  };
  check();
  made.sandbox.data.partners.push(...others);
  await refresh(made);
  check();
  made.sandbox.data.partners.splice(40);
  await refresh(made);
  check();
  expect((await refresh(made)).filter((call) => looks.test(call))).toEqual([]);
});

test('partners that were ranked in the previous period and are no more have the places that nobody takes, and a look of their own', async () => {
  const made = await connected();
  const { data } = made.sandbox;
  const [kept, ...gone] = data.partners.slice(0, 3);
  if (!kept) throw new Error('There is no partner.');
  const win = ({ uuid: partnerUuid }: typeof kept, day: string, value: number) =>
    data.addDeal({ partnerUuid, value, createdDay: day, status: 'won', closedDay: day });
  data.partners.splice(3);
  data.deals.splice(0);
  data.leads.splice(0);
  const year = new Date(made.clock.now()).getUTCFullYear();
  win(kept, `${year - 1}-02-03`, 5000);
  for (const [index, partner] of gone.entries()) win(partner, `${year - 2}-05-06`, 9000 - index);
  const { sheet } = await insert(made, {
    ...board,
    period: 'last_year',
    comparison: 'full',
    totals: true,
    chart: true,
    rows: 10,
    name: 'Left',
  });
  const rows = held(made, sheet, 'A4:I8');
  expect(rows.map(([rank, move, name]) => [rank, move, name])).toEqual([
    [1, 'new', kept.name],
    ['', 'left', gone[0]?.name],
    ['', 'left', gone[1]?.name],
    ['', '', 'Total'],
    ['', '', ''],
  ]);
  // No figures of now, and those of the previous period.
  expect(rows[1]?.slice(3)).toEqual(['', '', 9000, '', '', '']);
  const { workbook } = made.file;
  const inks = workbook.shownLooks(sheet, { row: 4, column: 2, rows: 2, columns: 1 }).flat();
  expect(new Set(inks.map(({ fontColor }) => fontColor)).size).toBe(2);
  expect(workbook.read(sheet, { row: 5, column: 1, rows: 1, columns: 1 })[0]?.[0]?.borders.top).toBeDefined();
  expect(workbook.chartsOn(sheet)[0]?.ranges.map(({ rows: count }) => count)).toEqual([2, 2]);
  win(gone[0] ?? kept, `${year - 1}-03-03`, 100);
  await refresh(made);
  expect(held(made, sheet, 'A4:C7').map(([rank, move]) => [rank, move])).toEqual([
    [1, 'new'],
    [2, -1],
    ['', 'left'],
    ['', ''],
  ]);
});

test('a Board without partners says its days once, and as a Board does', async () => {
  const made = await connected();
  made.sandbox.data.deals.splice(0);
  made.sandbox.data.leads.splice(0);
  const { sheet } = await insert(made, {
    ...full,
    period: { startDate: '2031-01-01', endDate: '2031-03-31' },
    name: 'Later',
  });
  const texts = shown(made, sheet, 'A1:K6').flat();
  expect(texts).toContain('No partners in these days');
  expect(texts[11]).toMatch(/ · Jan 1 – Mar 31, 2031 · (?:.* · )?begins on Jan 1, 2031 · updated /);
  expect(texts.filter((text) => /\d{4}-\d\d/.test(text))).toEqual([]);
});

test('a Board that is made Plain, or cleared, leaves none of its fills, inks and rules behind', async () => {
  const made = await connected();
  const { workbook } = made.file;
  const { sheet } = await insert(made, full);
  const left = () => ({
    fills: workbook
      .read(sheet, { row: 4, column: 1, rows: 14, columns: 12 })
      .flatMap((row) =>
        row.flatMap(({ background, fontColor, borders }) => (background || fontColor || borders.top ? [1] : [])),
      ),
    rules: workbook.rulesOn(sheet),
    bandings: workbook.bandingsOn(sheet),
  });
  const nothing = { fills: [], rules: [], bandings: [] };
  const [report] = (await ask(made, 'overview', undefined)).reports;
  if (!report?.definition) throw new Error('There is no report.');
  const { id, definition } = report;
  const save = (more: Partial<ReportDefinition>) =>
    ask(made, 'saveReport', { id, definition: { ...definition, ...more }, where: 'cell' });
  await save({ style: 'plain' });
  expect(left()).toEqual(nothing);
  expect(workbook.read(sheet, { row: 3, column: 1, rows: 1, columns: 1 })[0]?.[0]?.background).toBe('#f1f3f4');
  expect(shown(made, sheet, 'D4').join()).toMatch(/^[\d,]+\.\d\d$/);
  await save({ style: 'board' });
  expect(left()).not.toEqual(nothing);
  expect(workbook.rulesOn(sheet).length).toBeGreaterThan(5);
  await ask(made, 'removeReport', { id, clear: true, sheet: false });
  expect(left()).toEqual(nothing);
  // Rules are taken away only where they are the report's alone, and fills of somebody's stay.
  const other = await insert(made, { ...full, name: 'Other' });
  const [own] = workbook.rulesOn(other.sheet);
  if (!own) throw new Error('There are no rules.');
  const rules = [...workbook.rulesOn(other.sheet), { ...own, look: { background: '#fff2cc' } }];
  workbook.setRules(other.sheet, rules);
  workbook.addBanding(
    other.sheet,
    { row: 30, column: 1, rows: 4, columns: 3 },
    { header: null, first: '#fff2cc', second: '#ffffff', footer: null },
  );
  const { reports } = await ask(made, 'overview', undefined);
  await ask(made, 'removeReport', { id: reports[0]?.id ?? '', clear: true, sheet: false });
  expect(workbook.rulesOn(other.sheet)).toHaveLength(rules.length);
  expect(workbook.bandingsOn(other.sheet)).toMatchObject([{ area: { row: 30 } }]);
});

test('a Board in a copy of its spreadsheet is refreshed where it stands, its name and its line too, and cleared whole', async () => {
  const made = await connected();
  const { sheet } = await insert(made, full);
  const copy = { ...made, file: made.file.copy('Copy', anna) };
  await copy.file.open(anna);
  await made.clock.advance(60_000);
  const before = shown(copy, sheet, 'A1:K14');
  const { reports } = await ask(copy, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
  const id = reports[0]?.id ?? '';
  await ask(copy, 'refresh', { id, withMyKey: true });
  const [[name] = [], [line] = [], ...rows] = shown(copy, sheet, 'A1:K14');
  expect([name, rows]).toEqual([before[0]?.[0], before.slice(2)]);
  expect(line).not.toBe(before[1]?.[0]);
  await ask(copy, 'removeReport', { id, clear: true, sheet: true });
  expect(shown(copy, sheet, 'A1:K14').flat().join('')).toBe('');
});
