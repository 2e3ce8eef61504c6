import type { Column } from './columns';
import type { DayRange } from './days';
import { daysAnswered, type Leaderboard, type Partner } from './leaderboard';
import { amountRatio, totalAmount } from './money';
import { type ComparedSpan, comparedRanges, isRange, type Period } from './periods';
import type { Standing } from './standing';

/** The leaderboard that another is compared with: of exactly these earlier days, in the same currency. */
export interface Baseline {
  readonly days: DayRange;
  readonly leaderboard: Leaderboard;
  /** Partners that were missing from its full answer, and were asked for by uuid. */
  readonly further: readonly Partner[];
  /** Uuids of unlisted partners whose figures are not known. Any other unlisted partner had no figures. */
  readonly unknown: ReadonlySet<string>;
  /** Why their figures are not known, in words; null where no partner is unknown. */
  readonly why: string | null;
}

/**
 * The earlier days that an answer for a period is compared with, or why there are none, in words. `today`: ISO day in the
 * file's time zone.
 */
export function comparedDays(
  answer: Leaderboard,
  period: Period,
  span: ComparedSpan,
  today: string,
): DayRange | string {
  const range = daysAnswered(answer);
  if (!range || !isRange(range)) return unnamedDays;
  return comparedRanges(range, period, span, today)?.previous ?? 'the period has not begun';
}

/** Why an answer for earlier days is not what a leaderboard of now can be compared with, in words; null where it is. */
export function comparisonObstacle(earlier: Leaderboard, now: Leaderboard): string | null {
  // Where nobody had anything, it is nothing in any currency.
  if (earlier.partners.length === 0) return null;
  if (daysAnswered(earlier) === null) return unnamedDays;
  if (earlier.currency === now.currency) return null;
  return `the earlier amounts are in ${earlier.currency ?? 'no currency'}, these in ${now.currency ?? 'none'}`;
}

const unnamedDays = 'Journeybee does not say which days its figures are of';

/**
 * The columns for previous revenue and its change. They are always there; a row is blank where its previous revenue is
 * not known. The totals of all of them are over the same partners, so that the total change is the difference of the
 * total revenues. Where one of those partners has no change, the total is blank.
 */
export function comparisonColumns(baseline: Baseline | null): Column[] {
  const before = baseline ? revenueIn(baseline) : () => null;
  const change = (standing: Standing) => changeFrom(before(standing), standing);
  const all = (shown: readonly Standing[], value: (standing: Standing) => number | null): number | null => {
    if (shown.some((standing) => change(standing) === null)) return null;
    return totalAmount(shown.map(value), shown[0]?.leaderboard.currency ?? null);
  };
  const growth = (shown: readonly Standing[]) =>
    growthOf(all(shown, change), all(shown, before), (part, whole) =>
      amountRatio(part, whole, shown[0]?.leaderboard.currency ?? null),
    );
  return [
    { label: 'Previous revenue', kind: 'money', value: before, total: (shown) => all(shown, before) },
    { label: 'Change', kind: 'money', isChange: true, value: change, total: (shown) => all(shown, change) },
    { label: 'Change %', kind: 'growth', isChange: true, value: (standing) => growth([standing]), total: growth },
  ];
}

/** How many of some partners have no change: their previous revenue is not known, or Journeybee has no revenue for them. */
export function uncompared(
  shown: readonly Standing[],
  baseline: Baseline,
): { unknown: number; withoutRevenue: number } {
  const before = revenueIn(baseline);
  const without = shown.filter((standing) => changeFrom(before(standing), standing) === null);
  const unknown = without.filter(({ partner }) => baseline.unknown.has(partner.uuid)).length;
  return { unknown, withoutRevenue: without.length - unknown };
}

function revenueIn({ leaderboard, further, unknown }: Baseline): (standing: Standing) => number | null {
  const listed = [...leaderboard.partners, ...further];
  const revenues = new Map(listed.map(({ uuid, revenue }) => [uuid, revenue]));
  return ({ partner: { uuid } }) => {
    const revenue = revenues.get(uuid);
    if (revenue !== undefined) return revenue;
    return unknown.has(uuid) ? null : 0;
  };
}

function changeFrom(before: number | null, { partner: { revenue }, leaderboard }: Standing): number | null {
  return before === null || revenue === null ? null : totalAmount([revenue, -before], leaderboard.currency);
}

/**
 * A partner with revenue now and none before is new: a percentage cannot express that. null where the previous revenue
 * is negative.
 */
export function growthOf(
  change: number | null,
  before: number | null,
  ratio: (part: number | null, whole: number | null) => number | null,
): number | 'new' | null {
  if (before === 0) return change !== null && change > 0 ? 'new' : null;
  return ratio(change, before);
}
