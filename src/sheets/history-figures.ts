import type { ColumnName } from '../domain/column-names';
import { columns } from '../domain/columns';
import { hourMs } from '../domain/duration';
import { canonicalUuid } from '../domain/names';
import { dateHeading, dateSerial } from '../domain/snapshot';
import { memoized } from '../domain/time-zone';
import { type HistoryEntry, wallSerial } from '../domain/trend';
import { spreadsheet, timeZone } from '../google/spreadsheet';
import type { Sheet } from '../google/types';
import { Problem } from '../problem';
import { findHeader, type History, lowestHeader } from './history-sheet';
import { withoutApostrophe } from './text';

/** Which figures of a history are read. */
export interface FiguresWanted {
  readonly figure: ColumnName;
  /** The first day that is read, ISO. */
  readonly from: string;
  /** Of amounts: entries in another currency are left out. */
  readonly currency: string | null;
}

/** The most rows that are looked through, from the last one up: years of snapshots take long to read. */
const mostRows = 50_000;
/** Larger numbers are none of Journeybee's. */
const mostFigure = Number.MAX_SAFE_INTEGER;

/**
 * What a history has of one figure from a day on, in any order. The rows are people's as well: what is no entry is left
 * out. None where the sheet was deleted. @throws Problem where the columns cannot be told
 */
export function historyFigures({ sheetId, columns: kept }: History, wanted: FiguresWanted): HistoryEntry[] {
  const { label } = columns[wanted.figure];
  if (!kept.includes(wanted.figure)) {
    throw new Problem(
      `The trend is blank: the history began without “${label}”. Delete the history’s sheet, and turn the history on again.`,
    );
  }
  const sheet = spreadsheet().getSheetById(sheetId);
  const lastRow = sheet?.getLastRow() ?? 0;
  if (!sheet || lastRow === 0) return [];
  const { row, ...places } = placesIn(sheet, wanted.figure, lastRow);
  const from = Math.max(row + 1, lastRow + 1 - mostRows);
  if (from > lastRow) return [];
  const dates: unknown[][] = sheet.getRange(from, places.date, lastRow + 1 - from, 1).getValues();
  const times = timesFrom(wanted.from, dates);
  const first = times.findIndex((at) => at !== null);
  const last = times.map((at) => at !== null).lastIndexOf(true);
  if (first < 0) return [];
  const read = [places.uuid, places.name, places.figure, places.currency].filter((column) => column !== null);
  const left = Math.min(...read);
  const rows: unknown[][] = sheet
    .getRange(from + first, left, last + 1 - first, Math.max(...read) + 1 - left)
    .getValues();
  const textAt = (cells: readonly unknown[], column: number | null) => {
    const text = column === null ? '' : withoutApostrophe(cells[column - left]);
    return typeof text === 'string' ? text : '';
  };
  return rows.flatMap((cells, index): HistoryEntry[] => {
    const at = times[first + index] ?? null;
    if (at === null) return [];
    if (places.currency !== null && textAt(cells, places.currency) !== (wanted.currency ?? '')) return [];
    const value = cells[places.figure - left];
    const isFigure = typeof value === 'number' && Math.abs(value) <= mostFigure;
    return [
      {
        at,
        uuid: canonicalUuid(textAt(cells, places.uuid)),
        name: textAt(cells, places.name),
        value: isFigure ? value : null,
      },
    ];
  });
}

interface Places {
  /** Of the header. */
  readonly row: number;
  readonly date: number;
  readonly figure: number;
  /** One of the two is not null. */
  readonly uuid: number | null;
  readonly name: number | null;
  /** null where the figure is no amount. */
  readonly currency: number | null;
}

/** Where the columns stand that a trend needs: people may have moved, renamed or deleted them. */
function placesIn(sheet: Sheet, figure: ColumnName, lastRow: number): Places {
  const top = sheet.getRange(1, 1, Math.min(lastRow, lowestHeader), sheet.getMaxColumns()).getValues();
  const lines = top.map((row: readonly unknown[]) => row.map(withoutApostrophe));
  const { label, kind } = columns[figure];
  const needed = [dateHeading, label, ...(kind === 'money' ? [columns.currency.label] : [])];
  const identified = [[columns.uuid.label, columns.name.label], [columns.uuid.label], [columns.name.label]].map(
    (labels) => ({ labels, header: findHeader([...needed, ...labels], lines) }),
  );
  for (const { labels, header } of identified) {
    if (typeof header === 'string') continue;
    const columnOf = (wanted: string) => header.columns[[...needed, ...labels].indexOf(wanted)] ?? null;
    return {
      row: header.row,
      date: columnOf(dateHeading) ?? 1,
      figure: columnOf(label) ?? 1,
      uuid: columnOf(columns.uuid.label),
      name: columnOf(columns.name.label),
      currency: kind === 'money' ? columnOf(columns.currency.label) : null,
    };
  }
  const missing = identified.map(({ header }) => header).find((header) => typeof header === 'string');
  throw new Problem(
    `The trend is blank: one column of “${sheet.getName()}”, and only one, has to be headed “${missing}”.`,
  );
}

/** The times of rows, in the unit of `HistoryEntry.at`; null for a row that is older, or has no date. */
function timesFrom(day: string, dates: readonly (readonly unknown[])[]): Array<number | null> {
  const first = dateSerial(day, 'day');
  const offsetAt = memoized(timeZone().offsetAt);
  // No zone is further from UTC: the offset of older times is not asked for.
  const earliest = Date.parse(`${day}T00:00Z`) - 14 * hourMs;
  const timeOf = (date: unknown): number | null => {
    if (typeof date === 'number') return date;
    if (!(date instanceof Date) || !(date.getTime() >= earliest)) return null;
    return wallSerial(date.getTime(), offsetAt(date.getTime()));
  };
  return dates.map(([date]) => {
    const at = timeOf(date);
    return at !== null && at >= first ? at : null;
  });
}
