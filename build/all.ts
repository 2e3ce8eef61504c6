import { finish } from './command';
import { buildDist } from './dist';
import { buildWorkbench } from './workbench';

finish(async () => {
  await Promise.all([buildDist(), buildWorkbench()]);
});
