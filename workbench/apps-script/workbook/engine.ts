import {
  ArrayValueObject,
  AstTreeBuilder,
  BaseFunction,
  type BaseValueObject,
  BooleanValueObject,
  CELL_INVERTED_INDEX_CACHE,
  ERROR_TYPE_SET,
  ErrorType,
  ErrorValueObject,
  FORMULA_REF_TO_ARRAY_CACHE,
  FUniver,
  type FunctionVariantType,
  type FWorkbook,
  IFormulaCurrentConfigService,
  IFormulaRuntimeService,
  IFunctionService,
  Interpreter,
  Lexer,
  LexerNode,
  LocaleType,
  LogLevel,
  type Nullable,
  NullValueObject,
  NumberValueObject,
  StringValueObject,
  Univer,
  UniverFormulaEnginePlugin,
  UniverSheetsPlugin,
} from '#univer';
import type { Area, CellPosition } from './area';
import { executeWithBranches } from './branches';
import { dereferenced, isArray, isReference } from './variants';

/** What a cell shows: undefined is a blank one. */
export type Content = { value: string | number | boolean; error?: true; format?: string } | undefined;

/** What a function of ours is called with, before dates and blanks are told apart (that needs the cells' formats). */
export type EngineArgument = { area: Area } | { contents: Content[][] } | { content: Content };

export type EngineResult = { contents: Content[][] } | { content: Content };

export type EngineFunction = (name: string, args: EngineArgument[]) => EngineResult;

export interface EngineCell extends CellPosition {
  rows: number;
  columns: number;
}

let workbooks = 0;

/** One Univer with one workbook: its model of the sheets, and its functions, called one formula at a time. */
export class Engine {
  readonly book: FWorkbook;
  private readonly univer: Univer;
  private readonly unitId: string;
  private readonly functions: IFunctionService;
  private readonly lexer: Lexer;
  private readonly parser: AstTreeBuilder;
  private readonly interpreter: Interpreter;
  private readonly config: IFormulaCurrentConfigService;
  private readonly runtime: IFormulaRuntimeService;
  private readonly ownFunctions = new Set<string>();

  constructor(name: string, firstSheet: { id: string; name: string; rowCount: number; columnCount: number }) {
    this.univer = new Univer({ locale: LocaleType.EN_US, locales: {}, logLevel: LogLevel.SILENT });
    this.univer.registerPlugin(UniverFormulaEnginePlugin);
    this.univer.registerPlugin(UniverSheetsPlugin);
    // Univer's caches are shared by all of its instances and keyed by this.
    this.unitId = `workbook-${++workbooks}`;
    this.book = FUniver.newAPI(this.univer).createWorkbook({
      id: this.unitId,
      name,
      sheetOrder: [firstSheet.id],
      sheets: { [firstSheet.id]: firstSheet },
    });
    const injector = this.univer.__getInjector();
    this.functions = injector.get(IFunctionService);
    this.lexer = injector.get(Lexer);
    this.parser = injector.get(AstTreeBuilder);
    this.interpreter = injector.get(Interpreter);
    this.config = injector.get(IFormulaCurrentConfigService);
    this.runtime = injector.get(IFormulaRuntimeService);
  }

  dispose(): void {
    this.univer.dispose();
  }

  has(functionName: string): boolean {
    return this.functions.hasExecutor(functionName);
  }

  /** Puts a function in place of the one of that name, if there is one. */
  define(name: string, call: EngineFunction): void {
    this.ownFunctions.add(name);
    this.functions.registerExecutors(new OwnFunction(name, call, this.unitId));
  }

  undefine(name: string): void {
    if (this.ownFunctions.delete(name)) this.functions.unregisterExecutors(name);
  }

  /** To be called before evaluating, after the sheets themselves changed. */
  refresh(): void {
    this.config.load({
      formulaData: {},
      arrayFormulaCellData: {},
      arrayFormulaRange: {},
      forceCalculate: false,
      dirtyRanges: [],
      dirtyNameMap: {},
      dirtyDefinedNameMap: {},
      dirtyUnitFeatureMap: {},
      dirtyUnitOtherFormulaMap: {},
    });
  }

