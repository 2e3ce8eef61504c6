import { formulaKey } from '../connection/formula-key';
import type { ColumnKind } from '../domain/column-kinds';
import { least, numberFormat, pointsFormat } from '../domain/formats';
import { nameKey } from '../domain/names';
import { type Figure, figureFields, partnerFigures } from '../domain/partner-figures';
import { bandRows, lineAbove } from '../google/looks';
import { applyLooks, flush } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Sheet } from '../google/types';
import { leaderboardQuery } from '../journeybee/query';
import { cellMs } from '../journeybee/single-flight';
import { cachedLeaderboard } from '../journeybee/source';
import { Problem } from '../problem';
import { inNewSheet, show } from '../reports/place';
import { a1 } from '../sheets/area';
import { ruleFor } from '../sheets/dress-block';
import { fills, headerHeight, inks, lineColors, nameHeight, nameSize } from '../sheets/looks';
import { written } from '../sheets/text';

const period = 'current_quarter';
/** Where the partner's name stands, a line of what to do, and the heading row of the formula. */
const [nameRow, hintRow, firstRow] = [1, 2, 3];
const columnCount = 5;

/** Writes the scorecard of the first partner into a new sheet, below a cell with its name. */
export function insertScorecard(): string {
  const context = { credential: formulaKey(), until: now() + cellMs };
  const { answer } = cachedLeaderboard(leaderboardQuery({ period }), context, { once: true });
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
  applyLooks(() => dress(sheet));
  show(sheet.getRange(nameRow, 1));
  return 'The scorecard is in a new sheet. Type another partner’s name above it.';
}

/** A formula cannot format its cells itself. */
function dress(sheet: Sheet): void {
  const rows = figureFields.length;
  sheet.getRange(nameRow, 1).setFontWeight('bold').setFontSize(nameSize).setVerticalAlignment('middle');
  sheet.setRowHeight(nameRow, nameHeight).setRowHeight(firstRow, headerHeight);
  sheet.getRange(hintRow, 1).setFontColor(inks.title);
  const header = sheet.getRange(firstRow, 1, 1, columnCount);
  header.setBackground(fills.header).setFontColor(inks.header).setFontWeight('bold').setVerticalAlignment('middle');
  const figures = sheet.getRange(firstRow + 1, 2, rows, columnCount - 1);
  figures.setNumberFormats(figureFields.map(formatsOf));
  bandRows(sheet.getRange(firstRow + 1, 1, rows, columnCount), '#ffffff', fills.band);
  lineAbove(sheet.getRange(firstRow + rows + 1, 1, 1, columnCount).setFontWeight('bold'), lineColors.totals);
  sheet.getRange(firstRow, 2, rows + 2, columnCount - 1).setHorizontalAlignment('right');
  colourChanges(sheet, rows);
  sheet.setHiddenGridlines(true);
  widths.forEach((pixels, index) => void sheet.setColumnWidth(index + 1, pixels));
}

/** As in a Board. The change of a rank is a text, and shows its direction by its first sign. */
function colourChanges(sheet: Sheet, rows: number): void {
  const [first, column] = [firstRow + 1, columnCount - 1];
  const figures = sheet.getRange(first, column, rows, 2);
  const rank = sheet.getRange(first + rows, column);
  const begins = (sign: string) => ({ is: 'true', formula: `=LEFT(${a1(first + rows, column)})="${sign}"` }) as const;
  const bound = least['rate change'];
  sheet.setConditionalFormatRules([
    ruleFor([figures, rank], { when: { is: 'text', text: 'new' }, ink: inks.fresh }),
    ruleFor([rank], { when: begins('▲'), ink: inks.up }),
    ruleFor([rank], { when: begins('▼'), ink: inks.down }),
    ruleFor([figures], { when: { is: 'at least', bound }, ink: inks.up }),
    ruleFor([figures], { when: { is: 'at most', bound: -bound }, ink: inks.down }),
    ruleFor([figures], { when: { is: 'within', bound }, ink: inks.same }),
  ]);
}

/** The headings of both periods say their days. */
const widths = [200, 270, 250, 120, 100] as const;

/** Amounts are whole, as in a Board: the cells hold all of them. */
function formatsOf(field: Figure): string[] {
  const { kind } = partnerFigures[field];
  const figure = formatOf(kind === 'money' ? 'whole money' : kind);
  return [figure, figure, kind === 'rate' ? pointsFormat : formatOf('whole change'), formatOf('rate change')];
}

const formatOf = (kind: ColumnKind) => numberFormat(kind, null) ?? '@';
