import { buildDist } from './dist';
import { finish } from './finish';
import { buildWorkbench } from './workbench';

finish(Promise.all([buildDist(), buildWorkbench()]));
