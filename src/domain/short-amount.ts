import { currencyCode, decimalsOf } from './money';

/** The signs of currencies that have one that means no other. Any other currency is written by its code. */
const signs: ReadonlyMap<string, string> = new Map([
  ['EUR', '€'],
  ['USD', '$'],
  ['GBP', '£'],
  ['JPY', '¥'],
]);

const scales: ReadonlyArray<readonly [size: number, suffix: string]> = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** What rounds up to a scale counts as of that scale: 999,600 is 1M and not 1000k. */
const nearly = 0.9995;

/**
 * An amount that is not negative in few signs, with its currency: "€546k", "€1.85M", "CHF 1,2k". `withoutCode`: a currency that
 * has no sign is not named, as it has been named before.
 */
export function shortAmount(amount: number, currency: string | null, mark: ',' | '.', withoutCode = false): string {
  const code = currencyCode(currency) ?? '';
  const unit = signs.get(code) ?? (code === '' || withoutCode ? '' : `${code} `);
  return unit + shortNumber(amount, decimalsOf(currency)).replace('.', mark);
}

function shortNumber(amount: number, decimals: number): string {
  const [size, suffix] = scales.find(([size]) => amount >= size * nearly) ?? [1, ''];
  const value = amount / size;
  if (suffix === '') return value >= 10 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(decimals);
  const places = suffix === 'k' ? Number(value < 9.95) : value < 9.995 ? 2 : Number(value < 99.95);
  return String(Number(value.toFixed(places))) + suffix;
}
