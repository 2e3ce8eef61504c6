import { columns, heading } from './columns';
import { type Baseline, growthOf } from './comparison';
import type { DayRange } from './days';
import { defaultLayout } from './layout';
import { daysAnswered, type Leaderboard, type Partner } from './leaderboard';
import { noMemberships } from './membership';
import { amountRatio, totalAmount } from './money';
import { movements, movementText, rankedOf, ranksIn } from './movement';
import { type Figure, figureFields, partnerFigures } from './partner-figures';
import { standings } from './ranking';
import { quotient } from './sums';
import type { Cell } from './table';

/** One partner in one period. */
export interface PartnerPeriod {
  readonly leaderboard: Leaderboard;
  /** null: it has no figures there. */
  readonly partner: Partner | null;
  /** What a reader of the figures has to know. */
  readonly notes: readonly string[];
}

/** The previous period, and its days. */
export interface EarlierPeriod extends PartnerPeriod {
  readonly days: DayRange;
}

/** Whose scorecard it is. */
export interface ScorecardSubject {
  readonly name: string;
  /** How many partners the account has, all of which are ranked; null: that is not known, or only some of them are. */
  readonly accountPartners: number | null;
}

/**
 * One partner beside itself in the previous period, as eleven rows of five cells: a heading row, each figure, and the rank. ''
 * where Journeybee has no figure, and where something is not known. `previous` null: nothing is known of it.
 */
export function scorecardRows(
  { name, accountPartners }: ScorecardSubject,
  current: PartnerPeriod,
  previous: EarlierPeriod | null,
): Cell[][] {
  return [
    [
      name,
      periodHeading('This period', daysAnswered(current.leaderboard), current.notes),
      periodHeading('Previous', previous?.days ?? null, previous?.notes ?? []),
      'Change',
      'Change %',
    ],
    ...figureFields.map((field) => figureRow(field, current, previous)),
    rankRow(current, previous, accountPartners),
  ];
}

function periodHeading(label: string, days: DayRange | null, notes: readonly string[]): string {
  const named = days === null ? label : `${label} (${days.startDate} to ${days.endDate})`;
  return [named, ...notes].join(' · ');
}

/** Whoever has no figures in the previous period is new in what is counted; there is no rate of nothing. */
function figureRow(field: Figure, current: PartnerPeriod, previous: EarlierPeriod | null): Cell[] {
  const { name, total, kind } = partnerFigures[field];
  const { currency } = current.leaderboard;
  const now = current.partner?.[field] ?? null;
  const before = previous?.partner?.[field] ?? null;
  const change = changeOf(field, now, before, currency);
  const isNew = previous !== null && previous.partner === null && total === 'sum' && now !== null && now > 0;
  const ratio =
    kind === 'money' ? (part: number | null, whole: number | null) => amountRatio(part, whole, currency) : quotient;
  const growth = isNew ? 'new' : growthOf(change, before, ratio);
  return [heading(columns[name], current.leaderboard), now ?? '', before ?? '', change ?? '', growth ?? ''];
}

/** Rates have decimals that binary fractions cannot hold: 0.5538 - 0.5 is 0.0538, without what comes 17 places later. */
function changeOf(field: Figure, now: number | null, before: number | null, currency: string | null): number | null {
  if (now === null || before === null) return null;
  return partnerFigures[field].kind === 'money'
    ? totalAmount([now, -before], currency)
    : Number((now - before).toFixed(rateDecimals));
}

const rateDecimals = 12;

/** Of how many, and places gained or lost. Where a row could not be read, that partner may stand above. */
function rankRow(current: PartnerPeriod, previous: EarlierPeriod | null, total: number | null): Cell[] {
  const before = previous === null ? '' : rankText(previous, total);
  return [columns.rank.label, rankText(current, total), before, previous === null ? '' : moved(current, previous), ''];
}

/**
 * "3 of 85". Where an answer was as long as answers can be, it is one of all partners of the account, "3 of 160", or where these
 * are not known "3 of 100+".
 */
function rankText({ leaderboard, partner }: PartnerPeriod, total: number | null): string {
  const rank = ranked(leaderboard, partner)?.rank;
  const { full, partners } = leaderboard;
  if (rank === undefined) return '';
  if (!full) return `${rank} of ${partners.length}`;
  return `${rank} of ${total !== null && total >= partners.length ? total : `${partners.length}+`}`;
}

/** null: its rank is not known. */
function ranked(leaderboard: Leaderboard, partner: Partner | null) {
  if (partner === null || leaderboard.missing > 0) return null;
  const all = rankedOf(standings(leaderboard, defaultLayout, noMemberships), defaultLayout);
  return all.find(({ uuid }) => uuid === partner.uuid) ?? null;
}

function moved(current: PartnerPeriod, { leaderboard, partner, days }: EarlierPeriod): string {
  const now = ranked(current.leaderboard, current.partner);
  if (now === null || leaderboard.missing > 0) return '';
  const further = partner === null ? [] : [partner].filter((listed) => ranked(leaderboard, listed) === null);
  const baseline: Baseline = { days, leaderboard, further, unknown: new Set(), why: null };
  const movement = movements([now], ranksIn(baseline, defaultLayout, noMemberships)).get(now.uuid);
  return movement === undefined ? '' : movementText(movement);
}
