import type { Column } from './columns';
import type { Standing } from './standing';

/** The signs of a whole and of a half step: no others have one width in the fonts of Arial's widths. */
const [whole, half] = ['█', '▌'];
const mostSigns = 10;

/** A figure as text, beside the largest one: ten signs at most, in half steps. '' for nothing, less, or no figure. */
function bar(value: number | null, largest: number): string {
  if (value === null || value <= 0 || !(largest > 0)) return '';
  const halves = Math.max(1, Math.round((value / largest) * mostSigns * 2));
  return whole.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? half : '');
}

/** A column that draws another one for the partners that are shown. */
export function barColumn({ value }: Column, shown: readonly Standing[]): Column {
  const figure = (standing: Standing) => {
    const amount = value(standing);
    return typeof amount === 'number' ? amount : null;
  };
  const largest = Math.max(0, ...shown.map((standing) => figure(standing) ?? 0));
  return { label: 'Bar', kind: 'bar', value: (standing) => bar(figure(standing), largest) || null };
}
