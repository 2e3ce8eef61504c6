import type { ColumnName } from '../domain/column-names';
import { columns } from '../domain/columns';
import { numberFormat } from '../domain/formats';
import {
  capacity,
  dateSerial,
  type HistoryKind,
  historyColumns,
  historyHeader,
  newGrid,
  snapshotRows,
} from '../domain/snapshot';
import type { Standing } from '../domain/standing';
import type { Cell } from '../domain/table';
import { numberedSheetName } from '../domain/text';
import { applyLooks, flush, inSheets, insertSheetBehind, localTime, spreadsheet } from '../google/spreadsheet';
import type { Range, Sheet } from '../google/types';
import { Problem } from '../problem';
import { hasOtherSpelling, presentNames, respell } from './history-names';
import { neighbours } from './neighbours';
import { withoutApostrophe, written } from './text';

/** The record of a report's history: its sheet, and what is in it. */
export interface History {
  readonly sheetId: number;
  /** The columns as they were when the history began, whatever the report shows since. The date precedes them. */
  readonly columns: readonly ColumnName[];
  /** The last day with a snapshot, ISO, in the spreadsheet's time zone. */
  readonly lastDay: string | null;
  /** How many cells the spreadsheet had when the history last grew; see `capacity`. */
  readonly cells: number;
}

export const historyGone =
  'The sheet of this table’s history was deleted, so no more snapshots are taken. To begin a new history, turn it on again.';

/** The width in pixels of a column for a day and its minute. A narrower one shows ####. */
const dateWidth = 130;

/**
 * Makes an empty sheet for a report's history. It is recorded before anything is written. An empty sheet of that name
 * was made by an execution that did not record it, unless it is in `taken`, the sheets of other histories.
 */
export function beginHistory(
  reportName: string,
  shown: readonly ColumnName[],
  takenSheets: readonly number[],
): History {
  const named = new Map(inSheets((sheet) => [sheet.getName().toLowerCase(), sheet]));
  for (let number = 1; ; number += 1) {
    const name = numberedSheetName(`History – ${reportName}`, number);
    const there = named.get(name.toLowerCase());
    if (there && (takenSheets.includes(there.getSheetId()) || there.getLastRow() > 0)) continue;
    const cells = cellsWith(there ? 0 : newGrid.rows * newGrid.columns);
    const sheet = there ?? insertSheetBehind(name);
    applyLooks(() => sheet.setColumnWidth(1, dateWidth));
    return { sheetId: sheet.getSheetId(), columns: historyColumns(shown), lastDay: null, cells };
  }
}

/**
 * Appends the partners that a report shows, in one write: all of them or none. Nothing is appended where the day has
 * its snapshot or nobody is shown. null where the sheet is gone. The result is to be recorded.
 */
export function addSnapshot(history: History, kind: HistoryKind, shown: readonly Standing[]): Added | null {
  const nothing = { history, isFormatted: true };
  const [first] = shown;
  if (!first) return nothing;
  const { fetchedAt, currency } = first.leaderboard;
  const minute = localTime(fetchedAt, 'yyyy-MM-dd HH:mm');
  const day = minute.slice(0, 10);
  if (kind === 'day' && history.lastDay !== null && history.lastDay >= day) return nothing;
  const sheet = spreadsheet().getSheetById(history.sheetId);
  if (!sheet) return null;

  const header = historyHeader(history.columns);
  const end = findEnd(sheet, header);
  // An execution wrote the snapshot and was killed before it recorded the day.
  if (kind === 'day' && hasDay(end, day)) return { ...nothing, history: { ...history, lastDay: day } };
  const snapshot = snapshotRows(dateSerial(minute, kind), shown, history.columns);
  const isBlank = end.lastRow === 0;
  const lines = isBlank ? [header, ...snapshot] : snapshot;
  const cells = makeRoom(sheet, end, lines.length) || history.cells;
  const target = sheet.getRange(end.row, end.left, lines.length, end.width);
  // Formats come before values: what becomes of a text depends on its cell's format (P8-65). A kill in between leaves
  // formats without figures.
  const isFormatted = applyLooks(() => {
    for (const group of neighbours(formatsOf(history, kind, currency, end))) {
      const patterns = group.map(({ pattern }) => pattern);
      const cells = sheet.getRange(end.row, group[0]?.column ?? end.left, lines.length, group.length);
      cells.setNumberFormats(lines.map(() => patterns));
    }
    if (isBlank) sheet.getRange(1, 1, 1, end.width).setFontWeight('bold');
  });
  // One write, so that a kill leaves the whole snapshot or none of it.
  target.setValues(lines.map((line) => inPlace(line.map(written), end)));
  flush();
  respellNames(sheet, end, history, shown);
  return { history: { ...history, lastDay: day, cells }, isFormatted };
}

/**
 * Rewrites earlier snapshots in the present spelling of names, so that VLOOKUP finds all rows of a partner. Nothing
 * more is read where the rows at hand have no other spelling. Accepted risk: another spelling that stands only further
 * up stays.
 */
function respellNames(
  sheet: Sheet,
  { rows, left, offsets, below }: End,
  { columns }: History,
  shown: readonly Standing[],
) {
  const column = (name: ColumnName) => left + (offsets[columns.indexOf(name) + 1] ?? 0);
  const places = { date: left + (offsets[0] ?? 0), name: column('name'), uuid: column('uuid') };
  const names = presentNames(shown);
  if (hasOtherSpelling(rows, left, places, names)) respell(sheet, below, places, names);
}

/** A history after a snapshot, and whether Sheets accepted its formats. */
export interface Added {
  readonly history: History;
  readonly isFormatted: boolean;
}

