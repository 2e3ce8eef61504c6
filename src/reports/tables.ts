import * as v from 'valibot';
import { ownKeyFingerprint } from '../connection/connection';
import { localTime, spreadsheet } from '../google/spreadsheet';
import type { TableView } from '../rpc';
import { a1 } from '../sheet/block';
import { removeBlockRange } from '../sheet/write-block';
import { type Report, readReports, removeReport } from './report';

/** The tables of this spreadsheet as the sidebar lists them. */
export function tableViews(): TableView[] {
  const ownFingerprint = ownKeyFingerprint();
  return readReports().map((report) => ({
    id: report.id,
    name: report.name,
    place: place(report),
    refreshedAt: report.fetchedAt === null ? null : localTime(report.fetchedAt, 'yyyy-MM-dd HH:mm'),
    problem: report.problem,
    otherKeyBy: ownFingerprint === report.key.fingerprint ? null : report.key.by,
  }));
}

/** Takes a table off the list. Its cells stay as they are, and are refreshed no more. */
export function forgetTable(request: unknown): string {
  const { id } = v.parse(v.object({ id: v.string() }), request);
  const report = readReports().find((known) => known.id === id);
  if (report) removeBlockRange(report.rangeName);
  removeReport(id);
  return 'The table is off the list. Its cells stay as they are.';
}

function place({ rangeName }: Report): string | null {
  const range = spreadsheet().getRangeByName(rangeName);
  return range && `${range.getSheet().getName()}!${a1(range.getRow(), range.getColumn())}`;
}
