import { runChecks } from './checks';
import { finish, runTool } from './command';

// `npm test -- <jest arguments>` runs some of the tests; jest's own set-up builds what they run.
finish(() => {
  const args = process.argv.slice(2);
  if (args.length === 0) runChecks();
  runTool('jest', args);
});
