import { ErrorType, numfmt } from '#univer';
import { type Area, type CellPosition, cellArea, intersects, sameArea } from './area';
import { Dependencies, reads } from './dependencies';
import type { Content, Engine, EngineArgument, EngineResult } from './engine';
import { areaOf, type Formula, FormulaParseError, isVolatile, parseFormula, type Scope, toEngine } from './formula';
import {
  type Call,
  type CellError,
  type FormulaCell,
  type Linked,
  newFormulaCell,
  positionKey,
  resultArea,
  sameContents,
} from './formula-cell';
import { judgeReturned } from './returned';
import type { Sheet } from './sheet';
import { Spilling } from './spilling';
import { conventions, type Locale } from './typed';
import { fromSerial, toSerial } from './wall-time';

/** A blank cell is ''. */
export type Scalar = number | string | boolean | Date;

/** Omitted arguments at the end are absent; one in between is '' (not established, P1.2-6 and 7). */
export type FunctionArgument = Scalar | Scalar[][] | undefined;

export interface FunctionCall {
  name: string;
  args: FunctionArgument[];
  cell: CellPosition;
}

/**
 * `error` is the message of what was thrown; the cell's note shows it. `unknown`: nobody is there for whom the function
 * exists, and the cell shows #NAME? (P8.1-2).
 */
export type FunctionOutcome = { value: unknown } | { error: string } | { unknown: true };

export interface CalculationOptions {
  locale: Locale;
  timeZone(): string;
  now(): number;
  functions(): readonly string[];
  evaluate(call: FunctionCall): Promise<FunctionOutcome>;
}

export interface Book {
  sheets(): readonly Sheet[];
  sheet(id: string): Sheet | undefined;
  sheetNamed(name: string): Sheet | undefined;
  sheetName(id: string): string;
  namedRange(name: string): Area | undefined;
}

export interface Restructuring {
  work: () => void;
  /** A formula's text afterwards. */
  rewrite: (formula: Formula, sheetId: string) => string;
  /** Whether what stands there afterwards stood there before. */
  stays: (position: CellPosition) => boolean;
}

interface Evaluation {
  cell: FormulaCell;
  used: Map<string, Call>;
  notes: string[];
  pending: boolean;
}

const loadingText = 'Loading...';
/** What a call that has no answer yet is worth inside a formula: one of Univer's errors that Sheets does not have. */
const loadingValue = ErrorType.CONNECT;
const volatileNote =
  'This function is not allowed to reference a cell with NOW(), RAND(), RANDARRAY(), or RANDBETWEEN().';
const circularNote = 'Circular dependency detected. To resolve with iterative calculation, see File > Settings.';
const mostRounds = 100;
const unknownFunction: EngineResult = { content: { value: '#NAME?', error: true } };

/** Univer's errors that Sheets does not have. */
const errorNames: Readonly<Record<string, string>> = { '#SPILL!': '#REF!', '#CYCLE!': '#REF!', '#CALC!': '#N/A' };
const sheetsErrors = new Set(['#N/A', '#REF!', '#NAME?', '#VALUE!', '#DIV/0!', '#NUM!', '#NULL!', '#ERROR!']);

/** These are calculated anew whenever anything is. */
const restless = new Set(['NOW', 'TODAY', 'RAND', 'RANDARRAY', 'RANDBETWEEN']);
/** What they refer to is not in their text, and dependencies are taken from there. */
const unsupported = new Set(['INDIRECT', 'OFFSET']);

/**
 * Recalculates as Sheets does. Univer evaluates a formula; which ones, when, where the result stands and what a custom
 * function is called with are decided here. Calculating is synchronous; only custom functions take time.
 */
export class Calculation {
  private cells = new Map<string, FormulaCell>();
  private readonly dependencies = new Dependencies();
  private readonly dirty = new Set<FormulaCell>();
  private touched: Area[] = [];
  private unlinked = false;
  /** The names as declared, by the names in formulas. */
  private readonly custom = new Map<string, string>();
  private readonly spilling: Spilling;
  private current: Evaluation | undefined;
  private running = 0;
  private waiting: (() => void)[] = [];
  private scheduled: NodeJS.Immediate | undefined;
  private disposed = false;

