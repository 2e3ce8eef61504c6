import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { billOf } from './bill';
import { buildServer } from './server';
import { buildSidebar } from './sidebar';

/**
 * Writes `dist/` exactly as clasp pushes it: Code.js, sidebar.html, appsscript.json; and, beside it, the bill of what is in them.
 */
export async function buildDist(): Promise<void> {
  await rm('dist', { recursive: true, force: true });
  await mkdir('dist');
  await mkdir('.cache', { recursive: true });
  const [server, sidebar] = await Promise.all([
    buildServer('src/main.ts', 'dist'),
    buildSidebar(),
    cp('appsscript.json', 'dist/appsscript.json'),
  ]);
  await writeFile('.cache/bill.md', billOf({ 'Code.js': server, 'sidebar.html': sidebar }));
}
