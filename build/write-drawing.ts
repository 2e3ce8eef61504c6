import { writeFileSync } from 'node:fs';
import { finish } from './command';
import { drawing, drawn } from './drawing';

/** `npm run drawing` draws docs/architecture.svg as docs/architecture.txt says. */
finish(() => writeFileSync(drawing, drawn()));
