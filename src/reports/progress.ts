import { number, object, oneOf, type Parsed, parsedJson } from '../domain/parsing';
import { cached, forget, remember } from '../google/cache';
import { now } from '../google/time';

/** The progress of a refresh: partners of one report, or reports. */
const Progress = object({ done: number, of: number, what: oneOf(['partners', 'reports']) });
export type Progress = Parsed<typeof Progress>;

const entry = 'progress';

const betweenMs = 1000;
let toldAt = 0;

/**
 * Records the progress of a long run, at its start and then once a second, for people who wait. It is removed when the
 * run is over, and expires after a minute where Google has ended the run.
 */
export function showProgress(progress: Progress): void {
  const at = now();
  if (progress.done > 0 && at - toldAt < betweenMs) return;
  toldAt = at;
  remember(entry, JSON.stringify(progress), 60);
}

/** Removes the progress of a run, so that it is not shown for the next one. */
export function endProgress(): void {
  if (toldAt > 0) forget(entry);
  toldAt = 0;
}

/** null where nobody says so. */
export function progress(): Progress | null {
  return parsedJson(Progress, cached([entry])[entry]);
}
