import type { ColumnKind } from './columns';

/** ISO 4217: how many decimals an amount has, where it is not two. */
const minorUnits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

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
      return '0.0%';
    case 'money': {
      const decimals = minorUnits[currency ?? ''] ?? 2;
      return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
    }
  }
}
