import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected, held, newReport, type PlainAnswer, plainly, shown } from '../support/bench';
import { isThorough } from '../support/breadth';
import { formattedAmount, unitsWritten } from '../support/decimal';

afterEach(closeBenches);

const sheet = '0';
/** With the decimals that ISO 4217 gives them; ICU has other ones for the second and the third. */
const currencies = [
  ['EUR', 2],
  ['HUF', 2],
  ['IQD', 3],
  ['JPY', 0],
  ['CLF', 4],
] as const;
const seeds = isThorough ? [1, 2, 3, 4, 5, 6, 7, 8] : [1];
const cases = currencies.flatMap(([currency, decimals]) => seeds.map((seed) => [currency, decimals, seed] as const));

/** What a table says of an answer, in decimal arithmetic of its own: amounts in smallest units. */
function amountsIn({ partners }: PlainAnswer, decimals: number) {
  return new Map(
    partners.map((row) => {
      const units = (field: string) => (row[field] === null ? null : unitsWritten(Number(row[field]), decimals));
      return [
        String(row.uuid),
        { revenue: units('revenue') ?? 0n, pipeline: units('open_pipeline') ?? 0n, average: units('avg_deal_value') },
      ];
    }),
  );
}

test.each(cases)(
  'every amount in %s, of %i decimals, is that of decimal arithmetic on what Journeybee sent (seed %i)',
  async (currency, decimals, seed) => {
    const made = await connected('owner', { seed });
    Object.assign(made.sandbox.settings, { currency, roundsMoney: false });
    // Sums of thirds and tenths, as binary fractions have them.
    for (const [index, deal] of made.sandbox.data.deals.entries()) deal.value = deal.value / 3 + 0.1 * (index % 7);
    const columns = ['uuid', 'revenue', 'open pipeline', 'avg deal value', 'share', 'won deals'] as const;
    await ask(
      made,
      'saveReport',
      newReport(
        { period: 'last_year', type: null, limit: 40, where: 'cell' },
        { columns, comparison: 'full', totals: true },
      ),
    );
    const answer = await plainly(made, 'period=last_year&limit=100');
    const now = amountsIn(answer, decimals);
    const yearBefore = 'start_date=2024-01-01&end_date=2024-12-31&limit=100';
    const written = (units: bigint) => Number(formattedAmount(units, decimals));
    const whole = [...now.values()].reduce((all, { revenue }) => all + revenue, 0n);

    const rows = tableIn(made);
    const totals = rows.pop() ?? [];
    expect(rows.length).toBe(40);
    const sums = { revenue: 0n, pipeline: 0n, previous: 0n, deals: 0 };
    for (const [uuid, revenue, pipeline, average, share, deals, previous, change, growth] of rows) {
      const of = now.get(String(uuid));
      if (!of) throw new Error(`${uuid} was not answered.`);
      const alone = amountsIn(await plainly(made, `${yearBefore}&partner_uuids=${uuid}`), decimals);
      const then = alone.get(String(uuid))?.revenue ?? 0n;
      const rate = then > 0n ? Number(of.revenue - then) / Number(then) : of.revenue > 0n ? 'new' : '';
      expect([revenue, pipeline, average]).toEqual([
        written(of.revenue),
        written(of.pipeline),
        of.average === null ? '' : written(of.average),
      ]);
      expect(share).toBe(Number(of.revenue) / Number(whole));
      expect([previous, change, growth]).toEqual([written(then), written(of.revenue - then), rate]);
      sums.revenue += of.revenue;
      sums.pipeline += of.pipeline;
      sums.previous += then;
      sums.deals += Number(deals);
    }
    expect(totals.slice(1, 3)).toEqual([written(sums.revenue), written(sums.pipeline)]);
    const count = BigInt(sums.deals);
    expect(totals[3]).toBe(written((2n * sums.revenue + count) / (2n * count)));
    expect(totals[4]).toBe(Number(sums.revenue) / Number(whole));
    expect(totals.slice(6)).toEqual([
      written(sums.previous),
      written(sums.revenue - sums.previous),
      Number(sums.revenue - sums.previous) / Number(sums.previous),
    ]);
    // What shows has the decimals of the currency, and no other.
    const decimalsShown = new RegExp(decimals === 0 ? '^-?[\\d,]+$' : `^-?[\\d,]+\\.\\d{${decimals}}$`);
    for (const amount of shown(made, sheet, 'B3:C43').flat()) expect(amount).toMatch(decimalsShown);
  },
);

function tableIn(made: Workbench): unknown[][] {
  return held(made, sheet, 'A3:I43');
}