/** The number format of each of a history's columns, from the left. */
function formatsOf(history: History, kind: HistoryKind, currency: string | null, { left, offsets }: End) {
  const patterns = history.columns.map((name) => numberFormat(columns[name].kind, currency) ?? 'General');
  patterns.unshift(kind === 'day' ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm');
  return offsets
    .map((offset, index) => ({ column: left + offset, pattern: patterns[index] ?? 'General' }))
    .sort((a, b) => a.column - b.column);
}

/** Where a history continues, and in which columns. */
interface End {
  /** The first row below its header. */
  readonly below: number;
  /**
   * The first row below everything in its columns. Other columns may go on to `lastRow`, which is 0 for a blank sheet.
   */
  readonly row: number;
  readonly lastRow: number;
  readonly left: number;
  readonly width: number;
  /** The offset of each of its columns from `left`: people may have moved them, and inserted others. */
  readonly offsets: readonly number[];
  /** The last of its rows. */
  readonly rows: readonly (readonly unknown[])[];
}

/** How far down a header is looked for. */
export const lowestHeader = 20;

function findEnd(sheet: Sheet, labels: readonly string[]): End {
  const lastRow = sheet.getLastRow();
  const top = () => sheet.getRange(1, 1, Math.min(lastRow, lowestHeader), sheet.getMaxColumns()).getValues();
  const header = findHeader(labels, lastRow === 0 ? [labels] : top().map((row) => row.map(withoutApostrophe)));
  if (typeof header === 'string') {
    throw new Problem(
      `Nothing was added to “${sheet.getName()}”: one of its columns, and only one, has to be headed “${header}”.`,
    );
  }
  const left = Math.min(...header.columns);
  const width = Math.max(...header.columns) + 1 - left;
  const offsets = header.columns.map((column) => column - left);
  const below = header.row + 1;
  const end = { below, row: lastRow === 0 ? 1 : below, lastRow, left, width, offsets, rows: [] };
  // The sheet is read from below, since years of snapshots take long to read. A column that somebody filled to the
  // bottom may hide the end of the history.
  for (let to = lastRow, count = newGrid.rows; to >= below; to -= count, count *= 2) {
    const from = Math.max(below, to + 1 - count);
    const rows: unknown[][] = sheet.getRange(from, left, to + 1 - from, width).getValues();
    const last = rows.map((row) => offsets.some((offset) => row[offset] !== '')).lastIndexOf(true);
    if (last >= 0) return { ...end, row: from + last + 1, rows };
  }
  return end;
}

/**
 * The row with the most of these labels, and the columns they head; none for a label that is missing or stands twice.
 */
export function findHeader(
  labels: readonly string[],
  rows: readonly (readonly unknown[])[],
): { readonly row: number; readonly columns: readonly number[] } | string {
  const counts = rows.map((row) => labels.filter((label) => row.includes(label)).length);
  const index = counts.indexOf(Math.max(...counts));
  const header = rows[index] ?? [];
  const wrong = labels.find((label) => header.filter((there) => there === label).length !== 1);
  return wrong ?? { row: index + 1, columns: labels.map((label) => header.indexOf(label) + 1) };
}

/**
 * Whether the last partner in the history is of this day. Accepted risk: somebody may have sorted the newest day
 * first.
 */
function hasDay({ rows, offsets: [date = 0, , , uuid = 0] }: End, day: string): boolean {
  const dates = rows.filter((row) => row[uuid] !== '').map((row) => row[date]);
  const last = dates.filter((there) => there instanceof Date || typeof there === 'number').pop();
  // The cell holds a number where Sheets refused its format.
  if (typeof last === 'number') return Math.floor(last) === dateSerial(day, 'day');
  return last instanceof Date && localTime(last.getTime(), 'yyyy-MM-dd') === day;
}

/**
 * Makes room for so many rows; missing rows are added many at a time. Returns how many cells the spreadsheet then has,
 * or 0 where none was added.
 */
function makeRoom(sheet: Sheet, { row, lastRow, left, width }: End, rows: number): number {
  const gridRows = sheet.getMaxRows();
  const inGrid = Math.min(rows, gridRows + 1 - row);
  if (inGrid > 0 && !isFree(sheet.getRange(row, left, inGrid, width), row <= lastRow)) {
    throw new Problem(
      `Nothing was added to “${sheet.getName()}”: from row ${row} on cells are merged, or hold something between its columns. Move your own columns to the right.`,
    );
  }
  if (inGrid === rows) return 0;
  const missing = Math.max(rows - inGrid, newGrid.rows);
  const cells = cellsWith(missing * sheet.getMaxColumns());
  sheet.insertRowsAfter(gridRows, missing);
  return cells;
}

/** Merged cells lose what is written into them (P8-23), and one write also covers the columns in between. */
function isFree(range: Range, mayHold: boolean): boolean {
  if (range.getMergedRanges().length > 0) return false;
  return !mayHold || [...range.getValues(), ...range.getFormulas()].every((row) => row.every((there) => there === ''));
}

/** How many cells the spreadsheet has with some more; throws where that is too many. */
function cellsWith(more: number): number {
  const cells = inSheets((sheet) => sheet.getMaxRows() * sheet.getMaxColumns()).reduce((sum, size) => sum + size, 0);
  const { kind, text } = capacity(cells, more);
  if (kind === 'full') throw new Problem(text);
  return cells + more;
}

/**
 * A row of the history's columns, with blanks in between: blanks do not harm formulas that fill those columns (P8-26).
 */
function inPlace(line: readonly Cell[], { offsets, width }: End): Cell[] {
  const row = Array.from({ length: width }, (): Cell => '');
  offsets.forEach((offset, index) => {
    row[offset] = line[index] ?? '';
  });
  return row;
}
