import { ReportRequest } from '../contract/requests';
import { type BridgePart, bridgeParts } from '../domain/bridge';
import type { DayRange } from '../domain/days';
import { numberFormat } from '../domain/formats';
import { amountOf } from '../domain/money';
import { briefDays } from '../domain/period-wording';
import type { Cell } from '../domain/table';
import { applyLooks, flush, sheetOf } from '../google/spreadsheet';
import { Problem } from '../problem';
import { a1Range, touches } from '../sheets/area';
import { findBlock, withLinesAbove } from '../sheets/block-range';
import { nearRows } from '../sheets/own-rows';
import { range } from '../sheets/read-area';
import { written } from '../sheets/text';
import { unknownReport } from './definition-store';
import { selectedCell } from './place';
import { blockOf, type Report, readReports } from './report';

/**
 * Writes what the change of a report's total was made of at its last refresh, as five rows of plain values from the selected
 * cell on: a part in each, and the whole change. No cell of somebody's is overwritten. @throws Problem
 */
export function insertBridge(request: unknown): string {
  const { id } = ReportRequest(request);
  const reports = readReports();
  const report = reports.find((other) => other.id === id);
  if (!report) throw new Problem(unknownReport);
  const lines = bridgeLines(report);
  const cell = selectedCell();
  const { sheet, sheetId } = sheetOf(cell);
  const rect = { row: cell.getRow(), column: cell.getColumn(), rows: lines.length, columns: width };
  const place = a1Range(rect);
  if (rect.row + rect.rows - 1 > sheet.getMaxRows() || rect.column + rect.columns - 1 > sheet.getMaxColumns())
    throw new Problem(
      `${place} goes beyond the sheet. Select a cell with four rows below it and two columns beside it.`,
    );
  const cells = range(sheet, rect);
  const isFilled = [...cells.getValues(), ...cells.getFormulas()].some((row) => row.some((value) => value !== ''));
  if (isFilled || cells.getMergedRanges().length > 0 || isInReport(reports, sheetId, rect))
    throw new Problem(`${place} is not free. Select a cell with five rows and three columns of empty cells.`);
  if (!cells.canEdit()) throw new Problem(`${place} is protected, and you may not edit it. Select another cell.`);
  cells.setValues(lines.map((line) => line.map(written)));
  flush();
  const format = numberFormat('money', report.state?.bridge?.currency ?? null) ?? 'General';
  applyLooks(() => {
    cells.setNumberFormats(lines.map(() => ['General', '0', format]));
    range(sheet, { ...rect, row: rect.row + lines.length - 1, rows: 1 }).setFontWeight('bold');
  });
  return `The change is in ${place}. These are plain values: no refresh changes them.`;
}

const width = 3;

/** A label, how many partners, and the amount. */
function bridgeLines({ state }: Report): Cell[][] {
  if (!state?.bridge)
    throw new Problem(
      'Its last refresh had nothing to compare with. Refresh the report, then insert the change again.',
    );
  const { currency, days, among, parts } = state.bridge;
  const line = (label: string, [partners = 0, units = 0]: readonly number[]) => [
    label,
    partners,
    amountOf(units, currency),
  ];
  const sums = [0, 1].map((place) => parts.reduce((sum, part) => sum + (part[place] ?? 0), 0));
  return [
    ...bridgeParts.map((part, index) => line(partLabels[part], parts[index] ?? [])),
    line(changeLabel(state.dates, days, among, currency), sums),
  ];
}

const partLabels: Readonly<Record<BridgePart, string>> = { grew: 'Grew', new: 'New', shrank: 'Shrank', gone: 'Gone' };

function changeLabel(now: DayRange | null, before: DayRange, among: number | null, currency: string | null): string {
  const whose = among === null ? '' : ` of ${among} partners`;
  const unit = currency === null ? '' : ` (${currency})`;
  return `Change${whose}${now === null ? '' : `, ${briefDays(now)}`} against ${briefDays(before)}${unit}`;
}

/** A block has blank cells, too, and lines that are blank for now. */
const isInReport = (reports: readonly Report[], sheetId: number, rect: Parameters<typeof touches>[0]): boolean =>
  reports.map(blockOf).some((recorded) => {
    const block = findBlock(recorded, () => reports.map(blockOf));
    if (block?.sheetId !== sheetId) return false;
    const lines = withLinesAbove(block.rect, recorded.written);
    return touches(rect, { ...lines, rows: lines.rows + (recorded.written?.totals.length ? nearRows : 0) });
  });
