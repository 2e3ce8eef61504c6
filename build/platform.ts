import { finish } from './command';
import { writeTests } from './platform-tests';

finish(writeTests);
