import { type FormulaKey, formulaKey } from '../connection/formula-key';
import { kinds } from '../domain/column-kinds';
import { type ColumnName, columnNamed, columnNames } from '../domain/column-names';
import { columns } from '../domain/columns';
import { defaultLayout } from '../domain/layout';
import type { Leaderboard } from '../domain/leaderboard';
import { noMemberships } from '../domain/membership';
import { canonicalUuid, nameKey } from '../domain/names';
import { standings } from '../domain/ranking';
import type { Standing } from '../domain/standing';
import type { Cell } from '../domain/table';
import { isUuid } from '../domain/uuid';
import { missingText } from '../domain/wording';
import { now } from '../google/time';
import { onScale } from '../journeybee/adoption';
import type { Credential } from '../journeybee/credential';
import { nameIndex } from '../journeybee/directory';
import { type LeaderboardQuery, leaderboardQuery, noFilters } from '../journeybee/query';
import { cellMs } from '../journeybee/single-flight';
import { type CellOptions, cachedLeaderboard } from '../journeybee/source';
import { Problem } from '../problem';
import { partnerTypeArgument } from './arguments';
import { dayOf, inCell, missingProblem } from './cell';
import type { Needs } from './custom-function';
import { type Argument, scalar, shown, textOf } from './given';
import { suggestion } from './nearest';
import { findPartner, mustBeKnown } from './partner-name';
import { periodArgument } from './period-argument';

/** `=JB_PARTNER(partner, metric, period, type)`; documented where Google reads it, in main.ts. */
export function partnerFigure(name: Argument, metric: Argument, period: Argument, type: Argument): Cell {
  return inCell(() => {
    const [wanted, figure] = [partnerArgument(name), metricArgument(metric)];
    const credential = formulaKey();
    const query = partnerQuery(period, type, credential);
    return figureOf(wanted, figure, { query, credential, until: now() + cellMs });
  });
}

/** What `partnerFigure` asks for with these arguments. */
export const figureNeeds = ([, , period, type]: readonly Argument[], credential: FormulaKey): Needs => ({
  queries: [partnerQuery(period, type, credential)],
  directory: false,
});

function partnerQuery(period: Argument, type: Argument, { fiscalStart }: FormulaKey): LeaderboardQuery {
  const partnerType = partnerTypeArgument(type);
  return leaderboardQuery({ period: periodArgument(period, dayOf, fiscalStart), fiscalStart, partnerType });
}

/** A figure is of one partner: Sheets itself goes through a range (P1.2-9). */
const oneByOne =
  'Refer to one cell, or use MAP for each of them: =MAP(A2:A9; LAMBDA(name; JB_PARTNER(name; "revenue"))).';

/** Refuses dates, numbers and TRUE as names: their texts differ between locales, and might match a part of a name. */
function partnerArgument(argument: Argument): string {
  const given = scalar(argument, 'partner', oneByOne);
  if (given !== '' && typeof given !== 'string') {
    throw new Problem(
      `${shown(given)} is not the name of a partner. Write the name as text: between quotes in the formula, or after an apostrophe in its cell.`,
    );
  }
  const text = textOf(given);
  if (nameKey(text) !== '') return text;
  throw new Problem('Name a partner, or give its uuid, for example =JB_PARTNER("Acme"; "revenue").');
}

/** The columns that are metrics: texts and days are not. */
const metrics = columnNames.filter((name) => kinds[columns[name].kind].isNumber);

function metricArgument(argument: Argument): ColumnName {
  const given = scalar(argument, 'metric', oneByOne);
  if (given === '') return 'revenue';
  const metric = columnNamed(textOf(given));
  if (metric && metrics.includes(metric)) return metric;
  throw new Problem(
    `${shown(given)} is not a metric.${suggestion(textOf(given), metrics)} Use one of ${metrics.join(', ')}.`,
  );
}

/** What is asked, with which key, and how long; milliseconds since 1970. */
interface CellQuestion {
  readonly query: LeaderboardQuery;
  readonly credential: Credential;
  readonly until: number;
}

function figureOf(wanted: string, metric: ColumnName, question: CellQuestion): Cell {
  const { credential, until } = question;
  const { value, isAmongAll } = columns[metric];
  const index = nameIndex(credential, until);
  const board = answerTo(question, isUuid(wanted) ? {} : { beside: index.beside });
  const gap = missingText(board.missing);
  if (gap !== null && isAmongAll) throw missingProblem(gap);
  const listed = standings(board, defaultLayout, noMemberships);
  const lookup = { index, credential, until, listed: board.partners };
  const partner = isUuid(wanted) ? { uuid: canonicalUuid(wanted), name: wanted } : findPartner(wanted, lookup);
  const standing = listed.find(({ partner: { uuid } }) => uuid === partner.uuid);
  if (standing) return value(standing) ?? '';
  if (isAmongAll) {
    throw new Problem(
      `${shown(partner.name)} is not among the ${listed.length} partners that Journeybee lists here, so there is no ${metric}.`,
    );
  }
  // A leaderboard that is not full lists all partners with figures. This partner then has none, unless its row could
  // not be read.
  const own = board.full || gap !== null ? ownStanding(partner.uuid, question, board) : null;
  if (own) return value(own) ?? '';
  // The uuid has no figures in this period, or is mistyped. A name was already looked up.
  if (isUuid(wanted)) mustBeKnown(wanted, lookup);
  return '';
}

/** The partner's own row, asked for by itself; null where it has no figures. */
function ownStanding(partner: string, question: CellQuestion, board: Leaderboard): Standing | null {
  const query = { ...question.query, filters: { ...noFilters, partner: [partner] } };
  const own = answerTo({ ...question, query });
  const gap = missingText(own.missing);
  if (gap !== null) throw missingProblem(gap);
  // The scale of rates is taken from the leaderboard, since one row says little about it.
  const [standing] = standings(onScale(own, board.rates.scale), defaultLayout, noMemberships);
  return standing ?? null;
}

/** A number cannot say how old it is: in an outage it is the last good one, and the sidebar says from when. */
function answerTo({ query, credential, until }: CellQuestion, options?: CellOptions): Leaderboard {
  return cachedLeaderboard(query, credential, until, options).answer;
}
