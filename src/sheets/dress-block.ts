import { bandRows, formatRule, lineAbove, wrap } from '../google/looks';
import { type Rect, touches } from './area';
import {
  type CellLooks,
  fills,
  type Looks,
  lineColors,
  type Rule,
  type SheetLooks,
  type SheetRules,
  type TotalsMove,
} from './looks';
import { movedTotals } from './plan-looks';
import { rectOf } from './read-area';
import { unfreeze } from './undress-block';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** The steps that set a Board's looks. They are independent of each other, because Sheets may refuse some of them. */
export function dressSteps(sheet: Sheet, at: (rect: Rect) => Range, looks: Looks): Array<() => void> {
  const { cells, banding, totals, lines, widths, sheet: own, sheetBefore: before, rules } = looks;
  return [
    ...cells.map((look) => () => dress(at(look.rect), look)),
    ...(totals ? [() => moveTotals(at, totals)] : []),
    ...lines.cleared.map((rect) => () => void lineAbove(at(rect), null)),
    ...lines.drawn.map((rect) => () => void lineAbove(at(rect), lineColors.group)),
    ...(banding ? [() => band(at, banding)] : []),
    ...(widths ? [() => setWidths(sheet, widths)] : []),
    ...(before ? [() => unfreeze(sheet, before)] : []),
    ...(own ? [() => freeze(sheet, own)] : []),
    ...(rules ? [() => setRules(sheet, rules)] : []),
  ];
}

/**
 * Removes the looks of a Board that clearing cell formats leaves: alternating fills, and what its own sheet has of rules,
 * heights and frozen rows.
 */
export function undressSheet(sheet: Sheet, at: (rect: Rect) => Range, { banding, rules, sheetBefore }: Looks): void {
  if (banding) band(at, banding);
  if (rules) setRules(sheet, rules);
  if (sheetBefore) unfreeze(sheet, sheetBefore);
}

function dress(cells: Range, { weights, alignments, ink, font, isWrapped }: CellLooks): void {
  if (weights) cells.setFontWeights(weights as FontWeights);
  if (alignments) cells.setHorizontalAlignments(alignments);
  if (ink !== undefined) cells.setFontColor(ink);
  if (font !== undefined) cells.setFontFamily(font);
  if (isWrapped) wrap(cells);
}

type FontWeights = Parameters<Range['setFontWeights']>[0];

function moveTotals(at: (rect: Rect) => Range, move: TotalsMove): void {
  const { row, rows, columns } = move;
  const left = Math.min(...columns.map(({ column }) => column));
  const right = Math.max(...columns.map(({ column }) => column));
  const area = at({ row, column: left, rows, columns: right - left + 1 });
  const [weights, backgrounds] = [area.getFontWeights(), area.getBackgrounds()];
  const moved = movedTotals(move, (atRow, column) => ({
    weight: String(weights[atRow - row]?.[column - left]),
    fill: String(backgrounds[atRow - row]?.[column - left]),
  }));
  for (const { row: atRow, columns: group, isTotals, isBold } of moved) {
    const cells = at({ row: atRow, column: group[0] ?? left, rows: 1, columns: group.length });
    cells.setFontWeight(isTotals || isBold ? 'bold' : 'normal').setBackground(isTotals ? fills.totals : null);
    const line = atRow === Math.max(...move.to) ? lineColors.totals : lineColors.group;
    lineAbove(cells, isTotals ? line : null);
  }
}

/**
 * Moves the Board's alternating fills to its rows. A person's own alternating fills stay, and where a person removed the
 * Board's, none are made.
 */
function band(at: (rect: Rect) => Range, { before, rect }: NonNullable<Looks['banding']>): void {
  if (before === null) {
    const cells = rect && at(rect);
    if (cells?.getBandings().length === 0) bandRows(cells, '#ffffff', fills.band);
    return;
  }
  const own = at(before)
    .getBandings()
    .find((banding) => {
      const banded = rectOf(banding.getRange());
      return banded.row === before.row && touches(banded, before);
    });
  if (rect) own?.setRange(at(rect));
  else own?.remove();
}

function setWidths(sheet: Sheet, { exactly, columns }: NonNullable<Looks['widths']>): void {
  for (const { column, pixels } of columns) {
    if (exactly || sheet.getColumnWidth(column) < pixels) sheet.setColumnWidth(column, pixels);
  }
}

/** What somebody has frozen in a Plain report's sheet stays so. */
function freeze(sheet: Sheet, { heights, frozenRows, frozenColumns }: SheetLooks): void {
  for (const { row, pixels } of heights) sheet.setRowHeight(row, pixels);
  sheet.setHiddenGridlines(true);
  if (frozenRows > 0 && sheet.getFrozenRows() === 0) sheet.setFrozenRows(frozenRows);
  if (frozenColumns > 0 && sheet.getFrozenColumns() === 0) sheet.setFrozenColumns(frozenColumns);
}

/**
 * Sets the rules of a sheet, which replaces all that it has (P8-20). Rules are set only on a sheet without any, or on one
 * whose rules are exactly those that the report set before.
 */
function setRules(sheet: Sheet, { headerRow, before, rules }: SheetRules): void {
  const standing = sheet.getConditionalFormatRules();
  const first = headerRow + 1;
  const rows = Math.max(1, sheet.getMaxRows() - headerRow);
  const ranges = new Map<number, Range>();
  const cellsIn = (column: number) => {
    const cells = ranges.get(column) ?? sheet.getRange(first, column, rows, 1);
    ranges.set(column, cells);
    return cells;
  };
  const built = (planned: readonly Rule[]) => planned.map((rule) => ruleFor(rule.columns.map(cellsIn), rule));
  const isOwn = before !== null && standing.map(signatureOf).join() === built(before).map(signatureOf).join();
  if (standing.length === 0 ? before === null : isOwn) sheet.setConditionalFormatRules(built(rules));
}

/** The condition and the columns of a rule, as a text that is equal for equal rules. */
function signatureOf(rule: GoogleAppsScript.Spreadsheet.ConditionalFormatRule): string {
  const condition = rule.getBooleanCondition();
  const columns = rule.getRanges().map((cells) => rectOf(cells).column);
  return JSON.stringify([String(condition?.getCriteriaType()), condition?.getCriteriaValues(), columns]);
}

/** The rule itself, for these cells. */
export function ruleFor(cells: Range[], { when, ink, fill }: Omit<Rule, 'columns'>) {
  return formatRule(
    cells,
    (builder) => {
      switch (when.is) {
        case 'at least':
          return builder.whenNumberGreaterThanOrEqualTo(when.bound);
        case 'at most':
          return builder.whenNumberLessThanOrEqualTo(when.bound);
        case 'within':
          return builder.whenNumberBetween(-when.bound, when.bound);
        case 'text':
          return builder.whenTextEqualTo(when.text);
        case 'true':
          return builder.whenFormulaSatisfied(when.formula);
      }
    },
    { ink, fill },
  );
}
