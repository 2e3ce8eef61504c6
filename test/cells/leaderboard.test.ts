import fc from 'fast-check';
import { displayName } from '../../src/domain/names';
import { NAMES_A_SHEET_MISREADS, PERIODS, UNUSUAL_NAMES } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected, plainly } from '../support/bench';
import { tries } from '../support/breadth';
import { cellExecutions, enter, enterInTurn, sheet, spelled, tableOf } from '../support/spreadsheet';

afterEach(closeBenches);

const types = ['referral', 'reseller', 'distributor'] as const;

/** An odd name at the top of the board, whatever its partner has sold. */
function promote({ sandbox, clock }: Workbench, names: readonly string[]): void {
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  for (const partner of sandbox.data.partners.filter(({ name }) => names.includes(name))) {
    const { uuid: partnerUuid } = partner;
    sandbox.data.addDeal({ partnerUuid, value: 900_000, createdDay: today, status: 'won', closedDay: today });
  }
}

describe('a formula shows what Journeybee answers, figure by figure (J-1)', () => {
  test.each(PERIODS)('%s, of every type and of each', async (period) => {
    const made = await connected();
    for (const type of ['', ...types]) {
      const { rows } = await enter(made, `=JB_PARTNERS("${period}", "${type}", 100)`);
      const answer = await plainly(made, `period=${period}&limit=100${type && `&partner_type=${type}`}`);
      expect(answer.partners.length).toBeGreaterThan(type ? 10 : 50);
      expect(rows).toEqual(tableOf(answer, 100));
    }
  });

  test('with the dates of another day, when a quarter and a year have just begun (J-20)', async () => {
    const made = await connected();
    await made.clock.advance(Date.UTC(2027, 0, 1, 0, 30) - made.clock.now());
    const { rows } = await enter(made, '=JB_PARTNERS("last_quarter", "", 100)');
    const answer = await plainly(made, 'period=last_quarter&limit=100');
    expect(answer.period).toEqual({ start_date: '2026-10-01', end_date: '2026-12-31' });
    expect(rows).toEqual(tableOf(answer, 100));
  });

  test('partners with equal revenue share a rank, and the next rank counts them', async () => {
    const made = await connected();
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 100)');
    const ranks = rows.slice(1).map(([rank]) => rank);
    const answer = await plainly(made, 'period=last_year&limit=100');
    const revenues = answer.partners.map(({ revenue }) => revenue);
    expect(ranks).toEqual(revenues.map((revenue) => revenues.indexOf(revenue) + 1));
    expect(new Set(ranks).size).toBeLessThan(ranks.length);
  });
});

