/** ISO 4217: how many decimals the smallest unit of a currency is. */
const decimals: Readonly<Record<string, number>> = { EUR: 2, USD: 2, GBP: 2, HUF: 2, JPY: 0, KWD: 3, IQD: 3 };

export function decimalsOf(currency: string): number {
  const known = decimals[currency];
  if (known === undefined) throw new Error(`The oracle knows no ${currency}`);
  return known;
}

/** A fraction of whole numbers; `over` is above 0. */
export interface Ratio {
  readonly part: bigint;
  readonly over: bigint;
}

/** The amount that a number is written as, exactly. */
function exactly(amount: number): Ratio {
  const [, sign = '', whole = '', digits = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(amount)) ?? [];
  if (whole === '') throw new Error(`${amount} is no amount`);
  const power = Number(exponent) - digits.length;
  const value = BigInt(`${sign}${whole}${digits}`);
  return power < 0 ? { part: value, over: 10n ** BigInt(-power) } : { part: value * 10n ** BigInt(power), over: 1n };
}

/** Half away from zero. */
export function rounded({ part, over }: Ratio): bigint {
  const magnitude = ((part < 0n ? -part : part) * 2n + over) / (over * 2n);
  return part < 0n ? -magnitude : magnitude;
}

/** The sum of amounts, exactly. */
export function sumOf(amounts: readonly number[]): Ratio {
  let sum: Ratio = { part: 0n, over: 1n };
  for (const amount of amounts) {
    const { part, over } = exactly(amount);
    sum = { part: sum.part * over + part * sum.over, over: sum.over * over };
    const common = divisor(sum.part < 0n ? -sum.part : sum.part, sum.over);
    sum = { part: sum.part / common, over: sum.over / common };
  }
  return sum;
}

/** In smallest units of the currency, not rounded. */
export const inUnits = ({ part, over }: Ratio, currency: string): Ratio => ({
  part: part * 10n ** BigInt(decimalsOf(currency)),
  over,
});

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));

/** The number that is written as this amount. */
export function amountOf(units: bigint, currency: string): number {
  const places = decimalsOf(currency);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return Number(units < 0n ? `-${text}` : text);
}

/** Whether a number is a whole number of smallest units, and no zero below zero. */
export function isAmount(shown: number, currency: string): boolean {
  const { part, over } = inUnits(exactly(shown), currency);
  return part % over === 0n && !Object.is(shown, -0);
}

/** Whether a number is a ratio but for rounding of at most `within`, itself a ratio. */
export function isNear(shown: number, { part, over }: Ratio, within: Ratio): boolean {
  const given = exactly(shown);
  const difference = given.part * over - part * given.over;
  const distance = difference < 0n ? -difference : difference;
  return distance * within.over <= within.part * over * given.over;
}
