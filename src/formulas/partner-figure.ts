import { type FormulaKey, formulaKey } from '../connection/formula-key';
import { kinds } from '../domain/column-kinds';
import { type ColumnName, columnNamed, columnNames } from '../domain/column-names';
import { columns } from '../domain/columns';
import { defaultLayout } from '../domain/layout';
import { noMemberships } from '../domain/membership';
import { canonicalUuid } from '../domain/names';
import { standings } from '../domain/ranking';
import type { Cell } from '../domain/table';
import { isUuid } from '../domain/uuid';
import { missingText } from '../domain/wording';
import { now } from '../google/time';
import type { RequestContext } from '../journeybee/credential';
import { nameIndex } from '../journeybee/directory';
import { cellMs } from '../journeybee/single-flight';
import { cachedLeaderboard } from '../journeybee/source';
import { Problem } from '../problem';
import { inCell, missingProblem } from './cell';
import type { Needs } from './custom-function';
import { type Argument, scalar, shown, textOf } from './given';
import { suggestion } from './nearest';
import { findPartner, mustBeKnown } from './partner-name';
import {
  answerForPartner,
  type CellQuestion,
  mayLackPartners,
  partnerArgument,
  partnerQuery,
} from './partner-question';

/** `=JB_PARTNER(partner, metric, period, type)`; documented where Google reads it, in main.ts. */
export function partnerFigure(name: Argument, metric: Argument, period: Argument, type: Argument): Cell {
  return inCell(() => {
    const [wanted, figure] = [partnerArgument(name, example, oneByOne), metricArgument(metric)];
    const credential = formulaKey();
    const query = partnerQuery(period, type, credential);
    return figureOf(wanted, figure, { query, credential, until: now() + cellMs });
  });
}

/** What `partnerFigure` asks for with these arguments. */
export const figureNeeds = (
  [, , period, type]: readonly Argument[],
  { credential }: RequestContext<FormulaKey>,
): Needs => ({
  queries: [partnerQuery(period, type, credential)],
  directory: false,
});

/** A figure is of one partner: Sheets itself goes through a range (P1.2-9). */
const oneByOne =
  'Refer to one cell, or use MAP for each of them: =MAP(A2:A9; LAMBDA(name; JB_PARTNER(name; "revenue"))).';

const example = '=JB_PARTNER("Acme"; "revenue")';

/** The columns that are metrics: texts and days are not. */
const metrics = columnNames.filter((name) => kinds[columns[name].kind].isNumber);

/** @throws Problem */
export function metricArgument(argument: Argument): ColumnName {
  const given = scalar(argument, 'metric', oneByOne);
  if (given === '') return 'revenue';
  const metric = columnNamed(textOf(given));
  if (metric && metrics.includes(metric)) return metric;
  throw new Problem(
    `${shown(given)} is not a metric.${suggestion(textOf(given), metrics)} Use one of ${metrics.join(', ')}.`,
  );
}

function figureOf(wanted: string, metric: ColumnName, question: CellQuestion): Cell {
  const { value, isAmongAll } = columns[metric];
  const index = nameIndex(question);
  // A number cannot say how old it is: in an outage it is the last good one, and the sidebar says of when.
  const { answer: board } = cachedLeaderboard(question.query, question, isUuid(wanted) ? {} : { beside: index.beside });
  const gap = missingText(board.missing);
  if (gap !== null && isAmongAll) throw missingProblem(gap);
  const listed = standings(board, defaultLayout, noMemberships);
  const lookup = { ...question, index, listed: board.partners };
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
  const [own] = mayLackPartners(board)
    ? standings(answerForPartner(partner.uuid, question, board), defaultLayout, noMemberships)
    : [];
  if (own) return value(own) ?? '';
  // The uuid has no figures in this period, or is mistyped. A name was already looked up.
  if (isUuid(wanted)) mustBeKnown(wanted, lookup);
  return '';
}
