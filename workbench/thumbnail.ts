import type { CellView, Workbook } from './apps-script/workbook/workbook';

/** The part of a sheet that a thumbnail shows, in the sheet's pixels; its height follows. */
const proportion = 0.34;
const usualSize = 10;
const pixelsPerPoint = 4 / 3;
/** Where Sheets keeps text away from the edges of its cell. */
const padding = 3;

interface Ink {
  readonly color: string;
  readonly bold: boolean;
  readonly points: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/**
 * The left upper part of a sheet as a small picture: an SVG of the cells' own texts, fills, inks and lines, in single quotes. Bars are drawn as
 * the rectangles that they look like.
 */
export function thumbnailOf(workbook: Workbook, sheetId: string, width: number): string {
  const height = Math.round(width * proportion);
  const [lefts, tops] = [
    edges((column) => workbook.columnWidth(sheetId, column), width),
    edges((row) => workbook.rowHeight(sheetId, row), height),
  ];
  const rect = { row: 1, column: 1, rows: tops.length - 1, columns: lefts.length - 1 };
  const views = workbook.read(sheetId, rect);
  const looks = workbook.shownLooks(sheetId, rect);
  const [grounds, marks] = [new Map<string, Box[]>(), new Map<string, Box[]>()];
  /** What touches the shape before it on its right goes on with it. */
  const fill = (shapes: typeof grounds, color: string, box: Box) => {
    const boxes = shapes.get(color) ?? [];
    const last = boxes.at(-1);
    if (last && last.y === box.y && last.h === box.h && last.x + last.w === box.x) last.w += box.w;
    else boxes.push(box);
    shapes.set(color, boxes);
  };
  const texts = new Map<string, { readonly ink: Ink; spans: string }>();
  views.forEach((row, down) => {
    const [top = 0, bottom = 0] = [tops[down], tops[down + 1]];
    row.forEach((view, right) => {
      const [left = 0, end = 0] = [lefts[right], lefts[right + 1]];
      const { background, fontColor, bold } = looks[down]?.[right] ?? { background: '', fontColor: '', bold: false };
      if (background && background !== '#ffffff')
        fill(grounds, background, { x: left, y: top, w: end - left, h: bottom - top });
      if (view.borders.top) fill(marks, view.borders.top.color, { x: left, y: top, w: end - left, h: 1 });
      if (view.display === '') return;
      const color = fontColor || '#000000';
      if (/^[█▌]+$/.test(view.display)) {
        const signs = view.display.replace('▌', '').length + (view.display.endsWith('▌') ? 0.5 : 0);
        fill(marks, color, { x: left + padding, y: top + 4, w: Math.round(signs * 9), h: bottom - top - 8 });
        return;
      }
      const ink: Ink = { color, bold, points: view.fontSize, anchor: anchorOf(view) };
      const x =
        ink.anchor === 'start' ? left + padding : ink.anchor === 'end' ? end - padding : Math.round((left + end) / 2);
      const y = Math.round((top + bottom) / 2 + view.fontSize / 2);
      const key = JSON.stringify(ink);
      const span = `<tspan x='${x}' y='${y}'>${escaped(cut(view.display, end - left, right, row))}</tspan>`;
      texts.set(key, { ink, spans: (texts.get(key)?.spans ?? '') + span });
    });
  });
  const paths = [...grounds, ...marks]
    .map(([color, boxes]) => `<path fill='${color}' d='${boxes.map(outline).join('')}'/>`)
    .join('');
  const words = [...texts.values()].map(({ ink, spans }) => `<text${attributes(ink)}>${spans}</text>`).join('');
  const base = `font-family='Arial' font-size='${(usualSize * pixelsPerPoint).toFixed(0)}'`;
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${width} ${height}' ${base}>${paths}${words}</svg>`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  w: number;
  readonly h: number;
}

const outline = ({ x, y, w, h }: Box) => `M${x} ${y}h${w}v${h}h-${w}`;

/** From 0 on, up to the first that is not inside any more. */
function edges(sizeOf: (index: number) => number, most: number): number[] {
  const all = [0];
  for (let index = 1; (all.at(-1) ?? most) < most; index += 1) all.push((all.at(-1) ?? 0) + sizeOf(index));
  return all;
}

function anchorOf({ horizontalAlignment, value }: CellView): Ink['anchor'] {
  const align = horizontalAlignment || (typeof value === 'number' ? 'right' : 'left');
  return align === 'center' ? 'middle' : align === 'right' ? 'end' : 'start';
}

function attributes({ color, bold, points, anchor }: Ink): string {
  return [
    color === '#000000' ? '' : ` fill='${color}'`,
    bold ? " font-weight='700'" : '',
    points === usualSize ? '' : ` font-size='${Math.round(points * pixelsPerPoint)}'`,
    anchor === 'start' ? '' : ` text-anchor='${anchor}'`,
  ].join('');
}

/** As much of a text as is seen: it goes on over blank neighbours to its right. */
function cut(text: string, room: number, column: number, row: readonly CellView[]): string {
  const isOpen = row.slice(column + 1).every(({ display }) => display === '');
  return isOpen ? text.slice(0, 48) : text.slice(0, Math.ceil(room / 6));
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
