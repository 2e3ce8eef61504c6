import { answering, sentRow } from '../support/answers';
import { ask, closeBenches, connected, held, newReport, shown } from '../support/bench';
import { enter } from '../support/spreadsheet';

afterEach(closeBenches);

const lastYear = { period: 'last_year', type: null, limit: 10, where: 'cell' } as const;

test('amounts that show the same are one rank, and are the same number (F16)', async () => {
  const made = await connected();
  await answering(made, (answer) => ({
    ...answer,
    partners: [sentRow('A', 0.1 + 0.2), sentRow('B', 0.3), sentRow('C', 0.2999999)],
  }));
  const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 10, "columns=rank, name, revenue, share")');
  expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual([
    [1, 'A', 0.3, 1 / 3],
    [1, 'B', 0.3, 1 / 3],
    [1, 'C', 0.3, 1 / 3],
  ]);
  const { rows: alone } = await enter(made, '=JB_PARTNER("C", "revenue", "last_year")');
  expect(alone[0]?.[0]).toBe(0.3);
});

test.each([
  ['jpy', 'Revenue (JPY)', '566,561'],
  [' EUR ', 'Revenue (EUR)', '566,561.35'],
  ['kwd', 'Revenue (KWD)', '566,561.346'],
  ['RSD', 'Revenue (RSD)', '566,561.35'],
  ['', 'Revenue', '566,561.35'],
  [null, 'Revenue', '566,561.35'],
])(
  'with the currency %p the heading is %s, and the amount shows as %s (F23)',
  async (currency_code, heading, amount) => {
    const made = await connected();
    await answering(made, (answer) => ({ ...answer, currency_code, partners: [sentRow('A', 566_561.346)] }));
    await ask(
      made,
      'saveReport',
      newReport(lastYear, { columns: ['name', 'revenue', 'currency'], history: 'refresh' }),
    );
    const code = currency_code?.trim().toUpperCase() ?? '';
    expect(shown(made, '0', 'A2:C3')).toEqual([
      ['Partner', heading, 'Currency'],
      ['A', amount, code],
    ]);
    const history = made.file.workbook.sheets().find(({ name }) => name.startsWith('History'));
    expect(shown(made, history?.id ?? '', 'C2:F2')[0]).toEqual(expect.arrayContaining([amount, code]));
    expect(held(made, '0', 'B3')[0]?.[0]).toBe(Number(amount.replaceAll(',', '')));
  },
);

test('nothing shows as -0.00', async () => {
  const made = await connected();
  await answering(made, (answer) => ({ ...answer, partners: [sentRow('A', -0.004), sentRow('B', 0.004)] }));
  await ask(made, 'saveReport', newReport(lastYear, { columns: ['name', 'revenue'], totals: true }));
  expect(shown(made, '0', 'B3:B5').flat()).toEqual(['0.00', '0.00', '0.00']);
});
