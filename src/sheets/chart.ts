import { barChartType } from '../google/chart-type';
import { flush } from '../google/spreadsheet';
import type { EmbeddedChart, Range, Sheet } from '../google/types';
import { type Rect, touches } from './area';
import { inks } from './looks';

/** The ranges of a chart: names and a figure, each with its heading. */
export type Shown = readonly [names: Range, figures: Range];

/** Where a chart goes, and what it and its figures are called. */
interface NewChart {
  readonly row: number;
  readonly column: number;
  readonly title: string;
  readonly axis: string;
}

/**
 * Draws a bar chart on the sheet of its cells, and returns its id. A chart that begins at the same headings is taken
 * for the report's own: the execution that drew it was killed before it recorded the id.
 */
export function drawChart(shown: Shown, { row, column, title, axis }: NewChart): number {
  const sheet = shown[0].getSheet();
  const before = sheet.getCharts();
  const headings = firstCells(shown);
  const drawn = before.find((chart) => firstCells(chart.getRanges()) === headings);
  if (drawn && followBlock(sheet, idOf(drawn), shown)) return idOf(drawn);
  const builder = sheet.newChart().setChartType(barChartType());
  for (const range of shown) builder.addRange(range);
  builder.setNumHeaders(1).setPosition(row, Math.min(column, sheet.getMaxColumns()), 0, 0);
  sheet.insertChart(
    builder
      .setOption('title', title)
      .setOption('hAxis', { title: axis })
      .setOption('colors', [inks.bar])
      .setOption('legend', { position: 'none' })
      .setOption('useFirstColumnAsDomain', true)
      .build(),
  );
  const idsBefore = before.map(idOf);
  const [made = 0] = sheet
    .getCharts()
    .map(idOf)
    .filter((id) => !idsBefore.includes(id));
  return made;
}

/**
 * Makes a chart show these cells, and keeps all else that people changed about it. false where the sheet has no such
 * chart: somebody deleted it, or moved it to a sheet of its own.
 */
export function followBlock(sheet: Sheet, id: number, shown: Shown): boolean {
  const chart = sheet.getCharts().find((other) => idOf(other) === id);
  if (!chart) return false;
  if (areas(chart.getRanges()) === areas(shown)) return true;
  const builder = chart.modify().clearRanges();
  for (const range of shown) builder.addRange(range);
  // It is not documented whether headings follow the ranges (P8-25).
  sheet.updateChart(builder.setNumHeaders(1).build());
  flush();
  return true;
}

/**
 * Moves a chart to where it would be drawn now, if the block has grown under it. It stays where it begins within a cell: people
 * drag charts to any pixel, a report puts them at a cell's corner (P8-81).
 */
export function uncover(
  sheet: Sheet,
  id: number,
  block: Rect,
  { row, column }: Pick<NewChart, 'row' | 'column'>,
): void {
  const chart = sheet.getCharts().find((other) => idOf(other) === id);
  const info = chart?.getContainerInfo();
  if (!chart || !info || !isIn(block, info.getAnchorRow(), info.getAnchorColumn())) return;
  if (info.getOffsetX() !== 0 || info.getOffsetY() !== 0) return;
  const last = Math.min(column, sheet.getMaxColumns());
  // Where a block goes up to the sheet's last column, nothing beside it is free.
  if (isIn(block, row, last)) return;
  sheet.updateChart(chart.modify().setPosition(row, last, 0, 0).build());
  flush();
}

const isIn = (block: Rect, row: number, column: number): boolean =>
  touches(block, { row, column, rows: 1, columns: 1 });

const idOf = (chart: EmbeddedChart): number => chart.getChartId() ?? 0;

const areas = (ranges: readonly Range[]): string =>
  ranges.map((range) => `${range.getSheet().getSheetId()}!${range.getA1Notation()}`).join();

const firstCells = (ranges: readonly Range[]): string => areas(ranges).replace(/:\w+/g, '');
