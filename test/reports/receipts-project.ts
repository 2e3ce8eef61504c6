import { keepReceipt, type Receipt, readReceipts } from '../../src/reports/receipts';

/*
 * Receipts and nothing else of the add-on: a small Apps Script project of a test.
 */
export function keepAll(receipts: readonly Receipt[]): void {
  for (const receipt of receipts) keepReceipt(receipt);
}

export function readAll(most: number): readonly Receipt[] {
  return readReceipts(most);
}
