import { cached, remember } from '../google/cache';

const entry = 'progress';

/** Told by whoever is fetching for long; shown to whoever waits. Forgotten a minute after the last word of it. */
export function showProgress(done: number, of: number): void {
  remember(entry, `${done} of ${of} partners`, 60);
}

/** "1200 of 5000 partners", or null where nobody says so. */
export const progressText = (): string | null => cached([entry])[entry] ?? null;
