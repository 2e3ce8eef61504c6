import { lineAbove, overflow } from '../google/looks';
import type { Range, Sheet } from '../google/types';
import type { Rect } from './area';
import { type BoardCells, type Looks, rowHeight, type SheetLooks } from './looks';
import { neighbours, rowsOf } from './neighbours';
import { leftOfBoard, type Seen } from './plan-undress';

/** What takes looks off cells: all of them where they are the report's no more, and a Board's where it becomes Plain. */
export const undressSteps = (at: (rect: Rect) => Range, { undressed, plain }: Looks): Array<() => void> => [
  ...undressed.map((rect) => () => void at(rect).clearFormat()),
  ...(plain ? [() => makePlain(at, plain)] : []),
];

function makePlain(at: (rect: Rect) => Range, board: BoardCells): void {
  const { rect, columns, ruled } = board;
  const left = leftOfBoard(board, seenIn(at(rect), rect));
  for (const cells of left.weight) at(cells).setFontWeight(null);
  for (const cells of left.fill) at(cells).setBackground(null);
  for (const cells of left.ink) at(cells).setFontColor(null);
  for (const cells of left.alignment) at(cells).setHorizontalAlignment(null);
  for (const group of neighbours(columns)) {
    overflow(at(rowsOf(group, rect.row, rect.row + 1)).setVerticalAlignment(null));
    for (const row of ruled) lineAbove(at(rowsOf(group, row, row + 1)), null);
  }
  for (const column of columns) {
    const cells = () => at(rowsOf([column], rect.row, rect.row + rect.rows));
    if (column.isBold) overflow(cells());
    if (column.drawn === 'trend') cells().setFontFamily(null);
  }
}

function seenIn(cells: Range, rect: Rect): (row: number, column: number) => Seen {
  const weights = cells.getFontWeights();
  const backgrounds = cells.getBackgrounds();
  const inks = cells.getFontColors();
  const alignments = cells.getHorizontalAlignments();
  return (row, column) => {
    const of = (looks: readonly (readonly unknown[])[]) => String(looks[row - rect.row]?.[column - rect.column]);
    return { weight: of(weights), fill: of(backgrounds), ink: of(inks), alignment: of(alignments) };
  };
}

/** Gives a row the height of a new sheet's, if it has the one that a Board gave it. */
export function lower(sheet: Sheet, { row, pixels }: SheetLooks['heights'][number]): void {
  if (sheet.getRowHeight(row) === pixels) sheet.setRowHeight(row, rowHeight);
}

/** What a Board made of its sheet, where nobody has made something else of it since. */
export function unfreeze(sheet: Sheet, { heights, frozenRows, frozenColumns }: SheetLooks): void {
  for (const height of heights) lower(sheet, height);
  sheet.setHiddenGridlines(false);
  if (frozenRows > 0 && sheet.getFrozenRows() === frozenRows) sheet.setFrozenRows(0);
  if (frozenColumns > 0 && sheet.getFrozenColumns() === frozenColumns) sheet.setFrozenColumns(0);
}
