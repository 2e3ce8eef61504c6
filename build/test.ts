import { runChecks } from './checks';
import { finish, runTool } from './command';

/**
 * `npm test`: the checks, then every test in the breadth of every day. `-- --thorough`: all seeds, zones and lives.
 * `-- <jest arguments>` runs some of the tests, without the checks; jest's own set-up builds what they run.
 */
finish(() => {
  const thorough = '--thorough';
  const args = process.argv.slice(2).filter((arg) => arg !== thorough);
  if (process.argv.includes(thorough)) process.env.TEST_BREADTH = 'thorough';
  if (args.length === 0) runChecks();
  runTool('jest', args);
});
