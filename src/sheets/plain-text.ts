import type { ColumnKind } from '../domain/column-kinds';
import { numberFormat } from '../domain/formats';
import type { Rect } from './area';
import { neighbours, rowsOf } from './neighbours';
import type { Cells, ColumnPlan } from './plan';

/** The format that Sheets calls Plain text. */
const plainText = '@';

interface Run {
  readonly column: number;
  readonly format: string;
  readonly from: number;
  readonly end: number;
}

/**
 * The cells to be written that somebody formatted as Plain text, and the formats that they need before. It is not
 * known what becomes of a number in such a cell, or of the apostrophe before a text (P8-65). `formats`: of `rect`, as
 * far as the sheet goes.
 */
export function plainTextCells(
  { rect: { row }, columns, end }: ColumnPlan,
  kinds: ReadonlyArray<ColumnKind | undefined>,
  currency: string | null,
  formats: readonly (readonly string[])[],
  rect: Rect,
): Array<Cells<string>> {
  const isPlain = (at: number, column: number) => formats[at - rect.row]?.[column - rect.column] === plainText;
  const runs = columns.flatMap((column, index): Run[] => {
    const plain = Array.from({ length: end - row }, (_, down) => row + down).filter((at) => isPlain(at, column));
    const [from = 0] = plain;
    if (plain.length === 0) return [];
    const kind = kinds[index] ?? 'text';
    return [
      { column, format: numberFormat(kind, currency) ?? 'General', from, end: (plain[plain.length - 1] ?? 0) + 1 },
    ];
  });
  return neighbours(runs, (a, b) => a.from === b.from && a.end === b.end).map((group) => {
    const cells = rowsOf(group, group[0]?.from ?? row, group[0]?.end ?? end);
    return { rect: cells, cells: Array.from({ length: cells.rows }, () => group.map(({ format }) => format)) };
  });
}
