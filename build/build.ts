import { finish } from './command';
import { buildDist } from './dist';
import { buildSelfTest } from './selftest';

// `npm run build -- --selftest` builds the self-test, for test deployments at Google, and leaves dist/ alone.
finish(() => (process.argv.includes('--selftest') ? buildSelfTest() : buildDist()));
