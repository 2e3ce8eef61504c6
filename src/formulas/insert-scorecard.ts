import { formulaKey } from '../connection/formula-key';
import { numberFormat } from '../domain/formats';
import { nameKey } from '../domain/names';
import { figureFields, partnerFigures } from '../domain/partner-figures';
import { applyLooks, flush } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Sheet } from '../google/types';
import { leaderboardQuery } from '../journeybee/query';
import { cellMs } from '../journeybee/single-flight';
import { cachedLeaderboard } from '../journeybee/source';
import { Problem } from '../problem';
import { inNewSheet, show } from '../reports/place';
import { fills, inks, nameSize } from '../sheets/looks';
import { written } from '../sheets/text';

const period = 'current_quarter';
/** Where the partner's name stands, a line of what to do, and the heading row of the formula. */
const [nameRow, hintRow, firstRow] = [1, 2, 3];
const columnCount = 5;

/** Writes the scorecard of the first partner into a new sheet, below a cell with its name. */
export function insertScorecard(): string {
  const credential = formulaKey();
  const { answer } = cachedLeaderboard(leaderboardQuery({ period }), credential, now() + cellMs, { once: true });
  const keys = answer.partners.map(({ name }) => nameKey(name));
  // A name that several partners share is not the name of one of them.
  const first = answer.partners.find(
    (_, index) => keys.indexOf(keys[index] ?? '') === keys.lastIndexOf(keys[index] ?? ''),
  );
  if (!first) throw new Problem('Journeybee has no partners for this quarter yet. Choose another period in the form.');
  const { place, undo } = inNewSheet('Partner scorecard');
  const { sheet } = place();
  try {
    sheet.getRange(nameRow, 1).setValue(written(first.name));
    sheet
      .getRange(hintRow, 1)
      .setValue(written('Type another partner’s name above, or another period in the formula below.'));
    sheet.getRange(firstRow, 1).setFormula(`=JB_SCORECARD(A${nameRow};"${period}")`);
    flush();
  } catch (error) {
    undo();
    throw error;
  }
  applyLooks(() => dress(sheet, answer.currency));
  show(sheet.getRange(nameRow, 1));
  return 'The scorecard is in a new sheet. Type another partner’s name above it.';
}

/** A formula cannot format its cells itself. */
function dress(sheet: Sheet, currency: string | null): void {
  const rows = figureFields.length;
  sheet.getRange(nameRow, 1).setFontWeight('bold').setFontSize(nameSize);
  sheet.getRange(hintRow, 1).setFontColor(inks.title);
  const header = sheet.getRange(firstRow, 1, 1, columnCount);
  header.setBackground(fills.header).setFontColor(inks.header).setFontWeight('bold');
  const figures = sheet.getRange(firstRow + 1, 2, rows, columnCount - 1);
  figures.setNumberFormats(figureFields.map((field) => formatsOf(field, currency)));
  sheet.getRange(firstRow, 2, rows + 2, columnCount - 1).setHorizontalAlignment('right');
  sheet.setHiddenGridlines(true);
  widths.forEach((pixels, index) => void sheet.setColumnWidth(index + 1, pixels));
}

/** The headings of both periods say their days. */
const widths = [200, 270, 250, 120, 100] as const;

function formatsOf(field: keyof typeof partnerFigures, currency: string | null): string[] {
  const { kind } = partnerFigures[field];
  const change = kind === 'money' ? 'change' : kind === 'rate' ? 'rate change' : 'whole change';
  return ([kind, kind, change, 'rate change'] as const).map((each) => numberFormat(each, currency) ?? '@');
}
