import { type FigureName, figureNames } from './partner-figures';

/** What stands beside the figures: who it is, before them, and what there is to know, after them. */
const identity = ['rank', 'name'] as const;
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
export type ColumnName = (typeof identity)[number] | FigureName | (typeof further)[number];

/** The columns a leaderboard can have, as people write them in options; see `columns` for what they hold. */
export const columnNames: readonly ColumnName[] = [...identity, ...figureNames, ...further];

/** What a leaderboard has where nobody chooses. No more are added: formulas would write into the cells beside them. */
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

/** The columns whose highest comes first: of ranks, texts and dates it is the lowest. */
export const figures: readonly ColumnName[] = [...figureNames, 'share'];

/** A map, since people may type what every object has, such as "constructor". */
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
  const known: readonly string[] = columnNames;
  return known.includes(name) ? (name as ColumnName) : (otherNames.get(name) ?? null);
}
