import { dayMs, hourMs, minuteMs } from './duration';
/** How far the wall clock of a time zone is ahead of UTC at a moment (milliseconds since 1970), in milliseconds. */
export type OffsetAt = (ms: number) => number;

/** ISO day on the wall clock. */
export const dayAt = (ms: number, offsetAt: OffsetAt): string => wallText(ms, offsetAt).slice(0, 10);

/** `2026-05-18 08:37` on the wall clock. */
export const timeAt = (ms: number, offsetAt: OffsetAt): string => wallText(ms, offsetAt).slice(0, 16).replace('T', ' ');

/** `08:37` on the wall clock. */
export const clockAt = (ms: number, offsetAt: OffsetAt): string => wallText(ms, offsetAt).slice(11, 16);

const wallText = (ms: number, offsetAt: OffsetAt) => new Date(ms + offsetAt(ms)).toISOString();

/**
 * The first moment at which the wall clock of a day shows this hour or a later one. An hour that the clocks skip
 * begins where the skip ends. An hour that they repeat begins the first time.
 */
export function momentOf(day: string, hour: number, offsetAt: OffsetAt): number {
  const wall = Date.parse(day) + hour * hourMs;
  const [before, after] = [offsetAt(wall - dayMs), offsetAt(wall + dayMs)];
  const [early, late] = [wall - before, wall - after];
  if (before === after || offsetAt(early) === before) return early;
  if (offsetAt(late) === after) return late;
  return changeBetween(late, early, offsetAt);
}

/** When the clocks change between two moments, to the minute. */
function changeBetween(from: number, to: number, offsetAt: OffsetAt): number {
  const before = offsetAt(from);
  let [low, high] = [from, to];
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The same function with a cache. `offsetAt` is called at the ends of each UTC day, and within a day only where the
 * clocks change in it. A call may ask Google, and sixty reports ask about the same few days.
 */
export function memoized(offsetAt: OffsetAt): OffsetAt {
  const offsets = new Map<number, number>();
  const ask = (ms: number) => {
    const answer = offsets.get(ms) ?? offsetAt(ms);
    offsets.set(ms, answer);
    return answer;
  };
  return (ms) => {
    const start = Math.floor(ms / dayMs) * dayMs;
    const offset = ask(start);
    // No zone changes its clocks twice within a day.
    return ask(start + dayMs) === offset ? offset : ask(Math.floor(ms / minuteMs) * minuteMs);
  };
}
