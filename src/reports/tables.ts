import * as v from 'valibot';
import { localTime, spreadsheet } from '../google/spreadsheet';
import { Problem } from '../problem';
import type { TableView } from '../rpc';
import { a1 } from '../sheet/block';
import { type Report, readReports, removeReport } from './report';

/** The tables of this spreadsheet as the sidebar lists them. */
export function tableViews(): TableView[] {
  return readReports().map((report) => ({
    id: report.id,
    name: report.name,
    place: place(report),
    refreshedAt: report.fetchedAt === null ? null : localTime(report.fetchedAt, 'yyyy-MM-dd HH:mm'),
    problem: report.problem,
  }));
}

/** Takes a table off the list whose place in the sheets is gone. */
export function forgetTable(request: unknown): string {
  const { id } = v.parse(v.object({ id: v.string() }), request);
  const report = readReports().find((known) => known.id === id);
  if (report && place(report) !== null) {
    throw new Problem(`${report.name} is still in the spreadsheet. Delete its cells and its named range first.`);
  }
  removeReport(id);
  return 'The table is off the list.';
}

function place({ rangeName }: Report): string | null {
  const range = spreadsheet().getRangeByName(rangeName);
  return range && `${range.getSheet().getName()}!${a1(range.getRow(), range.getColumn())}`;
}
