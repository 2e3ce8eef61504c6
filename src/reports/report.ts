import { fiscalStart } from '../connection/fiscal-year';
import type { ReportDefinition } from '../contract/report-definition';
import { defaultLayout, type Layout } from '../domain/layout';
import { hasFiscalYear } from '../domain/periods';
import { documentStore } from '../google/properties';
import { type LeaderboardQuery, leaderboardQuery } from '../journeybee/query';
import type { KnownBlock } from '../sheets/block-range';
import type { DefinitionRecord } from './definition-lines';
import { type Reading, readDefinitions, removeDefinition } from './definition-store';
import { isReportId } from './report-id';
import { type ReportState, readStates, removeState } from './state';

/** A report as this spreadsheet has it. */
export interface Report extends DefinitionRecord {
  /** null where it came with a copy of another spreadsheet, and nobody has refreshed it here yet. */
  readonly state: ReportState | null;
}

/** A report whose definition can be read. */
export interface SoundReport extends Report {
  readonly definition: ReportDefinition;
}

/**
 * All reports in the order in which they were made, damaged ones included. Whatever happens to the hidden sheet, a
 * report that was ever written here is among them until somebody deletes it. `lately`: the list may be as it was read some
 * seconds ago, for showing it.
 */
export function readReports(reading: Reading = {}): Report[] {
  return documentStore.atOnce(() => {
    const states = readStates();
    const writtenReports = [...states].flatMap(([id, { rangeName, fetchedAt }]) =>
      isReportId(id) && fetchedAt !== null ? { id, rangeName } : [],
    );
    const records = readDefinitions(writtenReports, reading);
    const lost = writtenReports.filter(({ id }) => !records.some((record) => record.id === id));
    const unnamed = lost.map(({ id, rangeName }) => ({
      id,
      name: rangeName.replace(/^JB_/, '').replace(/_/g, ' '),
      definition: null,
      rangeName,
    }));
    return [...records, ...unnamed].map((record) => ({ ...record, state: states.get(record.id) ?? null }));
  });
}

export const rangeNameOf = ({ state, rangeName }: Report): string => state?.rangeName ?? rangeName;

export const blockOf = (report: Report): KnownBlock => ({
  rangeName: rangeNameOf(report),
  written: report.state?.block ?? null,
});

/** The sheets, by their ids, of the histories of all reports but the one of this id. */
export const historiesBeside = (id: string, reports: readonly Report[]): number[] =>
  reports.flatMap((report) => (report.id !== id && report.state?.history ? report.state.history.sheetId : []));

export const isSound = (report: Report): report is SoundReport => report.definition !== null;

/** Removes all that is stored of a report; its cells stay. */
export function removeReport(id: string): void {
  removeDefinition(id, () => removeState(id));
}

export const queryOf = ({ period, partnerType, leadDirection, filters }: ReportDefinition): LeaderboardQuery =>
  leaderboardQuery({
    period,
    partnerType,
    leadDirection,
    filters,
    ...(hasFiscalYear(period) && { fiscalStart: fiscalStart() }),
  });

export const layoutOf = ({ columns, sort, group }: ReportDefinition): Layout => ({
  ...defaultLayout,
  columns,
  sort,
  rankWithin: group,
});
