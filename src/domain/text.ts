/**
 * The text, or the longest beginning of it that fits `most` characters with an ellipsis. A surrogate pair is never
 * split.
 */
export const beginning = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** The text with `suffix` after it, in `most` characters: the text is shortened, not the suffix. */
export const withSuffix = (text: string, suffix: string, most: number): string =>
  beginning(text, most - suffix.length) + suffix;

/** The signs that Sheets takes for the name of a sheet. */
const mostSheetName = 100;

/** The name of the `number`th sheet for which this name is wanted: the second ends with " (2)". */
export const numberedSheetName = (wanted: string, number: number): string =>
  withSuffix(wanted, number === 1 ? '' : ` (${number})`, mostSheetName);
