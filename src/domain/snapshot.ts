import type { ColumnName } from './column-names';
import { columns } from './columns';
import { dayMs } from './duration';
import type { Standing } from './standing';
import type { Cell } from './table';

/** Whether every refresh leaves a snapshot behind, or the first one of each day. */
export const historyKinds = ['refresh', 'day'] as const;
export type HistoryKind = (typeof historyKinds)[number];

/**
 * The columns of a history beside its date, from the columns that the report shows when the history begins. Rank, name
 * and uuid come first. The currency comes last, because the headings do not name one.
 */
export const historyColumns = (shown: readonly ColumnName[]): ColumnName[] => [
  ...new Set<ColumnName>(['rank', 'name', 'uuid', ...shown.filter((name) => name !== 'currency'), 'currency']),
];

export const dateHeading = 'Date';

/**
 * The headings of a history never change, and each stands once: people may move columns, and columns are found by
 * their headings.
 */
export const historyHeader = (names: readonly ColumnName[]): string[] => [
  dateHeading,
  ...names.map((name) => columns[name].label),
];

/** The partners that a table shows, under one date. */
export function snapshotRows(date: number, shown: readonly Standing[], names: readonly ColumnName[]): Cell[][] {
  return shown.map((standing) => [date, ...names.map((name) => columns[name].value(standing) ?? '')]);
}

/**
 * The value of a cell with a date: days since 30 December 1899, independent of any time zone (P8-24). `minute`:
 * yyyy-MM-dd HH:mm.
 */
export function dateSerial(minute: string, kind: HistoryKind): number {
  const utc = kind === 'day' ? minute.slice(0, 10) : `${minute.replace(' ', 'T')}Z`;
  return Date.parse(utc) / dayMs + serialOf1970;
}

/** The number of the day 1970-01-01 in cells. */
export const serialOf1970 = 25_569;

/** How many columns and rows a new sheet has, and how many rows more a history gets at a time (P4-16). */
export const newGrid = { rows: 1000, columns: 26 } as const;

/**
 * How many cells a history adds in a year. A row takes all columns of its sheet. `columns` includes that of the date.
 */
export const growth = (rowsPerSnapshot: number, snapshotsPerYear: number, columns: number): number =>
  rowsPerSnapshot * snapshotsPerYear * Math.max(columns, newGrid.columns);

export interface Capacity {
  readonly kind: 'enough' | 'warning' | 'full';
  /** What to tell, but of 'enough'. */
  readonly text: string;
}

/** Whether a spreadsheet has room for more cells: Google Sheets allows ten million (P4-15), and people need some themselves. */
export function capacity(cellsNow: number, cellsToAdd: number): Capacity {
  const millions = (cellsNow + cellsToAdd) / 1_000_000;
  if (millions > 9) {
    const text =
      'No snapshot was added: the spreadsheet would have more than 9 million cells, and Google Sheets allows 10. Delete what nobody needs.';
    return { kind: 'full', text };
  }
  const text = `The spreadsheet has ${millions.toFixed(1)} million cells. Above 9 million, histories do not go on.`;
  return { kind: millions > 5 ? 'warning' : 'enough', text };
}
