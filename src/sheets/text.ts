import type { Cell } from '../domain/table';

/**
 * Names come from outsiders, and what Sheets reads as a formula or a date depends on the locale. The apostrophe keeps
 * a text a text (P8-3 to P8-6).
 */
const text = (value: string): string => `'${value}`;

/** A cell as it is handed to Sheets. */
export const written = (cell: Cell): Cell => (typeof cell === 'string' && cell !== '' ? text(cell) : cell);

/**
 * The same for a cell that stays Plain text: there the apostrophe may be seen (P8-65), and only what begins with = may be a
 * formula (P8-8), and what begins with an apostrophe may lose it. Signs that begin a formula elsewhere do not there (P8-7).
 */
export const writtenPlain = (cell: Cell): Cell =>
  typeof cell === 'string' && !/^\s*[=']/.test(cell) ? cell : written(cell);

/** A title: of one that has several parts Sheets makes nothing else, so it needs no apostrophe that may be seen (P8-65). */
export const writtenTitle = (title: string): string => (/^[A-Za-z0-9].* · /.test(title) ? title : text(title));

/** A text as it was meant: the apostrophe before one that a script wrote may be seen in Plain text cells (P8-65). */
export const withoutApostrophe = <T>(value: T): T | string =>
  typeof value === 'string' ? value.replace(/^'/, '') : value;
