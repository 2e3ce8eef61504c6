import { defaultColumns } from '../domain/column-names';
import { columns, heading } from '../domain/columns';
import { defaultLayout } from '../domain/layout';
import { noMemberships } from '../domain/membership';
import { object, parsedJson, string } from '../domain/parsing';
import { standings } from '../domain/ranking';
import { sampleLeaderboard } from '../domain/sample';
import { rowsOf } from '../domain/table';
import { problemOf } from '../google/faults';
import { personEmail } from '../google/person';
import { documentStore } from '../google/properties';
import { deleteIfEmpty } from '../google/spreadsheet';
import { findBlock, removeBlockRange } from '../sheets/block-range';
import { clearBlock } from '../sheets/clear-block';
import type { Wanted } from '../sheets/plan';
import { insertBlock, type Recorded } from '../sheets/refresh-block';
import { Written } from '../sheets/written';
import { inNewSheet } from './place';
import { blockOf, readReports } from './report';
import { betweenRuns } from './run';

/** The sample's range and what it may hold, as in a report's state. */
const propertyName = 'sample';
const StoredSample = object({ rangeName: string, block: Written });

function readSample(): Recorded | null {
  const stored = parsedJson(StoredSample, documentStore.get(propertyName));
  return stored && { rangeName: stored.rangeName, written: stored.block };
}

const blocks = () => readReports().map(blockOf);

export const hasSample = (): boolean => documentStore.get(propertyName) !== null;

/** Writes a table of made-up partners, marked as such, into a sheet of its own. It needs no key and no request. */
export function insertSample(): string {
  return betweenRuns(personEmail(), () => {
    if (hasSample()) return 'The sample is there already.';
    const { place, undo, finish } = inNewSheet('SAMPLE leaderboard');
    try {
      insertBlock(wanted(), { ...place(), name: 'JB_SAMPLE' }, blocks, {
        record: ({ rangeName, written }) => {
          documentStore.set(propertyName, JSON.stringify({ rangeName, block: written }));
        },
        forget: () => documentStore.remove(propertyName),
      });
    } catch (error) {
      undo();
      throw error;
    }
    finish();
    return 'A table of made-up partners is in a new sheet. Remove it whenever you like.';
  });
}

/** Deletes the sample, and its sheet where nothing else is in it. Cells that somebody changed stay. */
export function removeSample(): string {
  return betweenRuns(personEmail(), () => {
    const problem = clearSample();
    removeSampleRange();
    documentStore.remove(propertyName);
    return problem === null ? 'The sample is gone.' : `${problem} Its cells stay: delete them yourself.`;
  });
}

/** Why its cells are not cleared, or null. */
function clearSample(): string | null {
  const sample = readSample();
  const block = sample && findBlock(sample, blocks);
  if (!sample || !block) return null;
  try {
    clearBlock(sample.rangeName, sample.written, blocks);
  } catch (error) {
    return problemOf('report', error).message;
  }
  deleteIfEmpty(block.sheet);
  return null;
}

/** Its cells are nobody's from then on. */
export function removeSampleRange(): void {
  const rangeName = readSample()?.rangeName;
  if (rangeName !== undefined) removeBlockRange(rangeName);
}

function wanted(): Wanted {
  const shown = standings(sampleLeaderboard, defaultLayout, noMemberships);
  const shownColumns = defaultColumns.map((name) => columns[name]);
  return {
    title: 'SAMPLE · made-up partners and figures, not yours',
    header: shownColumns.map((column) => heading(column, sampleLeaderboard)),
    kinds: shownColumns.map(({ kind }) => kind),
    currency: sampleLeaderboard.currency,
    rows: rowsOf(sampleLeaderboard, shown, shownColumns, false),
    totals: null,
    board: null,
  };
}