describe('arguments', () => {
  test('nothing given means the usual number of partners, of every type, this year', async () => {
    const made = await connected();
    const expected = tableOf(await plainly(made, 'period=current_year&limit=100'));
    for (const formula of ['=JB_PARTNERS()', '=JB_PARTNERS("")', '=JB_PARTNERS(,,)', '=JB_PARTNERS(M1, N1, O1)']) {
      expect((await enter(made, formula)).rows).toEqual(expected);
    }
  });

  test('a limit cuts the same leaderboard shorter', async () => {
    const made = await connected();
    const answer = await plainly(made, 'period=last_year&limit=100');
    for (const limit of [1, 2, 10, 99, 100]) {
      const { rows } = await enter(made, `=JB_PARTNERS("last_year", , ${limit})`);
      expect(rows).toEqual(tableOf(answer, limit));
    }
  });

  test('a limit above the number of partners shows them all', async () => {
    const made = await connected();
    made.sandbox.data.partners.splice(7);
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 100)');
    expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 100));
    expect(rows.length).toBeLessThanOrEqual(8);
  });

  test('may stand in cells, and the table follows when somebody changes them', async () => {
    const made = await connected();
    const { workbook } = made.file;
    workbook.write(sheet, { row: 1, column: 14, rows: 1, columns: 3 }, [['Last Quarter', 'RESELLER', 3]]);
    const { rows } = await enter(made, '=JB_PARTNERS(N1, O1, P1)');
    const reseller = await plainly(made, 'period=last_quarter&partner_type=reseller&limit=100');
    expect(rows).toEqual(tableOf(reseller, 3));

    await workbook.type(sheet, 1, 15, 'distributor');
    await workbook.type(sheet, 1, 16, '5');
    const distributor = await plainly(made, 'period=last_quarter&partner_type=distributor&limit=100');
    const shown = workbook.read(sheet, { row: 1, column: 1, rows: 7, columns: 12 });
    expect(shown.map((row) => row.map(({ value }) => value))).toEqual([
      ...tableOf(distributor, 5),
      Array.from({ length: 12 }, () => ''),
    ]);
  });

  test('a fifth argument only makes the cell calculate again when its cell changes (P1.2-8)', async () => {
    const made = await connected();
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 3, "", N1)');
    expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 3));
    const before = cellExecutions(made).length;
    await made.file.workbook.type(sheet, 1, 14, 'again');
    expect(cellExecutions(made)).toHaveLength(before + 1);
  });

  test('are separated by semicolons where the comma is a decimal sign (P8.1-6)', async () => {
    const made = await connected('owner', { locale: 'de_DE', timeZone: 'Europe/Berlin' });
    const { rows } = await enter(made, '=JB_PARTNERS("last_year";"reseller";20)');
    expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&partner_type=reseller&limit=100'), 20));
  });

  test.each([
    ['"next_year"', /^"next_year" is not a period\. Use a name such as last_quarter .* 2026-01-01\.\.2026-03-31\.$/],
    ['46023', /^"46023" is a number, but not a year from 2000 to 2100\./],
    ['TRUE', /^"true" is not a period\./],
    ['"", "affiliate"', /^"affiliate" is not a partner type\. Use referral, reseller, distributor, or leave it empty/],
    ['"", "", 0', /^"0" is not a limit\. Use a whole number from 1 to 100, for example 10\.$/],
    ['"", "", 101', /^"101" is not a limit\./],
    ['"", "", 2.5', /^"2\.5" is not a limit\./],
    ['"", "", "ten"', /^"ten" is not a limit\./],
    [
      '{"2025", "2026", ""}',
      /^The period is a range of 3 cells\. Use one cell, or two with a start and an end, for example A1:B1\.$/,
    ],
    ['"", N1:O1', /^The type is a range of 2 cells\. Refer to one cell\.$/],
    ['"", "", N1:O2', /^The limit is a range of 4 cells\. Refer to one cell\.$/],
  ])('JB_PARTNERS(%s) says what is wrong, and asks nobody', async (given, sentence) => {
    const made = await connected();
    const requests = made.google.requests.length;
    const { value, note } = await enter(made, `=JB_PARTNERS(${given})`);
    expect(value).toBe('#ERROR!');
    expect(note.replace(/^Error: | \(line \d+\)\.$/g, '')).toMatch(sentence);
    expect(made.google.requests).toHaveLength(requests);
  });
});

describe('what Journeybee leaves open', () => {
  test.each(['EUR', 'JPY', 'KWD'])('amounts in %s say so in the header, in major units (J-13)', async (currency) => {
    const made = await connected();
    made.sandbox.settings.currency = currency;
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 100)');
    expect(rows[0]?.filter((label) => String(label).includes(`(${currency})`))).toHaveLength(3);
    expect(rows).toEqual(tableOf(await plainly(made, 'period=last_year&limit=100'), 100));
  });

  test('rates out of 100 and rates out of 1 stand in the cells as the same fractions', async () => {
    const [fractions, percents] = [await connected(), await connected()];
    percents.sandbox.settings.rateScale = 'percent';
    for (const period of PERIODS) {
      const formula = `=JB_PARTNERS("${period}", "", 100)`;
      const [expected, { rows }] = [await enter(fractions, formula), await enter(percents, formula)];
      const rates = (table: typeof rows) => table.slice(1).map((row) => [row[6], row[10]]);
      const rounded = rates(rows).map((pair) =>
        pair.map((rate) => (typeof rate === 'number' ? Math.round(rate * 1e6) / 1e6 : rate)),
      );
      expect(rounded).toEqual(rates(expected.rows));
      expect(rates(rows).flat()).toContainEqual(expect.any(Number));
    }
  });

  test.each(['name', 'random'] as const)('rows in order of %s become the same table', async (order) => {
    const made = await connected();
    const expected = tableOf(await plainly(made, 'period=last_quarter&limit=100'), 100);
    made.sandbox.settings.order = order;
    expect((await plainly(made, 'period=last_quarter&limit=100')).partners[0]?.name).not.toBe(expected[1]?.[1]);
    const { rows } = await enter(made, '=JB_PARTNERS("last_quarter", "", 100)');
    expect(rows).toEqual(expected);
  });

  test.each([true, false])('a rate with nothing to divide by: null (%s) is blank, 0 is 0', async (nullRates) => {
    const made = await connected();
    Object.assign(made.sandbox.settings, { nullRates, includeInactive: true });
    const { rows } = await enter(made, '=JB_PARTNERS("current_month", "distributor", 100)');
    const answer = await plainly(made, 'period=current_month&partner_type=distributor&limit=100');
    expect(rows).toEqual(tableOf(answer, 100));
    const rates = rows.slice(1).map((row) => row[10]);
    expect([rates.includes(''), rates.includes(0)]).toEqual([nullRates, true]);
  });

  test('fields that the documentation does not list change nothing', async () => {
    const made = await connected();
    made.sandbox.settings.addedFields = true;
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 100)');
    const answer = await plainly(made, 'period=last_year&limit=100');
    expect(answer.partners[0]).toHaveProperty('partner_type');
    expect(rows).toEqual(tableOf(answer, 100));
  });

  test('a period in which nobody did anything: a header, and one row that says so', async () => {
    const made = await connected();
    made.sandbox.data.deals.length = 0;
    made.sandbox.data.leads.length = 0;
    const { rows } = await enter(made, '=JB_PARTNERS("last_quarter", "referral", 100)');
    const nobody = Array.from({ length: 12 }, (_, index) =>
      index === 1 ? 'No partners from 2026-01-01 to 2026-03-31' : '',
    );
    expect(rows).toEqual([tableOf(await plainly(made, 'period=last_quarter&limit=1'))[0], nobody]);
  });
});

