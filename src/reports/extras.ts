import { historyFormatsKept, information, warning } from '../contract/note';
import type { ReportDefinition } from '../contract/report-definition';
import { columns } from '../domain/columns';
import { capacity } from '../domain/snapshot';
import { problemOf } from '../google/faults';
import { spreadsheet } from '../google/spreadsheet';
import type { Rect } from '../sheets/area';
import { drawChart, followBlock, uncover } from '../sheets/chart';
import { addSnapshot, beginHistory, historyGone } from '../sheets/history-sheet';
import type { WrittenBlock } from '../sheets/refresh-block';
import type { Content } from './content';
import type { ReportState } from './state';

/** A report whose block was written just now. */
export interface WrittenReport {
  readonly definition: ReportDefinition;
  readonly state: ReportState;
  readonly content: Content;
  readonly block: WrittenBlock;
  /** The sheets of other reports' histories, by their ids. */
  readonly otherHistories: readonly number[];
}

/** Whether a report has or had a chart or a history. */
export const hasExtras = ({ chart, history }: ReportDefinition, state: ReportState): boolean =>
  chart || history !== null || state.chart !== null || state.history !== null;

/**
 * Updates a report's chart and history after its block, and returns the state to store. A failure is told in the
 * report's notes: its figures are right without. `record` stores a history that has begun.
 */
export function withExtras(
  { definition, state, content, block, otherHistories }: WrittenReport,
  record: (begun: ReportState) => void,
): ReportState {
  const notes = [...(state.note ?? [])];
  const orWarning = <T>(before: T, words: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      notes.push(warning(problemOf('report', error, words).message));
      return before;
    }
  };
  const chart = orWarning(state.chart, 'The chart could not be drawn. It is tried again at the next refresh.', () =>
    chartOf(definition, state.chart, content, block),
  );
  let { history } = state;
  const historyAfter = orWarning(
    history,
    'The history could not be written. It is tried again at the next refresh.',
    () => {
      const { history: kind, name, columns: chosen } = definition;
      // A history that is turned off continues when it is turned on again, as long as its sheet is there.
      if (kind === null) return history && spreadsheet().getSheetById(history.sheetId) ? history : null;
      if (!history) {
        history = storedHistory(beginHistory(name, chosen, otherHistories));
        record({ ...state, chart, history });
      }
      const added = addSnapshot(history, kind, content.shown);
      if (added) {
        const { kind: room, text } = capacity(added.history.cells, 0);
        if (room === 'warning') notes.push(warning(text));
        if (!added.isFormatted) notes.push(information(historyFormatsKept));
        return storedHistory(added.history);
      }
      notes.push(warning(historyGone));
      return history;
    },
  );
  const note = notes.length > 0 ? notes : null;
  return { ...state, chart, history: historyAfter ?? (definition.history === null ? null : history), note };
}

/** Updates the report's chart to its block. A chart is drawn once: where somebody deleted it, it is not drawn again. */
function chartOf(
  definition: ReportDefinition,
  drawn: ReportState['chart'],
  { columns: shownColumns, shown: partners, wanted }: Content,
  { sheet, plan, written }: WrittenBlock,
): ReportState['chart'] {
  const { chart, name, sort } = definition;
  if (!chart) return null;
  if (drawn?.chartId === null) return drawn;
  const { rect, end } = plan;
  const place = chartPlace(definition, rect);
  if (drawn) uncover(sheet, drawn.chartId, { ...rect, rows: end - rect.row }, place);
  // Sums stand among the rows: a chart would draw them as if they were partners.
  if ((wanted.board?.sums ?? []).length > 0) return drawn;
  const labels = shownColumns.indexOf(columns.name);
  const isFigure = ({ kind }: { kind: string }) => kind === 'money' || kind === 'count' || kind === 'rate';
  const sorted = shownColumns.findIndex((column) => column === columns[sort.column] && isFigure(column));
  const figures = sorted >= 0 ? sorted : shownColumns.findIndex(isFigure);
  if (labels < 0 || figures < 0) return drawn;
  // Partners that left have no figures.
  const rows = 1 + Math.max(1, partners.length);
  const cells = (index: number) => sheet.getRange(rect.row, rect.column + (written.columns[index] ?? 0), rows, 1);
  const shown = [cells(labels), cells(figures)] as const;
  if (drawn) return followBlock(sheet, drawn.chartId, shown) ? drawn : { ...drawn, chartId: null };
  const chartId = drawChart(shown, { ...place, title: name, axis: wanted.header[figures] ?? '' });
  return { sheetId: sheet.getSheetId(), chartId };
}

/** The most rows below which a chart is still seen with them. */
const mostAbove = 20;

/** The cell of a new chart: beside a Plain report; below a Board, which is wide, if its number of rows is small and fixed. */
function chartPlace({ style, rows, group }: ReportDefinition, { row, column, columns: width }: Rect) {
  if (style === 'plain') return { row, column: column + width + 1 };
  if (rows === 'all' || group !== null || rows > mostAbove) return { row: row + 1, column: column + width + 1 };
  // A row for the header, one for totals and one between.
  return { row: row + rows + 3, column };
}

const storedHistory = ({ sheetId, columns: names, lastDay, cells }: ReturnType<typeof beginHistory>) => ({
  sheetId,
  columns: [...names],
  lastDay,
  cells,
});
