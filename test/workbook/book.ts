import {
  type CellView,
  type FunctionCall,
  type FunctionOutcome,
  type Rect,
  Workbook,
  type WorkbookOptions,
} from '../../workbench/apps-script/workbook/workbook';

type CustomFunction = (...args: unknown[]) => unknown;

const mostCalls = 5000;

/** A workbook with custom functions written in the test, which remembers how they were called. */
export class TestBook {
  readonly workbook: Workbook;
  readonly calls: FunctionCall[] = [];
  readonly sheet = '0';

  constructor(
    readonly functions: Record<string, CustomFunction> = {},
    options: Partial<WorkbookOptions> = {},
  ) {
    this.workbook = new Workbook({
      name: 'Test',
      functions: () => Object.keys(this.functions),
      evaluate: (call) => this.evaluate(call),
      ...options,
    });
    open.push(this.workbook);
  }

  /** Types texts into cells, one after the other: `{ A1: '1', B2: '=A1' }`. */
  async type(entries: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(entries)) {
      const { row, column } = at(name);
      await this.workbook.type(this.sheet, row, column, text);
    }
  }

  /** Writes values in one go, from the named cell on, and lets everything settle. */
  async write(name: string, values: unknown[][]): Promise<void> {
    this.workbook.write(this.sheet, { ...at(name), rows: values.length, columns: values[0]?.length ?? 0 }, values);
    await this.workbook.settled();
  }

  cell(name: string): CellView {
    const [[view] = []] = this.workbook.read(this.sheet, at(name));
    if (!view) throw new Error(`No cell ${name}`);
    return view;
  }

  value(name: string): unknown {
    return this.cell(name).value;
  }

  values(range: string): unknown[][] {
    return this.workbook.read(this.sheet, at(range)).map((row) => row.map(({ value }) => value));
  }

  private async evaluate({ name, args, cell }: FunctionCall): Promise<FunctionOutcome> {
    this.calls.push({ name, args, cell });
    // A formula that calls for ever has to fail its test, which a calculation that never pauses would keep from ending.
    if (this.calls.length > mostCalls) this.workbook.dispose();
    try {
      return { value: await this.functions[name]?.(...args) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }
}

const open: Workbook[] = [];

afterEach(() => {
  for (const workbook of open.splice(0)) workbook.dispose();
});

/** `B2` or `B2:C4`. */
export function at(range: string): Rect {
  const [, column = '', row, lastColumn = column, lastRow = row] =
    /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(range) ?? [];
  const left = number(column);
  return {
    row: Number(row),
    column: left,
    rows: Number(lastRow) - Number(row) + 1,
    columns: number(lastColumn) - left + 1,
  };
}

function number(label: string): number {
  return [...label].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** A promise that the test resolves when it wants to. */
export function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
