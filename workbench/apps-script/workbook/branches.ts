import {
  type BaseValueObject,
  ErrorType,
  ErrorValueObject,
  type FunctionVariantType,
  type Interpreter,
  NullValueObject,
} from '#univer';
import { dereferenced, isArray } from './variants';

type Node = Extract<Parameters<Interpreter['execute']>[0]['node'], object>;

/** By the value of the first argument: which of the others are needed. */
const branching: ReadonlyMap<string, (first: FunctionVariantType) => readonly number[]> = new Map([
  ['IF', branchOfIf],
  ['IFERROR', (value) => branchesOfIferror(value, () => true)],
  ['IFNA', (value) => branchesOfIferror(value, (error) => error === ErrorType.NA)],
]);

/**
 * Univer evaluates every argument, Sheets only the branch that counts: a custom function in the other one is not called.
 * Formulas with LAMBDA or LET, and arrays as conditions, are left to Univer.
 */
export function executeWithBranches(root: Node, interpreter: Interpreter): FunctionVariantType {
  return some(root, (token) => token === 'LAMBDA' || token === 'LET')
    ? whole(root, interpreter)
    : execute(root, interpreter);
}

function execute(node: Node, interpreter: Interpreter): FunctionVariantType {
  if (!some(node, (token) => branching.has(token))) return whole(node, interpreter);
  const needed = branching.get(tokenOf(node));
  const [first, ...others] = node.getChildren();
  if (first) {
    const value = execute(first, interpreter);
    const taken = needed?.(value);
    for (const [index, child] of others.entries()) {
      if (!taken || taken.includes(index + 1)) execute(child, interpreter);
      else child.setValue(NullValueObject.create());
    }
  }
  node.execute();
  return node.getValue() ?? ErrorValueObject.create(ErrorType.VALUE);
}

function whole(node: Node, interpreter: Interpreter): FunctionVariantType {
  return interpreter.execute({ node, refOffsetX: 0, refOffsetY: 0 });
}

function branchOfIf(condition: FunctionVariantType): readonly number[] {
  const value = single(condition);
  if (!value) return [1, 2];
  const content = value.getValue();
  if (value.isError()) return [];
  if (typeof content === 'string' && !/^(?:true|false)$/i.test(content)) return [];
  return content === 0 || String(content).toLowerCase() === 'false' ? [2] : [1];
}

function branchesOfIferror(value: FunctionVariantType, caught: (error: unknown) => boolean): readonly number[] {
  const found = single(value);
  return !found || (found.isError() && caught(found.getValue())) ? [1] : [];
}

/** The only value of what has one. */
function single(variant: FunctionVariantType): BaseValueObject | undefined {
  const value = dereferenced(variant);
  if (!isArray(value)) return value;
  if (value.getRowCount() !== 1 || value.getColumnCount() !== 1) return undefined;
  return value.get(0, 0) ?? NullValueObject.create();
}

function some(node: Node, test: (token: string) => boolean): boolean {
  return test(tokenOf(node)) || node.getChildren().some((child) => some(child, test));
}

function tokenOf(node: Node): string {
  return node.getToken().trim().toUpperCase();
}
