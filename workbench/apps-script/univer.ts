// Everything the workbench takes from Univer. Bundled once into .cache/univer.cjs and imported as `#univer`:
// loaded one by one, its packages fail in Node's module loader and in jest.
import '@univerjs/sheets/facade';

export * from '@univerjs/core';
export { FUniver } from '@univerjs/core/facade';
export {
  ArrayValueObject,
  AstTreeBuilder,
  BaseFunction,
  BaseReferenceObject,
  type BaseValueObject,
  BooleanValueObject,
  CELL_INVERTED_INDEX_CACHE,
  ERROR_TYPE_SET,
  ErrorType,
  ErrorValueObject,
  FORMULA_REF_TO_ARRAY_CACHE,
  type FunctionVariantType,
  IFormulaCurrentConfigService,
  IFormulaRuntimeService,
  IFunctionService,
  Interpreter,
  Lexer,
  LexerNode,
  NullValueObject,
  NumberValueObject,
  StringValueObject,
  UniverFormulaEnginePlugin,
} from '@univerjs/engine-formula';
export { UniverSheetsPlugin } from '@univerjs/sheets';
export type { FWorkbook, FWorksheet } from '@univerjs/sheets/facade';
