/** Adds in whole minor units, as invoices do, so that a sum never shows what binary fractions lose. */
export function sumMoney(amounts: readonly number[], digits: number): number {
  const unit = 10 ** digits;
  return amounts.reduce((sum, amount) => sum + Math.round(amount * unit), 0) / unit;
}

export function round(value: number, digits: number): number {
  const unit = 10 ** digits;
  return Math.round(value * unit) / unit;
}
