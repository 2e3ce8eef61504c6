/** `npm test -- --thorough` runs every seed, zone and life; without it a sample of each kind runs. */
export const isThorough = process.env.TEST_BREADTH === 'thorough';

/** All of them in the thorough breadth; otherwise `count` of them, spread evenly, the first and the last among them. */
export function sampled<T>(all: readonly T[], count: number): readonly T[] {
  if (isThorough || all.length <= count) return all;
  if (count < 2) return all.slice(0, count);
  const step = (all.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, place) => all[Math.round(place * step)]).filter(
    (item): item is T => item !== undefined,
  );
}

/** How often something random is tried: `thorough` times in that breadth, otherwise `everyDay` times. */
export const tries = (everyDay: number, thorough: number): number => (isThorough ? thorough : everyDay);
