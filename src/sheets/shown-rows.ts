import type { ColumnKind } from '../domain/column-kinds';
import { least } from '../domain/formats';
import type { Cell } from '../domain/table';
import { type Separators, writtenCell } from '../domain/written-cell';
import { fills, inks } from './looks';
import type { Wanted } from './plan';

/** A cell as people see it once it is written. Colours as "#rrggbb", where it has one of its own. */
export interface ShownCell {
  readonly text: string;
  readonly ink?: string;
  readonly fill?: string;
}

export interface ShownRow {
  readonly is: 'partner' | 'sum' | 'total';
  /** Whether a line stands above it, between groups. */
  readonly isLined: boolean;
  readonly cells: readonly ShownCell[];
}

/**
 * The rows of a block as people see them, its totals last: values in their number formats, in the colours of looks and rules.
 * `isOwnSheet`: rules are set only in a sheet that was made for the report.
 */
export function shownRows(
  { board, rows, totals, kinds, currency }: Wanted,
  separators: Separators,
  isOwnSheet: boolean,
): ShownRow[] {
  const shown = (cells: readonly Cell[]) =>
    cells.map((cell, index): ShownCell => {
      const kind = kinds[index] ?? 'text';
      const text = writtenCell(cell, kind, currency, separators);
      return board
        ? { text, ...(isDrawn(kind) && { ink: inks.bar }), ...(isOwnSheet && ruleColors(kind, cell)) }
        : { text };
    });
  return [
    ...rows.map(
      (cells, place): ShownRow => ({
        is: board?.sums.includes(place) ? 'sum' : 'partner',
        isLined: board?.lines.includes(place) ?? false,
        cells: shown(cells),
      }),
    ),
    ...(totals ? [{ is: 'total', isLined: false, cells: shown(totals) } as const] : []),
  ];
}

/** What the rules of a Board's sheet make of a cell; see `rulesOf` in plan-looks.ts. */
function ruleColors(kind: ColumnKind, cell: Cell): Pick<ShownCell, 'ink' | 'fill'> {
  if (kind === 'rank') {
    const medal = [fills.gold, fills.silver, fills.bronze][Number(cell) - 1];
    return medal === undefined ? {} : { fill: medal };
  }
  if (!isMoved(kind)) return {};
  if (cell === 'new') return { ink: inks.fresh };
  if (cell === 'left' && kind === 'move') return { ink: inks.left };
  if (typeof cell === 'string') return {};
  if (Math.abs(cell) < least[kind]) return { ink: inks.same };
  return { ink: cell > 0 ? inks.up : inks.down };
}

const isDrawn = (kind: ColumnKind) => kind === 'bar' || kind === 'trend';

const isMoved = (kind: ColumnKind): kind is keyof typeof least => kind in least;
