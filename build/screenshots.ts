import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { WallClock } from '../workbench/clock';
import { findChromium } from './chromium';
import { finish } from './command';
import { buildDist } from './dist';
import { buildWorkbench } from './workbench';

const folder = 'docs/pictures';

/** Takes the pictures of the documents: the page as somebody sees it who has connected a key and inserted a table. */
finish(async () => {
  await Promise.all([buildDist(), buildWorkbench(), mkdir(folder, { recursive: true })]);
  const { openWorkbench } = await import('../workbench/workbench');
  const { servePage } = await import('../workbench/page/server');
  const { callSidebar, newReport } = await import('../workbench/demonstration');
  const workbench = await openWorkbench({ clock: new WallClock(Date.UTC(2026, 4, 18, 8, 0)), seed: 1 });
  const page = await servePage(workbench, 0);
  const browser = await chromium.launch(await findChromium());
  try {
    const { file, sandbox } = workbench;
    await callSidebar(file, file.owner, 'connect', { key: sandbox.keys.full, use: 'owner' });
    const table = newReport(
      { period: 'current_year', type: null, limit: 15, where: 'sheet' },
      { schedule: { kind: 'weekly', days: [1, 2, 3, 4, 5], hour: 9 } },
    );
    await callSidebar(file, file.owner, 'saveReport', table);

    const view = await browser.newPage({ viewport: { width: 1440, height: 860 } });
    const known = ['journeybee-workbench-introduced', 'journeybee-workbench-panel-folded'];
    for (const name of known) await view.addInitScript(`localStorage.setItem('${name}', 'yes')`);
    await view.goto(page.url);
    await view.getByTestId('menu-extensions').click();
    await view.getByRole('menuitem', { name: 'Journeybee Leaderboards' }).click();
    await view.getByRole('menuitem', { name: 'Open Journeybee' }).click();
    await view.frameLocator('[data-testid=sidebar-frame]').getByRole('heading', { name: 'Reports' }).waitFor();
    // The grid takes its new width with the next frames.
    await view.waitForTimeout(500);
    await view.screenshot({ path: `${folder}/workbench.png` });
  } finally {
    await browser.close();
    await page.close();
    await workbench.close();
  }
});
