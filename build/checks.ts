import { runTool } from './command';

/** Lint and types: of what runs at Google, of the sidebar, and of everything that runs on Node. */
export function runChecks(): void {
  runTool('biome', ['ci', '--error-on-warnings', '.']);
  for (const project of ['src', 'src/sidebar', '.']) runTool('tsc', ['--noEmit', '-p', project]);
}
