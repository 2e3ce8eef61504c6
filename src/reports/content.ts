import { information, type Note, warning } from '../contract/note';
import type { ReportDefinition } from '../contract/report-definition';
import { barColumn } from '../domain/bars';
import type { Bridge } from '../domain/bridge';
import type { ColumnName } from '../domain/column-names';
import { type Column, columns, heading } from '../domain/columns';
import { type Baseline, comparisonColumns, uncompared } from '../domain/comparison';
import { isDay } from '../domain/days';
import type { Leaderboard } from '../domain/leaderboard';
import type { Memberships } from '../domain/membership';
import {
  droppedOut,
  type Movement,
  type MovementsShown,
  moveColumn,
  movementColumn,
  movements,
  type RankBase,
  type Ranked,
  rankedOf,
} from '../domain/movement';
import { briefDays, writtenDay } from '../domain/period-wording';
import { periodLabel } from '../domain/periods';
import { standings } from '../domain/ranking';
import { ageText } from '../domain/report-title';
import { dateSerial } from '../domain/snapshot';
import type { Standing } from '../domain/standing';
import { boardKind } from '../domain/style';
import { type Cell, rowsOf } from '../domain/table';
import { totals } from '../domain/totals';
import { type Trend, trendColumn } from '../domain/trend';
import { type GroupName, groupings } from '../domain/vocabulary';
import { eachText, groupingPlurals, partnerTypeLabels } from '../domain/wording';
import type { Wanted } from '../sheets/plan';
import { boardRows, leftOf } from './board-rows';
import { bridgeFor, sentenceFor } from './bridge';
import { shownOf } from './groups';
import { layoutOf } from './report';

/** All that was fetched for one report. */
export interface Gathered {
  readonly leaderboard: Leaderboard;
  readonly memberships: Memberships;
  /**
   * The earlier figures that the report is compared with and ranked against; null where it asks for neither, or there
   * are none.
   */
  readonly baseline: Baseline | null;
  /** Whether its leaderboard and that of the earlier days list every partner with figures. */
  readonly isWhole: boolean;
  /** What is missing from it and why, in words. */
  readonly missing: readonly string[];
}

/** When a report was refreshed, and what is known by then beside its figures. */
export interface RefreshedAt {
  /** yyyy-MM-dd HH:mm in the spreadsheet's time zone, and the zone: "Europe/Berlin". */
  readonly minute: string;
  readonly zone: string;
  /** What tiers, categories, stages and owners of partners are called, as far as that has been learned. */
  readonly labels:
    | { readonly [name in GroupName]: ReadonlyArray<{ readonly uuid: string; readonly label: string }> }
    | null;
  /** null where the report shows none, or its history was not read. */
  readonly trend: Trend | null;
  /** The decimal mark of the spreadsheet. */
  readonly mark: ',' | '.';
}

export interface Content {
  readonly wanted: Wanted;
  readonly shown: readonly Standing[];
  readonly columns: readonly Column[];
  /** The notes for a reader of the report, beside its figures; null: none. */
  readonly note: Note[] | null;
  /** What the change of its total is made of; null: it is not compared, or that is not known. */
  readonly bridge: Bridge | null;
}

/** The standings of all partners in the leaderboard that a report asked for. */
export const standingsOf = (
  definition: ReportDefinition,
  { leaderboard, memberships }: Pick<Gathered, 'leaderboard' | 'memberships'>,
): Standing[] => standings(leaderboard, layoutOf(definition), memberships);

/**
 * The content of a report's block. Its columns follow from the definition alone, so that what people put beside it
 * stays beside it. `base`: the ranks that movement is against, null while there are none.
 */
