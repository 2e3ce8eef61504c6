import type { ReportDefinition } from '../contract/report-definition';
import type { SheetWithId } from '../google/spreadsheet';
import { Problem } from '../problem';
import { HalfWritten, insertBlock } from '../sheets/refresh-block';
import { addDefinition, keepDefinition } from './definition-store';
import { fetchReports } from './fetch-reports';
import { ownKey } from './own-key';
import { type Refreshed, receiptOf } from './refreshed';
import { blockOf, historiesBeside, readReports } from './report';
import { notFetched } from './result-of';
import { withRun } from './run';
import { type WriteTarget, writeReport } from './write-report';

/** The cell of a new report's first line. It is called once there is something to write. */
export type NewPlace = () => SheetWithId & {
  readonly row: number;
  readonly column: number;
  /** Whether the sheet was made for the report. */
  readonly isOwnSheet: boolean;
};

/**
 * Makes a report: fetches it, writes it at `place` and stores it. Where it cannot be fetched or written, this throws
 * and nothing is stored. A failure after the table is told by the report, and the next refresh repairs it.
 */
export function insertReport(id: string, definition: ReportDefinition, place: NewPlace, forget: () => void): Refreshed {
  const { key, owner } = ownKey();
  return withRun({ by: owner.by, why: 'saved' }, (log) => {
    const report = { id, name: definition.name, definition, rangeName: '', state: null };
    const [gathered = new Problem(notFetched)] = fetchReports([report], key);
    if (gathered instanceof Problem) throw gathered;
    const cell = place();
    const others = readReports();
    let stands = false;
    const write: WriteTarget['write'] = ({ wanted }, _, record) => {
      const at = { ...cell, name: rangeNameFor(definition.name) };
      try {
        const block = insertBlock(wanted, at, () => others.map(blockOf), {
          record: (standing) => {
            // Everything is stored before the block is written: cells that no record knows would belong to nobody. A
            // line alone would look like a copy's.
            keepDefinition(id, definition);
            record(standing);
            addDefinition(id, definition, standing.rangeName);
          },
          forget,
        });
        stands = true;
        return block;
      } catch (error) {
        stands = error instanceof HalfWritten;
        throw error;
      }
    };
    const madeSheet = cell.isOwnSheet ? cell.sheetId : null;
    const otherHistories = historiesBeside(id, others);
    const refreshed = writeReport({ report, owner, otherHistories, madeSheet, write }, gathered);
    const { problem } = refreshed;
    if (problem !== null && !stands) {
      forget();
      throw new Problem(problem);
    }
    log.reports.push(receiptOf(refreshed));
    return refreshed;
  });
}

/** Readable, because people meet it in formulas and charts: JB_Top_10_resellers_last_quarter. */
const rangeNameFor = (name: string) => `JB_${name.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 60)}`;