  /** The value of a formula in Univer's dialect, read from the cells as they stand. */
  evaluate(cell: EngineCell, formula: string): Content[][] {
    FORMULA_REF_TO_ARRAY_CACHE.clear();
    CELL_INVERTED_INDEX_CACHE.clear();
    this.runtime.reset();
    this.runtime.setCurrent(cell.row - 1, cell.column - 1, cell.rows, cell.columns, cell.sheetId, this.unitId);
    const lexed = this.lexer.treeBuilder(formula);
    if (!(lexed instanceof LexerNode)) return [[{ value: ErrorType.ERROR, error: true }]];
    const node = this.parser.parse(lexed);
    if (!node) return [[{ value: ErrorType.ERROR, error: true }]];
    return contentsOf(executeWithBranches(node, this.interpreter));
  }
}

class OwnFunction extends BaseFunction {
  override needsReferenceObject = true;

  constructor(
    name: string,
    private readonly call: EngineFunction,
    private readonly book: string,
  ) {
    super(name);
  }

  /** A text in quotes stays that text (P1.2-3): Univer would take "2026-03" for a date otherwise. */
  override isArgumentsIgnoreNumberPattern(): boolean {
    return true;
  }

  /** References arrive too, whatever the declared type says. */
  override calculate(...variants: FunctionVariantType[]): BaseValueObject {
    const result = this.call(
      String(this.name),
      variants.map((variant) => this.argument(variant)),
    );
    if ('content' in result) return valueObject(result.content);
    const { contents } = result;
    return ArrayValueObject.create({
      calculateValueList: contents.map((row) => row.map(valueObject)),
      rowCount: contents.length,
      columnCount: contents[0]?.length ?? 0,
      unitId: this.book,
      sheetId: '',
      row: -1,
      column: -1,
    });
  }

  private argument(variant: FunctionVariantType): EngineArgument {
    if (isReference(variant)) {
      const { startRow, startColumn, endRow, endColumn } = variant.getRangePosition();
      const sheetId = variant.getSheetId();
      return {
        area: {
          sheetId,
          row: startRow + 1,
          column: startColumn + 1,
          rows: endRow - startRow + 1,
          columns: endColumn - startColumn + 1,
        },
      };
    }
    return isArray(variant) ? { contents: contentsOf(variant) } : { content: contentOf(variant) };
  }
}

function contentsOf(variant: FunctionVariantType): Content[][] {
  const value = dereferenced(variant);
  if (!isArray(value)) return [[contentOf(value)]];
  const rows: Content[][] = [];
  for (let row = 0; row < value.getRowCount(); row++) {
    const contents: Content[] = [];
    for (let column = 0; column < value.getColumnCount(); column++) contents.push(contentOf(value.get(row, column)));
    rows.push(contents);
  }
  return rows;
}

function contentOf(object: Nullable<BaseValueObject>): Content {
  if (!object || object.isNull()) return undefined;
  const value = object.getValue();
  if (object.isError()) return { value, error: true };
  const format = object.getPattern();
  if (typeof value === 'number' && !Number.isFinite(value)) return { value: '#NUM!', error: true };
  return typeof value === 'number' && format ? { value, format } : { value };
}

function valueObject(content: Content): BaseValueObject {
  if (!content) return NullValueObject.create();
  const { value, error, format } = content;
  if (error) return ErrorValueObject.create(errorType(String(value)));
  if (typeof value === 'string') return StringValueObject.create(value);
  return typeof value === 'number' ? NumberValueObject.create(value, format) : BooleanValueObject.create(value);
}

function errorType(text: string): ErrorType {
  for (const known of ERROR_TYPE_SET) if (known === text) return known;
  return ErrorType.ERROR;
}
