import * as v from 'valibot';
import { withDocumentLock } from '../google/lock';
import { documentStore } from '../google/properties';
import { now } from '../google/time';
import { Problem } from '../problem';

const Lease = v.object({ by: v.string(), until: v.number() });
const leaseName = 'lease';

/** No execution lives longer (P4-6), so a lease that its holder could not give back ends by itself. */
const leaseMs = 6 * 60_000;
const lockPatienceMs = 5000;

/** Whoever is refreshing this spreadsheet now, or was cut short within the last minutes; null: nobody. */
export function leaseHolder(): string | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Lease), documentStore.get(leaseName));
  return parsed.success && parsed.output.until > now() ? parsed.output.by : null;
}

/**
 * Runs `work` while nobody else in this spreadsheet refreshes: two people, or a person and the schedule, would write the
 * same block. The lock itself is held only to take the lease.
 */
export function withLease<T>(by: string, work: () => T): T {
  let holder: string | null = null;
  const asked = withDocumentLock(lockPatienceMs, () => {
    holder = leaseHolder();
    if (holder === null) documentStore.set(leaseName, JSON.stringify({ by, until: now() + leaseMs }));
  });
  if (!asked || holder !== null) {
    throw new Problem(
      holder === by
        ? 'You are refreshing this spreadsheet already, or an earlier refresh was cut short. Try again in a few minutes.'
        : `${holder ?? 'Somebody'} is refreshing this spreadsheet right now. Try again in a few minutes.`,
    );
  }
  try {
    return work();
  } finally {
    documentStore.remove(leaseName);
  }
}
