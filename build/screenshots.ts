import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { WallClock } from '../workbench/clock';
import { findChromium } from './chromium';
import { finish } from './command';
import { buildDist } from './dist';
import { withPictureFonts } from './picture-fonts';
import { pictureStyles } from './style-pictures';
import { buildWorkbench } from './workbench';

const folder = 'docs/pictures';

/** Takes the pictures of the documents, which are the page and each screen of the sidebar, and those of each style of reports. */
finish(async () => {
  await Promise.all([buildDist(), buildWorkbench(), mkdir(folder, { recursive: true })]);
  const { openWorkbench } = await import('../workbench/workbench');
  const { servePage } = await import('../workbench/page/server');
  const { insertPicturedReports } = await import('../workbench/demonstration');
  const workbench = await openWorkbench({
    clock: new WallClock(Date.UTC(2026, 4, 18, 8, 0)),
    seed: 1,
    account: 'believable',
  });
  const page = await servePage(workbench, 0);
  const browser = await chromium.launch(await withPictureFonts(await findChromium()));
  try {
    const { sandbox, google } = workbench;
    const view = await browser.newPage({ viewport: { width: 1440, height: 860 } });
    const known = ['journeybee-workbench-introduced', 'journeybee-workbench-panel-folded'];
    for (const name of known) await view.addInitScript(`localStorage.setItem('${name}', 'yes')`);
    const sidebar = view.frameLocator('[data-testid=sidebar-frame]');
    /** Opens the sidebar anew, up to this heading. */
    const open = async (heading: string) => {
      await view.goto(page.url);
      await view.getByTestId('menu-extensions').click();
      await view.getByRole('menuitem', { name: 'Journeybee Leaderboards' }).click();
      await view.getByRole('menuitem', { name: 'Open Journeybee' }).click();
      await sidebar.getByRole('heading', { name: heading, exact: true }).waitFor();
    };
    const screen = async (name: string) => {
      // What is still being fetched, and the grid's new width, come with the next frames.
      await view.waitForTimeout(1500);
      await view.getByTestId('sidebar-frame').screenshot({ path: `${folder}/${name}.png` });
    };

    await open('Connect Journeybee');
    await screen('connect');

    await insertPicturedReports(workbench);
    await open('Reports');
    await view.waitForTimeout(1500);
    await view.screenshot({ path: `${folder}/workbench.png` });
    await screen('reports');

    await view.getByTestId('name-box').fill('A4');
    await view.getByTestId('name-box').press('Enter');
    await view.waitForTimeout(1500);
    await sidebar.getByRole('button', { name: 'Explain this number' }).click();
    await sidebar.getByRole('heading', { name: 'Compare in Journeybee' }).waitFor();
    await screen('explain');
    await sidebar.getByRole('button', { name: 'Back' }).click();

    await sidebar.getByRole('button', { name: 'New report' }).click();
    await sidebar.getByLabel('Schedule').selectOption('Monday to Friday');
    await screen('editor');
    await sidebar.getByRole('table').last().scrollIntoViewIfNeeded();
    await screen('preview');
    await sidebar.getByRole('button', { name: /^More/ }).click();
    await sidebar.getByRole('button', { name: /^Partners/ }).click();
    await sidebar.getByLabel('Search partners').fill('lake');
    await sidebar.getByRole('checkbox', { name: /lake/i }).first().check();
    await sidebar.getByLabel('Search partners').scrollIntoViewIfNeeded();
    await screen('more');
    await sidebar.getByRole('button', { name: 'All reports' }).click();
    await sidebar.getByRole('button', { name: 'Leave' }).click();

    await sidebar.getByRole('button', { name: 'Settings' }).click();
    await screen('settings');

    sandbox.faults.always({ kind: 'status', status: 401 });
    await google.advance(6 * 3_600_000);
    await open('Reports');
    await screen('failures');
    await sidebar.getByRole('button', { name: 'Activity' }).click();
    await sidebar.getByRole('button', { name: 'Look again' }).waitFor();
    await sidebar.getByRole('button', { name: 'Activity' }).evaluate((button) => button.scrollIntoView());
    await screen('activity');

    await pictureStyles(browser);
  } finally {
    await browser.close();
    await page.close();
    await workbench.close();
  }
});
