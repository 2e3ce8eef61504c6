import type { ColumnName } from '../domain/column-names';
import { type Column, columns } from '../domain/columns';
import { comparedDays } from '../domain/comparison';
import { columnDerivation, type Derivation, figureDerivation, type Input } from '../domain/explanation';
import type { Leaderboard, Partner } from '../domain/leaderboard';
import { noMemberships } from '../domain/membership';
import { totalAmount } from '../domain/money';
import { movements, type RankBase, rankedOf, ranksIn } from '../domain/movement';
import { type Figure, partnerFigures } from '../domain/partner-figures';
import { rankingName } from '../domain/ranking';
import type { Standing } from '../domain/standing';
import { sum } from '../domain/sums';
import { localTime } from '../google/spreadsheet';
import { keptLeaderboard } from '../journeybee/kept-answer';
import { keptRankBase } from './rank-history';
import { layoutOf, queryOf, type SoundReport } from './report';
import type { ReportState } from './state';

type ReportColumnName = ColumnName | 'previous revenue' | 'change' | 'change rate' | 'movement' | 'drawing';

const names = new Map<Column, ColumnName>(
  Object.entries(columns).map(([name, column]) => [column, name as ColumnName]),
);
const others: ReadonlyMap<string, ReportColumnName> = new Map([
  ['Previous revenue', 'previous revenue'],
  ['Change', 'change'],
  ['Change %', 'change rate'],
  ['Move', 'movement'],
  ['Movement', 'movement'],
]);

/** What a column of a report shows; bars and trends draw a figure that stands beside them. */
export const reportColumnName = (column: Column): ReportColumnName =>
  names.get(column) ?? others.get(column.label) ?? 'drawing';

/** A figure cell of a report, and what is matched of it. */
export interface ReportCellContext {
  readonly report: SoundReport;
  readonly state: ReportState;
  readonly shownColumns: readonly Column[];
  readonly column: Column;
  /** The answer that the report shows; null: it is not kept any more. */
  readonly answer: Leaderboard | null;
  /** All of its partners in the order of the report. */
  readonly all: readonly Standing[] | null;
  /** The content of the block's cell in a row of the sheet and a place among the columns. */
  readonly valueAt: (row: number, place: number) => unknown;
}

/** What went into the cell of a partner; null where that is not matched. */
export function partnerDerivation(
  context: ReportCellContext,
  { row, standing }: { readonly row: number; readonly standing: Standing },
): Derivation | null {
  const { report, column, all } = context;
  const { definition } = report;
  const name = reportColumnName(column);
  const revenue: Input = { label: 'Revenue', value: standing.partner.revenue, kind: 'money' };
  switch (name) {
    case 'previous revenue':
      return previousDerivation(context, standing.partner);
    case 'change':
      return {
        rule: 'difference',
        words: 'revenue less previous revenue',
        inputs: [revenue, inRow(context, row, 'previous revenue', 'money')],
      };
    case 'change rate':
      return {
        rule: 'growth',
        words: 'the change as a part of previous revenue',
        inputs: [inRow(context, row, 'change', 'money'), inRow(context, row, 'previous revenue', 'money')],
      };
    case 'movement':
      return movementDerivation(context, standing);
    case 'drawing':
      return null;
    default: {
      const ranking = definition.group === null && all ? { all, by: rankingName(definition.sort.column) } : null;
      return columnDerivation(name, standing, ranking);
    }
  }
}

/** Another cell of the same row, which the same refresh wrote. */
function inRow(
  { shownColumns, valueAt }: ReportCellContext,
  row: number,
  wanted: ReportColumnName,
  kind: Input['kind'],
): Input {
  const place = shownColumns.findIndex((column) => reportColumnName(column) === wanted);
  const value = valueAt(row, place);
  return {
    label: shownColumns[place]?.label ?? '',
    value: typeof value === 'number' || typeof value === 'string' ? value : null,
    kind,
  };
}

/** The earlier answer that the report is compared with; null: it is not kept, or is of another refresh. */
function earlierAnswer({ report, state, answer }: ReportCellContext): Leaderboard | null {
  const { definition } = report;
  if (!answer || state.fetchedAt === null) return null;
  const today = localTime(state.fetchedAt, 'yyyy-MM-dd');
  const days = comparedDays(answer, definition.period, definition.comparison ?? 'elapsed', today);
  if (typeof days === 'string') return null;
  const earlier = keptLeaderboard({ ...queryOf(definition), period: days }, state.key.fingerprint);
  const isOfRefresh =
    earlier && earlier.fetchedAt >= state.fetchedAt && earlier.fetchedAt <= state.fetchedAt + (state.tookMs ?? 0);
  return isOfRefresh ? earlier : null;
}

function previousDerivation(context: ReportCellContext, { uuid }: Partner): Derivation | null {
  const earlier = earlierAnswer(context);
  const partner = earlier?.partners.find((other) => other.uuid === uuid);
  if (earlier && partner) return figureDerivation('revenue', partner, earlier, ' before');
  // Whom an answer of all partners does not list had nothing.
  const isNothing = earlier !== null && !earlier.full && earlier.missing === 0;
  return isNothing
    ? { rule: 'as sent', words: '', inputs: [{ label: 'Not listed for those days', value: 0, kind: 'money' }] }
    : null;
}

