import { columnLabel } from '../apps-script/workbook/area';
import { conventions, parseTyped } from '../apps-script/workbook/typed';
import type { CellView, SheetInfo, Workbook } from '../apps-script/workbook/workbook';
import { viewCharts } from './chart-view';
import type { BookView, Cell } from './contract';

/** The workbook as a page shows it. Everything is calculated and formatted here: the page only paints. */
export function viewBook(workbook: Workbook): BookView {
  const snapshot = workbook.snapshot();
  return {
    sheets: workbook.sheets().map((info) => {
      const { id, name, hidden, rows, columns, frozenRows, frozenColumns, hiddenGridlines } = info;
      const cells = cellsOf(workbook, info, snapshot.sheets[id]?.cellData ?? {});
      const frame = { id, name, hidden, rows, columns, frozenRows, frozenColumns, hiddenGridlines };
      return { ...frame, ...workbook.layout(id), cells, charts: viewCharts(workbook, id) };
    }),
  };
}

type Sparse<T> = { readonly [index: number]: T };

function cellsOf(workbook: Workbook, { id, rows, columns }: SheetInfo, cellData: Sparse<object>): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [row, width] of usedWidths(workbook, id, cellData)) {
    if (row > rows || width < 1) continue;
    const rect = { row, column: 1, rows: 1, columns: Math.min(columns, width) };
    const [views = []] = workbook.read(id, rect);
    const [looks = []] = workbook.shownLooks(id, rect);
    views.forEach((view, column) => {
      const cell = viewCell({ ...view, ...looks[column] }, workbook);
      if (cell) cells[columnLabel(column + 1) + row] = cell;
    });
  }
  return cells;
}

/** Rows in which something is to be seen, each up to its last column that may be. */
function usedWidths(workbook: Workbook, id: string, cellData: Sparse<object>): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  const add = (row: number, width: number) => widths.set(row, Math.max(width, widths.get(row) ?? 0));
  for (const [index, used] of Object.entries(cellData)) {
    add(Number(index) + 1, Math.max(0, ...Object.keys(used).map((column) => Number(column) + 1)));
  }
  const colored = [
    ...workbook.bandingsOn(id).map(({ area }) => area),
    ...workbook.rulesOn(id).flatMap(({ ranges }) => ranges),
  ];
  for (const { row, column, rows, columns } of colored) {
    for (let down = 0; down < rows; down += 1) add(row + down, column + columns - 1);
  }
  return widths;
}

function viewCell(view: CellView, workbook: Workbook): Cell | null {
  const { display, note, bold, italic, background, fontColor, borders } = view;
  const typed = typedText(view, workbook);
  const align = view.horizontalAlignment || alignments[typeof view.value];
  const blank = display === '' && typed === '';
  const lined = Object.keys(borders).length > 0;
  if (blank && !background && !lined) return null;
  const text: Partial<Cell> = {
    ...(note ? { note } : {}),
    ...(bold ? { bold } : {}),
    ...(italic ? { italic } : {}),
    ...(view.fontSize === defaultFontSize ? {} : { fontSize: view.fontSize }),
    ...(view.fontFamily ? { fontFamily: view.fontFamily } : {}),
    ...(fontColor ? { color: fontColor } : {}),
    ...(align ? { align } : {}),
    ...(view.verticalAlignment === 'bottom' ? {} : { verticalAlign: view.verticalAlignment }),
    ...(view.wrap === 'OVERFLOW' ? {} : { wrap: view.wrap }),
  };
  return {
    text: display,
    ...(typed === display ? {} : { typed }),
    ...(blank ? {} : text),
    ...(background ? { background } : {}),
    ...(lined ? { borders } : {}),
  };
}

const defaultFontSize = 10;

/** Where nobody chose: numbers and dates to the right, TRUE and FALSE in the middle. */
const alignments: Readonly<Record<string, Cell['align']>> = { number: 'right', object: 'right', boolean: 'center' };

/** What stands in the formula bar: typed again, it gives the same cell. */
function typedText({ formula, value, display, numberFormat }: CellView, { locale }: Workbook): string {
  if (formula) return formula;
  if (typeof value === 'number') {
    const percent = numberFormat.endsWith('%');
    const digits = String(percent ? Number((value * 100).toPrecision(15)) : value);
    return digits.replace('.', conventions[locale].decimal) + (percent ? '%' : '');
  }
  if (typeof value !== 'string') return display;
  const again = parseTyped(value, { locale, year: 2000, plainText: numberFormat === '@' });
  return value === '' || (again.kind === 'value' && again.value === value) ? value : `'${value}`;
}
