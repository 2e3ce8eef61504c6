import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import type { ReportDefinition } from '../src/contract/report-definition';
import { WallClock } from '../workbench/clock';

/** These are looked at, and no document shows them. */
const folder = '.cache/pictures';
const widths = [1440, 1280] as const;

/** Takes pictures of a report of each style, of one whose refresh failed, and of a scorecard, in windows of two widths. */
export async function pictureStyles(browser: Browser): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { openWorkbench } = await import('../workbench/workbench');
  const { servePage } = await import('../workbench/page/server');
  const { callSidebar, newReport } = await import('../workbench/demonstration');
  const workbench = await openWorkbench({
    clock: new WallClock(Date.UTC(2026, 4, 18, 8, 0)),
    seed: 1,
    account: 'believable',
  });
  const page = await servePage(workbench, 0);
  try {
    const { file, sandbox, google } = workbench;
    const { workbook } = file;
    await file.open(file.owner);
    await callSidebar(file, file.owner, 'connect', { key: sandbox.keys.full, use: 'owner' });
    await callSidebar(file, file.owner, 'learnLabels', undefined);
    for (const [, style, more] of reports) {
      const wanted = newReport({ period: 'current_quarter', type: null, limit: 10, where: 'sheet', style }, more);
      await callSidebar(file, file.owner, 'saveReport', wanted);
    }
    await callSidebar(file, file.owner, 'insertScorecard', undefined);
    await workbook.settled();

    const view = await browser.newPage();
    for (const known of ['introduced', 'panel-folded'])
      await view.addInitScript(`localStorage.setItem('journeybee-workbench-${known}', 'yes')`);
    await view.goto(page.url);
    const take = async (name: string, sheet: string) => {
      await view.getByRole('tab', { name: sheet, exact: true }).click();
      for (const width of widths) {
        await view.setViewportSize({ width, height: 760 });
        // The grid is drawn with the next frames.
        await view.waitForTimeout(1500);
        await view.screenshot({ path: `${folder}/${name}-${width}.png` });
      }
    };
    for (const [name, , { name: sheet = '' }] of reports) await take(name, sheet);
    await take('scorecard', 'Partner scorecard');
    sandbox.faults.always({ kind: 'status', status: 503 });
    await google.advance(2 * 3_600_000);
    for (const [name, , { name: sheet = '' }] of reports.slice(0, 2)) await take(`${name}-failed`, sheet);
  } finally {
    await page.close();
    await workbench.close();
  }
}

const hourly = { schedule: { kind: 'hourly' } } as const;
const compared = { totals: true, comparison: 'elapsed' } as const;
const reports: ReadonlyArray<readonly [name: string, style: 'board' | 'plain', more: Partial<ReportDefinition>]> = [
  ['board', 'board', { ...hourly, name: 'Top 10 partners, this quarter', totals: true, chart: true }],
  ['plain', 'plain', { ...hourly, name: 'Top 10 partners, for work', totals: true, movement: 'previous period' }],
  ['compared', 'board', { ...compared, name: 'Movers of the quarter' }],
  ['grouped', 'board', { ...compared, name: 'Top 3 in each tier', group: 'tier', rows: 3, subtotals: true }],
];
