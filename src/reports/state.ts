import { StoredNotes } from '../contract/note';
import { columnNames } from '../domain/column-names';
import { Moment } from '../domain/moment';
import type { Snapshot, Snapshots } from '../domain/movement-base';
import {
  array,
  checked,
  fallback,
  nullable,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  parsedJson,
  string,
  tuple,
} from '../domain/parsing';
import { isRange } from '../domain/periods';
import { documentStore, fitsProperty, storedUnder } from '../google/properties';
import { Written, withoutUsual } from '../sheets/written';
import { StoredBridge } from './bridge';

/** The state of a report in this spreadsheet. It does not travel with a copy (P8.1-7). */
export const ReportState = object({
  /** Whose key its figures come from: another key may belong to another account, so a refresh with it asks first. */
  key: object({ fingerprint: string, by: string }),
  /** The named range over header and rows: it moves with the cells, and says which of them are the report's (P8-17). */
  rangeName: string,
  /** null before the first write. */
  block: nullable(Written),
  /** When its data came from Journeybee, and when its figures last changed; milliseconds since 1970. */
  fetchedAt: nullable(Moment),
  changedAt: nullable(Moment),
  /** How long its last refresh took, from Journeybee's first answer on; null where it was not stored. */
  tookMs: optional(nullable(number), null),
  /** The days that were answered last, where a definition can have them. */
  dates: fallback(nullable(checked(object({ startDate: string, endDate: string }), isRange)), null),
  /** `problem`: why the last refresh failed; `note`: the notes of the last one that worked. */
  problem: nullable(string),
  note: StoredNotes,
  /** The id of the sheet that was made for it; null where it is in another sheet, or the id was not stored. */
  madeSheet: optional(nullable(number), null),
  /** null: no chart was drawn; `chartId` null: somebody has deleted it. */
  chart: nullable(object({ sheetId: number, chartId: nullable(number) })),
  history: nullable(
    object({
      sheetId: number,
      columns: array(oneOf(columnNames)),
      lastDay: nullable(string),
      cells: number,
    }),
  ),
  /** The figures that it shows, as they are kept for the day on which it is final; null: they are not. See `encoded`. */
  figures: optional(nullable(object({ about: string, text: string })), null),
  /** What the last comparison of a final report with Journeybee came to; totals are amounts or counts. */
  check: optional(
    nullable(
      object({
        at: Moment,
        reported: number,
        now: number,
        currency: nullable(string),
        changed: number,
        joined: number,
        left: number,
      }),
    ),
    null,
  ),
  /** Of a report with a history: what it asks, and since when as far as that is known. */
  asked: optional(nullable(object({ question: string, since: nullable(number) })), null),
  /** What the change of its total was made of at the last refresh; null: it is not compared, or that is not known. */
  bridge: optional(nullable(StoredBridge), null),
});
export type ReportState = Parsed<typeof ReportState>;

const prefix = 'state:';

/** The states of reports by id. A damaged state counts as missing: its report is like one that came with a copy. */
export const readStates = (): Map<string, ReportState> =>
  documentStore.atOnce(() => {
    heldSigns = Object.entries(documentStore.all('')).reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    return storedUnder(prefix, ReportState);
  });

/** How much the store held when the states were read last in this execution. */
let heldSigns = 0;
/**
 * Up to here figures are kept for the day on which a report is final. Of the 500 KB of the store (P4-5) sixty reports of a
 * hundred partners take up to 440 without them.
 */
const mostSigns = 300_000;

/** The same state, without its figures where the store has no room for them, or a property has not. */
export const withinStore = (state: ReportState): ReportState =>
  heldSigns <= mostSigns && fitsProperty(JSON.stringify(state, withoutUsual)) ? state : { ...state, figures: null };

export function saveState(id: string, state: ReportState): void {
  documentStore.set(prefix + id, JSON.stringify(state, withoutUsual));
}

export function removeState(id: string): void {
  documentStore.remove(prefix + id);
  documentStore.remove(movementPrefix + id);
}

const movementPrefix = 'movement:';

const StoredSnapshot = object({
  day: string,
  within: array(nullable(string)),
  /** Uuid, rank, and which of `within` it counts within. */
  ranks: array(tuple(string, number, number)),
});
const StoredSnapshots = object({
  /** A hash of the query and of how it is ranked: ranks of another one are no base. */
  about: string,
  base: nullable(StoredSnapshot),
  latest: StoredSnapshot,
});

export function readSnapshots(id: string, about: string): Snapshots | null {
  const stored = parsedJson(StoredSnapshots, documentStore.get(movementPrefix + id));
  if (stored?.about !== about) return null;
  const { base, latest } = stored;
  return { base: base && unpacked(base), latest: unpacked(latest) };
}

/** Stores snapshots whose ranks come from `keptRanks`. */
export function saveSnapshots(id: string, about: string, { base, latest }: Snapshots): void {
  documentStore.set(movementPrefix + id, JSON.stringify({ about, base: base && packed(base), latest: packed(latest) }));
}

function packed({ day, ranks }: Snapshot): Parsed<typeof StoredSnapshot> {
  const labels = [...new Set(ranks.map((ranked) => ranked.within))];
  return {
    day,
    within: labels,
    ranks: ranks.map((ranked) => [ranked.uuid, ranked.rank, labels.indexOf(ranked.within)]),
  };
}

function unpacked({ day, within: labels, ranks }: Parsed<typeof StoredSnapshot>): Snapshot {
  return {
    day,
    ranks: ranks.map(([uuid, rank, index]) => ({ uuid, name: '', rank, within: labels[index] ?? null })),
  };
}