  constructor(
    private readonly engine: Engine,
    private readonly book: Book,
    private readonly options: CalculationOptions,
    /** Called after cells changed. */
    private readonly changed: () => void,
  ) {
    this.spilling = new Spilling((id) => book.sheet(id));
    const { now, timeZone, locale } = options;
    const { date } = conventions[locale];
    const serial = () => toSerial(now(), timeZone());
    engine.define('NOW', () => ({ content: { value: serial(), format: `${date} H:mm:ss` } }));
    engine.define('TODAY', () => ({ content: { value: Math.floor(serial()), format: date } }));
  }

  dispose(): void {
    this.disposed = true;
    if (this.scheduled) clearImmediate(this.scheduled);
    this.wake();
  }

  /** Content in the area was replaced. */
  touch(area: Area): void {
    this.touched.push(area);
    this.schedule();
  }

  /** Sheet names or named ranges mean something else now. */
  relink(): void {
    this.unlinked = true;
    this.schedule();
  }

  /**
   * For work that moves cells. Spilled results are taken back first and put down again where they belong afterwards. A
   * custom function whose cell moved is called again: inserting a row is a known way to refresh (P1.5-4).
   */
  restructure({ work, rewrite, stays }: Restructuring): void {
    this.calculate();
    for (const cell of this.cells.values()) {
      this.spilling.retract(cell);
      const formula = cell.linked?.formula;
      if (!formula) continue;
      cell.text = rewrite(formula, cell.position.sheetId);
      this.putAnchor(cell, cell.contents[0]?.[0]);
    }
    try {
      work();
    } finally {
      this.rebuild(stays);
    }
  }

  /** As if the file were opened again (P1.5-2). */
  reopen(): void {
    this.calculate();
    this.defineFunctions();
    for (const cell of this.cells.values()) {
      const called = cell.linked?.formula?.calls.some(({ name }) => !this.isBuiltIn(name));
      if (!called) continue;
      cell.calls = new Map();
      this.dirty.add(cell);
    }
    this.schedule();
  }

