/**
 * Decimals of the currencies that do not have two. Source: ISO 4217, list one, as its maintenance agency SIX published it on
 * 1 January 2026. What that list gives no minor unit (gold, XDR) counts as having two, and so does a code that it does not
 * have. Intl is not asked: the decimals it has for HUF, IDR, COP, PKR, RSD and IQD differ between releases of one engine.
 */
export const otherMinorUnits: ReadonlyMap<string, number> = new Map([
  ...having(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...having(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...having(4, 'CLF UYW'),
]);

function having(decimals: number, codes: string): Array<[string, number]> {
  return codes.split(' ').map((code) => [code, decimals]);
}

/** An ISO 4217 code as it is written; null where the text is empty. */
export const currencyCode = (text: string | null): string | null => text?.trim().toUpperCase() || null;

/**
 * The number of decimals of a currency, whatever the case of its code; 2 where `currency` is null or not in the list.
 */
export const decimalsOf = (currency: string | null): number => otherMinorUnits.get(currencyCode(currency) ?? '') ?? 2;

/**
 * An amount in its currency's smallest unit: a whole number, halves away from zero, never -0. It goes by the decimal digits
 * that the amount is written with, since 1.005 is less than that in binary. Exact up to 2^52 units.
 */
export function unitsOf(amount: number, currency: string | null): number {
  const [digits, exponent = 0] = String(Math.abs(amount)).split('e');
  const units = Math.round(Number(`${digits}e${Number(exponent) + decimalsOf(currency)}`));
  return amount < 0 ? 0 - units : units;
}

/** The same; null where it is not exact. */
export function smallestUnits(amount: number, currency: string | null): number | null {
  const units = unitsOf(amount, currency);
  return Number.isSafeInteger(units) ? units : null;
}

/** The amount of so many smallest units: the double nearest to the decimal number. */
export const amountOf = (units: number, currency: string | null): number => units / 10 ** decimalsOf(currency);

/**
 * An amount rounded to the currency's smallest unit. Amounts beyond the range of exact units are returned unchanged.
 */
export function roundedAmount(amount: number, currency: string | null): number {
  const units = unitsOf(amount, currency);
  return Number.isSafeInteger(units) ? amountOf(units, currency) : amount;
}

/**
 * The sum of amounts in smallest units; null where all are null, or where the sum exceeds what a number holds exactly.
 */
export function totalAmount(amounts: ReadonlyArray<number | null>, currency: string | null): number | null {
  const units = unitsTogether(amounts, currency);
  return units === null ? null : amountOf(units, currency);
}

/** The first amount as a fraction of the second; null where the second is zero, negative or not known. */
export function amountRatio(part: number | null, whole: number | null, currency: string | null): number | null {
  const [parts, wholes] = [unitsTogether([part], currency), unitsTogether([whole], currency)];
  return parts !== null && wholes !== null && wholes > 0 ? parts / wholes : null;
}

/**
 * The amount divided by a count and rounded to the smallest unit; null where the count is 0 or the result is not a
 * number.
 */
export function averageAmount(amount: number | null, count: number | null, currency: string | null): number | null {
  const units = unitsTogether([amount], currency);
  if (units === null || count === null || !(count > 0)) return null;
  // By the rest of whole numbers: a quotient of doubles may lie on the other side of a half.
  const size = Math.abs(units);
  const rest = size % count;
  const each = Math.round((size - rest) / count) + (2 * rest >= count ? 1 : 0);
  return Number.isFinite(each) ? amountOf(units < 0 ? 0 - each : each, currency) : null;
}

function unitsTogether(amounts: ReadonlyArray<number | null>, currency: string | null): number | null {
  const numbers = amounts.filter((amount): amount is number => amount !== null);
  const units = numbers.reduce((all, amount) => all + unitsOf(amount, currency), 0);
  return numbers.length > 0 && Number.isFinite(units) ? units : null;
}
