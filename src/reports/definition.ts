import * as v from 'valibot';
import { columnNames } from '../leaderboard/column-names';
import { isDay } from '../leaderboard/days';
import { movementBases } from '../leaderboard/movement-base';
import { groupings, leadDirections, maxRows, partnerTypes, periodNames } from '../leaderboard/vocabulary';
import { weekdays } from '../schedule/schedule';

const day = v.pipe(v.string(), v.check(isDay));
const uuids = v.array(v.string());
const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const hour = whole(0, 23);

const Schedule = v.variant('kind', [
  v.object({ kind: v.literal('hourly') }),
  v.object({
    kind: v.literal('weekly'),
    days: v.pipe(
      v.array(v.picklist(weekdays)),
      v.check((days) => days.length > 0 && new Set(days).size === days.length),
    ),
    hour,
  }),
  v.object({ kind: v.literal('monthly'), day: whole(1, 31), hour }),
]);

/** All that a report asks Journeybee for and how it shows it: what travels with a copy of the spreadsheet. */
export const Definition = v.object({
  name: v.pipe(
    v.string(),
    v.check((name) => name.trim() !== '' && name.length <= 100),
  ),
  period: v.union([v.picklist(periodNames), v.object({ startDate: day, endDate: day })]),
  partnerType: v.nullable(v.picklist(partnerTypes)),
  leadDirection: v.nullable(v.picklist(leadDirections)),
  filters: v.object({ partner: uuids, tier: uuids, category: uuids, stage: uuids }),
  /** How many partners, of each group where there is grouping; or all, however many there are. */
  rows: v.union([whole(1, maxRows), v.literal('all')]),
  columns: v.pipe(
    v.array(v.picklist(columnNames)),
    v.check((columns) => columns.length > 0 && new Set(columns).size === columns.length),
  ),
  sort: v.object({ column: v.picklist(columnNames), descending: v.boolean() }),
  /** Partners of one tier, category or stage stand together, and are ranked among themselves. */
  group: v.nullable(v.picklist(groupings)),
  totals: v.boolean(),
  movement: v.nullable(v.picklist(movementBases)),
  comparison: v.nullable(v.picklist(['elapsed', 'full'])),
  chart: v.boolean(),
  /** Whether each refresh appends its rows to a sheet of their own, or the first of each day. */
  history: v.nullable(v.picklist(['refresh', 'day'])),
  /** When it is refreshed by itself; null: never. */
  schedule: v.nullable(Schedule),
  /** `frozen`: it keeps its figures for good; `paused`: for now. */
  status: v.picklist(['active', 'paused', 'frozen']),
});
export type Definition = v.InferOutput<typeof Definition>;

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
  const stored = v.safeParse(v.pipe(v.string(), v.parseJson(), v.looseObject({ version: v.number() })), text);
  if (!stored.success) return null;
  const { version, ...older } = stored.output;
  if (version < 1 || version > steps.length + 1) return null;
  try {
    const parsed = v.safeParse(
      Definition,
      steps.slice(version - 1).reduce<Record<string, unknown>>((step, migrate) => migrate(step), older),
    );
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
