import { type FormulaKey, formulaKey } from '../../src/connection/formula-key';
import { columnNamed } from '../../src/domain/column-names';
import { columns } from '../../src/domain/columns';
import { defaultLayout } from '../../src/domain/layout';
import { noMemberships } from '../../src/domain/membership';
import { standings } from '../../src/domain/ranking';
import type { Cell } from '../../src/domain/table';
import { missingText } from '../../src/domain/wording';
import { inCell, missingProblem } from '../../src/formulas/cell';
import type { Needs } from '../../src/formulas/custom-function';
import { type Argument, scalar, shown, textOf } from '../../src/formulas/given';
import { partnerQuery } from '../../src/formulas/partner-question';
import { now } from '../../src/google/time';
import type { RequestContext } from '../../src/journeybee/credential';
import { cellMs } from '../../src/journeybee/single-flight';
import { cachedLeaderboard } from '../../src/journeybee/source';
import { Problem } from '../../src/problem';

/*
 * `src/formulas/total.ts` of the recipe for a function, as somebody who follows docs/engineering.md would write it. It is part of
 * copies of src/ only.
 */

/** `=JB_TOTAL(metric, period, type)`: the total of a figure over the partners of a leaderboard. */
export function total(metric: Argument, period: Argument, type: Argument): Cell {
  return inCell(() => {
    const given = scalar(metric, 'metric');
    const column = columnNamed(textOf(given));
    const totalOf = column && columns[column].total;
    if (!totalOf) throw new Problem(`${shown(given)} has no total. Use revenue, open pipeline or won deals.`);
    const credential = formulaKey();
    const query = partnerQuery(period, type, credential);
    const { answer } = cachedLeaderboard(query, { credential, until: now() + cellMs });
    const gap = missingText(answer.missing);
    if (gap !== null) throw missingProblem(gap);
    return totalOf(standings(answer, defaultLayout, noMemberships)) ?? '';
  });
}

/** What `total` asks for with these arguments. */
export const totalNeeds = (
  [, period, type]: readonly Argument[],
  { credential }: RequestContext<FormulaKey>,
): Needs => ({ queries: [partnerQuery(period, type, credential)], directory: false });
