import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildSettings, buildSettings } from '../src/build-settings';
import { billOf } from './bill';
import { buildServer } from './server';
import { buildSidebar } from './sidebar';

/**
 * Writes `dist/`, or another folder, exactly as clasp pushes it: Code.js, sidebar.html, appsscript.json; and, beside it, the
 * bill of what is in them.
 */
export async function buildDist(
  settings: BuildSettings = buildSettings,
  folder = 'dist',
  minimised = true,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir('.cache', { recursive: true });
  const [server, sidebar] = await Promise.all([
    buildServer('src/main.ts', folder, settings, minimised),
    buildSidebar(folder),
    cp('appsscript.json', join(folder, 'appsscript.json')),
  ]);
  if (folder === 'dist') await writeFile('.cache/bill.md', billOf({ 'Code.js': server, 'sidebar.html': sidebar }));
}
