import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ConnectRequest } from '../../src/contract/requests';
import type { Method } from '../../src/contract/sidebar-api';
import { FAULT_MENU } from '../../workbench/sandbox/sandbox';
import type { Workbench } from '../../workbench/workbench';
import { anna, ben, everyHour, newReport, select } from './bench';

const hour = 3_600_000;
const sheet = '0';

/** A call of the sidebar's that may well be refused: what came of it is for whoever listens. */
async function attempt(made: Workbench, method: string, argument: unknown, user = anna): Promise<boolean> {
  const outcome = await made.file.run(user, 'sidebarCall', [method, argument ?? null], 'FULL');
  return outcome.ok && (outcome.value as { ok: boolean }).ok;
}

const reports: ReadonlyArray<Partial<ReportDefinition>> = [
  { name: 'Everything', group: 'tier', columns: ['rank', 'name', 'revenue', 'tier'], totals: true, chart: true },
  { name: 'Changes', movement: 'previous day', comparison: 'elapsed', history: 'refresh' },
  { name: 'All', rows: 'all' },
];

/**
 * A spreadsheet of Anna's from its first key to its end, with Ben at work in it: reports of every sort, formulas, each way in
 * which Journeybee can fail, a refused key, schedules that fail and recover with their mails, another key, and all of it
 * forgotten and removed again. The key is connected for each of `uses` in turn. `between` is called after each chapter.
 */
export async function wholeLife(
  made: Workbench,
  uses: readonly ConnectRequest['use'][],
  between: (chapter: string) => void | Promise<void> = () => {},
): Promise<void> {
  const { sandbox, file, google } = made;
  const { full, unauthorizedToRead: other } = sandbox.keys;
  const must = async (method: Method, argument: unknown, user = anna) => {
    if (!(await attempt(made, method, argument, user))) throw new Error(`${method} did not work.`);
  };

  await file.open(anna);
  await must('overview', null);
  await must('insertSample', null);
  await must('removeSample', null);
  for (const use of uses) {
    await attempt(made, 'connect', { key: `${full}x`, use });
    await must('connect', { key: full, use });
    await between(`connected for ${use}`);
  }
  const use = uses.at(-1) ?? 'tables';
  await must('learnLabels', null);
  await must('setFreshness', { minutes: 5 });
  await must('setFiscalStart', { month: 4 });
  await between('set up');

  for (const [index, more] of reports.entries()) {
    select(made, sheet, `${'ALW'[index]}1`);
    const wanted = newReport(
      { period: 'last_year', type: null, limit: 5, where: index === 2 ? 'sheet' : 'cell' },
      more,
    );
    await attempt(made, 'preview', { definition: wanted.definition });
    await must('saveReport', wanted);
  }
  select(made, sheet, 'A30');
  await attempt(made, 'insertFormula', { period: 'last_month', type: null, limit: 2, currency: 'EUR' });
  const formulas = [
    '=JB_PARTNERS("last_year";"";3;"columns=name,tier;tier=Gold")',
    '=JB_PARTNER("Atlas Group";"revenue")',
  ];
  for (const [index, formula] of formulas.entries()) await file.workbook.type(sheet, 40 + 10 * index, 1, formula);
  for (const read of ['runs', 'formulas', 'partners', 'progress']) await attempt(made, read, null);
  await attempt(made, 'refreshFormulas', null);
  await file.choose(anna, 'Open Journeybee');
  await file.choose(anna, 'Refresh all');
  await file.choose(anna, 'Refresh formulas');
  await between('reports and formulas');

  for (const [index, { fault }] of FAULT_MENU.entries()) {
    sandbox.faults.always(fault);
    await attempt(made, 'refresh', { id: null, withMyKey: false });
    await attempt(made, 'connect', { key: full, use });
    await attempt(made, 'partners', null);
    await file.workbook.type(sheet, 70, 1, `=JB_PARTNERS("last_${30 + 60 * (index % 2)}_days";"";${index + 1})`);
    sandbox.faults.clear();
    await google.advance(5 * 60_000);
  }
  await between('Journeybee failed in every way');

  await made.clock.advance(24 * hour);
  await everyHour(made);
  await google.advance(2 * hour);
  sandbox.faults.always({ kind: 'status', status: 500 });
  await google.advance(6 * hour);
  sandbox.faults.clear();
  await must('tryAgain', null);
  await google.advance(2 * hour);
  await between('schedules failed and recovered');

  await file.open(ben);
  sandbox.settings.requirePermission = false;
  await attempt(made, 'overview', null, ben);
  await file.workbook.type(sheet, 80, 1, '=JB_PARTNERS("current_month";"";2)');
  await attempt(made, 'refreshFormulas', null, ben);
  await must('connect', { key: other, use: 'tables' }, ben);
  await attempt(made, 'refresh', { id: null, withMyKey: true }, ben);
  await must('takeOver', { from: anna }, ben);
  await google.advance(2 * hour);
  await must('takeOver', { from: ben });
  await file.open(anna);
  await google.advance(2 * hour);
  await between('two people took turns');

  sandbox.revoke(full);
  await google.advance(7 * hour);
  await attempt(made, 'refresh', { id: null, withMyKey: false });
  await file.workbook.reopen();
  await between('the key was revoked');

  await must('disconnect', null);
  await must('overview', null);
  await file.workbook.reopen();
  await between('forgotten everywhere');

  await must('removeEverything', null, ben);
  await must('disconnect', null, ben);
  await must('overview', null);
  await file.open(anna);
  await between('removed');
}
