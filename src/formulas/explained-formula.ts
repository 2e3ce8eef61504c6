import { readConsent } from '../connection/consent';
import { formulaKeyIfAllowed } from '../connection/formula-key';
import type { ExplainView } from '../contract/explain-view';
import { columns } from '../domain/columns';
import { columnDerivation } from '../domain/explanation';
import { defaultLayout, type Layout } from '../domain/layout';
import { noMemberships } from '../domain/membership';
import { rankingName, standings } from '../domain/ranking';
import { spreadsheet } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Sheet } from '../google/types';
import { keptLeaderboard } from '../journeybee/kept-answer';
import { cellMs } from '../journeybee/single-flight';
import { type AskedCell, explained, unexplained } from '../reports/explanation';
import { fromA1 } from '../sheets/area';
import { range } from '../sheets/read-area';
import { limitArgument } from './arguments';
import { scorecardCell } from './explained-scorecard';
import { type AskedFormula, type FormulaCell, standingNamed } from './formula-cell';
import { callsOurs } from './formula-text';
import type { Argument } from './given';
import { optionsArgument } from './options';
import { metricArgument } from './partner-figure';
import { partnerArgument, partnerQuery } from './partner-question';
import { tableNeeds } from './partner-table';
import { type SingleCall, singleCall, type WrittenArgument } from './single-call';

/** The explanation of a cell that a JB_ formula fills; null: no formula of ours does. */
export function explainFormula(cell: AskedCell): ExplainView | null {
  const formula = cell.cells.getFormula();
  if (formula !== '') return callsOurs(formula) ? ofFormula(cell, formula, 0, 0) : null;
  if (cell.value === '') return null;
  // What a formula fills lies to its right and below it.
  const sheet = cell.cells.getSheet();
  const formulas = range(sheet, { row: 1, column: 1, rows: cell.row, columns: cell.column }).getFormulas();
  for (let row = cell.row; row >= 1; row -= 1) {
    for (let column = cell.column; column >= 1; column -= 1) {
      const text = formulas[row - 1]?.[column - 1] ?? '';
      const name = text === '' ? null : singleCall(text)?.name;
      if (!name || name === 'JB_PARTNER') continue;
      const view = ofFormula(cell, text, cell.row - row, cell.column - column);
      if (view !== null) return view;
    }
  }
  return null;
}

function ofFormula(cell: AskedCell, formula: string, down: number, right: number): ExplainView | null {
  const call = singleCall(formula);
  const what = 'This cell has a JB_ formula.';
  const isOwn = down === 0 && right === 0;
  const instead = (note: string) => (isOwn ? unexplained(cell, what, { note }) : null);
  if (!call)
    return instead('It calculates with the function. Put the function into a cell of its own to have it explained.');
  const credential = formulaKeyIfAllowed();
  if (!credential) return instead('Formulas have no key here, so nothing is known of it.');
  const args = argumentsOf(call, cell.cells.getSheet());
  if (!args)
    return instead('Its arguments are calculated. Write them into the formula or into cells to have it explained.');
  const asked = { args, credential, by: readConsent()?.by ?? '', down, right };
  const filled = cellOf(call, asked);
  if (filled === null) return instead(notKept);
  const { partner, query, answer, derivation } = filled;
  const text = `This is ${filled.what}, from ${call.name}.`;
  if (!derivation) return unexplained(cell, text);
  return explained(cell, text, derivation, { answer, asking: { query, by: asked.by }, partner });
}

const notKept = 'The answer that it shows is not kept any more. Choose Refresh formulas, then ask again.';

function cellOf({ name }: SingleCall, asked: AskedFormula): FormulaCell | null {
  switch (name) {
    case 'JB_PARTNERS':
      return tableCell(asked);
    case 'JB_PARTNER':
      return figureCell(asked);
    case 'JB_SCORECARD':
      return scorecardCell(asked);
  }
}

/** The arguments with the values of the cells that they refer to; null where one would have to be calculated. */
function argumentsOf({ args }: SingleCall, sheet: Sheet): Argument[] | null {
  const values = args.map((argument) => argument && { value: argumentValue(argument, sheet) });
  return values.every((given) => given !== null) ? values.map(({ value }) => value) : null;
}

function argumentValue(argument: NonNullable<WrittenArgument>, sheet: Sheet): Argument {
  if ('value' in argument) return argument.value;
  const of = argument.sheet === null ? sheet : spreadsheet().getSheetByName(argument.sheet);
  const rect = fromA1(argument.cells);
  return of && rect ? range(of, rect).getValues() : '';
}

function tableCell({ args, credential, down, right }: AskedFormula): FormulaCell | null {
  const [query] = tableNeeds(args, { credential, until: now() + cellMs }).queries;
  const answer = query ? keptLeaderboard(query, credential.fingerprint) : null;
  if (!query || !answer) return null;
  const { layout } = optionsArgument(args[3]);
  const name = layout.columns[right];
  const row = down - Number(layout.headers);
  if (name === undefined) return null;
  const { label } = columns[name];
  if (row < 0) return { what: `the heading ${label}`, partner: null, query, answer, derivation: null };
  const all = standings(answer, layout, noMemberships);
  const standing = isOrderTold(layout) ? all.slice(0, limitArgument(args[2]))[row] : undefined;
  if (!standing) return null;
  const derivation = columnDerivation(name, standing, { all, by: rankingName(layout.sort.column) });
  return { what: `${label} of ${standing.partner.name}`, partner: standing.partner, query, answer, derivation };
}

/** Whether an answer alone tells the order of a table: labels are not in it. */
const isOrderTold = ({ rankWithin, sort }: Layout): boolean =>
  rankWithin === null && !['tier', 'category', 'stage', 'owner'].includes(sort.column);

function figureCell({ args, credential }: AskedFormula): FormulaCell | null {
  const [name, metric, period, type] = args;
  const wanted = metricArgument(metric);
  const query = partnerQuery(period, type, credential);
  const answer = keptLeaderboard(query, credential.fingerprint);
  if (!answer) return null;
  const all = standings(answer, defaultLayout, noMemberships);
  const standing = standingNamed(all, partnerArgument(name, ''));
  if (!standing) return null;
  return {
    what: `${columns[wanted].label} of ${standing.partner.name}`,
    partner: standing.partner,
    query,
    answer,
    derivation: columnDerivation(wanted, standing, { all, by: 'revenue' }),
  };
}
