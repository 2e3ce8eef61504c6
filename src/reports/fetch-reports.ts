import { localTime } from '../google/spreadsheet';
import { now } from '../google/time';
import { isOutage, JourneybeeError } from '../journeybee/failure';
import { Problem } from '../problem';
import type { Gathered } from './content';
import { freshFigures } from './fresh-figures';
import { gather } from './gather';
import { showProgress } from './progress';
import type { SoundReport } from './report';
import { notFetched, resultOf } from './result-of';
import { allPartnersMs, fetchMs, type RunTime, writeMs } from './run-time';

/**
 * The data of each report, or why there is none. A failure of the service as a whole is the result of all of them.
 * Without `time`, fetching may take as long as a person waits.
 */
export function fetchReports(
  reports: readonly SoundReport[],
  key: string,
  time?: RunTime,
): ReadonlyArray<Gathered | Problem> {
  const started = now();
  const latest = time ? time.endBy - writeMs : Number.POSITIVE_INFINITY;
  const gathered = resultOf(notFetched, () =>
    gather(
      reports.map(({ definition }) => definition),
      localTime(started, 'yyyy-MM-dd'),
      freshFigures({
        key,
        until: Math.min(started + fetchMs, latest),
        wholeUntil: Math.min(started + allPartnersMs, latest),
        progress: (done, of) => showProgress({ done, of, what: 'partners' }),
      }),
    ),
  );
  return gathered instanceof Problem ? reports.map(() => gathered) : gathered;
}

/** The outage of Journeybee that all of them met; null where there is none. */
export function commonOutage(gathered: ReadonlyArray<Gathered | Problem>): JourneybeeError | null {
  const [first] = gathered;
  const metOutage = (result: Gathered | Problem) => result instanceof JourneybeeError && isOutage(result.failure);
  return first instanceof JourneybeeError && gathered.every(metOutage) ? first : null;
}
