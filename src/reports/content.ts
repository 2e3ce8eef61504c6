import { periodLabel } from '../domain/periods';
import { type Column, columns, heading } from '../leaderboard/columns';
import { comparisonColumns } from '../leaderboard/comparison';
import type { Leaderboard } from '../leaderboard/leaderboard';
import type { Memberships } from '../leaderboard/membership';
import { droppedOut, type Movements, movementColumn, movements, type Ranked, rankedOf } from '../leaderboard/movement';
import { compareCells } from '../leaderboard/ordering';
import { type Standing, standings } from '../leaderboard/standing';
import { rowsOf } from '../leaderboard/table';
import { totals } from '../leaderboard/totals';
import type { Wanted } from '../sheet/plan';
import type { Definition } from './definition';
import { information, type Note, warning } from './note';
import { layoutOf } from './report';

/** All that was fetched for one report. */
export interface Gathered {
  readonly leaderboard: Leaderboard;
  readonly memberships: Memberships;
  /** The period before: what the report compares itself with, or how partners were ranked in it. */
  readonly compared: Leaderboard | null;
  readonly rankedBefore: Leaderboard | null;
  /** What is missing from it, in words, or null. */
  readonly partial: string | null;
}

/** What movement is against, and since when, in words. */
export interface Base {
  readonly ranks: readonly Ranked[];
  readonly since: string;
}

export interface Content {
  readonly wanted: Wanted;
  readonly shown: readonly Standing[];
  readonly columns: readonly Column[];
  /** What a reader of the report has to know, beside its figures; null: nothing. */
  readonly note: Note[] | null;
}

/** Everybody's standing in what a report asked for. */
export const standingsOf = (definition: Definition, { leaderboard, memberships }: Gathered): Standing[] =>
  standings(leaderboard, layoutOf(definition), memberships);

/** What a report's block is to show. `short` makes uuids as those of the base are; `refreshedAt` in the spreadsheet's zone. */
export function contentOf(
  definition: Definition,
  gathered: Gathered,
  base: Base | null,
  short: (ranked: readonly Ranked[]) => Ranked[],
  refreshedAt: string,
): Content {
  const { leaderboard, compared, partial } = gathered;
  const all = standingsOf(definition, gathered);
  const shown = shownOf(definition, all);
  const layout = layoutOf(definition);
  const moved = base && movedOf(all, short(rankedOf(all, layout)), base.ranks);
  const chosen = groupedColumns(definition).map((name) => columns[name]);
  const shownColumns = [
    ...chosen,
    ...(moved ? [movementColumn(moved)] : []),
    ...(compared ? comparisonColumns(leaderboard, compared) : []),
  ];
  const [, ...rows] = rowsOf(leaderboard, shown, shownColumns, true);
  const out = base ? droppedNote(shown, short(rankedOf(shown, layout)), base, leaderboard, definition) : null;
  return {
    wanted: {
      title: titleOf(definition, leaderboard, [partial, out], refreshedAt),
      header: shownColumns.map((column) => heading(column, leaderboard)),
      kinds: shownColumns.map(({ kind }) => kind),
      currency: leaderboard.currency,
      rows,
      totals: definition.totals && shown.length > 0 ? totals(leaderboard, shown, shownColumns) : null,
    },
    shown,
    columns: shownColumns,
    note: notesOf(partial, out),
  };
}

/** By themselves they are sentences; in the title they stand between others. */
function notesOf(partial: string | null, out: string | null): Note[] | null {
  const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const notes = [
    ...(partial === null ? [] : [warning(sentence(partial))]),
    ...(out === null ? [] : [information(sentence(out))]),
  ];
  return notes.length > 0 ? notes : null;
}

/** The first so many, or of each group so many, the groups by their names. */
export function shownOf({ group, rows }: Definition, all: readonly Standing[]): readonly Standing[] {
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
const groupedColumns = ({ group, columns: chosen }: Definition) =>
  group === null || chosen.includes(group) ? chosen : [group, ...chosen];

/** By whole uuids again. */
function movedOf(all: readonly Standing[], ranked: readonly Ranked[], base: readonly Ranked[]): Movements {
  const moved = movements(ranked, base);
  return new Map(
    ranked.flatMap(({ uuid }, index) => {
      const movement = moved.get(uuid);
      const standing = all[index];
      return movement === undefined || !standing ? [] : [[standing.partner.uuid, movement]];
    }),
  );
}

/** Who was shown then and is not now. Not said where partners are grouped: there the first so many are of each group. */
function droppedNote(
  shown: readonly Standing[],
  ranked: readonly Ranked[],
  { ranks, since }: Base,
  { partners }: Leaderboard,
  { rows, group }: Definition,
): string | null {
  if (group !== null) return null;
  const out = droppedOut(ranked, rows === 'all' ? ranks : ranks.filter(({ rank }) => rank <= rows));
  if (out.length === 0 || shown.length === 0) return null;
  const names = out.flatMap(({ uuid }) => partners.find((one) => one.uuid.toLowerCase().startsWith(uuid))?.name ?? []);
  const named = names.slice(0, 3);
  const others = out.length - named.length;
  const who = [...named, ...(others > 0 ? [named.length > 0 ? `${others} more` : String(others)] : [])];
  return `dropped out since ${since}: ${who.join(', ')}`;
}

function titleOf(
  { period }: Definition,
  { startDate, endDate, currency }: Leaderboard,
  notes: ReadonlyArray<string | null>,
  refreshedAt: string,
): string {
  const name = typeof period === 'string' ? periodLabel(period) : null;
  const dates = startDate && endDate ? `${startDate} to ${endDate}` : null;
  return [name, dates, currency, ...notes, `refreshed ${refreshedAt}`].filter((part) => part !== null).join(' · ');
}
