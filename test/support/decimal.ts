/*
 * Decimal arithmetic on whole numbers of any size, for what tests expect of amounts. It shares nothing with src/: where that
 * scales numbers, this moves the point in their digits.
 */

/** The smallest units of a number as it is written, halves away from zero. */
export function unitsWritten(value: number, decimals: number): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const digits = `${whole}${fraction}`;
  // The point stands behind so many of the digits, once the number is counted in smallest units.
  const point = whole.length + Number(exponent) + decimals;
  const padded = point < 0 ? `${'0'.repeat(-point)}${digits}` : digits.padEnd(point, '0');
  const cut = Math.max(0, point);
  const units = BigInt(padded.slice(0, cut) || '0') + (Number(padded[cut] ?? '0') >= 5 ? 1n : 0n);
  return sign === '-' ? -units : units;
}

/** So many smallest units in decimal digits, such as "-1234.50" for -123450n of two decimals. */
export function formattedAmount(units: bigint, decimals: number): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals > 0 ? `.${digits.slice(-decimals)}` : '';
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}