  /** Resolves when nothing is left to calculate and every custom function that was started has returned. */
  async settled(): Promise<void> {
    this.calculate();
    while (this.running > 0 && !this.disposed) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      this.calculate();
    }
  }

  calculate(): void {
    if (this.disposed || this.current) return;
    if (this.touched.length === 0 && this.dirty.size === 0 && !this.unlinked) return;
    this.defineFunctions();
    this.engine.refresh();
    this.takeOver();
    for (const cell of this.cells.values()) if (usesAny(cell, restless)) this.dirty.add(cell);
    for (let round = 0; this.dirty.size > 0; round++) {
      if (round < mostRounds) this.calculateRound();
      else this.breakCircle();
    }
    this.schedule();
  }

  /** What getValue answers. */
  value(position: CellPosition): Scalar {
    const content = this.content(position);
    if (!content) return '';
    const { value } = content;
    return typeof value === 'number' && isDateFormat(this.format(position))
      ? new Date(fromSerial(value, this.options.timeZone()))
      : value;
  }

  content({ sheetId, row, column }: CellPosition): Content {
    return this.book.sheet(sheetId)?.content(row, column);
  }

  /** The format a cell was given or, without one, that of what is calculated in it. */
  format(position: CellPosition): string | undefined {
    const { sheetId, row, column } = position;
    const sheet = this.book.sheet(sheetId);
    const given = sheet?.style(row, column).numberFormat;
    if (given) return given;
    const owner = this.spilling.ownerOf(position) ?? this.cells.get(positionKey(position));
    return owner?.contents[row - owner.position.row]?.[column - owner.position.column]?.format;
  }

  note(position: CellPosition): string {
    return this.cells.get(positionKey(position))?.note ?? '';
  }

  /** Whether what stands there was put there by a formula in another cell. */
  isSpilled(position: CellPosition): boolean {
    return this.spilling.ownerOf(position) !== undefined;
  }

  /** What formulas would come to in these cells, without standing there. A custom function comes to an error. */
  judge(formulas: ReadonlyArray<{ readonly position: CellPosition; readonly text: string }>): Content[] {
    this.calculate();
    this.defineFunctions();
    this.engine.refresh();
    return formulas.map(({ position, text }) => {
      const { formula } = this.link(position, text);
      const unknown = formula?.calls.some(({ name }) => !this.isBuiltIn(name));
      if (!formula || unknown) return { value: '#ERROR!', error: true };
      const evaluation = { cell: newFormulaCell(position, text), used: new Map(), notes: [], pending: false };
      return this.run(evaluation, toEngine(formula, this.scope(position.sheetId), this.options.locale))[0]?.[0];
    });
  }

  /** Something that is not a cell's content is different. */
  announce(): void {
    this.schedule();
  }

  private schedule(): void {
    if (this.disposed) return;
    this.scheduled ??= setImmediate(() => {
      this.scheduled = undefined;
      this.calculate();
      this.changed();
    });
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  }

  /** Functions come and go with the add-on: without it they are #NAME? (P1.6-4). */
  private defineFunctions(): void {
    const names = new Map(this.options.functions().map((name) => [name.toUpperCase(), name]));
    for (const [name, declared] of this.custom) {
      if (names.get(name) === declared) continue;
      this.engine.undefine(name);
      this.custom.delete(name);
    }
    for (const [name, declared] of names) {
      // A function of Sheets' own cannot be replaced (P1.1-1).
      if (this.custom.has(name) || this.engine.has(name)) continue;
      this.engine.define(name, (_, args) => this.call(declared, args));
      this.custom.set(name, declared);
    }
  }

  private isBuiltIn(name: string): boolean {
    return name === 'ARRAYFORMULA' || (this.engine.has(name) && !this.custom.has(name));
  }

  /** Learns what the edits since the last calculation did to the formulas. */
  private takeOver(): void {
    const touched = this.touched;
    this.touched = [];
    if (this.unlinked) {
      this.unlinked = false;
      for (const cell of this.cells.values()) {
        if (cell.linked) this.relinkCell(cell, cell.linked.text);
        this.dirty.add(cell);
      }
    }
    for (const area of touched) {
      this.mark(this.dependencies.readers(area));
      this.mark(this.dependencies.watchers(area));
      for (let row = area.row; row < area.row + area.rows; row++) {
        for (let column = area.column; column < area.column + area.columns; column++) {
          this.takeOverCell({ sheetId: area.sheetId, row, column });
        }
      }
    }
  }

  private takeOverCell(position: CellPosition): void {
    const text = this.book.sheet(position.sheetId)?.formula(position.row, position.column);
    const cell = this.cells.get(positionKey(position));
    if (text === undefined) {
      if (cell) this.forget(cell);
    } else if (cell) {
      this.dirty.add(cell);
      // One that was set again, or changed and changed back, was not edited: it keeps what was called for it (P8.1-3).
      if (cell.linked?.text === text) return;
      cell.text = text;
      delete cell.linked;
    } else this.add(position, text);
  }

  private forget(cell: FormulaCell): void {
    this.spilling.retract(cell);
    this.cells.delete(positionKey(cell.position));
    this.dependencies.delete(cell);
    this.markDependents(cell.area);
    this.dirty.delete(cell);
  }

  private add(position: CellPosition, text: string): FormulaCell {
    const cell = newFormulaCell(position, text);
    this.cells.set(positionKey(position), cell);
    this.dirty.add(cell);
    return cell;
  }

  private rebuild(stays: (position: CellPosition) => boolean): void {
    const before = this.cells;
    this.cells = new Map();
    this.dependencies.clear();
    this.dirty.clear();
    for (const sheet of this.book.sheets()) {
      for (const { position, text } of sheet.formulas()) {
        const old = before.get(positionKey(position));
        const cell = this.add(position, text);
        if (!old || !stays(position)) continue;
        // That its references moved along was no edit.
        this.relinkCell(cell, text);
        cell.calls = old.calls;
      }
    }
    this.schedule();
  }

  private calculateRound(): void {
    for (const cell of this.dirty) {
      if (cell.linked) continue;
      cell.calls = new Map();
      this.relinkCell(cell, cell.text);
    }
    const { order, circular } = this.dependencies.order(this.dirty);
    for (const cell of circular) {
      if (!this.dirty.delete(cell)) continue;
      this.place(cell, [[{ value: '#REF!', error: true }]], circularNote);
    }
    for (const cell of order) {
      if (!this.dirty.delete(cell)) continue;
      try {
        this.evaluate(cell);
      } catch (error) {
        this.place(cell, [[{ value: '#ERROR!', error: true }]], messageOf(error));
      }
    }
  }

  private breakCircle(): void {
    for (const cell of [...this.dirty]) this.place(cell, [[{ value: '#REF!', error: true }]], circularNote);
    this.dirty.clear();
  }

  private mark(cells: Iterable<FormulaCell>): void {
    for (const cell of cells) this.dirty.add(cell);
  }

  private markDependents(area: Area): void {
    this.mark(this.dependencies.readers(area));
    for (const cell of this.dependencies.watchers(area)) if (!sameArea(cell.watched, cell.area)) this.dirty.add(cell);
  }

  private relinkCell(cell: FormulaCell, text: string): void {
    cell.linked = this.link(cell.position, text);
    this.dependencies.update(cell);
  }

  private link(position: CellPosition, text: string): Linked {
    try {
      const formula = parseFormula(text, this.options.locale);
      const areas = formula.tokens.map((token) => areaOf(token, this.scope(position.sheetId)));
      const references = areas.filter((area) => area !== undefined && area !== 'missing');
      const refused = formula.calls.find(({ name }) => unsupported.has(name));
      if (refused) {
        return {
          text,
          references,
          error: { value: '#ERROR!', note: `The workbench does not support ${refused.name}.` },
        };
      }
      return { text, formula, references };
    } catch (error) {
      if (!(error instanceof FormulaParseError)) throw error;
      return { text, references: [], error: { value: '#ERROR!', note: error.message } };
    }
  }

  private scope(sheetId: string): Scope {
    return {
      grid: (name) => {
        const sheet = name === undefined ? this.book.sheet(sheetId) : this.book.sheetNamed(name);
        return sheet && { sheetId: sheet.id, rows: sheet.rows, columns: sheet.columns };
      },
      sheetName: (id) => this.book.sheetName(id),
      namedRange: (name) => this.book.namedRange(name),
      isCustom: (name) => this.custom.has(name),
    };
  }

  private evaluate(cell: FormulaCell): void {
    const { linked } = cell;
    const precedents = this.dependencies.specialPrecedents(cell);
    const volatile = uses(cell, isVolatile) || precedents.some((precedent) => precedent.volatile);
    if (volatile !== cell.volatile) this.markDependents(cell.area);
    cell.volatile = volatile;
    const error = linked?.error ?? this.mistake(cell, precedents);
    if (!linked?.formula || error) {
      cell.calls = new Map();
      this.place(cell, [[{ value: error?.value ?? '#ERROR!', error: true }]], error?.note);
      return;
    }
    if (precedents.some(({ loading }) => loading)) {
      this.placeLoading(cell);
      return;
    }
    const evaluation: Evaluation = { cell, used: new Map(), notes: [], pending: false };
    const contents = this.run(
      evaluation,
      toEngine(linked.formula, this.scope(cell.position.sheetId), this.options.locale),
    );
    // What this evaluation did not call is forgotten: the same arguments later are a new call.
    cell.calls = evaluation.used;
    if (evaluation.pending) this.placeLoading(cell);
    else if (reads(cell, resultArea(cell, contents))) {
      this.place(cell, [[{ value: '#REF!', error: true }]], circularNote);
    } else this.place(cell, contents, noteOf(contents, evaluation.notes));
  }

  private mistake(cell: FormulaCell, precedents: readonly FormulaCell[]): CellError | undefined {
    const formula = cell.linked?.formula;
    if (!formula) return undefined;
    const unknown = formula.calls.find(({ name }) => !this.isBuiltIn(name) && !this.custom.has(name));
    if (unknown) return { value: '#NAME?', note: `Unknown function: '${unknown.name}'.` };
    const scope = this.scope(cell.position.sheetId);
    const volatile = precedents.filter((precedent) => precedent.volatile);
    const forbidden = formula.calls
      .filter(({ name }) => this.custom.has(name))
      .some(
        ({ start, end }) =>
          formula.calls.some((inner) => inner.start > start && inner.end <= end && isVolatile(inner)) ||
          formula.tokens.slice(start, end).some((token) => {
            const area = areaOf(token, scope);
            return area && area !== 'missing' && volatile.some((precedent) => intersects(area, precedent.area));
          }),
      );
    return forbidden ? { value: '#ERROR!', note: volatileNote } : undefined;
  }

  private run(evaluation: Evaluation, text: string): Content[][] {
    const { position } = evaluation.cell;
    const { rows = 0, columns = 0 } = this.book.sheet(position.sheetId) ?? {};
    this.current = evaluation;
    try {
      const contents = this.engine.evaluate({ ...position, rows, columns }, text);
      return contents[0]?.length ? contents.map((row) => row.map((content) => this.inSheets(content))) : [[undefined]];
    } catch (error) {
      evaluation.notes.push(messageOf(error));
      return [[{ value: '#ERROR!', error: true }]];
    } finally {
      this.current = undefined;
    }
  }

  private inSheets(content: Content): Content {
    if (!content) return undefined;
    const { value, error, format } = content;
    if (error && !sheetsErrors.has(String(value))) return { value: errorNames[String(value)] ?? '#ERROR!', error };
    return format === 'yyyy/mm/dd;@' ? { value, format: conventions[this.options.locale].date } : content;
  }

  /** Called by Univer in the middle of a formula. */
  private call(name: string, args: EngineArgument[]): EngineResult {
    const { current } = this;
    if (!current) return { content: { value: '#ERROR!', error: true } };
    if (args.some((arg) => 'content' in arg && arg.content?.error && arg.content.value === loadingValue)) {
      current.pending = true;
      return { content: { value: loadingValue, error: true } };
    }
    const values = args.map((arg) => this.argument(arg));
    const called = callKey(name, values, current.used);
    const call = current.cell.calls.get(called) ?? this.start(current.cell, called, name, values);
    current.used.set(called, call);
    if (!call.outcome) {
      current.pending = true;
      return { content: { value: loadingValue, error: true } };
    }
    if (!('error' in call.outcome)) return call.outcome;
    current.notes.push(call.outcome.error);
    return { content: { value: '#ERROR!', error: true } };
  }

  private start(cell: FormulaCell, called: string, name: string, args: FunctionArgument[]): Call {
    const call: Call = {};
    this.running += 1;
    // Not within the calculation: the caller may want to read cells at once.
    void Promise.resolve()
      .then(() => this.options.evaluate({ name, args, cell: { ...cell.position } }))
      .then(
        (outcome) => {
          if ('error' in outcome) return outcome;
          return 'unknown' in outcome ? unknownFunction : judgeReturned(name, outcome.value);
        },
        (error: unknown) => ({ error: messageOf(error) }),
      )
      .then((outcome) => {
        this.running -= 1;
        call.outcome = outcome;
        const present = this.cells.get(positionKey(cell.position));
        // Otherwise the formula is gone, or calls with other arguments by now.
        if (!this.disposed && present?.calls.get(called) === call) {
          this.dirty.add(present);
          this.schedule();
        }
        this.wake();
      });
    return call;
  }

  private argument(argument: EngineArgument): FunctionArgument {
    if ('content' in argument) return this.scalar(argument.content);
    if ('contents' in argument) return argument.contents.map((row) => row.map((content) => this.scalar(content)));
    const { sheetId, row, column, rows, columns } = argument.area;
    if (rows === 1 && columns === 1) return this.value({ sheetId, row, column });
    return Array.from({ length: rows }, (_, down) =>
      Array.from({ length: columns }, (_, right) => this.value({ sheetId, row: row + down, column: column + right })),
    );
  }

  private scalar(content: Content): Scalar {
    if (!content) return '';
    const { value, format } = content;
    return typeof value === 'number' && isDateFormat(format)
      ? new Date(fromSerial(value, this.options.timeZone()))
      : value;
  }

  private placeLoading(cell: FormulaCell): void {
    const contents = [[{ value: loadingText }]];
    this.spilling.retract(cell);
    this.putAnchor(cell, contents[0]?.[0]);
    cell.contents = contents;
    cell.note = undefined;
    if (cell.loading) return;
    cell.loading = true;
    this.dependencies.updateResult(cell);
    this.markDependents(cell.area);
  }

  private place(cell: FormulaCell, contents: Content[][], note?: string): void {
    const wanted = resultArea(cell, contents);
    const before = { area: cell.area, contents: cell.contents, loading: cell.loading };
    this.spilling.retract(cell);
    const obstacle = this.spilling.obstacle(wanted);
    const shown: Content[][] = obstacle ? [[{ value: '#REF!', error: true }]] : contents;
    cell.watched = wanted;
    cell.area = obstacle ? cellArea(cell.position) : wanted;
    cell.contents = shown;
    cell.note = obstacle ?? note;
    cell.loading = false;
    this.putAnchor(cell, shown[0]?.[0]);
    this.spilling.spill(cell);
    this.dependencies.updateResult(cell);
    if (!before.loading && sameArea(before.area, cell.area) && sameContents(before.contents, shown)) return;
    this.markDependents(before.area);
    if (!sameArea(before.area, cell.area)) this.markDependents(cell.area);
    this.dirty.delete(cell);
  }

  private putAnchor(cell: FormulaCell, content: Content): void {
    const { sheetId, row, column } = cell.position;
    this.book.sheet(sheetId)?.put(row, column, content, cell.text);
  }
}

