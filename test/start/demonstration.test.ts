import { defaultLimit } from '../../src/domain/vocabulary';
import { WallClock } from '../../workbench/clock';
import { type Demonstration, demonstrate } from '../../workbench/demonstration';
import { openWorkbench, type Workbench } from '../../workbench/workbench';
import { plainly } from '../support/bench';
import { tableOf } from '../support/spreadsheet';

const queries: Readonly<Record<string, string>> = {
  '=JB_PARTNERS()': `period=current_year&limit=${defaultLimit}`,
  '=JB_PARTNERS("last_quarter", "reseller", 5)': 'period=last_quarter&partner_type=reseller&limit=5',
  '=JB_PARTNERS("last_12_months", "", 100)': 'period=last_12_months&limit=100',
};

/** Header and rows as they should be: the sandbox's own answer, in our order. */
async function expected(workbench: Workbench, query: string): Promise<unknown[][]> {
  return tableOf(await plainly(workbench, query), 100).map((row) => row.slice(0, -1));
}

async function demonstrated(seed: number): Promise<Demonstration> {
  const workbench = await openWorkbench({ clock: new WallClock(), seed });
  try {
    const shown = await demonstrate(workbench);
    for (const [formula, query] of Object.entries(queries)) {
      expect(shown.functions[formula]).toEqual(await expected(workbench, query));
    }
    const [before, after] = shown.reports;
    expect(after?.values).toEqual(await expected(workbench, 'period=current_year&limit=10'));
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
