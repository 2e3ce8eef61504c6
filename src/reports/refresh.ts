import { chosenFiscalStart } from '../connection/fiscal-year';
import type { Why } from '../contract/outcomes';
import { RefreshRequest } from '../contract/requests';
import { hasFiscalYear } from '../domain/periods';
import { statuses } from '../domain/report-status';
import { outageTitle } from '../domain/report-title';
import { now } from '../google/time';
import { briefly, JourneybeeError } from '../journeybee/failure';
import { Problem } from '../problem';
import type { Blocks } from '../sheets/block-range';
import { rewriteBlock } from '../sheets/refresh-block';
import { retitleBlock } from '../sheets/retitle-block';
import type { Gathered } from './content';
import { writtenInCopy } from './copied';
import { currentDefinitions, unknownReport } from './definition-store';
import { commonOutage, fetchReports } from './fetch-reports';
import { isMadeWith, type OwnKey, ownKey } from './own-key';
import { showProgress } from './progress';
import { otherKey, postponed, type Refreshed, receiptOf } from './refreshed';
import { blockOf, historiesBeside, isSound, type Report, readReports, type SoundReport } from './report';
import { notFetched, notWritten, resultOf } from './result-of';
import { type RunLog, withRun } from './run';
import { batchesOf, hasTime, type RunTime, writeMs } from './run-time';
import { saveState } from './state';
import { writeReport } from './write-report';

const noTime = 'There was no time left for it. It is refreshed with the next hourly run.';
const changedMeanwhile =
  'Somebody changed it while its figures were fetched, so its cells stay as they are. Refresh it again.';

/** A run that refreshes: all reports of the spreadsheet, the key that it refreshes with, and the log that it fills. */
export interface RefreshRun {
  readonly all: readonly Report[];
  readonly own: OwnKey;
  readonly log: RunLog;
}

export interface RefreshLimits {
  /** Whether reports of another key, and those that came with a copy, are refreshed too. */
  readonly withMyKey: boolean;
  /** The time of a scheduled run. Without it all reports are fetched in one batch. */
  readonly time?: RunTime;
}

/** Refreshes what the sidebar asks for: one report by its id, or all that are active. */
export function refreshRequested(request: unknown): Refreshed[] {
  const { id, withMyKey } = RefreshRequest(request);
  return refreshReports(id, withMyKey, 'asked');
}

/**
 * Refreshes the report of this id, or all that are active. Each ends in its own result; one that fails keeps its block as it
 * is. A report that another key wrote is left alone, unless the person asks for it `withMyKey`: their account may have other
 * figures, and theirs are not to appear wherever somebody else has put a report. So is one that came with a copy.
 */
export function refreshReports(id: string | null, withMyKey: boolean, why: Why): Refreshed[] {
  const own = ownKey();
  return withRun({ by: own.owner.by, why }, (log) => {
    const all = readReports();
    const wanted = id === null ? all.filter(isSound).filter(isActive) : chosen(all, id);
    return refreshThese({ all, own, log }, wanted, { withMyKey });
  });
}

const isActive = ({ definition, state }: SoundReport): boolean =>
  statuses[definition.status].isRefreshed && state !== null;

/** The report of this id; none where its definition cannot be read. @throws Problem where it is not to be refreshed */
function chosen(all: readonly Report[], id: string): SoundReport[] {
  const report = all.find((other) => other.id === id);
  if (!report) throw new Problem(unknownReport);
  const status = report.definition?.status ?? 'active';
  if (!statuses[status].isRefreshed)
    throw new Problem(`“${report.name}” is ${status}, so its cells stay as they are. Resume it first.`);
  if (!isSound(report)) return [];
  // Its fiscal year was another spreadsheet's.
  if (!report.state && hasFiscalYear(report.definition.period) && chosenFiscalStart() === null)
    throw new Problem('A copy does not know when the fiscal year starts. Choose it in Settings, then refresh again.');
  return [report];
}

