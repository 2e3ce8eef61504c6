import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { WallClock } from '../workbench/clock';
import { findChromium } from './chromium';
import { finish } from './command';
import { buildDist } from './dist';
import { bundleExportReader } from './office';
import { buildWorkbench } from './workbench';

const folder = '.cache/xlsx';
const mostTold = 20;

/**
 * `npm run xlsx`: saves reports and formulas as xlsx and compares what LibreOffice and Gnumeric show of them with what the local
 * runtime shows. Fails where something differs, and where neither program is installed.
 */
finish(async () => {
  const { programs } = await import('../workbench/office/programs');
  const asked = programs.flatMap((program) => {
    const version = program.version();
    if (version !== null) return [{ program, version }];
    console.log(`${program.name} is not installed, and not asked. To install it: ${program.howToInstall}`);
    return [];
  });
  if (asked.length === 0) throw new Error('Install one of the two, and run it again.');

  await Promise.all([buildDist(), buildWorkbench(), mkdir(folder, { recursive: true })]);
  const { openWorkbench } = await import('../workbench/workbench');
  const { makeReports } = await import('../workbench/office/reports');
  const { differences, shownBook } = await import('../workbench/office/shown');
  const { ExportReader } = await import('../workbench/office/exported');
  const { saveXlsx } = await import('../workbench/office/xlsx');
  const browser = await chromium.launch(await findChromium());
  let differing = 0;
  try {
    const reader = new ExportReader(await browser.newPage(), await bundleExportReader());
    for (const account of ['believable', 'hostile'] as const) {
      const clock = new WallClock(Date.UTC(2026, 4, 18, 8, 0));
      const workbench = await openWorkbench({ clock, seed: 1, account });
      try {
        await makeReports(workbench);
        const { workbook } = workbench.file;
        const file = join(folder, `${account}.xlsx`);
        await writeFile(file, await saveXlsx(workbook));
        const expected = shownBook(workbook);
        const cells = [...expected.values()].flat(2).length;
        for (const { program, version } of asked) {
          const seen = await program.show(file, join(folder, program.name.toLowerCase()), reader);
          const told = differences(expected, seen);
          differing += told.length;
          console.log(`${program.name} (${version}), ${file}: ${cells} cells, ${told.length} differences`);
          for (const sentence of told.slice(0, mostTold)) console.log(`  ${sentence}`);
          if (told.length > mostTold) console.log(`  … and ${told.length - mostTold} more`);
        }
      } finally {
        await workbench.close();
      }
    }
  } finally {
    await browser.close();
  }
  if (differing > 0)
    throw new Error(`Other programs show ${differing} things otherwise. Their exports are in ${folder}.`);
});
