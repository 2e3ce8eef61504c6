import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSettings } from '../src/build-settings';
import { buildServer } from './server';

/** Writes the self-test as clasp pushes it. It asks for the same permissions and host as the add-on, and is no part of it. */
export async function buildSelfTest(folder = 'dist-selftest', minimised = true): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all([
    buildServer('selftest/main.ts', folder, buildSettings, minimised),
    cp('selftest/sidebar.html', join(folder, 'sidebar.html')),
    cp('appsscript.json', join(folder, 'appsscript.json')),
  ]);
}
