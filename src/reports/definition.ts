import { columnNames } from '../domain/column-names';
import { isDay } from '../domain/days';
import { movementBases } from '../domain/movement-base';
import {
  array,
  boolean,
  checked,
  nullable,
  object,
  oneOf,
  type Parsed,
  parsed,
  parsedJson,
  record,
  string,
  union,
  whole,
} from '../domain/parsing';
import { periodNames } from '../domain/periods';
import { weekdays } from '../domain/schedule';
import { groupings, leadDirections, maxRows, partnerTypes } from '../domain/vocabulary';

const day = checked(string, isDay);
const uuids = array(string);
const hour = whole(0, 23);
/** One of them at least, and none twice. */
const distinct = <T>(values: readonly T[]) =>
  checked(array(oneOf(values)), (chosen) => chosen.length > 0 && new Set(chosen).size === chosen.length);

const Schedule = union(
  object({ kind: oneOf(['hourly']) }),
  object({
    kind: oneOf(['weekly']),
    days: distinct(weekdays),
    hour,
  }),
  object({ kind: oneOf(['monthly']), day: whole(1, 31), hour }),
);

export const Period = union(oneOf(periodNames), object({ startDate: day, endDate: day }));
export const Status = oneOf(['active', 'paused', 'frozen']);

/** The signs that the name of a report may have. */
export const mostName = 100;

/** All that a report asks Journeybee for and how it shows it: what travels with a copy of the spreadsheet. */
export const Definition = object({
  name: checked(string, (name) => name.trim() !== '' && name.length <= mostName),
  period: Period,
  partnerType: nullable(oneOf(partnerTypes)),
  leadDirection: nullable(oneOf(leadDirections)),
  filters: object({ partner: uuids, tier: uuids, category: uuids, stage: uuids }),
  /** How many partners, of each group where there is grouping; or all, however many there are. */
  rows: union(whole(1, maxRows), oneOf(['all'])),
  columns: distinct(columnNames),
  sort: object({ column: oneOf(columnNames), descending: boolean }),
  /** Partners of one tier, category or stage stand together, and are ranked among themselves. */
  group: nullable(oneOf(groupings)),
  totals: boolean,
  movement: nullable(oneOf(movementBases)),
  comparison: nullable(oneOf(['elapsed', 'full'])),
  chart: boolean,
  /** Whether each refresh appends its rows to a sheet of their own, or the first of each day. */
  history: nullable(oneOf(['refresh', 'day'])),
  /** When it is refreshed by itself; null: never. */
  schedule: nullable(Schedule),
  /** `frozen`: it keeps its figures for good; `paused`: for now. */
  status: Status,
});
export type Definition = Parsed<typeof Definition>;

type Migration = (older: Record<string, unknown>) => Record<string, unknown>;

/** The first makes version 2 of what was written as version 1, and so on: a definition passes through all that it has missed. */
const migrations: readonly Migration[] = [
  // Until then one switch for the whole spreadsheet refreshed every report each hour. Where it was off, nobody runs this.
  (older) => ({ ...older, schedule: { kind: 'hourly' } }),
];

export function definitionText(definition: Definition): string {
  return JSON.stringify({ version: migrations.length + 1, ...definition });
}

/** null for what is damaged, or was written by a newer add-on than this. */
export function readDefinition(text: string, steps: readonly Migration[] = migrations): Definition | null {
  const { version, ...older } = parsedJson(record, text) ?? {};
  if (typeof version !== 'number' || version < 1 || version > steps.length + 1) return null;
  try {
    return parsed(
      Definition,
      steps.slice(version - 1).reduce<Record<string, unknown>>((step, migrate) => migrate(step), older),
    );
  } catch {
    return null;
  }
}
