import { type FigureName, figureNames } from './partner-figures';

/**
 * The columns of a leaderboard for which nobody chose any. None is ever added: existing formulas would write into the
 * cells beside them.
 */
export const defaultColumns: readonly ColumnName[] = [
  'rank',
  'name',
  'revenue',
  'open pipeline',
  'won deals',
  'total deals',
  'win rate',
  'avg deal value',
  'total leads',
  'converted leads',
  'conversion rate',
];

/** What there is to know beside the figures. */
const further = [
  'share',
  'currency',
  'type',
  'tier',
  'category',
  'stage',
  'uuid',
  'logo uuid',
  'start date',
  'end date',
] as const;
/**
 * What only some accounts send. A table of all columns has none of them, whosever account it shows, so that no formula became
 * wider by them.
 */
export const accountColumns = ['owner'] as const;
export type ColumnName = 'rank' | 'name' | FigureName | (typeof further)[number] | (typeof accountColumns)[number];

/** The columns whose places never change: people refer to the cells of formulas that show all columns by position. */
export const placedColumns: readonly ColumnName[] = [...defaultColumns, ...further];

/** The figures that were added later, in the order of their list. A table of all columns has them at its right end. */
export const addedColumns: readonly ColumnName[] = figureNames.filter((name) => !placedColumns.includes(name));

/** The columns a leaderboard can have, as people write them in options; see `columns` for what they hold. */
export const columnNames: readonly ColumnName[] = [...placedColumns, ...addedColumns, ...accountColumns];

/** The columns that are sorted from the highest down. Ranks, texts and dates are sorted from the lowest up. */
export const figures: readonly ColumnName[] = [...figureNames, 'share'];

/** A map and not an object: people may type the name of something that every object has, such as "constructor". */
const otherNames: ReadonlyMap<string, ColumnName> = new Map([
  ['partner', 'name'],
  ['pipeline', 'open pipeline'],
  ['average deal value', 'avg deal value'],
  ['leads', 'total leads'],
  ['deals', 'total deals'],
  ['share of total', 'share'],
  ['partner type', 'type'],
]);

/** The column meant by a name in any case, with spaces, hyphens or underscores; null where there is none. */
export function columnNamed(text: string): ColumnName | null {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
  const names: readonly string[] = columnNames;
  return names.includes(name) ? (name as ColumnName) : (otherNames.get(name) ?? null);
}
