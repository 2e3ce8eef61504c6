import type { ExplainView } from '../contract/explain-view';
import { Problem } from '../problem';
import { explainInReport } from '../reports/explained-report';
import { askedCell, unexplained } from '../reports/explanation';
import { selectedCell } from '../reports/place';
import { explainFormula } from './explained-formula';

/** Where the content of the selected cell comes from. Nothing is asked of Journeybee, and nothing is written. */
export function explainSelected(): ExplainView {
  const cell = askedCell(selectedCell());
  return explainInReport(cell) ?? orProblem(() => explainFormula(cell)) ?? unexplained(cell, notOurs);

  function orProblem(explain: () => ExplainView | null): ExplainView | null {
    try {
      return explain();
    } catch (error) {
      // A formula whose arguments are wrong says so in its own cell.
      if (error instanceof Problem) return unexplained(cell, 'This cell has a JB_ formula.', { note: error.message });
      throw error;
    }
  }
}

const notOurs = 'This cell is not ours: it belongs to no report, and no JB_ formula fills it.';
