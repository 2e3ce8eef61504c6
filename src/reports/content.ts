import { information, type Note, warning } from '../contract/note';
import type { ReportDefinition } from '../contract/report-definition';
import { type Column, columns, heading } from '../domain/columns';
import { type Baseline, comparisonColumns, uncompared } from '../domain/comparison';
import { isDay } from '../domain/days';
import type { Leaderboard } from '../domain/leaderboard';
import type { Memberships } from '../domain/membership';
import { droppedOut, movementColumn, movements, type RankBase, type Ranked, rankedOf } from '../domain/movement';
import { compareCells } from '../domain/ordering';
import { periodLabel } from '../domain/periods';
import { standings } from '../domain/ranking';
import { dateSerial } from '../domain/snapshot';
import type { Standing } from '../domain/standing';
import { type Cell, rowsOf } from '../domain/table';
import { totals } from '../domain/totals';
import type { Wanted } from '../sheets/plan';
import { layoutOf } from './report';

/** All that was fetched for one report. */
export interface Gathered {
  readonly leaderboard: Leaderboard;
  readonly memberships: Memberships;
  /** What the report is compared with and ranked against; null where it asks for neither, or where there is none. */
  readonly baseline: Baseline | null;
  /** What is missing from it and why, in words. */
  readonly missing: readonly string[];
}

export interface Content {
  readonly wanted: Wanted;
  readonly shown: readonly Standing[];
  readonly columns: readonly Column[];
  /** What a reader of the report has to know, beside its figures; null: nothing. */
  readonly note: Note[] | null;
}

/** Everybody's standing in what a report asked for. */
export const standingsOf = (
  definition: ReportDefinition,
  { leaderboard, memberships }: Pick<Gathered, 'leaderboard' | 'memberships'>,
): Standing[] => standings(leaderboard, layoutOf(definition), memberships);

/**
 * What a report's block is to show. Which columns it has follows from the definition alone: what people put beside it stays
 * beside it. `base`: what movement is against, null while there is nothing; `refreshedAt` in the spreadsheet's zone.
 */
export function contentOf(
  definition: ReportDefinition,
  gathered: Gathered,
  base: RankBase | null,
  refreshedAt: string,
): Content {
  const { leaderboard, baseline } = gathered;
  const all = standingsOf(definition, gathered);
  const shown = shownOf(definition, all);
  const layout = layoutOf(definition);
  const chosen = groupedColumns(definition).map((name) => columns[name]);
  const shownColumns = [
    ...chosen,
    ...(definition.movement ? [movementColumn(base ? movements(rankedOf(all, layout), base) : new Map())] : []),
    ...(definition.comparison ? comparisonColumns(baseline) : []),
  ];
  const kinds = shownColumns.map(({ kind }) => kind);
  const [, ...rows] = rowsOf(leaderboard, shown, shownColumns, true);
  const missing = [...gathered.missing, ...uncomparedNotes(definition, shown, baseline)];
  const begins = beginsLater(leaderboard.startDate, refreshedAt.slice(0, 10));
  const out = base ? droppedNote(rankedOf(shown, layout), base, leaderboard, definition) : null;
  return {
    wanted: {
      title: titleOf(definition, gathered, [begins, ...missing, out], refreshedAt),
      header: shownColumns.map((column) => heading(column, leaderboard)),
      kinds,
      currency: leaderboard.currency,
      rows: rows.map((row) => row.map((cell, index) => (kinds[index] === 'date' ? dayCell(cell) : cell))),
      totals: definition.totals && shown.length > 0 ? totals(leaderboard, shown, shownColumns) : null,
    },
    shown,
    columns: shownColumns,
    note: notesOf(missing, begins, out),
  };
}

