import { PlacesRequest } from '../contract/requests';
import type { ReportPlace } from '../contract/sidebar-api';
import { documentStore } from '../google/properties';
import { a1, a1Range } from '../sheets/area';
import { findBlock, withLinesAbove } from '../sheets/block-range';
import { type Located, locatedLately } from '../sheets/located';
import { blockOf, type Report, rangeNameOf, readReports } from './report';

/** The place of a report that is gone, or that nobody has looked for. */
export const noPlace: ReportPlace = { place: null, cells: null, madeSheet: null };

/** Gives the places of reports, and asks Google for the name of each sheet once. */
export function placeFinder(reports: readonly Report[]) {
  const sheetNames = new Map<number, string>();
  const placeAt = (report: Report, { sheet, sheetId, rect }: Located): ReportPlace => {
    const sheetName = sheetNames.get(sheetId) ?? sheet.getName();
    sheetNames.set(sheetId, sheetName);
    const isMade = report.state !== null && report.state.madeSheet === sheetId;
    return {
      place: `${sheetName}!${a1(rect.row, rect.column)}`,
      cells: { sheetId, range: a1Range(withLinesAbove(rect, blockOf(report).written)) },
      madeSheet: isMade ? sheetName : null,
    };
  };
  return {
    /** The place in which this execution has written a report lately; null: none. */
    writtenLately: (report: Report): ReportPlace | null => {
      const located = locatedLately(rangeNameOf(report));
      return located && placeAt(report, located);
    },
    /** Three calls to Google for each. */
    find: (report: Report): ReportPlace => {
      const block = findBlock(blockOf(report), () => reports.map(blockOf));
      return block ? placeAt(report, block) : noPlace;
    },
  };
}

/** The places of the reports that are asked for, by their ids; without those that are off the list by now. */
export function placesOf(request: unknown): Readonly<Record<string, ReportPlace>> {
  const { ids } = PlacesRequest(request);
  return documentStore.atOnce(() => {
    const reports = readReports();
    const { find } = placeFinder(reports);
    return Object.fromEntries(reports.filter(({ id }) => ids.includes(id)).map((report) => [report.id, find(report)]));
  });
}
