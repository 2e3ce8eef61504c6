import type { ColumnKind } from './column-kinds';
import { type ColumnName, defaultColumns } from './column-names';
import type { Column } from './columns';

/** How a report looks. A Board is made to be shown to others; Plain is for working on. */
export const styles = ['board', 'plain'] as const;
export type Style = (typeof styles)[number];

/** The columns of a new report of each style. */
export const columnsOf: Readonly<Record<Style, readonly ColumnName[]>> = {
  board: ['rank', 'name', 'revenue', 'won deals'],
  plain: defaultColumns,
};

/** What the cells of a Board's column hold. `cents`: whether amounts are shown to the currency's smallest unit. */
export function boardKind({ kind, isChange }: Column, cents: boolean): ColumnKind {
  if (kind === 'growth') return 'rate change';
  if (kind !== 'money') return kind;
  if (isChange) return cents ? 'change' : 'whole change';
  return cents ? 'money' : 'whole money';
}