/** Whose previous revenue or change is blank, and why. */
function uncomparedNotes(
  { comparison }: ReportDefinition,
  shown: readonly Standing[],
  baseline: Baseline | null,
): string[] {
  if (comparison === null || baseline === null) return [];
  const { unknown, withoutRevenue } = uncompared(shown, baseline);
  const text = (count: number, why: string) =>
    count > 0 ? [`no change for ${count === 1 ? 'one partner' : `${count} partners`}: ${why}`] : [];
  return [
    ...text(unknown, baseline.why ?? ''),
    ...text(withoutRevenue, 'Journeybee has no revenue of theirs for both periods'),
  ];
}

/** Until then everybody has nothing, and is the first. Days are ISO. */
export const beginsLater = (startDate: string | null, today: string): string | null =>
  startDate !== null && startDate > today ? `begins on ${startDate}` : null;

/** A day as the number that its format shows as a date: a text would be greater than every date (P8-24). */
const dayCell = (cell: Cell): Cell => (typeof cell === 'string' && isDay(cell) ? dateSerial(cell, 'day') : cell);

/** By themselves they are sentences; in the title they stand between others. */
function notesOf(missing: readonly string[], begins: string | null, out: string | null): Note[] | null {
  const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const notes = [
    ...missing.map((text) => warning(sentence(text))),
    ...[begins, out].flatMap((text) => (text === null ? [] : [information(sentence(text))])),
  ];
  return notes.length > 0 ? notes : null;
}

/** The first so many, or of each group so many, the groups by their names. */
export function shownOf({ group, rows }: ReportDefinition, all: readonly Standing[]): readonly Standing[] {
  const most = rows === 'all' ? all.length : rows;
  if (group === null) return all.slice(0, most);
  const counts = new Map<string | null, number>();
  return [...all]
    .sort((a, b) => compareCells(a.membership[group], b.membership[group], false))
    .filter(({ membership }) => {
      const count = (counts.get(membership[group]) ?? 0) + 1;
      counts.set(membership[group], count);
      return count <= most;
    });
}

/** A grouping that is not among the columns comes first: without it nobody could tell the groups apart. */
const groupedColumns = ({ group, columns: chosen }: ReportDefinition) =>
  group === null || chosen.includes(group) ? chosen : [group, ...chosen];

/** Who was shown then and is not now. Not said where partners are grouped: there the first so many are of each group. */
function droppedNote(
  shown: readonly Ranked[],
  { ranks, idOf, since }: RankBase,
  { partners }: Leaderboard,
  { rows, group }: ReportDefinition,
): string | null {
  if (group !== null) return null;
  const before = rows === 'all' ? ranks : ranks.filter(({ rank }) => rank <= rows);
  const out = droppedOut(shown, { ranks: before, idOf });
  if (out.length === 0 || shown.length === 0) return null;
  const names = out.flatMap(
    ({ uuid, name }) => partners.find((partner) => idOf(partner.uuid) === uuid)?.name || name || [],
  );
  const named = names.slice(0, 3);
  const others = out.length - named.length;
  const who = [...named, ...(others > 0 ? [named.length > 0 ? `${others} more` : String(others)] : [])];
  return `dropped out since ${since}: ${who.join(', ')}`;
}

function titleOf(
  { period }: ReportDefinition,
  { leaderboard: { startDate, endDate, currency }, baseline }: Gathered,
  notes: ReadonlyArray<string | null>,
  refreshedAt: string,
): string {
  const name = typeof period === 'string' ? periodLabel(period) : null;
  const dates = startDate && endDate ? `${startDate} to ${endDate}` : null;
  const before = baseline && `compared with ${baseline.days.startDate} to ${baseline.days.endDate}`;
  return [name, dates, currency, before, ...notes, `refreshed ${refreshedAt}`]
    .filter((part) => part !== null)
    .join(' · ');
}

/** A title with why the figures below it stay as they are for now: once, and whatever it said of that before. */
export const outageTitle = (title: string, why: string): string =>
  title
    .replace(new RegExp(` · [^·]*${triedAgain}(?= · refreshed )`), '')
    .replace(/ · refreshed (?=[^·]*$)/, ` · ${why}${triedAgain}$&`);

const triedAgain = ', tried again every hour';
