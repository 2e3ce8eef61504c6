import { ownKeyFingerprint } from '../connection/connection';
import type { FinalView } from '../contract/final-view';
import type { ReportView, RunView } from '../contract/sidebar-api';
import { minuteMs } from '../domain/duration';
import { partnerFigures } from '../domain/partner-figures';
import { memoized, timeAt } from '../domain/time-zone';
import { askedLocalTime, timeZone } from '../google/spreadsheet';
import { now } from '../google/time';
import { keptBy, sumField } from './kept-figures';
import { readReceipts } from './receipts';
import type { Report } from './report';
import { noPlace, placeFinder } from './report-places';

/** Of more reports, an answer locates only those that the call has written: looking for one takes three calls to Google. */
const mostLocated = 10;

/** The reports of this spreadsheet as the sidebar lists them. */
export function reportViews(reports: readonly Report[]): ReportView[] {
  const ownFingerprint = ownKeyFingerprint();
  const offsetAt = memoized(timeZone().offsetAt);
  const moment = (ms: number | null | undefined) =>
    ms === null || ms === undefined ? null : (askedLocalTime(ms) ?? timeAt(ms, offsetAt));
  const { writtenLately, find } = placeFinder(reports);
  const isFew = reports.length <= mostLocated;
  return reports.map((report): ReportView => {
    const { id, name, definition, state } = report;
    const located = writtenLately(report) ?? (isFew ? find(report) : null);
    return {
      id,
      definition,
      name: definition?.name ?? name,
      ...(located ?? noPlace),
      isLocated: located !== null,
      refreshedAt: moment(state?.fetchedAt),
      ageMinutes: state?.fetchedAt == null ? null : Math.floor((now() - state.fetchedAt) / minuteMs),
      changedAt: moment(state?.changedAt),
      dates: state?.dates ?? null,
      problem: state?.problem ?? null,
      notes: state?.note ?? [],
      hasBridge: state?.bridge != null,
      final: finalView(report, moment),
      otherKeyBy: state && state.key.fingerprint !== ownFingerprint ? state.key.by : null,
      copied: state === null,
    };
  });
}

function finalView({ definition, state }: Report, moment: (ms: number) => string | null): FinalView | null {
  if (definition?.status !== 'frozen' || state?.fetchedAt == null) return null;
  const { fetchedAt, check } = state;
  return {
    reportedOn: (moment(fetchedAt) ?? '').slice(0, 10),
    kept: keptBy(definition, state) !== null,
    kind: partnerFigures[sumField(definition)].kind,
    check: check && { ...check, at: moment(check.at) ?? '' },
  };
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
