import type { FormulaKey } from '../connection/formula-key';
import type { Leaderboard, Partner } from '../domain/leaderboard';
import { nameKey } from '../domain/names';
import { missingText } from '../domain/wording';
import { onScale } from '../journeybee/adoption';
import type { RequestContext } from '../journeybee/credential';
import { type LeaderboardQuery, leaderboardQuery, noFilters } from '../journeybee/query';
import { cachedLeaderboard } from '../journeybee/source';
import { Problem } from '../problem';
import { partnerTypeArgument } from './arguments';
import { dayOf, missingProblem } from './cell';
import { type Argument, scalar, shown, textOf } from './given';
import { periodArgument } from './period-argument';

/** What a cell asks, and with what. */
export interface CellQuestion extends RequestContext {
  readonly query: LeaderboardQuery;
}

/** The leaderboard that one partner is looked for in. */
export function partnerQuery(period: Argument, type: Argument, { fiscalStart }: FormulaKey): LeaderboardQuery {
  const partnerType = partnerTypeArgument(type);
  return leaderboardQuery({ period: periodArgument(period, dayOf, fiscalStart), fiscalStart, partnerType });
}

/**
 * The name or uuid of one partner, as it was given. Dates, numbers and TRUE are nobody: their texts differ from one locale to
 * the next, and might be a part of a name. `example`: what to write instead of nothing; `instead`: what to do with several.
 */
export function partnerArgument(argument: Argument, example: string, instead?: string): string {
  const given = scalar(argument, 'partner', instead);
  if (given !== '' && typeof given !== 'string') {
    throw new Problem(
      `${shown(given)} is not the name of a partner. Write the name as text: between quotes in the formula, or after an apostrophe in its cell.`,
    );
  }
  const text = textOf(given);
  if (nameKey(text) !== '') return text;
  throw new Problem(`Name a partner, or give its uuid, for example ${example}.`);
}

/**
 * A partner's row: of an answer, or asked for by itself where the answer may not list everybody. null: it has no figures, since
 * a leaderboard that is whole lists everybody who has some.
 */
export function partnerRow(uuid: string, question: CellQuestion, answer: Leaderboard): Partner | null {
  const listed = answer.partners.find((partner) => partner.uuid === uuid);
  if (listed) return listed;
  return mayLackPartners(answer) ? (answerForPartner(uuid, question, answer).partners[0] ?? null) : null;
}

/** Whether partners may have figures that an answer does not list: it is as long as answers can be, or has rows that cannot be read. */
export const mayLackPartners = ({ full, missing }: Leaderboard): boolean => full || missing > 0;

/** The answer for one partner by itself; without it where it has no figures. */
export function answerForPartner(uuid: string, question: CellQuestion, { rates }: Leaderboard): Leaderboard {
  const own = { ...question.query, filters: { ...noFilters, partner: [uuid] } };
  const { answer } = cachedLeaderboard(own, question);
  const gap = missingText(answer.missing);
  if (gap !== null) throw missingProblem(gap);
  // A single row may leave the scale of its rates open; the whole answer decides it.
  return onScale(answer, rates.scale);
}
