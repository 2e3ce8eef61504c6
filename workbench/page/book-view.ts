import { columnLabel } from '../apps-script/workbook/area';
import { conventions, parseTyped } from '../apps-script/workbook/typed';
import type { CellView, SheetInfo, Workbook } from '../apps-script/workbook/workbook';
import type { BookView, Cell, SheetView } from './contract';

/** The workbook as a page shows it. Everything is calculated and formatted here: the page only paints. */
export function viewBook(workbook: Workbook): BookView {
  const snapshot = workbook.snapshot();
  return {
    sheets: workbook.sheets().map((info) => {
      const { cellData = {}, columnData = {} } = snapshot.sheets[info.id] ?? {};
      return { ...viewSheet(info), widths: widthsOf(columnData), cells: cellsOf(workbook, info, cellData) };
    }),
  };
}

function viewSheet({ id, name, hidden, rows, columns, frozenRows }: SheetInfo): Omit<SheetView, 'cells' | 'widths'> {
  return { id, name, hidden, rows, columns, frozenRows };
}

type Sparse<T> = { readonly [index: number]: T };

function widthsOf(columnData: Sparse<{ readonly w?: number } | undefined>): Record<number, number> {
  return Object.fromEntries(
    Object.entries(columnData).flatMap(([index, data]) => (data?.w ? [[Number(index) + 1, data.w]] : [])),
  );
}

function cellsOf(workbook: Workbook, { id, columns }: SheetInfo, cellData: Sparse<object>): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [index, used] of Object.entries(cellData)) {
    const row = Number(index) + 1;
    const width = Math.min(columns, Math.max(...Object.keys(used).map(Number)) + 1);
    if (width < 1) continue;
    const [views = []] = workbook.read(id, { row, column: 1, rows: 1, columns: width });
    views.forEach((view, column) => {
      const cell = viewCell(view, workbook);
      if (cell) cells[columnLabel(column + 1) + row] = cell;
    });
  }
  return cells;
}

function viewCell(view: CellView, workbook: Workbook): Cell | null {
  const { display, note, bold, background, fontColor } = view;
  const typed = typedText(view, workbook);
  const align = view.horizontalAlignment || alignments[typeof view.value];
  const blank = display === '' && typed === '';
  if (blank && !background) return null;
  return {
    text: display,
    ...(typed === display ? {} : { typed }),
    ...(note ? { note } : {}),
    ...(bold ? { bold } : {}),
    ...(background ? { background } : {}),
    ...(fontColor ? { color: fontColor } : {}),
    ...(align && !blank ? { align } : {}),
  };
}

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