describe('names stand in the cells as they were typed at Journeybee, trimmed and with single spaces', () => {
  test.each(['en_US', 'de_DE'] as const)('also those that a sheet misreads (%s)', async (locale) => {
    const made = await connected('owner', { locale });
    promote(made, [...NAMES_A_SHEET_MISREADS, ...UNUSUAL_NAMES]);
    const odd = [...NAMES_A_SHEET_MISREADS, ...UNUSUAL_NAMES].map(spelled);
    await enter(made, '=JB_PARTNERS("current_year";"";100)');
    const cells = made.file.workbook.read(sheet, { row: 2, column: 2, rows: 100, columns: 1 }).flat();
    for (const name of odd) {
      const found = cells.filter(({ value }) => value === name);
      expect([name, found.length]).toEqual([name, odd.filter((other) => other === name).length]);
      for (const cell of found) expect(cell).toMatchObject({ formula: '', note: '', display: name });
    }
  });

  test('whatever they are', async () => {
    const made = await connected();
    const unit = fc.constantFrom('grapheme', 'binary') as fc.Arbitrary<'grapheme' | 'binary'>;
    const typed = unit.chain((letters) => fc.string({ unit: letters, minLength: 1, maxLength: 60 }));
    const misread = fc.tuple(fc.constantFrom('=', '+', '-', '@', "'", '"', '#', '\t', '\n', '0'), typed);
    const name = fc.oneof(
      typed,
      misread.map(([first, rest]) => first + rest),
    );
    const names = fc.uniqueArray(name, { minLength: 100, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(names, async (given) => {
        const answer = await plainly(made, 'period=last_year&limit=100');
        for (const [index, { uuid }] of answer.partners.entries()) {
          made.sandbox.data.renamePartner(String(uuid), given[index] ?? '');
        }
        made.file.cache.clear();
        const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 100)');
        expect(new Set(rows.slice(1).map((row) => row[1]))).toEqual(
          new Set(given.map((name) => displayName(name) || 'Unnamed partner')),
        );
        await enter(made, '');
      }),
      { numRuns: tries(4, 10) },
    );
  });
});

describe('the formula of an interrupted refresh', () => {
  test('JB_PARTNERS_REFRESHING shows the same table', async () => {
    const made = await connected();
    const { rows } = await enter(made, '=JB_PARTNERS_REFRESHING("last_quarter", "reseller", 5)');
    expect(rows).toEqual(tableOf(await plainly(made, 'period=last_quarter&partner_type=reseller&limit=100'), 5));
  });
});

test('several tables side by side do not disturb each other, and a blocked one says where (P1.3-3)', async () => {
  const made = await connected();
  const [first, blocked] = await enterInTurn(made, ['=JB_PARTNERS("last_year","",1)', 'mine']);
  expect(first).toMatchObject({ value: '#REF!', note: expect.stringContaining('A2') });
  expect(blocked?.value).toBe('mine');
  await made.file.workbook.type(sheet, 2, 1, '');
  const answer = await plainly(made, 'period=last_year&limit=1');
  expect(made.file.workbook.read(sheet, { row: 2, column: 3, rows: 1, columns: 1 })[0]?.[0]?.value).toBe(
    answer.partners[0]?.revenue,
  );
});

test('a table replaced by another leaves nothing behind', async () => {
  const made = await connected();
  await enter(made, '=JB_PARTNERS("last_year", "", 100)');
  expect((await enter(made, '=JB_PARTNERS("last_year", "", 2)')).rows).toHaveLength(3);
  expect((await enter(made, '')).rows).toEqual([]);
  await ask(made, 'overview', undefined);
});
