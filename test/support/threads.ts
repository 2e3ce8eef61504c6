import { endIdleThreads } from '../../workbench/apps-script/threads';

// Each file loads the runtime anew, so nobody would find the threads that an earlier one kept.
afterAll(endIdleThreads);
