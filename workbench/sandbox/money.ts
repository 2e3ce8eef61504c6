const knownDigits = new Map<string, number>();

/** Digits after the decimal point of a currency by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. Throws for what is no currency code. */
export function minorDigits(currency: string): number {
  const known = knownDigits.get(currency);
  if (known !== undefined) return known;
  // Remembered, because making a formatter takes longer than adding up a partner's deals.
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  knownDigits.set(currency, digits);
  return digits;
}

/** Adds in whole minor units, as invoices do, so that a sum never shows what binary fractions lose. */
export function sumMoney(amounts: readonly number[], digits: number): number {
  const unit = 10 ** digits;
  return amounts.reduce((sum, amount) => sum + Math.round(amount * unit), 0) / unit;
}

export function round(value: number, digits: number): number {
  const unit = 10 ** digits;
  return Math.round(value * unit) / unit;
}
