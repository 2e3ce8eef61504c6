import { finish } from './command';
import { buildDist } from './dist';

finish(buildDist);