function uses(cell: FormulaCell, test: (call: Formula['calls'][number]) => boolean): boolean {
  return cell.linked?.formula?.calls.some(test) ?? false;
}

function usesAny(cell: FormulaCell, names: ReadonlySet<string>): boolean {
  return uses(cell, ({ name }) => names.has(name));
}

/** Two equal calls in one formula are two calls: that Sheets would make one of them is not documented (P1.5-6). */
function callKey(name: string, args: readonly FunctionArgument[], used: ReadonlyMap<string, Call>): string {
  const base = JSON.stringify([
    name,
    args.map((arg) => (Array.isArray(arg) ? arg.map((row) => row.map(tagged)) : tagged(arg))),
  ]);
  let ordinal = 1;
  while (used.has(`${ordinal} ${base}`)) ordinal += 1;
  return `${ordinal} ${base}`;
}

function tagged(value: Scalar | undefined): unknown {
  return value instanceof Date ? { date: value.getTime() } : value;
}

function noteOf(contents: readonly Content[][], notes: readonly string[]): string | undefined {
  const first = contents[0]?.[0];
  return first?.error && first.value === '#ERROR!' ? notes[0] : undefined;
}

const dateFormats = new Map<string, boolean>();

export function isDateFormat(format: string | undefined): boolean {
  if (!format) return false;
  const known = dateFormats.get(format);
  if (known !== undefined) return known;
  let date = false;
  try {
    date = numfmt.isDateFormat(format);
  } catch {
    // Not a format: not that of a date either.
  }
  dateFormats.set(format, date);
  return date;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
