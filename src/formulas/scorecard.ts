import { type FormulaKey, formulaKey } from '../connection/formula-key';
import { comparedDays, comparisonObstacle } from '../domain/comparison';
import type { DayRange } from '../domain/days';
import { type Leaderboard, leftOutNote } from '../domain/leaderboard';
import { canonicalUuid } from '../domain/names';
import { type PartnerPeriod, scorecardRows } from '../domain/scorecard';
import type { Cell } from '../domain/table';
import { isUuid } from '../domain/uuid';
import { missingText } from '../domain/wording';
import { now } from '../google/time';
import { onScale } from '../journeybee/adoption';
import type { Credential, RequestContext } from '../journeybee/credential';
import { nameIndex } from '../journeybee/directory';
import { otherDaysText } from '../journeybee/failure';
import { fileCalendar } from '../journeybee/file-days';
import { storedLabels } from '../journeybee/labels';
import type { LeaderboardQuery } from '../journeybee/query';
import { cellMs } from '../journeybee/single-flight';
import { cachedLeaderboard, type ServedLeaderboard } from '../journeybee/source';
import { ageNote, inCell } from './cell';
import type { Needs } from './custom-function';
import type { Argument } from './given';
import { findPartner, type Lookup, mustBeKnown } from './partner-name';
import { type CellQuestion, partnerArgument, partnerQuery, partnerRow } from './partner-question';

/** `=JB_SCORECARD(partner, period, type)`; documented where Google reads it, in main.ts. */
export function scorecard(name: Argument, period: Argument, type: Argument): Cell[][] {
  return inCell(() => {
    const wanted = partnerArgument(name, '=JB_SCORECARD("Acme"; "last_quarter")');
    const credential = formulaKey();
    return scorecardOf(wanted, { query: partnerQuery(period, type, credential), credential, until: now() + cellMs });
  });
}

/** What `scorecard` asks for with these arguments: the previous days follow from the days that are answered. */
export function scorecardNeeds(
  [, period, type]: readonly Argument[],
  { credential }: RequestContext<FormulaKey>,
): Needs {
  const query = partnerQuery(period, type, credential);
  return {
    queries: [query],
    directory: false,
    following: ([answer]) => {
      const days = answer ? earlierDays(query, answer) : '';
      return typeof days === 'string' ? [] : [{ ...query, period: days }];
    },
  };
}

/** The days of the previous period, or why there are none, in words. */
const earlierDays = (query: LeaderboardQuery, answer: Leaderboard): DayRange | string =>
  comparedDays(answer, query.period, 'elapsed', fileCalendar().today());

function scorecardOf(wanted: string, question: CellQuestion): Cell[][] {
  const { query, credential } = question;
  const index = nameIndex(question);
  const served = cachedLeaderboard(query, question, isUuid(wanted) ? {} : { beside: index.beside });
  const lookup = { ...question, index, listed: served.answer.partners };
  const named = isUuid(wanted) ? { uuid: canonicalUuid(wanted), name: null } : findPartner(wanted, lookup);
  const earlier = earlierAnswer(question, served.answer);
  const without = typeof earlier === 'string' ? [`not compared: ${earlier}`] : [];
  const before = typeof earlier === 'string' ? null : earlier;
  const current = periodOf(named.uuid, question, served, before?.served.answer ?? null);
  const previous = before && {
    ...periodOf(named.uuid, { ...question, query: before.query }, before.served, served.answer),
    days: before.days,
  };
  const name = current.partner?.name ?? named.name ?? previous?.partner?.name ?? nameOf(wanted, lookup);
  const isLong = current.leaderboard.full || previous?.leaderboard.full === true;
  const accountPartners = isLong && query.partnerType === null ? learnedPartners(credential) : null;
  return scorecardRows({ name, accountPartners }, { ...current, notes: [...current.notes, ...without] }, previous);
}

interface EarlierAnswer {
  readonly query: LeaderboardQuery;
  readonly days: DayRange;
  readonly served: ServedLeaderboard;
}

/** The answer for the previous period, or why there is none that this one can be compared with, in words. */
function earlierAnswer(question: CellQuestion, answer: Leaderboard): EarlierAnswer | string {
  const { query } = question;
  const days = earlierDays(query, answer);
  if (typeof days === 'string') return days;
  const earlier = { ...query, period: days };
  try {
    const served = cachedLeaderboard(earlier, question);
    return comparisonObstacle(served.answer, answer) ?? { query: earlier, days, served };
  } catch (error) {
    const why = otherDaysText(error);
    if (why === null) throw error;
    return why;
  }
}

/** Rates of an answer that leaves their scale open are on that of the other period's. */
function periodOf(
  uuid: string,
  question: CellQuestion,
  served: ServedLeaderboard,
  other: Leaderboard | null,
): PartnerPeriod {
  const { answer, stale } = served;
  const leaderboard = other?.rates.certain ? onScale(answer, other.rates.scale) : answer;
  const notes = [stale && ageNote(served, stale), missingText(answer.missing), leftOutNote(answer)];
  const partner = partnerRow(uuid, question, leaderboard);
  return { leaderboard, partner, notes: notes.filter((note) => note !== null) };
}

/** How many partners the account has, as far as the spreadsheet has learned it. */
const learnedPartners = ({ fingerprint }: Credential): number | null => storedLabels(fingerprint)?.partners ?? null;

/** The name of a partner that no answer lists, by its uuid. @throws Problem where no partner has that uuid */
function nameOf(uuid: string, lookup: Lookup): string {
  mustBeKnown(uuid, lookup);
  return findPartner(uuid, lookup).name;
}
