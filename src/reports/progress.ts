import { number, object, oneOf, type Parsed, parsedJson } from '../domain/parsing';
import { cached, forget, remember } from '../google/cache';
import { now } from '../google/time';

/** How far a refresh is: so many of so many partners of one report, or so many reports. */
const Progress = object({ done: number, of: number, what: oneOf(['partners', 'reports']) });
export type Progress = Parsed<typeof Progress>;

const entry = 'progress';

const betweenMs = 1000;
let toldAt = 0;

/**
 * Told by whoever is at work for long, at once where that begins and then once a second; shown to whoever waits. Forgotten
 * when the run is over, and after a minute where Google has ended it.
 */
export function showProgress(progress: Progress): void {
  const at = now();
  if (progress.done > 0 && at - toldAt < betweenMs) return;
  toldAt = at;
  remember(entry, JSON.stringify(progress), 60);
}

/** Of a run that has told any: the next one is not to be taken for it. */
export function endProgress(): void {
  if (toldAt > 0) forget(entry);
  toldAt = 0;
}

/** null where nobody says so. */
export function progress(): Progress | null {
  return parsedJson(Progress, cached([entry])[entry]);
}
