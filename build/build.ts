import { buildDist } from './dist';
import { finish } from './finish';

finish(buildDist());