export function contentOf(
  definition: ReportDefinition,
  gathered: Gathered,
  base: RankBase | null,
  refreshed: RefreshedAt,
): Content {
  const { leaderboard, baseline } = gathered;
  const all = standingsOf(definition, gathered);
  const shown = shownOf(definition, all);
  const layout = layoutOf(definition);
  const isBoard = definition.style === 'board';
  const today = refreshed.minute.slice(0, 10);
  const left = leftOf(definition, gathered, { base, all, today });
  const moved = new Map<string, Movement | 'left'>([
    ...(definition.movement && base ? movements(rankedOf(all, layout), base) : []),
    ...left.map(({ partner: { uuid } }) => [uuid, 'left'] as const),
  ]);
  const shownColumns = columnsOf(definition, moved, { baseline, shown, trend: refreshed.trend });
  const kinds = shownColumns.map((column) => (isBoard ? boardKind(column, definition.cents) : column.kind));
  const { rows, ...breaks } = isBoard
    ? boardRows(definition, { leaderboard, shown, left }, shownColumns)
    : { rows: rowsOf(leaderboard, shown, shownColumns, false), lines: [], sums: [] };
  const missing = [...gathered.missing, ...uncomparedNotes(definition, shown, baseline)];
  const begins = beginsLater(leaderboard.startDate, today);
  const bridge = bridgeFor(definition, gathered, shown);
  const out = base ? droppedNote(rankedOf(shown, layout), base, leaderboard, definition) : null;
  return {
    wanted: {
      board: isBoard
        ? { name: definition.name, sentence: sentenceFor(definition, leaderboard, bridge, refreshed.mark), ...breaks }
        : null,
      title: isBoard
        ? boardTitleOf(definition, gathered, [inWords(begins), ...missing], refreshed)
        : titleOf(definition, gathered, [begins, ...missing, out], refreshed),
      header: shownColumns.map((column) => heading(column, leaderboard)),
      kinds,
      currency: leaderboard.currency,
      rows: rows.map((row) => row.map((cell, index) => (kinds[index] === 'date' ? dayCell(cell) : cell))),
      totals: definition.totals && shown.length > 0 ? totals(leaderboard, shown, shownColumns) : null,
    },
    shown,
    columns: shownColumns,
    note: notesOf(missing, begins, out),
    bridge,
  };
}

/** The columns of a report in their order, for what they are and not for what they show. */
export const reportColumns = (definition: ReportDefinition): Column[] =>
  columnsOf(definition, new Map(), { baseline: null, shown: [], trend: null });

/** What a report shows beside the chosen columns comes last; a Board shows it beside what it is about. */
function columnsOf(
  definition: ReportDefinition,
  moved: MovementsShown,
  {
    baseline,
    shown,
    trend,
  }: {
    readonly baseline: Baseline | null;
    readonly shown: readonly Standing[];
    readonly trend: Trend | null;
  },
): Column[] {
  const { style, movement, comparison, bars } = definition;
  const chosen = groupedColumns(definition).map((name) => columns[name]);
  const compared = comparison ? comparisonColumns(baseline) : [];
  if (style === 'plain') return [...chosen, ...(movement ? [movementColumn(moved)] : []), ...compared];
  const figure = mainFigure(definition);
  const drawn = figure && columns[figure];
  const move = movement ? [moveColumn(moved)] : [];
  const beside = chosen.flatMap((column) => [
    column,
    ...(column === columns.rank ? move : []),
    ...(column === drawn && bars ? [barColumn(column, shown)] : []),
    ...(column === drawn && definition.trend !== null ? [trendColumn(trend)] : []),
    ...(column === columns.revenue ? compared : []),
  ]);
  const isBeside = (column: Column) => beside.includes(column);
  return [...move.filter((column) => !isBeside(column)), ...beside, ...compared.filter((column) => !isBeside(column))];
}

/** The figure that a report is about: the one it is sorted by where that is shown, otherwise the first; null: it shows none. */
export function mainFigure({ columns: chosen, sort }: ReportDefinition): ColumnName | null {
  const figures = chosen.filter((name) => /^(?:money|count|rate)$/.test(columns[name].kind));
  return figures.find((name) => name === sort.column) ?? figures[0] ?? null;
}

/** How many partners have no previous revenue or change, and why. */
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

/** A note that the period begins later: until then all figures are zero, and everybody is first. Days are ISO. */
export const beginsLater = (startDate: string | null, today: string): string | null =>
  startDate !== null && startDate > today ? `begins on ${startDate}` : null;

/** The same for people who read days in words. */
const inWords = (begins: string | null): string | null => begins?.replace(/\d{4}-\d\d-\d\d/, writtenDay) ?? null;

