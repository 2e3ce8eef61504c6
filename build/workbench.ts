import { build } from 'esbuild';
import { buildPage } from './page';

/**
 * Bundles what the workbench cannot load as it stands, into `.cache/`:
 * - `univer.cjs`, the spreadsheet engine. Its packages import each other as ES modules that Node and jest cannot load one by one.
 * - `execution.cjs`, the script of the threads that Apps Script executions run in,
 * - `page/`, what a browser gets.
 */
export async function buildWorkbench(): Promise<void> {
  const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' } as const;
  await Promise.all([
    buildPage(),
    build({ ...shared, entryPoints: ['workbench/apps-script/univer.ts'], outfile: '.cache/univer.cjs' }),
    build({ ...shared, entryPoints: ['workbench/apps-script/execution.ts'], outfile: '.cache/execution.cjs' }),
  ]);
}
