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
  /** The ids of the reports to be refreshed, as far as they are known at the start. */
  about: array(string),
  at: number,
  until: number,
});
type Lease = Parsed<typeof Lease>;
const leaseName = 'lease';

/** The lease ends by itself when its holder has certainly ended (P4-6). */
const leaseMs = 6 * minuteMs;
const lockPatienceMs = 5000;
const pauseMs = 5000;

/** Who refreshes what, and why. */
export interface Runner {
  readonly by: string;
  readonly why: Lease['why'];
  readonly about?: readonly string[];
  /** How long to wait for another run; a person is told at once. */
  readonly patienceMs?: number;
}

/** A run that did not release its lease: Google ended it. */
export type EarlierRun = Pick<Lease, 'by' | 'why' | 'about' | 'at'>;

/** Somebody else is refreshing. */
export class Busy extends Problem {}

/** The holder of a running or recently interrupted refresh of this spreadsheet; null: nobody. */
export function leaseHolder(): Pick<Lease, 'by' | 'why'> | null {
  const lease = readLease();
  return lease !== null && lease.until > now() ? lease : null;
}

/**
 * Runs `work` as the only refresh of this spreadsheet: two people, or a person and the schedule, would write the same
 * block. The lock is held only to take the lease. `work` receives the run before, if that was interrupted. The store is
 * read once, in the moment in which the lease is taken.
 */
export const withLease = <T>(runner: Runner, work: (cutShort: EarlierRun | null) => T): T =>
  documentStore.atOnce(() => whileLeased(runner, work));

function whileLeased<T>(runner: Runner, work: (cutShort: EarlierRun | null) => T): T {
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

/** A failure to release the lease is ignored: it ends by itself. */
const giveBack = (): void => unlessRefused(() => documentStore.remove(leaseName), undefined);

/** The longest list of reports that fits the lease's property. */
const mostAbout = 200;

/** `holder`: who has the lease instead; `before`: the interrupted run before. */
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

/**
 * A lease that ends later than possible was not made by the add-on, and is ignored. Google's clocks may differ, but
 * not by minutes.
 */
function readLease(): Lease | null {
  const lease = parsedJson(Lease, documentStore.get(leaseName));
  return lease !== null && lease.until < now() + 2 * leaseMs ? lease : null;
}
