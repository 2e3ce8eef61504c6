import { type ColumnKind, columnKinds, isTextKind, isWordFor } from '../domain/column-kinds';
import { dayMs } from '../domain/duration';
import {
  array,
  boolean,
  nullable,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  string,
  union,
} from '../domain/parsing';
import { serialOf1970 } from '../domain/snapshot';
import { withoutApostrophe } from './text';

/** The cells of a block, and the headings of its columns. */
const shape = {
  /** A layout without columns means that nothing may stand there yet. */
  layouts: array(
    object({
      header: array(string),
      kinds: array(oneOf(columnKinds)),
    }),
  ),
  /** A person's own heading of each column; none where it is as in the layouts. */
  headings: optional(array(array(union(string, number))), []),
  /** Texts in columns of figures, such as that there are no partners. */
  texts: optional(array(string), []),
  /** The offsets of its columns from the first: others may have been inserted in between. */
  columns: array(number),
};

/** What stands in them, and how it looks. */
const filling = {
  /** The texts that the title may have; '' means that there may be none yet. */
  titles: array(string),
  /** The texts that a Board's name may have, above the title; '' as for titles. */
  names: optional<string[]>(array(string), []),
  /** The same of the line above the name; none where there is no such line. */
  sentences: optional<string[]>(array(string), []),
  /** Whether it has a Board's looks, and whether its sheet was made for it. */
  board: optional(boolean, false),
  ownSheet: optional(boolean, false),
  /** The rows of a Board in groups that have a line above them, and its rows of sums, by their places among the rows. */
  lines: optional<number[]>(array(number), []),
  sums: optional<number[]>(array(number), []),
  /** The row of totals, where there was one. */
  totals: array(array(union(string, number))),
  /** The digest of each of its columns, without header and totals; none before they were stored. */
  digests: optional(array(number), []),
  /** How many rows have no figure that distinguishes them from a note; see `isKeyed`. */
  keyless: number,
  currency: nullable(string),
  /** How many rows, header included, have accepted formats; null: all. */
  formattedRows: optional(nullable(number), null),
};

/**
 * The record of the block that a report wrote. During a write, and after an interrupted one, the block may be as
 * before, as planned, or in between: several fields then have more than one value.
 */
export const Written = object({
  /** null: not known. A name can be on several sheets, an id on one. */
  sheetId: nullable(number),
  ...shape,
  ...filling,
  /** How many rows had their formats before an interrupted write; null: the last write was not interrupted. */
  unfinished: nullable(number),
  /** The digests of rows that it may have left without the figure that tells them from a note; see `cutShortDigests`. */
  cut: optional<number[]>(array(number), []),
  /**
   * What was recorded before the last write that reached its end: undoing that write brings those cells back. `shape`: null
   * where it is the same, since the store is small (P4-5). null: not kept.
   */
  earlier: optional(nullable(object({ ...filling, shape: optional(nullable(object(shape)), null) })), null),
});
export type Written = Parsed<typeof Written>;

/**
 * A replacer for JSON.stringify that omits usual values, which are restored where they are missing. The store is small
 * (P4-5).
 */
export function withoutUsual(name: string, value: unknown): unknown {
  const isUsual = /^(?:formattedRows|earlier|shape|asked|bridge|figures|check)$/.test(name)
    ? value === null
    : (name === 'sentences' && Array.isArray(value) && value.length === 0) ||
      (/^(?:headings|texts|names|board|ownSheet|lines|sums|cut)$/.test(name) && isBlank(value));
  return isUsual ? undefined : value;
}

const isBlank = (value: unknown): boolean => value === false || (Array.isArray(value) && value.every(isBlank));

/**
 * The record before `after`, as that keeps it; null before a first write. `standing`: the columns and their digests as they
 * were read. They count where the write before was cut short, since that left any of several things.
 */
export function earlierThan(
  after: Omit<Written, 'earlier'>,
  written: Written,
  standing: Pick<Written, 'columns' | 'digests'>,
): Written['earlier'] {
  const { sheetId: _, unfinished, cut: __, earlier: ___, layouts, headings, texts, columns, ...before } = written;
  if (standing.columns.length === 0) return null;
  const read = unfinished === null ? { ...before, columns } : { ...standing, formattedRows: unfinished };
  const other = { layouts, headings, texts, columns: read.columns };
  const now = { layouts: after.layouts, headings: after.headings, texts: after.texts, columns: after.columns };
  const isSame = JSON.stringify(other, withoutUsual) === JSON.stringify(now, withoutUsual);
  const { digests, formattedRows } = read;
  return { ...before, digests, formattedRows, shape: isSame ? null : other };
}

/** The record before the last write; null: not kept. */
export function earlierRecord({ earlier, ...written }: Written): Written | null {
  if (!earlier) return null;
  const { shape: other, ...before } = earlier;
  return { ...written, ...before, ...other, earlier: null };
}

/** The kinds that column `index` of a block may have. */
export const kindsAt = ({ layouts }: Written, index: number): ReadonlyArray<ColumnKind | undefined> =>
  layouts.map(({ kinds }) => kinds[index]);

/** Whether a value fits one of these kinds of columns. */
export const fits = (value: unknown, kinds: ReadonlyArray<ColumnKind | undefined>): boolean =>
  kinds.some((kind) => {
    if (kind === undefined) return false;
    if (isTextKind(kind)) return typeof value === 'string';
    return isFigure(value) || isWordFor(kind, value) || (kind === 'date' && value instanceof Date);
  });

/** A number, or one that became a text because somebody made its cell Plain text (P8-65). */
const isFigure = (value: unknown): boolean =>
  typeof value === 'number' ||
  (typeof value === 'string' && /^'?[-−+(]?[\d.,’'\u00a0\u202f]*\d[\d.,’'\u00a0\u202f]*\)?\s?%?$/.test(value));

/**
 * Which columns identify a row: that of the ranks or, without one in each of these layouts, any figure. Days do not
 * distinguish a row from a note.
 */
export function keysOf(layouts: ReadonlyArray<ReadonlyArray<ColumnKind | undefined>>): boolean[] {
  const byRank = layouts.every((kinds) => kinds.includes('rank'));
  const isKey = (kind: ColumnKind | undefined) =>
    byRank ? kind === 'rank' : kind !== undefined && !isTextKind(kind) && kind !== 'date';
  const width = Math.max(0, ...layouts.map((kinds) => kinds.length));
  return Array.from({ length: width }, (_, index) => layouts.some((kinds) => isKey(kinds[index])));
}

/** Whether a row has a figure that identifies it. A note that somebody typed into an inserted row has none. */
export const isKeyed = (values: readonly unknown[], keys: readonly boolean[]): boolean =>
  values.some((value, index) => keys[index] && isFigure(value));

/**
 * A digest of cells in which their order does not matter and blank ones do not count: people sort and insert rows. 0
 * where all are blank.
 */
export const columnDigest = (cells: readonly unknown[]): number =>
  cells.reduce<number>((sum, cell) => {
    const value = cell instanceof Date ? daySerial(cell) : withoutApostrophe(cell);
    let hash = 0;
    for (const sign of String(value)) hash = (hash * 31 + sign.charCodeAt(0)) | 0;
    return (sum + hash) | 0;
  }, 0);

/**
 * The number of the day that a cell shows (P8-24), as read from it. The zone is not asked for: it is that of a midnight between
 * ten hours behind and fourteen ahead of UTC, which is everywhere but on a few islands.
 */
export const daySerial = (date: Date): number => Math.floor(date.getTime() / dayMs + serialOf1970 + 14 / 24);
