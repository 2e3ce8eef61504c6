import { readFileSync } from 'node:fs';
import { ask, cells, closeBenches, connected } from '../support/bench';
import { isThorough } from '../support/breadth';
import { cellExecutions, enter, entered, sheet } from '../support/spreadsheet';
import { type Variant, variantOf } from '../support/variant';
import { assignmentOf, lineOf } from './recipe-lines';

/*
 * A third function is added to a copy as docs/engineering.md says, and the copy is built and run as a whole. Building takes some
 * seconds of processor time, so that only the thorough breadth does it.
 */
const inThorough = isThorough ? describe : describe.skip;

inThorough('=JB_TOTAL(metric, period, type), added by the recipe', () => {
  let variant: Variant;
  beforeAll(async () => {
    const next = '  JB_PARTNER: {';
    const lastImport = "import { scorecard, scorecardNeeds } from './scorecard';";
    const onOpen = '/** @preserve @OnlyCurrentDoc */';
    const help = `/**
 * The total of a figure.
 *
 * @param {"revenue"} metric Which figure. Empty: none.
 * @param {"last_quarter"} period Which period. Empty: current_year.
 * @param {"reseller"} type Which partners. Empty: all.
 * @return The total.
 * @preserve
 * @customfunction
 */`;
    const source = readFileSync('test/docs/recipe-total.ts', 'utf8')
      .replace(/'\.\.\/\.\.\/src\/formulas\//g, "'./")
      .replace(/'\.\.\/\.\.\/src\//g, "'../");
    variant = await variantOf(
      [
        { file: 'src/formulas/registry.ts', find: next, replace: `  ${lineOf('JB_TOTAL')}\n${next}` },
        {
          file: 'src/formulas/registry.ts',
          find: lastImport,
          replace: `${lastImport}\nimport { total, totalNeeds } from './total';`,
        },
        {
          file: 'src/main.ts',
          find: onOpen,
          replace: [help, assignmentOf('JB_TOTAL'), assignmentOf('JB_TOTAL_REFRESHING'), onOpen].join('\n'),
        },
      ],
      { 'src/formulas/total.ts': source },
    );
  });
  afterAll(async () => {
    await closeBenches();
    variant.remove();
  });

  test('shows the total, is found and fetched for by Refresh formulas, and shows the new total', async () => {
    const made = await connected('owner', { dist: variant.dist });
    const { rows } = await enter(made, '=JB_PARTNERS("last_year";"";100)');
    const revenue = rows.slice(1).reduce((sum, row) => sum + Number(row[2]), 0);
    const formula = '=JB_TOTAL("revenue";"last_year")';
    const before = await enter(made, formula);
    expect(before.note).toBe('');
    expect(before.value).toBeCloseTo(revenue, 2);
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    await made.clock.advance(60_000);
    const ran = cellExecutions(made).length;
    expect((await ask(made, 'refreshFormulas', undefined)).message).toBe('The formula is calculating anew.');
    await made.file.workbook.settled();
    const after = cellExecutions(made).slice(ran);
    expect(new Set(after.map(({ name }) => name))).toEqual(new Set(['JB_TOTAL', 'JB_TOTAL_REFRESHING']));
    expect(after.flatMap(({ calls }) => calls).filter((call) => call.startsWith('UrlFetchApp'))).toEqual([]);
    expect(cells(made, sheet, 'A1')[0]?.[0]?.formula).toBe(formula);
    expect(Number(entered(made.file).value)).toBeCloseTo(revenue * 2, 2);
  });

  test('says what has no total', async () => {
    const made = await connected('owner', { dist: variant.dist });
    expect((await enter(made, '=JB_TOTAL("tier")')).note).toContain('"tier" has no total.');
  });
});
