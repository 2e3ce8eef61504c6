import type { ColumnKind } from './column-kinds';
import { decimalsOf } from './money';

/** A number format of Sheets for a column's cells, or null for cells that are text. */
export function numberFormat(kind: ColumnKind, currency: string | null): string | null {
  switch (kind) {
    case 'text':
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
    case 'money': {
      const decimals = decimalsOf(currency);
      return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
    }
  }
}

/** A figure in the language of the machine, with the decimals that its cell shows; '' where there is none. */
export function writtenFigure(
  value: number | null,
  { kind, currency }: { readonly kind: ColumnKind; readonly currency: string | null },
): string {
  if (value === null) return '';
  if (kind === 'rate' || kind === 'growth') return inDecimals(value, 1, 'percent');
  return inDecimals(value, kind === 'money' ? decimalsOf(currency) : 0, 'decimal');
}

function inDecimals(value: number, decimals: number, style: 'decimal' | 'percent'): string {
  return value.toLocaleString(undefined, { style, minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
