import { whys } from '../contract/outcomes';
import { minuteMs } from '../domain/duration';
import { array, number, object, oneOf, type Parsed, parsedJson, string } from '../domain/parsing';
import { unlessRefused } from '../google/faults';
import { withDocumentLock } from '../google/lock';
import { documentStore } from '../google/properties';
import { now, sleep } from '../google/time';
import { Problem } from '../problem';

const Lease = object({
  by: string,
  why: oneOf(whys),
  /** What is to be refreshed, by report id, as far as that is known when it begins. */
  about: array(string),
  at: number,
  until: number,
});
type Lease = Parsed<typeof Lease>;
const leaseName = 'lease';

/** No execution lives longer (P4-6), so a lease that its holder could not give back ends by itself. */
const leaseMs = 6 * minuteMs;
const lockPatienceMs = 5000;
const pauseMs = 5000;

/** Who refreshes what, and why. */
export interface Runner {
  readonly by: string;
  readonly why: Lease['why'];
  readonly about?: readonly string[];
  /** How long to wait for somebody else who is refreshing; a person would rather be told. */
  readonly patienceMs?: number;
}

/** A run that never gave back its lease: Google ended it. */
export type EarlierRun = Pick<Lease, 'by' | 'why' | 'about' | 'at'>;

/** Somebody else is refreshing. */
export class Busy extends Problem {}

/** Whoever is refreshing this spreadsheet now, or was cut short within the last minutes; null: nobody. */
export function leaseHolder(): Pick<Lease, 'by' | 'why'> | null {
  const lease = readLease();
  return lease !== null && lease.until > now() ? lease : null;
}

/**
 * Runs `work` while nobody else in this spreadsheet refreshes: two people, or a person and the schedule, would write the
 * same block. The lock itself is held only to take the lease. `work` is told of the run before, if that was cut short.
 */
export function withLease<T>(runner: Runner, work: (cutShort: EarlierRun | null) => T): T {
  const { by, patienceMs = 0 } = runner;
  const until = now() + patienceMs;
  let taken = take(runner);
  while (taken.holder !== null && now() + pauseMs <= until) {
    sleep(pauseMs);
    taken = take(runner);
  }
  const { holder } = taken;
  if (holder !== null) {
    throw new Busy(
      holder === by
        ? 'You are refreshing this spreadsheet already, or an earlier refresh was cut short. Try again in a few minutes.'
        : `${holder} is refreshing this spreadsheet right now. Try again in a few minutes.`,
    );
  }
  try {
    return work(taken.before);
  } finally {
    giveBack();
  }
}

/** The work is done, whatever becomes of this: a lease that is not given back ends by itself. */
const giveBack = (): void => unlessRefused(() => documentStore.remove(leaseName), undefined);

/** Of the longest list there is still room for a lease in its property. */
const mostAbout = 200;

/** `holder`: who has it instead; `before`: who had it and is over. */
function take({ by, why, about = [] }: Runner): { readonly holder: string | null; readonly before: Lease | null } {
  let holder: string | null = 'Somebody';
  let before: Lease | null = null;
  withDocumentLock(lockPatienceMs, () => {
    before = readLease();
    holder = before !== null && before.until > now() ? before.by : null;
    const lease: Lease = { by, why, about: about.slice(0, mostAbout), at: now(), until: now() + leaseMs };
    if (holder === null) documentStore.set(leaseName, JSON.stringify(lease));
  });
  return { holder, before };
}

/** One that ends later than any can was not made by us, and keeps nobody out. Google's clocks may differ, but not by minutes. */
function readLease(): Lease | null {
  const lease = parsedJson(Lease, documentStore.get(leaseName));
  return lease !== null && lease.until < now() + 2 * leaseMs ? lease : null;
}