/** Refreshes `wanted`, and adds their receipts to the log of the run. */
export function refreshThese(
  run: RefreshRun,
  wanted: readonly SoundReport[],
  { withMyKey, time }: RefreshLimits,
): Refreshed[] {
  const { owner } = run.own;
  const allowed = wanted.filter(({ state }) => withMyKey || isMadeWith(state, owner));
  const results = new Map<string, Refreshed>();
  let outage: JourneybeeError | null = null;
  for (const batch of time ? batchesOf(allowed) : [allowed]) {
    if (time && !hasTime(batch, time)) continue;
    if (batch.length > 1) showProgress({ done: 0, of: batch.length, what: 'reports' });
    const before: JourneybeeError | null = outage;
    const gathered: ReadonlyArray<Gathered | Problem> = before
      ? batch.map(() => before)
      : fetchReports(batch, run.own.key, time);
    // A failure that all reports have in common is not asked for again by reports that take minutes each.
    outage = time ? commonOutage(gathered) : null;
    refreshBatch(run, batch, gathered, time).forEach((result) => void results.set(result.id, result));
  }
  const refreshed = wanted.map(
    (report) =>
      results.get(report.id) ?? (allowed.includes(report) ? postponed(report, noTime) : otherKey(report, owner)),
  );
  run.log.reports.push(...refreshed.map(receiptOf));
  return refreshed;
}

/** Writes a batch that was fetched. A report for which there is no time is not among the results. */
function refreshBatch(
  run: RefreshRun,
  batch: readonly SoundReport[],
  gathered: ReadonlyArray<Gathered | Problem>,
  time?: RunTime,
): Refreshed[] {
  const unchanged = resultOf(notFetched, () => unchangedOf(batch));
  return batch.flatMap((report, index) => {
    if (batch.length > 1 && index > 0) showProgress({ done: index, of: batch.length, what: 'reports' });
    // A report that was fetched and cannot be written in time is fetched again at the next tick. The first is always
    // written.
    if (time && now() > (index === 0 ? time.endBy - writeMs : time.beginBy)) return [];
    if (unchanged instanceof Problem) return refreshOne(run, report, unchanged, time !== undefined);
    if (!unchanged.includes(report)) return postponed(report, changedMeanwhile);
    return refreshOne(run, report, gathered[index] ?? new Problem(notFetched), time !== undefined);
  });
}

/** Records that reports could not be refreshed, without fetching any of them. */
export function leaveThese(run: RefreshRun, reports: readonly SoundReport[], problem: Problem): void {
  const { owner } = run.own;
  for (const report of reports) {
    const refreshed = isMadeWith(report.state, owner)
      ? refreshOne(run, report, problem, true)
      : otherKey(report, owner);
    run.log.reports.push(receiptOf(refreshed));
  }
}

/**
 * Reports that nobody has changed, paused, marked as final or deleted since they were read: fetching may have taken
 * minutes, and any other must not be written.
 */
function unchangedOf(reports: readonly SoundReport[]): SoundReport[] {
  const current = currentDefinitions(reports.map(({ id }) => id));
  return reports.filter(({ id, definition }) => JSON.stringify(current.get(id)) === JSON.stringify(definition));
}

function refreshOne(
  { all, own }: RefreshRun,
  report: SoundReport,
  gathered: Gathered | Problem,
  bySchedule: boolean,
): Refreshed {
  const blocks = () => all.map(blockOf);
  const refreshed = writeReport(
    {
      report,
      owner: own.owner,
      otherHistories: historiesBeside(report.id, all),
      madeSheet: null,
      write: ({ wanted }, state, record) => {
        const { rangeName, written } = state ? blockOf({ ...report, state }) : writtenInCopy(report.rangeName, wanted);
        return rewriteBlock(wanted, { rangeName, written }, blocks, record);
      },
    },
    gathered,
  );
  if (bySchedule && gathered instanceof JourneybeeError && gathered.mendedBy === 'journeybee') {
    sayInTable(report, gathered, blocks);
  }
  return refreshed;
}

/** In an outage the title of a table says that its figures stay for now. The card and the mail say so as well. */
function sayInTable(report: SoundReport, error: JourneybeeError, blocks: Blocks): void {
  const { id, state } = report;
  if (!state) return;
  resultOf(notWritten, () =>
    retitleBlock(
      blockOf(report),
      blocks,
      (title) => outageTitle(title, briefly(error.failure)),
      ({ rangeName, written }) => saveState(id, { ...state, problem: error.message, rangeName, block: written }),
    ),
  );
}
