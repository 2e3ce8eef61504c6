import { columnNames } from '../domain/column-names';
import { isDay } from '../domain/days';
import type { Immutable } from '../domain/immutable';
import { movementBases } from '../domain/movement-base';
import {
  array,
  boolean,
  checked,
  nullable,
  object,
  oneOf,
  optional,
  type Parsed,
  string,
  union,
  whole,
} from '../domain/parsing';
import { comparedSpans, periodNames } from '../domain/periods';
import { statusNames } from '../domain/report-status';
import { daysOfWeek } from '../domain/schedule';
import { type Style, styles } from '../domain/style';
import { type TrendSpan, trendSpans } from '../domain/trend';
import { groupNames, leadDirections, maxRows, partnerTypes } from '../domain/vocabulary';

const day = checked(string, isDay);
const uuids = array(string);
const hour = whole(0, 23);
/** A list with at least one value, and none twice. */
const distinct = <T>(values: readonly T[]) =>
  checked(array(oneOf(values)), (chosen) => chosen.length > 0 && new Set(chosen).size === chosen.length);

const Schedule = union(
  object({ kind: oneOf(['hourly']) }),
  object({
    kind: oneOf(['weekly']),
    days: distinct(daysOfWeek),
    hour,
  }),
  object({ kind: oneOf(['monthly']), day: whole(1, 31), hour }),
);

export const Period = union(oneOf(periodNames), object({ startDate: day, endDate: day }));
export const Status = oneOf(statusNames);

/** The most characters that a report's name may have. */
export const nameLimit = 100;

/** All that a report asks Journeybee for and how it shows it: what travels with a copy of the spreadsheet. */
export const ReportDefinition = object({
  name: checked(string, (name) => name.trim() !== '' && name.length <= nameLimit),
  period: Period,
  partnerType: nullable(oneOf(partnerTypes)),
  leadDirection: nullable(oneOf(leadDirections)),
  /** Uuids. */
  filters: object({ partner: uuids, tier: uuids, category: uuids, stage: uuids }),
  /** Uuids of users: partners that one of them looks after, as the directory says; none: whoever does. */
  owners: optional(uuids, []),
  /** How many partners, of each group where there is grouping; or all, however many there are. */
  rows: union(whole(1, maxRows), oneOf(['all'])),
  /** Reports that were made before there were styles keep their looks. */
  style: optional<Style>(oneOf(styles), 'plain'),
  columns: distinct(columnNames),
  sort: object({ column: oneOf(columnNames), descending: boolean }),
  /** Partners of one tier, category, stage or owner stand together, and are ranked among themselves. */
  group: nullable(oneOf(groupNames)),
  totals: boolean,
  /** Of a Board. `bars`: a column draws the figure it is sorted by; `cents`: amounts show the currency's smallest unit. */
  bars: optional(boolean, false),
  cents: optional(boolean, false),
  /** Whether a Board has a column that draws the history of that figure, and over which span; null: it has none. */
  trend: optional<TrendSpan | null>(nullable(oneOf(trendSpans)), null),
  /** Whether a Board in groups has a sum below each group. */
  subtotals: optional(boolean, false),
  movement: nullable(oneOf(movementBases)),
  comparison: nullable(oneOf(comparedSpans)),
  /** Of a Board that is compared: a line above it says what its change is made of. Reports from before have no such line. */
  bridge: optional(boolean, false),
  chart: boolean,
  /** Whether each refresh appends its rows to a sheet of their own, or the first of each day. */
  history: nullable(oneOf(['refresh', 'day'])),
  /** When it is refreshed by itself; null: never. */
  schedule: nullable(Schedule),
  status: Status,
  /** Of a frozen report: whether it is compared with Journeybee each day by whoever runs the schedules. */
  recheck: optional(boolean, false),
});
export type ReportDefinition = Immutable<Parsed<typeof ReportDefinition>>;
