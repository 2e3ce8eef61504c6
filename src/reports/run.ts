import { isGoogles } from '../google/errors';
import { problemOf, unlessRefused } from '../google/faults';
import { requestsSent } from '../google/http';
import { now } from '../google/time';
import { type EarlierRun, type Runner, withLease } from './lease';
import { endProgress } from './progress';
import { keepReceipt, keepReceiptBeside, type Receipt, type ReportReceipt, runReceipts } from './receipts';
import { readStates } from './state';

/** What a run has done so far, for its receipt. */
export interface RunLog {
  readonly reports: ReportReceipt[];
  formulas: number;
}

/**
 * Runs `work` as the only refresh of this spreadsheet, and leaves a receipt of it, also where it fails. Where Google
 * ends it, the next run leaves the receipt and receives what was not refreshed. @throws Busy
 */
export function withRun<T>(runner: Runner, work: (log: RunLog, cutShort: EarlierRun | null) => T): T {
  return withLease(runner, (before) => {
    const cutShort = withReceipt(before);
    const log: RunLog = { reports: [], formulas: 0 };
    const at = now();
    const finish = (problem: string | null) =>
      leaveOwn({
        at,
        by: runner.by,
        why: runner.why,
        tookMs: now() - at,
        requests: requestsSent(),
        ...log,
        problem,
      });
    try {
      const result = work(log, cutShort);
      finish(null);
      return result;
    } catch (error) {
      const problem = problemOf('report', error);
      finish(problem.message);
      throw isGoogles(error) ? error : problem;
    } finally {
      endProgress();
    }
  });
}

/** Runs other work while nobody refreshes, without a receipt. @throws Busy */
export function betweenRuns<T>(by: string, work: () => T): T {
  return withLease({ by, why: 'asked', patienceMs: betweenPatienceMs }, (before) => {
    withReceipt(before);
    return work();
  });
}

/** The time that most refreshes take. */
const betweenPatienceMs = 10_000;

/** Leaves a receipt of an interrupted run. */
function withReceipt(before: EarlierRun | null): EarlierRun | null {
  const cutShort = before && { ...before, about: unrefreshed(before) };
  if (cutShort && !hasReceipt(cutShort)) leaveOwn(receiptOf(cutShort));
  return cutShort;
}

/** What a run was to refresh and has not. */
function unrefreshed({ about, at }: EarlierRun): string[] {
  const states = readStates();
  return about.filter((id) => (states.get(id)?.fetchedAt ?? 0) < at);
}

/** Only its lease was not given back. */
const hasReceipt = ({ at }: EarlierRun): boolean => runReceipts(1).some((newest) => newest.at >= at);

/**
 * A failure to store a receipt is ignored: where the store is full, or Google's daily limit is reached, each report
 * has its own state.
 */
const leaveOwn = (receipt: Receipt): void => unlessRefused(() => keepReceipt(receipt), undefined);

/** The receipt of something that holds no lease. */
export const leaveReceipt = (receipt: Receipt): void => unlessRefused(() => keepReceiptBeside(receipt), undefined);

const receiptOf = ({ by, why, about, at }: EarlierRun): Receipt => ({
  at,
  by,
  why,
  tookMs: 0,
  requests: 0,
  formulas: 0,
  problem: cutShortText,
  reports: about.map((id) => ({ id, outcome: 'failed', rows: null, problem: null })),
});

export const cutShortText =
  'Google cut the run short before it could finish. What was not written yet stays as it was.';
