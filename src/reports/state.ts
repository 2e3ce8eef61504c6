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
import { documentStore } from '../google/properties';
import { Written, withoutUsual } from '../sheets/written';

/** What is known of a report in this very spreadsheet: it does not travel with a copy (P8.1-7). */
export const ReportState = object({
  /** Whose key its figures come from: another one is another account, perhaps, and asks first. */
  key: object({ fingerprint: string, by: string }),
  /** The named range over header and rows: it moves with the cells, and says what is ours to write (P8-17). */
  rangeName: string,
  /** null before the first write. */
  block: nullable(Written),
  /** When its data came from Journeybee, and when its figures last changed; milliseconds since 1970. */
  fetchedAt: nullable(Moment),
  changedAt: nullable(Moment),
  /** How long its last refresh took, from Journeybee's first answer on; null before that was kept. */
  tookMs: optional(nullable(number), null),
  /** The days that were answered last, where a definition can have them. */
  dates: fallback(nullable(checked(object({ startDate: string, endDate: string }), isRange)), null),
  /** Why the last refresh did not work; what is to be known of the last that did. */
  problem: nullable(string),
  note: StoredNotes,
  /** The sheet that was made for it, by its id; null: it stands in one of somebody's own, or that was not kept. */
  madeSheet: optional(nullable(number), null),
  /** null: none was made yet; `chartId` null: it was, and somebody has deleted it. */
  chart: nullable(object({ sheetId: number, chartId: nullable(number) })),
  history: nullable(
    object({
      sheetId: number,
      columns: array(oneOf(columnNames)),
      lastDay: nullable(string),
      cells: number,
    }),
  ),
});
export type ReportState = Parsed<typeof ReportState>;

const prefix = 'state:';

/** By report id. What cannot be read counts as not there: its report is as one that came with a copy. */
export function readStates(): Map<string, ReportState> {
  const states = new Map<string, ReportState>();
  for (const [name, text] of Object.entries(documentStore.all(prefix))) {
    const state = parsedJson(ReportState, text);
    if (state) states.set(name.slice(prefix.length), state);
  }
  return states;
}

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
  /** What was asked and how it was ranked: ranks of something else are no base. */
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

/** Of ranks as `keptRanks` leaves them. */
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
