import type { ColumnKind } from './column-kinds';
import { decimalsOf } from './money';

/** A number format of Sheets for a column's cells, or null for cells that are text. */
export function numberFormat(kind: ColumnKind, currency: string | null): string | null {
  switch (kind) {
    case 'text':
    case 'bar':
    case 'trend':
      return null;
    case 'rank':
      return '0';
    case 'count':
      return '#,##0';
    case 'rate':
    case 'growth':
      return '0.0%';
    case 'date':
      return 'yyyy-mm-dd';
    case 'money':
      return amountFormat(currency);
    case 'whole money':
      return amountFormat(null, 0);
    case 'move':
      return '"▲ "0;"▼ "0;0;@';
    case 'change':
      return `"▲ "${amountFormat(currency)};"▼ "${amountFormat(currency)};0`;
    case 'whole change':
      return signed('#,##0', least[kind], '0');
    case 'rate change':
      return signed('0.0%', least[kind], '0.0%');
  }
}

/**
 * The smallest changes that are shown with an arrow. A section of a number format is chosen before the figure is rounded: without
 * a bound, what is rounded to 0 would have one. The bound of amounts is below the smallest unit of any currency.
 */
export const least = { move: 0.5, change: 0.00005, 'whole change': 0.5, 'rate change': 0.0005 } as const;

/** The change of a rate, which is in percentage points: "▲ 5.4% pts". */
export const pointsFormat = signed('0.0%" pts"', least['rate change'], '0.0%" pts"');

function signed(format: string, from: number, zero: string): string {
  return `[>=${from}]"▲ "${format};[<=-${from}]"▼ "${format};${zero}`;
}

function amountFormat(currency: string | null, decimals = decimalsOf(currency)): string {
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}
