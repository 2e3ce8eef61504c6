import { LEADERBOARD_PATH } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import {
  anna,
  ask,
  closeBenches,
  connected,
  held,
  newReport,
  type PlainAnswer,
  plainly,
  select,
} from '../support/bench';
import { enter, sheet } from '../support/spreadsheet';

afterEach(closeBenches);

const formula = '=JB_PARTNERS("last_year", "", 5)';

/** What Journeybee would answer, written as some services write it. */
async function answering(
  change: (answer: PlainAnswer) => string,
  path: string | null = LEADERBOARD_PATH,
): Promise<Workbench> {
  const made = await connected();
  const answer = await plainly(made, 'period=last_year&limit=100');
  made.sandbox.faults.always({ kind: 'text', text: change(answer) }, path);
  return made;
}

const withFirst = (row: object) => (answer: PlainAnswer) =>
  JSON.stringify({
    ...answer,
    partners: answer.partners.map((one, index) => (index === 0 ? { ...one, ...row } : one)),
  });
const first = (text: string) => (answer: PlainAnswer) => withFirst({ revenue: 'here' })(answer).replace('"here"', text);

test('numbers that are written as text are numbers', async () => {
  const numbers = (answer: PlainAnswer) =>
    JSON.stringify(answer, (_, value: unknown) => (typeof value === 'number' ? String(value) : value));
  const made = await answering(numbers);
  const { rows } = await enter(made, formula);
  const right = await enter(await connected(), formula);
  expect(rows).toEqual(right.rows);
});

test('a byte order mark before the answer is none of it', async () => {
  const made = await answering((answer) => `\ufeff${JSON.stringify(answer)}`);
  expect((await enter(made, formula)).rows).toEqual((await enter(await connected(), formula)).rows);
});

test('a partner without a name is shown as unnamed', async () => {
  const made = await answering(withFirst({ name: null, revenue: 9e9 }));
  expect((await enter(made, formula)).rows[1]?.slice(0, 3)).toEqual([1, 'Unnamed partner', 9e9]);
});

describe('a row that cannot be read', () => {
  test.each(['1e400', '"a lot"', '[]'])(
    'such as one with revenue %s is left out, and the heading says so',
    async (text) => {
      const made = await answering(first(text));
      const right = await enter(await connected(), '=JB_PARTNERS("last_year", "", 6)');
      const { rows } = await enter(made, formula);
      expect(rows[0]).toEqual(['Rank · 1 partner missing', ...(right.rows[0]?.slice(1) ?? [])]);
      expect(rows.slice(1).map(([, name]) => name)).toEqual(right.rows.slice(2).map(([, name]) => name));
    },
  );

  test('is said in the last heading where there are no ranks, and never in that of the names', async () => {
    const made = await answering(first('1e400'));
    const [header] = (await enter(made, '=JB_PARTNERS("last_year", "", 5, "columns=revenue, name")')).rows;
    expect(header?.slice(0, 2)).toEqual(['Revenue (EUR) · 1 partner missing', 'Partner']);
  });

  test.each(['"headers=no"', '"columns=name"'])('is an error where nothing can say so: %s', async (options) => {
    const made = await answering(first('1e400'));
    const { value, note } = await enter(made, `=JB_PARTNERS("last_year", "", 5, ${options})`);
    expect([value, note]).toEqual(['#ERROR!', expect.stringContaining('could not be read whole: 1 partner missing')]);
  });

  test('does not take the figures of the others, but their ranks', async () => {
    const made = await answering(first('1e400'));
    const { partners } = await plainly(await connected(), 'period=last_year&limit=100');
    const [bad, good] = partners;
    expect((await enter(made, `=JB_PARTNER("${good?.name}", "revenue", "last_year")`)).value).toBe(good?.revenue);
    expect((await enter(made, `=JB_PARTNER("${good?.name}", "rank", "last_year")`)).note).toContain(
      '1 partner missing',
    );
    expect((await enter(made, `=JB_PARTNER("${bad?.name}", "revenue", "last_year")`)).value).toBe('#ERROR!');
  });

  test('is counted in a report’s line, in its total and on its card', async () => {
    const made = await answering(first('1e400'));
    select(made, '0', 'A1');
    const wanted = newReport({ period: 'last_year', type: null, limit: 3, where: 'cell' }, { totals: true });
    const { reports } = await ask(made, 'saveReport', wanted);
    expect(held(made, '0', 'A1')).toEqual([[expect.stringMatching(/ · 1 partner missing · refreshed /)]]);
    expect(held(made, '0', 'B6')).toEqual([['Total of the 3 shown · 1 partner missing']]);
    expect(reports[0]?.notes).toEqual([{ kind: 'warning', text: '1 partner missing' }]);
    made.sandbox.faults.clear();
    await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(held(made, '0', 'A1')).not.toEqual([[expect.stringContaining('missing')]]);
    expect(held(made, '0', 'B6')).toEqual([['Total of the 3 shown']]);
  });

  test('is left out of the directory too', async () => {
    const made = await connected();
    const bad = { data: [null, ...made.sandbox.data.partners.map(({ uuid, name }) => ({ uuid, name }))] };
    const text = JSON.stringify({ ...bad, pagination: { total: String(bad.data.length), total_pages: '1' } });
    made.sandbox.faults.always({ kind: 'text', text }, '/v1/partners');
    const [partner] = made.sandbox.data.partners;
    expect((await enter(made, `=JB_PARTNER("${partner?.name}", "won deals", "last_month")`)).value).not.toBe('#ERROR!');
  });
});

