import { type ColumnKind, columnKinds } from '../leaderboard/columns';
import { array, nullable, number, object, oneOf, optional, type Parsed, string, union } from '../parsing';
import { meant } from './text';

/**
 * What a report knows of the block it wrote. While a write is under way, and after one that did not reach its end, the
 * block may be as it was, as it was to become, or partly so: then there is more than one of several things.
 */
export const Written = object({
  /** null: not known. Names can stand on several sheets, ids cannot. */
  sheetId: nullable(number),
  /** One without columns: there may be nothing yet. */
  layouts: array(
    object({
      header: array(string),
      kinds: array(oneOf(columnKinds)),
    }),
  ),
  /** Where its columns are, counted from the first: others may have been inserted between them. */
  columns: array(number),
  /** '' where there may be none yet. */
  titles: array(string),
  /** The row of totals, where there was one. */
  totals: array(array(union(string, number))),
  /** Of each of its columns, without header and totals; none before they were kept. */
  digests: optional(array(number), []),
  /** How many rows have no figure that tells them from a note; see `isKeyed`. */
  keyless: number,
  currency: nullable(string),
  /** How many rows had their formats before a write that did not reach its end; null: it did. */
  unfinished: nullable(number),
  /** Of how many rows, header included, Sheets has taken the formats; null: of all. */
  formattedRows: optional(nullable(number), null),
});
export type Written = Parsed<typeof Written>;

/** What its column `index` may hold. */
export const kindsAt = ({ layouts }: Written, index: number): ReadonlyArray<ColumnKind | undefined> =>
  layouts.map(({ kinds }) => kinds[index]);

/** Whether a value is of the sort that one of these kinds of columns holds. */
export const fits = (value: unknown, kinds: ReadonlyArray<ColumnKind | undefined>): boolean =>
  kinds.some((kind) => {
    if (kind === undefined) return false;
    return typeof value === (kind === 'text' ? 'string' : 'number') || (kind === 'growth' && value === 'new');
  });

/**
 * Whether a row has a figure by which to know it: its rank or, without such a column, any. A note that somebody typed into an
 * inserted row has none. `ranked`: which columns are ranks.
 */
export const isKeyed = (values: readonly unknown[], ranked: readonly boolean[]): boolean =>
  values.some((value, index) => typeof value === 'number' && (ranked[index] || !ranked.includes(true)));

/** The same whichever order the cells are in, and blank ones do not count: people sort, and insert rows. 0: all are blank. */
export const digest = (cells: readonly unknown[]): number =>
  cells.reduce<number>((sum, cell) => {
    let hash = 0;
    for (const sign of String(meant(cell))) hash = (hash * 31 + sign.charCodeAt(0)) | 0;
    return (sum + hash) | 0;
  }, 0);
