import type { ColumnKind } from './columns';

/** ISO 4217: how many decimals an amount has, where it is not two. */
const minorUnits: ReadonlyMap<string, number> = new Map([
  ...entries('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
  ...entries('BHD IQD JOD KWD LYD OMR TND', 3),
  ...entries('CLF UYW', 4),
]);

function entries(codes: string, decimals: number): Array<[string, number]> {
  return codes.split(' ').map((code) => [code, decimals]);
}

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
      const decimals = minorUnits.get(currency ?? '') ?? 2;
      return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
    }
  }
}
