import { type ColumnName, defaultColumns } from './column-names';
import type { GroupName } from './vocabulary';

/** How a leaderboard is laid out as rows of cells. */
export interface Layout {
  /** In their order; the same one may come twice. */
  readonly columns: readonly ColumnName[];
  readonly sort: Sort;
  /** Ranks count within each tier, category, stage or owner; null: within the whole leaderboard. */
  readonly rankWithin: GroupName | null;
  readonly headers: boolean;
}

export interface Sort {
  readonly column: ColumnName;
  readonly descending: boolean;
}

export const defaultLayout: Layout = {
  columns: defaultColumns,
  sort: { column: 'revenue', descending: true },
  rankWithin: null,
  headers: true,
};
