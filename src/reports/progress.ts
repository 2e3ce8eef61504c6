import * as v from 'valibot';
import { cached, remember } from '../google/cache';
import { now } from '../google/time';

/** How far a refresh is: so many of so many partners of one report, or so many reports. */
const Progress = v.object({ done: v.number(), of: v.number(), what: v.picklist(['partners', 'reports']) });
export type Progress = v.InferOutput<typeof Progress>;

const entry = 'progress';

const betweenMs = 1000;
let toldAt = 0;

/** Told by whoever is at work for long, once a second; shown to whoever waits. Forgotten a minute after the last word of it. */
export function showProgress(progress: Progress): void {
  const at = now();
  if (at - toldAt < betweenMs) return;
  toldAt = at;
  remember(entry, JSON.stringify(progress), 60);
}

/** null where nobody says so. */
export function progress(): Progress | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Progress), cached([entry])[entry]);
  return parsed.success ? parsed.output : null;
}
