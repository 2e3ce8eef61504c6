import { callSidebar, newReport } from '../demonstration';
import { typeFormulas } from '../formula-sheet';
import type { Workbench } from '../workbench';

/** A sheet of formulas, Boards with every kind of column that a Board can have, a Plain report, and a scorecard. */
export async function makeReports({ file, sandbox }: Workbench): Promise<void> {
  const { workbook } = file;
  const formulaSheet = workbook.activeSheetId;
  await file.open(file.owner);
  await callSidebar(file, file.owner, 'connect', { key: sandbox.keys.full, use: 'owner' });
  const usual = { type: null, limit: 10, where: 'sheet' } as const;
  const reports = [
    newReport(
      { ...usual, period: 'current_year', style: 'board' },
      { name: 'Board', totals: true, comparison: 'elapsed' },
    ),
    newReport(
      { ...usual, period: 'last_quarter', limit: 25, style: 'board' },
      {
        name: 'Board with cents',
        columns: ['rank', 'name', 'tier', 'revenue', 'avg deal value', 'win rate', 'share', 'currency', 'start date'],
        cents: true,
        totals: true,
        comparison: 'full',
        movement: 'previous period',
      },
    ),
    newReport(
      { ...usual, period: 'current_month', limit: 5, style: 'board' },
      { name: 'Board by tier', group: 'tier', totals: true, subtotals: true, comparison: 'elapsed' },
    ),
    newReport(
      { ...usual, period: 'last_year', limit: 100, style: 'plain' },
      { name: 'Plain', movement: 'previous period', comparison: 'full', totals: true },
    ),
  ];
  for (const report of reports) await callSidebar(file, file.owner, 'saveReport', report);
  await callSidebar(file, file.owner, 'insertScorecard', undefined);
  await workbook.settled();
  workbook.renameSheet(formulaSheet, 'Formulas');
  await typeFormulas(
    file,
    formulaSheet,
    ['=JB_PARTNERS()', '=JB_PARTNERS("last_quarter", "reseller", 5)'],
    sandbox.settings.currency,
  );
}