function movementDerivation(context: ReportCellContext, standing: Standing): Derivation | null {
  const { report, all, answer, column } = context;
  const { definition } = report;
  if (!all || !answer || definition.group !== null) return null;
  const base = rankBaseOf(context, answer);
  const before = base?.ranks.find(({ uuid }) => uuid === base.idOf(standing.partner.uuid));
  const layout = layoutOf(definition);
  const moved = base && movements(rankedOf([standing], layout), base).get(standing.partner.uuid);
  if (!base || moved === null || moved === undefined) return null;
  if (moved === 'new')
    return {
      rule: 'as sent',
      words: '',
      inputs: [{ label: `Not listed then: ${base.since}`, value: 'new', kind: 'text' }],
    };
  return before ? places(column, before.rank, standing.rank, base.since) : null;
}

const places = (column: Column, then: number, now: number, since: string): Derivation => ({
  rule: column.kind === 'move' ? 'places' : 'arrow',
  words: `the rank then less the rank now, since ${since}`,
  inputs: [
    { label: 'Rank then', value: then, kind: 'rank' },
    { label: 'Rank now', value: now, kind: 'rank' },
  ],
});

function rankBaseOf(context: ReportCellContext, answer: Leaderboard): RankBase | null {
  const { report } = context;
  if (report.definition.movement !== 'previous period') return keptRankBase(report, answer);
  const earlier = earlierAnswer(context);
  if (!earlier) return null;
  const listed = new Set(earlier.partners.map(({ uuid }) => uuid));
  const unlisted = (context.all ?? []).map(({ partner }) => partner.uuid).filter((uuid) => !listed.has(uuid));
  // Whom a full answer does not list may have been ranked beyond it.
  const unknown = new Set(earlier.full || earlier.missing > 0 ? unlisted : []);
  const days = { startDate: earlier.startDate ?? '', endDate: earlier.endDate ?? '' };
  const baseline = { days, leaderboard: earlier, further: [], unknown, why: null };
  return ranksIn(baseline, layoutOf(report.definition), noMemberships);
}

/** The rows that a total is over, and their partners as far as they are certain. */
interface TotalledRows {
  /** That of the total. */
  readonly row: number;
  readonly rows: readonly number[];
  readonly standings: ReadonlyArray<Standing | null>;
}

/** What went into the total of a column; null where that is not matched. */
export function totalDerivation(context: ReportCellContext, totalled: TotalledRows): Derivation | null {
  const { column, shownColumns, valueAt } = context;
  const { row, rows } = totalled;
  const name = reportColumnName(column);
  if (name === 'change rate')
    return {
      rule: 'growth',
      words: 'the total change as a part of the total previous revenue',
      inputs: [inRow(context, row, 'change', 'money'), inRow(context, row, 'previous revenue', 'money')],
    };
  const ratio = ratioOfSums(name, totalled);
  if (ratio !== undefined || column.total === undefined) return ratio ?? null;
  const labels = shownColumns.findIndex((other) => reportColumnName(other) === 'name');
  const place = shownColumns.indexOf(column);
  return {
    rule: 'sum',
    words: `the sum of ${rows.length} partners`,
    inputs: rows.map((of) => {
      const value = valueAt(of, place);
      const label = labels < 0 ? `Row ${of}` : String(valueAt(of, labels));
      return { label, value: typeof value === 'number' ? value : null, kind: column.kind };
    }),
  };
}

/** A total that is worked out from two sums; null where a partner of them is not certain, undefined where it is no such total. */
function ratioOfSums(name: ReportColumnName, { rows, standings }: TotalledRows): Derivation | null | undefined {
  const matched = standings.filter((standing) => standing !== null);
  const [first] = matched;
  const total = Object.values(partnerFigures).find((figure) => figure.name === name)?.total;
  const isRatio = Array.isArray(total);
  if (!isRatio && name !== 'share') return undefined;
  if (!first || matched.length < rows.length) return null;
  if (name === 'share') {
    const listed = columnDerivation('share', first, null)?.inputs[1];
    return listed ? ratioOf('ratio', [sumOf('revenue', matched), listed]) : null;
  }
  if (!isRatio) return null;
  const [part, whole] = total as readonly [Figure, Figure];
  const counted = matched.filter(({ partner }) => partner[part] !== null && partner[whole] !== null);
  return ratioOf(name === 'avg deal value' ? 'average' : 'ratio', [sumOf(part, counted), sumOf(whole, counted)]);
}

const ratioOf = (rule: 'ratio' | 'average', inputs: readonly Input[]): Derivation => ({
  rule,
  words: inputs.map(({ label }) => label.toLowerCase()).join(' divided by '),
  inputs,
});

function sumOf(field: Figure, standings: readonly Standing[]): Input {
  const { label, kind } = partnerFigures[field];
  const figures = standings.map(({ partner }) => partner[field]);
  const value = kind === 'money' ? totalAmount(figures, standings[0]?.leaderboard.currency ?? null) : sum(figures);
  return { label: `${label} of ${standings.length}`, value, kind };
}
