import { cp, mkdir, rm } from 'node:fs/promises';
import { buildServer } from './server';
import { buildSidebar } from './sidebar';

/** Writes `dist/` exactly as clasp pushes it: Code.js, sidebar.html, appsscript.json. */
export async function buildDist(): Promise<void> {
  await rm('dist', { recursive: true, force: true });
  await mkdir('dist');
  await Promise.all([
    buildServer('src/main.ts', 'dist'),
    buildSidebar(),
    cp('appsscript.json', 'dist/appsscript.json'),
  ]);
}
