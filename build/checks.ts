import { runTool } from './command';

/** Lint, with what each folder may import (biome.json); what nothing uses (knip.jsonc); and types: of what runs at Google, of its self-test, of the sidebar, of the workbench's page, and of everything that runs on Node. */
export function runChecks(): void {
  runTool('biome', ['ci', '--colors=off', '--error-on-warnings', '.']);
  runTool('knip', ['--no-progress']);
  for (const project of ['src', 'src/sidebar', 'selftest', 'workbench/page/client', '.'])
    runTool('tsc', ['--noEmit', '-p', project]);
}