/** A day as the number that its format shows as a date: Sheets sorts a text after every date (P8-24). */
const dayCell = (cell: Cell): Cell => (typeof cell === 'string' && isDay(cell) ? dateSerial(cell, 'day') : cell);

/** Notes are sentences; in the title the same words stand between others. */
function notesOf(missing: readonly string[], begins: string | null, out: string | null): Note[] | null {
  const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const notes = [
    ...missing.map((text) => warning(sentence(text))),
    ...[begins, out].flatMap((text) => (text === null ? [] : [information(sentence(text))])),
  ];
  return notes.length > 0 ? notes : null;
}

/** A grouping that is not among the columns is put first: without it the groups could not be told apart. */
const groupedColumns = ({ group, columns: chosen }: ReportDefinition) =>
  group === null || chosen.includes(group) ? chosen : [group, ...chosen];

/**
 * Partners that were shown before and are not now. Not said where partners are grouped, since each group is cut by
 * itself.
 */
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

type TitleParts = Parameters<
  (
    definition: ReportDefinition,
    gathered: Gathered,
    notes: ReadonlyArray<string | null>,
    refreshed: RefreshedAt,
  ) => string
>;

function titleOf(...[{ period }, { leaderboard, baseline }, notes, { minute, zone }]: TitleParts): string {
  const { startDate, endDate, currency } = leaderboard;
  const name = typeof period === 'string' ? periodLabel(period) : null;
  const dates = startDate && endDate ? `${startDate} to ${endDate}` : null;
  const before = baseline && `compared with ${baseline.days.startDate} to ${baseline.days.endDate}`;
  return joined([name, dates, currency, before, ...notes, ageText(minute, zone, false)]);
}

/** The line below a Board's name: of whom and of which days its figures are, and how old. */
function boardTitleOf(...[definition, { leaderboard, baseline }, notes, refreshed]: TitleParts): string {
  const { startDate, endDate, currency } = leaderboard;
  const days = startDate && endDate && isDay(startDate) && isDay(endDate) ? briefDays({ startDate, endDate }) : null;
  const before = baseline && `compared with ${briefDays(baseline.days)}`;
  const age = ageText(refreshed.minute, refreshed.zone, true);
  const trend = refreshed.trend && `trend by ${refreshed.trend.span} ${briefDays(refreshed.trend.days)}`;
  return joined([whoText(definition, refreshed.labels), days, before, currency, trend, ...notes, age]);
}

const joined = (parts: ReadonlyArray<string | null>) => parts.filter((part) => part !== null).join(' · ');

/** "Resellers, tier Gold or Platinum": which partners a report is of. A label that is not known is counted. */
function whoText(
  { partnerType, leadDirection, filters, owners, group, rows }: ReportDefinition,
  labels: RefreshedAt['labels'],
): string {
  const types = partnerType === null ? 'All types' : partnerTypeLabels[partnerType];
  const named = groupings.flatMap((name) => {
    const chosen = filters[name].map((uuid) => labels?.[name].find((label) => label.uuid === uuid)?.label);
    if (chosen.length === 0) return [];
    const isKnown = chosen.length <= 3 && chosen.every((label) => label !== undefined);
    if (isKnown) return `${name} ${chosen.join(' or ')}`;
    return chosen.length === 1 ? `1 ${name}` : `${chosen.length} ${groupingPlurals[name]}`;
  });
  const { length } = filters.partner;
  const partners = length === 0 ? [] : [length === 1 ? '1 partner chosen' : `${length} partners chosen`];
  const leads = leadDirection === null || leadDirection === 'all' ? [] : [`leads ${leadDirection}`];
  const people = owners.flatMap((uuid) => labels?.owner.find((label) => label.uuid === uuid)?.label ?? []);
  const isNamed = people.length === owners.length;
  const whose = isNamed ? people.join(' or ') : owners.length === 1 ? 'one person' : `${owners.length} people`;
  const assigned = owners.length === 0 ? [] : [`assigned to ${whose}`];
  const each = group === null ? [] : [rows === 'all' ? `by ${group}` : `top ${rows} ${eachText(group)}`];
  return [types, ...named, ...partners, ...assigned, ...leads, ...each].join(', ');
}
