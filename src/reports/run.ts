import { requestsSent } from '../google/http';
import { now } from '../google/time';
import { problemText } from '../problem';
import { type EarlierRun, type Runner, withLease } from './lease';
import { keepReceipt, type Receipt, type ReportReceipt } from './receipts';

/** What a run has done so far, for its receipt. */
export interface RunLog {
  readonly reports: ReportReceipt[];
  formulas: number;
}

/**
 * Runs `work` as the only refresh of this spreadsheet, and keeps a receipt of it, whether it works, fails, or is cut short by
 * Google: then whoever comes next writes the receipt. @throws Busy
 */
export function withRun<T>(runner: Runner, work: (log: RunLog) => T): T {
  return withLease(runner, (cutShort) => {
    if (cutShort) keep(receiptOf(cutShort));
    const log: RunLog = { reports: [], formulas: 0 };
    const at = now();
    const finish = (problem: string | null) =>
      keep({ at, by: runner.by, why: runner.why, tookMs: now() - at, requests: requestsSent(), ...log, problem });
    try {
      const result = work(log);
      finish(null);
      return result;
    } catch (error) {
      finish(problemText(error));
      throw error;
    }
  });
}

/** A receipt that cannot be written is no reason to fail what it is about. */
export function keep(receipt: Receipt): void {
  try {
    keepReceipt(receipt);
  } catch {
    // The store is full, or Google has had enough for the day: the reports say themselves how they fare.
  }
}

const receiptOf = ({ by, why, at }: EarlierRun): Receipt => ({
  at,
  by,
  why,
  tookMs: 0,
  requests: 0,
  formulas: 0,
  problem: 'It was cut short before it could finish. What it had not written yet stays as it was.',
  reports: [],
});
