import { ownKeyFingerprint } from '../connection/connection';
import { localTime } from '../google/spreadsheet';
import type { ReportView } from '../rpc';
import { a1 } from '../sheet/area';
import { findBlock } from '../sheet/block-range';
import { rangeNameOf } from './refresh';
import { type Report, readReports } from './report';

/** The reports of this spreadsheet as the sidebar lists them. */
export function reportViews(): ReportView[] {
  const ownFingerprint = ownKeyFingerprint();
  const reports = readReports();
  const taken = () => reports.map(rangeNameOf);
  return reports.map((report): ReportView => {
    const { id, name, definition, state } = report;
    return {
      id,
      definition,
      name: definition?.name ?? name,
      place: place(report, taken),
      refreshedAt: moment(state?.fetchedAt),
      changedAt: moment(state?.changedAt),
      dates: state?.dates ?? null,
      problem: state?.problem ?? null,
      note: state?.note ?? null,
      otherKeyBy: state && state.key.fingerprint !== ownFingerprint ? state.key.by : null,
      copied: state === null,
    };
  });
}

const moment = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : localTime(ms, 'yyyy-MM-dd HH:mm');

function place(report: Report, taken: () => readonly string[]): string | null {
  const found = findBlock(rangeNameOf(report), report.state?.block ?? null, taken);
  return found && `${found.sheet.getName()}!${a1(found.rect.row, found.rect.column)}`;
}
