import type { ColumnKind } from '../domain/column-kinds';
import { numberFormat } from '../domain/formats';
import type { Cell } from '../domain/table';

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

/** About what a cell shows: figures with as many signs as their number format gives them. */
export function shownText(cell: Cell, kind: ColumnKind, currency: string | null): string {
  if (typeof cell === 'string') return cell;
  if (kind === 'rank') return String(cell);
  if (kind === 'date') return '2026-12-31';
  const size = Math.abs(cell);
  const isRate = kind === 'rate' || kind === 'growth' || kind === 'rate change';
  const format = numberFormat(kind, currency) ?? '';
  const decimals = isRate ? 1 : (/\.(0+)/.exec(format)?.[1]?.length ?? 0);
  const [whole = '', fraction] = (isRate ? size * 100 : size).toFixed(decimals).split('.');
  const grouped = isRate ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = format.includes('▲') ? '▲ ' : cell < 0 ? '-' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}${isRate ? '%' : ''}`;
}
