import { writeFile } from 'node:fs/promises';
import { WallClock } from '../workbench/clock';
import { finish } from './command';
import { buildDist } from './dist';

const file = 'src/sidebar/thumbnails.json';

/** `npm run thumbnails`: inserts each example of a new report in the local runtime and draws its sheet in small, for the form's cards. */
finish(async () => {
  await buildDist();
  const { drawThumbnails } = await import('../workbench/thumbnails');
  await writeFile(file, await drawThumbnails(new WallClock(Date.UTC(2026, 4, 18, 8, 0))));
});
