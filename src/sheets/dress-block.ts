import { bandRows, formatRule, lineAbove, wrap } from '../google/looks';
import { type Rect, touches } from './area';
import {
  type CellLooks,
  fills,
  groupLine,
  type Looks,
  type Rule,
  type SheetLooks,
  type SheetRules,
  type TotalsMove,
  totalsLine,
} from './looks';
import { movedTotals } from './plan-looks';
import { rectOf } from './read-area';
import { unfreeze } from './undress-block';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;

/** What has to be done for a Board's looks, in steps that do not depend on each other: Sheets may refuse some of them. */
export function dressSteps(sheet: Sheet, at: (rect: Rect) => Range, looks: Looks): Array<() => void> {
  const { cells, banding, totals, lines, widths, sheet: own, sheetBefore: before, rules } = looks;
  return [
    ...cells.map((look) => () => dress(at(look.rect), look)),
    ...(totals ? [() => moveTotals(at, totals)] : []),
    ...lines.cleared.map((rect) => () => void lineAbove(at(rect), null)),
    ...lines.drawn.map((rect) => () => void lineAbove(at(rect), groupLine)),
    ...(banding ? [() => band(at, banding)] : []),
    ...(widths ? [() => setWidths(sheet, widths)] : []),
    ...(before ? [() => unfreeze(sheet, before)] : []),
    ...(own ? [() => freeze(sheet, own)] : []),
    ...(rules ? [() => setRules(sheet, rules)] : []),
  ];
}

/**
 * Takes off what clearing the formats of a Board's cells leaves: alternating fills, and what its own sheet has of rules, heights
 * and frozen rows.
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
    const line = atRow === Math.max(...move.to) ? totalsLine : groupLine;
    lineAbove(cells, isTotals ? line : null);
  }
}

/** Its fills go with the rows; alternating fills of somebody's, or none, stay so. */
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
 * Setting rules replaces all that a sheet has (P8-20). They are set where it has none, and for other columns where it has those
 * that the report set and no others.
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

/** What a rule asks of which columns. */
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
