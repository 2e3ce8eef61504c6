/*
 * How wide text is, as far as that can be known without drawing it. The widths of Arial's signs, in thousandths of its size, are
 * those of the metric-compatible Liberation Sans 2.1.
 */

const narrow = /[ijlI|!.,:;'’‘`·()[\]{}/\\ftr\- ]/;
const wide = /[mwMW@%—█▌▲▼]/;

/** The width of a sign in thousandths of the font's size. It is rounded up: programs without Arial draw in wider fonts. */
function signWidth(sign: string): number {
  if (sign > '\u2fff') return 1000;
  if (wide.test(sign)) return 900;
  if (narrow.test(sign)) return 333;
  return sign === sign.toLowerCase() ? 560 : 722;
}

/** The width of a text in pixels. `points`: Sheets' usual font size is 10. */
export function textWidth(text: string, bold: boolean, points = 10): number {
  const thousandths = [...text].reduce((sum, sign) => sum + signWidth(sign), 0);
  return (thousandths / 1000) * points * (4 / 3) * (bold ? 1.12 : 1.06);
}
