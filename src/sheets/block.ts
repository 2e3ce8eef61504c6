import { type Area, a1, type Rect, sameRect, touches } from './area';
import { planColumns } from './block-columns';
import { planFormats } from './block-formats';
import { planRecord, recordAfter } from './block-record';
import { planName, planSentence, planTitle } from './block-title';
import { planValues, stands } from './block-values';
import { headingsOf, isStrange } from './headings';
import { ownColumns, standsNoLonger } from './own-columns';
import { foreignCell, nearRows, ownRows, topOf } from './own-rows';
import { type BlockPlan, lineCells, type Place, type Wanted, type WritePlan } from './plan';
import { presentRecord } from './undone';
import { earlierRecord, type Written } from './written';

/** Before a report has written anything. */
const nothing: Written = {
  sheetId: null,
  layouts: [{ header: [], kinds: [] }],
  headings: [],
  texts: [],
  columns: [],
  titles: [''],
  names: [],
  sentences: [],
  board: false,
  ownSheet: false,
  lines: [],
  sums: [],
  totals: [],
  digests: [],
  keyless: 0,
  currency: null,
  unfinished: 0,
  cut: [],
  formattedRows: null,
  earlier: null,
};

/** The area that a plan has to read: the title, the old block and the new one, with their totals. */
export function reach({ rect }: Place, { header, rows, totals, board }: Wanted, recorded: Written | null): Rect {
  const written = recorded ?? nothing;
  const earlier = earlierRecord(written);
  const records = earlier ? [written, earlier] : [written];
  const row = Math.min(...records.map((record) => topOf(rect.row, record, board)));
  const oldRows = rect.rows + (records.some((record) => record.totals.length > 0) ? nearRows : 0);
  const end = rect.row + Math.max(oldRows, 1 + rows.length + (totals ? 1 : 0));
  const fewest = Math.min(
    header.length,
    ...records.flatMap(({ layouts }) => layouts.map((layout) => layout.header.length)),
  );
  return { row, column: rect.column, rows: end - row, columns: rect.columns + header.length - fewest };
}

/**
 * Plans one write of a report from its record and the sheet. Cells in the block's own columns may be overwritten where
 * they look as the report wrote them. Any other cell that is needed has to be empty; otherwise nothing is written.
 */
export function planBlock(
  wanted: Wanted,
  { sheetId, rect, isOwnSheet = false }: Place,
  recorded: Written | null,
  area: Area,
): BlockPlan {
  const written = presentRecord(recorded ?? nothing, rect, area);
  const own = ownColumns(written, rect, area);
  if (typeof own === 'string') return refuse(own);
  const block = { written, rect, columns: own };
  const rows = ownRows(block, area);
  const foreign = foreignCell(block, rows, area);
  if (foreign) return refuse(foreign);
  const columns = planColumns(block, rows, wanted, area);
  if (typeof columns === 'string') return refuse(columns);
  const headings = headingsOf(block, wanted, area);
  if (isStrange(block, area) && !own.every((_, index) => headings[index]?.isTheirs))
    return refuse(standsNoLonger(rect));
  const title = planTitle(block, wanted.title, columns, recorded === null, area);
  if (typeof title === 'string') return refuse(title);
  const place = { column: columns.rect.column, isFirst: recorded === null };
  const name = planName(block, wanted, { ...place, below: title?.row ?? rect.row }, area);
  if (typeof name === 'string') return refuse(name);
  const sentence = planSentence(block, wanted, { ...place, below: name?.row ?? title?.row ?? rect.row }, area);
  if (typeof sentence === 'string') return refuse(sentence);
  const header = headings.map(({ text }) => text);
  const ownSheet = recorded ? recorded.ownSheet && recorded.sheetId === sheetId : isOwnSheet;
  const values = planValues(written, wanted, header, columns);
  // Refused formats are tried again whenever the block is written.
  const due = planFormats({ ...written, ownSheet, formattedRows: null }, wanted, columns);
  const isFormatted = due.headers.length === 0 && due.formats.length === 0 && due.looks === null;
  const isPlaced = sameRect(rect, columns.rect) && values.cleared.length === 0;
  const record = { written, wanted, headings, sheetId, title, name, sentence, ownSheet, area };
  const after = recordAfter(record, columns);
  const unchanged = isFormatted && isPlaced && stands(written, wanted, header, after.digests, columns, area);
  return {
    kind: unchanged ? 'unchanged' : 'write',
    title,
    name,
    sentence,
    ...columns,
    ...values,
    ...(unchanged ? due : planFormats({ ...written, ownSheet }, wanted, columns)),
    ...planRecord(record, after, { ...columns, ...values }, unchanged),
  };
}

/**
 * Merged cells in which written figures would be lost (P8-23). A title may stand in merged cells, as long as it shows.
 */
export function mergedProblem(plan: WritePlan, merged: readonly Rect[]): string | null {
  const { values, cleared, before } = plan;
  const hides = (cells: Rect) =>
    before.rows === 0 &&
    lineCells(plan).some(
      ({ rect }) => touches(cells, rect) && (cells.row !== rect.row || cells.column !== rect.column),
    );
  const needed = [...values.map(({ rect }) => rect), ...cleared];
  const merge = merged.find((cells) => hides(cells) || needed.some((rect) => touches(cells, rect)));
  if (!merge) return null;
  return `The cells from ${a1(merge.row, merge.column)} to ${a1(merge.row + merge.rows - 1, merge.column + merge.columns - 1)} are merged, and the table needs them one by one. Nothing was written. Unmerge them, or choose another place.`;
}

const refuse = (problem: string): BlockPlan => ({ kind: 'refuse', problem });
