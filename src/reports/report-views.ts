import { ownKeyFingerprint } from '../connection/connection';
import type { ReportView, RunView } from '../contract/sidebar-api';
import { minuteMs } from '../domain/duration';
import { memoized, timeAt } from '../domain/time-zone';
import { timeZone } from '../google/spreadsheet';
import { now } from '../google/time';
import { a1, a1Range } from '../sheets/area';
import { findBlock, withLinesAbove } from '../sheets/block-range';
import { readReceipts } from './receipts';
import { blockOf, type Report } from './report';

/** The reports of this spreadsheet as the sidebar lists them. */
export function reportViews(reports: readonly Report[]): ReportView[] {
  const ownFingerprint = ownKeyFingerprint();
  const offsetAt = memoized(timeZone().offsetAt);
  const moment = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : timeAt(ms, offsetAt));
  const sheetNames = new Map<number, string>();
  const place = (report: Report): Pick<ReportView, 'place' | 'cells' | 'madeSheet'> => {
    const recorded = blockOf(report);
    const block = findBlock(recorded, () => reports.map(blockOf));
    if (!block) return { place: null, cells: null, madeSheet: null };
    const { sheet, sheetId, rect } = block;
    const sheetName = sheetNames.get(sheetId) ?? sheet.getName();
    sheetNames.set(sheetId, sheetName);
    const isMade = report.state !== null && report.state.madeSheet === sheetId;
    return {
      place: `${sheetName}!${a1(rect.row, rect.column)}`,
      cells: { sheetId, range: a1Range(withLinesAbove(block, recorded.written)) },
      madeSheet: isMade ? sheetName : null,
    };
  };
  return reports.map((report): ReportView => {
    const { id, name, definition, state } = report;
    return {
      id,
      definition,
      name: definition?.name ?? name,
      ...place(report),
      refreshedAt: moment(state?.fetchedAt),
      ageMinutes: state?.fetchedAt == null ? null : Math.floor((now() - state.fetchedAt) / minuteMs),
      changedAt: moment(state?.changedAt),
      dates: state?.dates ?? null,
      problem: state?.problem ?? null,
      notes: state?.note ?? [],
      otherKeyBy: state && state.key.fingerprint !== ownFingerprint ? state.key.by : null,
      copied: state === null,
    };
  });
}

const mostRuns = 30;

/** The latest runs, the newest first. */
export function runViews(reports: readonly Report[]): RunView[] {
  const offsetAt = memoized(timeZone().offsetAt);
  const names = new Map(reports.map(({ id, name, definition }) => [id, definition?.name ?? name]));
  return readReceipts(mostRuns).map(({ at, tookMs, reports: of, ...shared }) => ({
    ...shared,
    at: timeAt(at, offsetAt),
    seconds: Math.round(tookMs / 1000),
    reports: of.map(({ id, ...report }) => ({ name: names.get(id) ?? 'A report that was deleted', ...report })),
  }));
}