test.each([
  ['unauthorized', /does not accept the API key any more/],
  ['module_disabled', /module is switched off/],
  ['internal_error', /has a problem/],
  ['rate_limit_exceeded', /answers again in about 2 minutes/],
])('status 200 with the error %s is that error', async (code, says) => {
  const made = await connected();
  const text = JSON.stringify({ error: { code, message: 'No.' } });
  made.sandbox.faults.always({ kind: 'text', text, retryAfter: '120' });
  expect((await enter(made, formula, anna)).note).toMatch(says);
});

describe('what people type into cells', () => {
  type Typed = Partial<Record<'T1' | 'U1' | 'T2', string>>;
  const fill = async ({ file }: Workbench, { T1 = '', U1 = '', T2 = '' }: Typed) => {
    await file.workbook.type(sheet, 1, 20, T1);
    await file.workbook.type(sheet, 1, 21, U1);
    await file.workbook.type(sheet, 2, 20, T2);
  };
  test.each([
    [
      '"reseller" with its quotes',
      '=JB_PARTNERS("last_year", """reseller""", 3)',
      '=JB_PARTNERS("last_year", "reseller", 3)',
    ],
    [
      '"headers=no" with its quotes',
      '=JB_PARTNERS("last_year", "", 3, """headers=no""")',
      '=JB_PARTNERS("last_year", "", 3, "headers=no")',
    ],
    ['a single day', '=JB_PARTNERS("2026-03-05", "", 3)', '=JB_PARTNERS("2026-03-05..2026-03-05", "", 3)'],
  ])('%s is understood', async (_, typed, meant) => {
    const made = await connected();
    const { rows } = await enter(made, typed);
    expect(rows).toEqual((await enter(made, meant)).rows);
    expect(rows[0]?.[0]).not.toBe('#ERROR!');
  });

  test.each<[string, Typed, string, string]>([
    ['a start and an end beside each other', { T1: '1/15/2026', U1: '2/14/2026' }, 'T1:U1', '2026-01-15..2026-02-14'],
    ['a start and an end below each other', { T1: '15 Jan 2026', T2: '2026-02-14' }, 'T1:T2', '2026-01-15..2026-02-14'],
    ['a date and a month as text', { T1: '1/15/2026', U1: "'2026-02" }, 'T1:U1', '2026-01-15..2026-02-28'],
    ['one date', { T1: '3/5/2026' }, 'T1', '2026-03-05..2026-03-05'],
    ['a month with an apostrophe', { T1: "'2026-03" }, 'T1', '2026-03-01..2026-03-31'],
  ])('%s is a period', async (_, cells, reference, meant) => {
    const made = await connected('owner', { timeZone: 'America/New_York' });
    await fill(made, cells);
    const { rows } = await enter(made, `=JB_PARTNERS(${reference}, "", 3, "columns=rank, name, start date, end date")`);
    expect(rows.length).toBeGreaterThan(1);
    const right = await enter(made, `=JB_PARTNERS("${meant}", "", 3, "columns=rank, name, start date, end date")`);
    expect(rows).toEqual(right.rows);
    expect(rows[1]?.slice(2, 4)).toEqual(meant.split('..'));
  });

  test('a month that Sheets made a date of is told how to be written', async () => {
    const made = await connected();
    await fill(made, { T1: 'Mar 2026' });
    expect((await enter(made, '=JB_PARTNERS(T1, "", 3)')).note).toContain(
      'If you meant the month, write "2026-03" in the formula',
    );
  });

  test('a mistyped period is answered with the one that was meant', async () => {
    expect((await enter(await connected(), '=JB_PARTNERS("last quater")')).note).toContain(
      'Did you mean last_quarter?',
    );
  });

  test('a range of partners is told how to have a figure of each', async () => {
    expect((await enter(await connected(), '=JB_PARTNER(B1:B3)')).note).toContain('use MAP');
  });
});
