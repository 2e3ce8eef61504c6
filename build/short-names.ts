import { parse } from 'acorn';
import { isNode, type SyntaxNode } from './syntax';

/** A name where it stands in the code. */
interface Use {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A function or class at the top of the bundle that keeps its name. */
interface Kept {
  readonly name: string;
  /** Where its short name is declared: neither is needed before that place. */
  readonly at: number;
  /** Whether it is declared in the statement that ends there, and not in one of its own. */
  readonly isContinued: boolean;
}

interface Edit {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

/** Objects of the language that nobody replaces. */
const intrinsics = ['Array', 'JSON', 'Math', 'Number', 'Object', 'String'];

/**
 * Minimised code in which functions and classes have a second, short name by which they are called. They keep their own, which
 * stack traces show: V8 takes it from the declaration. A second name is given only where it saves bytes, and only to a name
 * that is bound once in the whole file, so that each of its uses means the same function. Objects of the language have one as well.
 */
export function withShortNames(code: string): string {
  const program = parse(code, { ecmaVersion: 'latest' });
  const { uses, bound, names } = namesIn(program);
  const free = unusedNames(names);
  const places = new Map<string, Use[]>();
  for (const use of uses) places.set(use.name, [...(places.get(use.name) ?? []), use]);
  const declared = new Map<number, { readonly isContinued: boolean; readonly pairs: string[] }>();
  const edits: Edit[] = [];
  for (const { name, at, isContinued } of keptAtTop(program)) {
    const isOne = (bound.get(name) ?? 0) === (intrinsics.includes(name) ? 0 : 1);
    const own = isOne ? (places.get(name) ?? []) : [];
    // `,ab=name`
    if (own.length * (name.length - shortLength) <= name.length + shortLength + 2) continue;
    const short = free.next().value;
    if (short === undefined) break;
    const statement = declared.get(at) ?? { isContinued, pairs: [] };
    statement.pairs.push(`${short}=${name}`);
    declared.set(at, statement);
    edits.push(...own.map(({ start, end }) => ({ at: start, end, text: short })));
  }
  for (const [at, { isContinued, pairs }] of declared) {
    edits.push({ at, end: at, text: isContinued ? `,${pairs.join()}` : `const ${pairs.join()};` });
  }
  return edited(code, edits);
}

const shortLength = 2;

/** Names of two signs that do not stand in the code. */
function* unusedNames(names: ReadonlySet<string>): Generator<string, undefined> {
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const reserved = new Set(['as', 'do', 'if', 'in', 'is', 'of']);
  for (const first of letters) {
    for (const second of [...letters, ...'0123456789']) {
      const name = first + second;
      if (!names.has(name) && !reserved.has(name)) yield name;
    }
  }
  return undefined;
}

function edited(code: string, edits: readonly Edit[]): string {
  let [text, from] = ['', 0];
  for (const edit of [...edits].sort((a, b) => a.at - b.at)) {
    text += code.slice(from, edit.at) + edit.text;
    from = edit.end;
  }
  return text + code.slice(from);
}

/**
 * The functions and classes of the function that the bundler wraps everything in. Declared functions exist from its first
 * statement on, so that their short names stand there; others exist from the place on at which they are assigned.
 */
function keptAtTop(program: unknown): Kept[] {
  const [body] = statements(program)
    .map(wrappedIn)
    .filter((wrapped) => wrapped !== null);
  if (!body) return [];
  const top = statements(body);
  const first = top.find(({ directive }) => directive === undefined) ?? body;
  const atFirst = (name: string): Kept => ({ name, at: Number(first.start), isContinued: false });
  const declared = top.flatMap((statement): Kept[] => {
    switch (statement.type) {
      case 'FunctionDeclaration':
        return [atFirst(useOf(statement.id).name)];
      case 'ClassDeclaration':
        return [{ name: useOf(statement.id).name, at: Number(statement.end), isContinued: false }];
      case 'VariableDeclaration':
        return (statement.declarations as SyntaxNode[])
          .filter(({ init }) => statement.kind === 'const' && isNode(init) && isCallable.test(String(init.type)))
          .map(({ id, end }) => ({ name: useOf(id).name, at: Number(end), isContinued: true }));
      default:
        return [];
    }
  });
  return [...intrinsics.map(atFirst), ...declared];
}

const isCallable = /^(?:ArrowFunction|Function|Class)Expression$/;

/** The body of a function that is called at once, where a statement is nothing else. */
function wrappedIn({ type, expression }: SyntaxNode): SyntaxNode | null {
  const callee = type === 'ExpressionStatement' && isNode(expression) ? expression.callee : null;
  const body = isNode(callee) && isCallable.test(String(callee.type)) ? callee.body : null;
  return isNode(body) && body.type === 'BlockStatement' ? body : null;
}

const statements = (node: unknown): SyntaxNode[] =>
  isNode(node) && Array.isArray(node.body) ? node.body.filter(isNode) : [];

const useOf = (node: unknown): Use => {
  const named: SyntaxNode = isNode(node) ? node : {};
  return { name: String(named.name), start: Number(named.start), end: Number(named.end) };
};

/** The fields of a node: those that are read, those in which names are bound, and those that are what the node itself is. */
interface Fields {
  readonly reads?: string;
  readonly binds?: string;
  readonly passes?: string;
}

const callable: Fields = { binds: 'id params', reads: 'body' };
const classes: Fields = { binds: 'id', reads: 'superClass body' };
const loop: Fields = { binds: 'left', reads: 'right body' };

/** Every kind of node with a name in it that is not simply read. What is assigned to counts as bound. */
const fieldsOf: Readonly<Record<string, Fields>> = {
  ArrowFunctionExpression: callable,
  FunctionDeclaration: callable,
  FunctionExpression: callable,
  ClassDeclaration: classes,
  ClassExpression: classes,
  ForInStatement: loop,
  ForOfStatement: loop,
  VariableDeclarator: { binds: 'id', reads: 'init' },
  CatchClause: { binds: 'param', reads: 'body' },
  AssignmentExpression: { binds: 'left', reads: 'right' },
  UpdateExpression: { binds: 'argument' },
  AssignmentPattern: { passes: 'left', reads: 'right' },
  ArrayPattern: { passes: 'elements' },
  ObjectPattern: { passes: 'properties' },
  RestElement: { passes: 'argument' },
  Property: { passes: 'value' },
  MemberExpression: { reads: 'object' },
  MethodDefinition: { reads: 'value' },
  PropertyDefinition: { reads: 'value' },
  LabeledStatement: { reads: 'body' },
  BreakStatement: {},
  ContinueStatement: {},
  MetaProperty: {},
};

/**
 * `uses`: where a name stands for its value and could be another. `bound`: how often each name is declared or assigned to.
 * `names`: all of them.
 */
function namesIn(program: unknown) {
  const uses: Use[] = [];
  const bound = new Map<string, number>();
  const names = new Set<string>();
  const see = (use: Use, binds: boolean) => {
    names.add(use.name);
    if (binds) bound.set(use.name, (bound.get(use.name) ?? 0) + 1);
    else uses.push(use);
  };
  const visit = (node: unknown, binds: boolean): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, binds);
    if (!isNode(node) || typeof node.type !== 'string') return;
    const each = (list: string | undefined, bind: boolean) => list?.split(' ').map((field) => visit(node[field], bind));
    const fields = fieldsOf[node.type] ?? { reads: Object.keys(node).join(' ') };
    if (node.type === 'Identifier') see(useOf(node), binds);
    // A field without a value of its own cannot have another name.
    else if (node.shorthand === true && !binds) names.add(useOf(node.key).name);
    else {
      if (node.computed === true) each('key property', false);
      each(fields.binds, true);
      each(fields.passes, binds);
      each(fields.reads, false);
    }
  };
  visit(program, false);
  return { uses, bound, names };
}
