/** The text, or as much of its beginning as fits `most` signs with an ellipsis behind it. A surrogate pair is never split. */
export const beginning = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** The text with `suffix` behind it, in `most` signs: the text gives way. */
export const withSuffix = (text: string, suffix: string, most: number): string =>
  beginning(text, most - suffix.length) + suffix;

/** The signs that Sheets takes for the name of a sheet. */
const mostSheetName = 100;

/** The name for the `number`th sheet that is wanted to be called so: the second has " (2)" behind it. */
export const numberedSheetName = (wanted: string, number: number): string =>
  withSuffix(wanted, number === 1 ? '' : ` (${number})`, mostSheetName);
