import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const folder = '.cache/variants';

/**
 * The folder of the add-on with other settings than `dist/`, or of the self-test. All are built once in a test run, when the
 * first file asks; the set-up of jest takes away what an earlier run built.
 */
export async function variant(name: 'bound' | 'decided' | 'abroad' | 'selftest'): Promise<string> {
  if (!existsSync(folder)) {
    // Two files may ask at once: the folder appears whole, and whoever comes second takes the first one's.
    const unfinished = `${folder}-${process.pid}`;
    await promisify(execFile)(process.execPath, ['build/run.mjs', 'build/variants.ts', unfinished]);
    await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  }
  return join(folder, name);
}
