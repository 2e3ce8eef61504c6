import { runChecks } from './checks';
import { finish } from './command';

finish(runChecks);
