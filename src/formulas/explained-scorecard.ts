import type { FormulaKey } from '../connection/formula-key';
import { comparedDays } from '../domain/comparison';
import { type Derivation, figureDerivation, rankDerivation, resultOf } from '../domain/explanation';
import { defaultLayout } from '../domain/layout';
import type { Leaderboard, Partner } from '../domain/leaderboard';
import { noMemberships } from '../domain/membership';
import { type Figure, figureFields, partnerFigures } from '../domain/partner-figures';
import { standings } from '../domain/ranking';
import { fileCalendar } from '../journeybee/file-days';
import { keptLeaderboard } from '../journeybee/kept-answer';
import { storedLabels } from '../journeybee/labels';
import type { LeaderboardQuery } from '../journeybee/query';
import { type AskedFormula, type FormulaCell, standingNamed } from './formula-cell';
import { partnerArgument, partnerQuery } from './partner-question';

/** The heading row, a row for each figure, and that of the rank; a label, two periods, the change and its rate. */
const rankRow = figureFields.length + 1;
const columnTexts = ['', 'this period', 'the previous period', 'change', 'change in percent'] as const;

/** A cell of a scorecard; null where it is of a partner, or of days, that the kept answers do not have. */
export function scorecardCell({ args, credential, down, right }: AskedFormula): FormulaCell | null {
  const [name, period, type] = args;
  const query = partnerQuery(period, type, credential);
  const answer = keptLeaderboard(query, credential.fingerprint);
  const column = columnTexts[right];
  if (!answer || column === undefined || down > rankRow) return null;
  const standing = standingNamed(standings(answer, defaultLayout, noMemberships), partnerArgument(name, ''));
  if (!standing) return null;
  const { partner } = standing;
  const field = figureFields[down - 1];
  const label = down === rankRow ? 'Rank' : field === undefined ? '' : partnerFigures[field].label;
  const subject = { partner, query, answer };
  if (down === 0 || right === 0)
    return { ...subject, what: `a heading of the scorecard of ${partner.name}`, derivation: null };
  const days = comparedDays(answer, query.period, 'elapsed', fileCalendar().today());
  const earlier = typeof days === 'string' ? null : keptLeaderboard({ ...query, period: days }, credential.fingerprint);
  const derivation =
    field === undefined
      ? rankDerivationOf({ partner, answer, earlier }, right, accountPartners(query, credential))
      : figureCellOf(field, { partner, answer, earlier }, right);
  return derivation && { ...subject, what: `${label} of ${partner.name}, ${column}`, derivation };
}

interface Periods {
  readonly partner: Partner;
  readonly answer: Leaderboard;
  readonly earlier: Leaderboard | null;
}

function figureCellOf(field: Figure, { partner, answer, earlier }: Periods, right: number): Derivation | null {
  const { kind, label } = partnerFigures[field];
  if (right === 1) return figureDerivation(field, partner, answer);
  if (!earlier || earlier.missing > 0) return null;
  const before = earlier.partners.find(({ uuid }) => uuid === partner.uuid) ?? null;
  // Whom a full answer does not list was asked for alone.
  if (before === null) return null;
  const previous = figureDerivation(field, before, earlier, ' before');
  if (right === 2) return previous;
  const isPercent = kind === 'rate';
  const [now, then] = [
    { label, value: partner[field], kind },
    { label: `${label} before`, value: before[field], kind },
  ];
  const change: Derivation = { rule: 'difference', words: 'this period less the previous one', inputs: [now, then] };
  if (right === 3) return change;
  const value = resultOf(change, answer.currency);
  const difference = {
    label: 'Change',
    value: value === '' ? null : value,
    kind: isPercent ? ('rate' as const) : kind,
  };
  return { rule: 'growth', words: 'the change as a part of the previous period', inputs: [difference, then] };
}

/** How many partners the account has, as far as the spreadsheet has learned it: a full answer is one of all of them. */
const accountPartners = ({ partnerType }: LeaderboardQuery, { fingerprint }: FormulaKey): number | null =>
  partnerType === null ? (storedLabels(fingerprint)?.partners ?? null) : null;

function rankDerivationOf(
  { partner, answer, earlier }: Periods,
  right: number,
  total: number | null,
): Derivation | null {
  const ranked = (leaderboard: Leaderboard | null) => {
    // A row that is missing may stand above.
    if (!leaderboard || leaderboard.missing > 0) return null;
    const all = standings(leaderboard, defaultLayout, noMemberships);
    const standing = all.find(({ partner: { uuid } }) => uuid === partner.uuid);
    if (!standing) return null;
    const beyond = total !== null && total >= all.length ? total : `${all.length}+`;
    const of = leaderboard.full ? beyond : all.length;
    return { rank: standing.rank, derivation: rankDerivation(standing, { all, by: 'revenue' }), of };
  };
  const [now, then] = [ranked(answer), ranked(earlier)];
  if (right === 3)
    return now && then
      ? {
          rule: 'arrow',
          words: 'the rank then less the rank now',
          inputs: [
            { label: 'Rank then', value: then.rank, kind: 'rank' },
            { label: 'Rank now', value: now.rank, kind: 'rank' },
          ],
        }
      : null;
  const ranking = right === 1 ? now : right === 2 ? then : null;
  const [before] = ranking?.derivation.inputs ?? [];
  return ranking && before
    ? {
        ...ranking.derivation,
        rule: 'rank of',
        inputs: [before, { label: 'Partners in all', value: ranking.of, kind: 'count' }],
      }
    : null;
}
