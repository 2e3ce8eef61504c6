import { WallClock } from '../../workbench/clock';
import { type Demonstration, demonstrate, type Shown } from '../../workbench/demonstration';
import { openWorkbench } from '../../workbench/workbench';
import { plainly } from '../support/bench';

const queries: Readonly<Record<string, string>> = {
  '=JB_PARTNERS()': 'period=current_year&limit=10',
  '=JB_PARTNERS("last_quarter", "reseller", 5)': 'period=last_quarter&partner_type=reseller&limit=5',
  '=JB_PARTNERS("last_12_months", "", 100)': 'period=last_12_months&limit=100',
};

/** Header and rows as they should be: the sandbox's own answer, in our order. */
async function expected(workbench: Awaited<ReturnType<typeof openWorkbench>>, query: string): Promise<Shown[][]> {
  const { partners } = await plainly(workbench, query);
  return partners.map((row) =>
    [
      row.name,
      row.revenue,
      row.open_pipeline,
      row.won_deals,
      row.total_deals,
      row.win_rate,
      row.avg_deal_value,
      row.total_leads,
      row.converted_leads,
      row.conversion_rate,
    ].map((value) => value ?? ''),
  );
}

async function demonstrated(seed: number): Promise<Demonstration> {
  const workbench = await openWorkbench({ clock: new WallClock(), seed });
  try {
    const shown = await demonstrate(workbench);
    for (const [formula, query] of Object.entries(queries)) {
      const rows = shown.functions[formula]?.slice(1).map((row) => row.slice(1));
      expect(rows).toEqual(await expected(workbench, query));
    }
    const [before, after] = shown.reports;
    expect(after?.values.slice(1).map((row) => row.slice(1))).toEqual(
      await expected(workbench, 'period=current_year&limit=10'),
    );
    expect(after?.values).not.toEqual(before?.values);
    return shown;
  } finally {
    await workbench.close();
  }
}

test('npm start shows what the sandbox answers, figure by figure, and another company with another seed', async () => {
  const [second, third] = [await demonstrated(2), await demonstrated(3)];
  for (const formula of Object.keys(queries)) expect(third.functions[formula]).not.toEqual(second.functions[formula]);
  expect(third.reports).not.toEqual(second.reports);
});
