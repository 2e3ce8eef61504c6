/** How one cell looks by its own format. What is left out, or undefined, is as in a new sheet. */
export interface CellStyle {
  numberFormat?: string | undefined;
  bold?: boolean | undefined;
  italic?: boolean | undefined;
  /** In points. */
  fontSize?: number | undefined;
  fontFamily?: string | undefined;
  /** Colours as '#rrggbb'. */
  background?: string | undefined;
  fontColor?: string | undefined;
  horizontalAlignment?: HorizontalAlignment | undefined;
  verticalAlignment?: VerticalAlignment | undefined;
  wrap?: WrapStrategy | undefined;
  /** In a change: the sides that are not named stay, and null takes one away. */
  borders?: Borders | undefined;
}

export type HorizontalAlignment = 'left' | 'center' | 'right';
export type VerticalAlignment = 'top' | 'middle' | 'bottom';
export type WrapStrategy = 'OVERFLOW' | 'WRAP' | 'CLIP';

export const borderStyles = ['SOLID', 'SOLID_MEDIUM', 'SOLID_THICK', 'DASHED', 'DOTTED', 'DOUBLE'] as const;
export type BorderStyle = (typeof borderStyles)[number];

export interface Border {
  readonly style: BorderStyle;
  /** As '#rrggbb'. */
  readonly color: string;
}

export type Side = 'top' | 'bottom' | 'left' | 'right';
export type Borders = { readonly [side in Side]?: Border | null };

/** The lines that a cell has. */
export type Lines = { readonly [side in Side]?: Border };

/** Which lines of a rectangle to draw (true) or take away (false): its outside, and those between its cells. */
export type BorderLines = { readonly [line in Side | 'vertical' | 'horizontal']: boolean | null };

/** What `lines` mean for one cell of a rectangle. */
export function bordersOf(
  lines: BorderLines,
  border: Border,
  cell: {
    readonly isFirstRow: boolean;
    readonly isLastRow: boolean;
    readonly isFirstColumn: boolean;
    readonly isLastColumn: boolean;
  },
): Borders {
  const sides: ReadonlyArray<readonly [Side, boolean | null]> = [
    ['top', cell.isFirstRow ? lines.top : lines.horizontal],
    ['bottom', cell.isLastRow ? lines.bottom : lines.horizontal],
    ['left', cell.isFirstColumn ? lines.left : lines.vertical],
    ['right', cell.isLastColumn ? lines.right : lines.vertical],
  ];
  return Object.fromEntries(sides.flatMap(([side, drawn]) => (drawn === null ? [] : [[side, drawn ? border : null]])));
}
