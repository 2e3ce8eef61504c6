import { columnNumber } from '../../apps-script/workbook/area';
import type { Rectangle } from '../contract';

/** `B7` or `B2:C4` as a rectangle; null for anything else. */
export function parseName(name: string): Rectangle | null {
  const match = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/.exec(
    name.trim().toUpperCase().replaceAll('$', ''),
  );
  if (!match) return null;
  const [, left = '', top = '', right = left, bottom = top] = match;
  const [a, b] = [columnNumber(left), columnNumber(right)].sort((x, y) => x - y);
  const [c, d] = [Number(top), Number(bottom)].sort((x, y) => x - y);
  if (!a || !b || !c || !d) return null;
  return { row: c, column: a, rows: d - c + 1, columns: b - a + 1 };
}
