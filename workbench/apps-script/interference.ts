import { Random } from '../random';

/** A service call that is about to be made. */
export interface CallAbout {
  /** The entry point that is running. */
  readonly name: string;
  readonly user: string;
  /** `Cache.getAll`, `UrlFetchApp.fetch`, … */
  readonly call: string;
  /** How many calls this execution has made before. */
  readonly callsSoFar: number;
}

/**
 * What becomes of it: it goes on; it throws at the script, in Google's own words; it takes so long; the execution ends
 * before it, or right after it, where it stands.
 */
export type Fate = 'go on' | 'kill' | 'last' | { readonly fail: string } | { readonly stallMs: number };

export type Interference = (about: CallAbout) => Fate;

/** What Google's services say when they will not (P4-31). */
export const serviceFailures = [
  'Service invoked too many times for one day: {service}.',
  'Service invoked too many times in a short time: {service}. Try Utilities.sleep(1000) between calls.',
  'Service using too much computer time for one day',
] as const;

/** Strikes one call in `oneIn`, in a way and at places that the seed alone decides. */
export function seededInterference(seed: number, oneIn: number): Interference {
  const random = new Random(seed, 'interference');
  return ({ call }) => {
    if (!random.chance(1 / oneIn)) return 'go on';
    const service = call.split('.')[0] ?? call;
    return random.pick<Fate>([
      'kill',
      'last',
      { fail: random.pick(serviceFailures).replace('{service}', service) },
      { stallMs: random.integer(0, 20_000) },
    ]);
  };
}
