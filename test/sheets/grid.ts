import type { Area, CellContent, Rect } from '../../src/sheets/area';
import { planBlock, reach } from '../../src/sheets/block';
import type { BlockPlan, Wanted, WritePlan } from '../../src/sheets/plan';
import type { Written } from '../../src/sheets/written';
import { shiftStretch } from '../../workbench/apps-script/workbook/area';

const empty: CellContent = { value: '', formula: '' };

/** As much of a sheet as a plan is about: its cells, one named range, and what a report has recorded of its block. */
export class Grid {
  #cells = new Map<string, CellContent>();
  /** What the last plan was told of. */
  #looked: Rect = { row: 1, column: 1, rows: 0, columns: 0 };
  range: Rect = { row: 3, column: 2, rows: 0, columns: 0 };
  written: Written | null = null;
  /** What the report wrote each content as. */
  readonly roles = new Map<CellContent, 'block' | 'totals' | 'title'>();

  constructor(
    public rows = 60,
    public columns = 40,
  ) {}

  at(row: number, column: number): CellContent {
    return this.#cells.get(`${row},${column}`) ?? empty;
  }

  put(row: number, column: number, content: unknown): void {
    const isFormula = typeof content === 'string' && content.startsWith('=');
    this.#cells.set(`${row},${column}`, isFormula ? { value: '', formula: content } : { value: content, formula: '' });
  }

  /** All cells that hold something, by "row,column". */
  held(): Map<string, CellContent> {
    return new Map([...this.#cells].filter(([, { value, formula }]) => value !== '' || formula !== ''));
  }

  /** Gives what a person does who undoes all that comes after: cells and range are as now, and what is recorded is not. */
  undoing(): () => void {
    const [cells, range] = [new Map(this.#cells), this.range];
    return () => {
      this.#cells = new Map(cells);
      this.range = range;
    };
  }

  /** As a person does: positive counts insert before `at`, negative ones delete from it on. */
  shift(axis: 'rows' | 'columns', at: number, count: number): void {
    const shift = { sheetId: '', axis, at, count };
    const moved = (place: number) => shiftStretch(place, place, shift)?.[0];
    const gone = count < 0 ? (place: number) => place >= at && place < at - count : () => false;
    const cells = [...this.#cells].flatMap(([key, content]): Array<[string, CellContent]> => {
      const [row = 0, column = 0] = key.split(',').map(Number);
      if (gone(axis === 'rows' ? row : column)) return [];
      return axis === 'rows' ? [[`${moved(row)},${column}`, content]] : [[`${row},${moved(column)}`, content]];
    });
    this.#cells = new Map(cells);
    const { row, column, rows, columns } = this.range;
    const stretch =
      axis === 'rows' ? shiftStretch(row, row + rows - 1, shift) : shiftStretch(column, column + columns - 1, shift);
    if (!stretch) throw new Error('The block is gone.');
    const size = stretch[1] - stretch[0] + 1;
    this.range =
      axis === 'rows'
        ? { ...this.range, row: stretch[0], rows: size }
        : { ...this.range, column: stretch[0], columns: size };
    this[axis] += count;
  }

  plan(wanted: Wanted): BlockPlan {
    const place = { sheetId: 7, rect: this.range };
    this.#looked = reach(place, wanted, this.written);
    return planBlock(wanted, place, this.written, this.#area(this.#looked));
  }

  /** Carries out a plan as the add-on does, or its first steps only. What it was not told of it must not touch. */
  apply(plan: WritePlan, steps = Number.POSITIVE_INFINITY): void {
    const read = this.#looked;
    const done = this.#steps(plan).slice(0, steps);
    this.written = plan.during;
    this.rows += plan.missingRows;
    this.columns += plan.missingColumns;
    for (const step of done)
      step((row, column, value) => {
        const inside =
          row >= read.row && row < read.row + read.rows && column >= read.column && column < read.column + read.columns;
        if (!inside || row > this.rows || column > this.columns)
          throw new Error(`${row},${column} was never looked at.`);
        this.put(row, column, value);
        const below = row >= plan.rect.row + plan.rect.rows;
        this.roles.set(this.at(row, column), row < plan.rect.row ? 'title' : below ? 'totals' : 'block');
      });
    if (steps === Number.POSITIVE_INFINITY) this.written = plan.after;
  }

  stepCount(plan: WritePlan): number {
    return this.#steps(plan).length;
  }

  #steps(plan: WritePlan): Array<(put: (row: number, column: number, value: unknown) => void) => void> {
    const { title, name: heading, sentence, rect, union, values, cleared } = plan;
    const write = values.map(({ rect: cells, cells: lines }) => (put: Put) => {
      if (lines.length !== cells.rows || lines.some((line) => line.length !== cells.columns))
        throw new Error('Misfit (P8-1).');
      each(cells, (row, column) => put(row, column, lines[row - cells.row]?.[column - cells.column]));
    });
    const name = (named: Rect) => () => {
      this.range = named;
    };
    const clear = cleared.map((cells) => (put: Put) => each(cells, (row, column) => put(row, column, '')));
    return [
      ...(plan.kind === 'write' ? [name(union), ...write, ...clear, name(rect)] : []),
      ...[sentence, heading, title].flatMap((line) =>
        line ? [(put: Put) => put(line.row, line.column, line.text)] : [],
      ),
    ];
  }

  #area(rect: Rect): Area {
    const contents = Array.from({ length: Math.min(rect.rows, this.rows + 1 - rect.row) }, (_, down) =>
      Array.from({ length: Math.min(rect.columns, this.columns + 1 - rect.column) }, (__, right) =>
        this.at(rect.row + down, rect.column + right),
      ),
    );
    return { rect, contents, sheetRows: this.rows, sheetColumns: this.columns };
  }
}

type Put = (row: number, column: number, value: unknown) => void;

export function each({ row, column, rows, columns }: Rect, visit: (row: number, column: number) => void): void {
  for (let down = 0; down < rows; down += 1) {
    for (let right = 0; right < columns; right += 1) visit(row + down, column + right);
  }
}
