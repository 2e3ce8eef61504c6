import { runTool } from './command';
import { documentProblems } from './documents';
import { drawingProblems } from './drawing';
import { messageProblems } from './messages';
import { retiredNames } from './names';
import { structureProblems } from './structure';
import { wordingProblems } from './wording';

/**
 * Lint, with what each folder may import (biome.json); what nothing uses (knip.jsonc); types: of what runs at Google, of its
 * self-test, of the sidebar, of the workbench's page, of what reads exports in a browser, and of everything that runs on Node; what the documents name;
 * circles of folders, large functions and retired names in src/.
 */
export function runChecks(): void {
  runTool('biome', ['ci', '--colors=off', '--error-on-warnings', '.']);
  runTool('knip', ['--no-progress']);
  for (const project of ['src', 'src/sidebar', 'selftest', 'workbench/page/client', 'workbench/office/client', '.'])
    runTool('tsc', ['--noEmit', '-p', project]);
  const problems = [
    ...documentProblems('.'),
    ...messageProblems(),
    ...structureProblems(),
    ...retiredNames(),
    ...wordingProblems(),
    ...drawingProblems(),
  ];
  if (problems.length > 0) throw new Error(`The documents and src/ do not agree:\n${problems.join('\n')}`);
}
