import { type Area, cellName, columnLabel, columnNumber, type Rect, type Shift, shiftStretch } from './area';
import type { Locale } from './typed';

/** A formula as Sheets writes it (P8.1-6), taken apart far enough to know what it refers to and to say it to Univer. */
export interface Formula {
  text: string;
  tokens: readonly Token[];
  calls: readonly Call[];
}

export type Token =
  | { kind: 'space' | 'string' | 'number' | 'name' | 'function' | 'operator' | 'error'; text: string }
  | { kind: 'open' | 'close' | 'separator'; text: string; engine: string }
  | { kind: 'reference'; text: string; reference: Reference };

/** One edge of a reference; a row or column that is not written is open to the end of the grid. */
interface Corner {
  row?: number | undefined;
  column?: number | undefined;
  rowFixed: boolean;
  columnFixed: boolean;
}

export interface Reference {
  /** As written, without quotes; undefined is the formula's own sheet. */
  sheet?: string | undefined;
  start: Corner;
  end?: Corner | undefined;
}

/** A function call; the positions are those of tokens, without the parentheses. */
export interface Call {
  name: string;
  start: number;
  end: number;
  /** Where an argument stands empty, as between the commas of `F(1,,3)`: the token before which it would stand. */
  omitted: readonly number[];
}

export class FormulaParseError extends Error {}

const volatileFunctions = new Set(['NOW', 'RAND', 'RANDARRAY', 'RANDBETWEEN']);

export function isVolatile({ name }: Call): boolean {
  return volatileFunctions.has(name);
}

export function parseFormula(text: string, locale: Locale): Formula {
  if (!text.startsWith('=')) throw new FormulaParseError('A formula starts with =.');
  const tokens = tokenize(text, locale);
  return { text, tokens, calls: findCalls(tokens, locale) };
}

const sheetPattern = /^(?:'((?:[^']|'')+)'|([\p{L}\p{N}_.]+))!/u;
const cellPattern = /^(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})(?![\p{L}\p{N}_.(!])/u;
const columnPattern = /^(\$?)([A-Za-z]{1,3})(?![\p{L}\p{N}_.(!$])/u;
const rowPattern = /^(\$?)([1-9]\d{0,6})(?![\p{L}\p{N}_.(!$])/u;
const errorPattern = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|ERROR!)/i;
const namePattern = /^[\p{L}_\\][\p{L}\p{N}_.]*/u;

function tokenize(text: string, locale: Locale): Token[] {
  const tokens: Token[] = [];
  const braces: string[] = [];
  let at = 1;
  while (at < text.length) {
    const rest = text.slice(at);
    const token = nextToken(rest, locale, braces.at(-1) === '{');
    if (token.kind === 'open') braces.push(token.text);
    if (token.kind === 'close') braces.pop();
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function nextToken(rest: string, locale: Locale, inBraces: boolean): Token {
  const space = /^\s+/.exec(rest);
  if (space) return { kind: 'space', text: space[0] };
  const string = /^"(?:[^"]|"")*"/.exec(rest);
  if (string) return { kind: 'string', text: string[0] };
  const reference = readReference(rest);
  if (reference) return reference;
  const number = (
    locale === 'de_DE' ? /^(?:\d+(?:,\d*)?|,\d+)(?:e[+-]?\d+)?/i : /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i
  ).exec(rest);
  if (number && !(inBraces && locale === 'de_DE' && number[0].startsWith(',')))
    return { kind: 'number', text: number[0] };
  const error = errorPattern.exec(rest);
  if (error) return { kind: 'error', text: error[0] };
  const name = namePattern.exec(rest);
  if (name && !(inBraces && name[0].startsWith('\\'))) {
    return { kind: /^\s*\(/.test(rest.slice(name[0].length)) ? 'function' : 'name', text: name[0] };
  }
  const operator = /^(?:<>|<=|>=|[-+*/^&=<>%:])/.exec(rest);
  if (operator) return { kind: 'operator', text: operator[0] };
  const sign = rest.charAt(0);
  if (sign === '(' || sign === '{') return { kind: 'open', text: sign, engine: sign };
  if (sign === ')' || sign === '}') return { kind: 'close', text: sign, engine: sign };
  const engine = separator(sign, locale, inBraces);
  if (engine) return { kind: 'separator', text: sign, engine };
  throw new FormulaParseError('Formula parse error.');
}

function separator(sign: string, locale: Locale, inBraces: boolean): string | undefined {
  if (sign === ';') return inBraces ? ';' : ',';
  if (sign === '\\' && inBraces) return ',';
  return sign === ',' && locale === 'en_US' ? ',' : undefined;
}

function readReference(rest: string): Token | undefined {
  const prefix = sheetPattern.exec(rest);
  const sheet = prefix ? (prefix[1]?.replaceAll("''", "'") ?? prefix[2]) : undefined;
  let length = prefix?.[0].length ?? 0;
  const gone = prefix && errorPattern.exec(rest.slice(length));
  if (gone) return { kind: 'error', text: prefix[0] + gone[0] };

  const start = readCorner(rest.slice(length));
  if (start) {
    length += start.length;
    const end = rest.charAt(length) === ':' ? readCorner(rest.slice(length + 1)) : undefined;
    if (end && comparable(start.corner, end.corner)) {
      return {
        kind: 'reference',
        text: rest.slice(0, length + 1 + end.length),
        reference: { sheet, start: start.corner, end: end.corner },
      };
    }
    if (start.corner.row !== undefined && start.corner.column !== undefined) {
      return { kind: 'reference', text: rest.slice(0, length), reference: { sheet, start: start.corner } };
    }
  }
  if (prefix) throw new FormulaParseError('Formula parse error.');
  return undefined;
}

function readCorner(text: string): { corner: Corner; length: number } | undefined {
  const cell = cellPattern.exec(text);
  if (cell) {
    const [whole, columnFixed, column = '', rowFixed, row] = cell;
    return {
      corner: {
        row: Number(row),
        column: columnNumber(column),
        rowFixed: rowFixed === '$',
        columnFixed: columnFixed === '$',
      },
      length: whole.length,
    };
  }
  const column = columnPattern.exec(text);
  if (column) {
    const corner = { column: columnNumber(column[2] ?? ''), rowFixed: false, columnFixed: column[1] === '$' };
    return { corner, length: column[0].length };
  }
  const row = rowPattern.exec(text);
  if (!row) return undefined;
  return { corner: { row: Number(row[2]), rowFixed: row[1] === '$', columnFixed: false }, length: row[0].length };
}

/** `A2:A` and `A:B` are ranges, `A:2` is none. */
function comparable(a: Corner, b: Corner): boolean {
  if (a.row !== undefined && a.column !== undefined) return true;
  return (a.column === undefined) === (b.column === undefined) && (a.row === undefined) === (b.row === undefined);
}

interface OpenBracket {
  sign: string;
  name?: string | undefined;
  start: number;
  separators: number;
  omitted: number[];
}

/** Goes through the tokens once, holding them to the grammar: operands and operators take turns. */
function findCalls(tokens: readonly Token[], locale: Locale): Call[] {
  const calls: Call[] = [];
  const open: OpenBracket[] = [];
  let wantsOperand = true;
  let fresh = true;
  let functionName: string | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'space') continue;
    const top = open.at(-1);
    switch (token.kind) {
      case 'function':
        if (!wantsOperand) fail();
        functionName = token.text.toUpperCase();
        break;
      case 'open':
        if (!wantsOperand && !(token.text === '(' && functionName)) fail();
        open.push({ sign: token.text, name: functionName, start: index + 1, separators: 0, omitted: [] });
        functionName = undefined;
        wantsOperand = true;
        fresh = true;
        continue;
      case 'close': {
        if (top?.sign !== (token.text === ')' ? '(' : '{')) fail();
        if (wantsOperand) {
          if (!fresh || top?.name === undefined) fail();
          else if (top.separators > 0) top.omitted.push(index);
        }
        if (top?.name !== undefined) {
          calls.push({ name: top.name, start: top.start, end: index, omitted: top.omitted });
        }
        open.pop();
        wantsOperand = false;
        break;
      }
      case 'separator':
        if (!top || (top.sign === '(' && top.name === undefined)) fail();
        if (top?.sign === '(' && token.text === '\\') fail();
        if (top?.sign === '{' && token.text === ',' && locale === 'de_DE') fail();
        if (wantsOperand) {
          if (!fresh || top?.name === undefined) fail();
          else top.omitted.push(index);
        }
        if (top) top.separators += 1;
        wantsOperand = true;
        fresh = true;
        continue;
      case 'operator':
        if (token.text === '%') {
          if (wantsOperand) fail();
        } else if (wantsOperand) {
          if (token.text !== '-' && token.text !== '+') fail();
        } else wantsOperand = true;
        break;
      default:
        if (!wantsOperand) fail();
        wantsOperand = false;
    }
    fresh = false;
  }
  if (wantsOperand || open.length > 0) fail();
  return calls;
}

function fail(): never {
  throw new FormulaParseError('Formula parse error.');
}

export interface Grid {
  sheetId: string;
  rows: number;
  columns: number;
}

/** What a formula's names mean at the moment. */
export interface Scope {
  /** The sheet of that name, or the formula's own for undefined. */
  grid(sheet: string | undefined): Grid | undefined;
  sheetName(sheetId: string): string;
  namedRange(name: string): Area | undefined;
  isCustom(functionName: string): boolean;
}

/** The area a token refers to: undefined when it refers to nothing, 'missing' when to a sheet or cell that is not there. */
export function areaOf(token: Token, scope: Scope): Area | 'missing' | undefined {
  if (token.kind === 'name') return scope.namedRange(token.text);
  if (token.kind !== 'reference') return undefined;
  const grid = scope.grid(token.reference.sheet);
  return (grid && withinGrid(token.reference, grid)) ?? 'missing';
}

function withinGrid({ start, end = start }: Reference, grid: Grid): Area | undefined {
  const rows = stretch(start.row, end.row, grid.rows);
  const columns = stretch(start.column, end.column, grid.columns);
  if (rows[0] > grid.rows || columns[0] > grid.columns) return undefined;
  return {
    sheetId: grid.sheetId,
    row: rows[0],
    column: columns[0],
    rows: Math.min(rows[1], grid.rows) - rows[0] + 1,
    columns: Math.min(columns[1], grid.columns) - columns[0] + 1,
  };
}

function stretch(from: number | undefined, to: number | undefined, size: number): [number, number] {
  const a = from ?? 1;
  const b = to ?? size;
  return a <= b || to === undefined ? [a, b] : [b, a];
}

/** The same formula in Univer's dialect, which is Excel's: commas, decimal points, no open ranges, no names of ours. */
export function toEngine({ tokens, calls }: Formula, scope: Scope, locale: Locale): string {
  const blanks = new Set(calls.filter(({ name }) => scope.isCustom(name)).flatMap(({ omitted }) => omitted));
  const texts = tokens.map(
    (token, index) => (blanks.has(index) ? '""' : '') + engineToken(token, index, tokens, scope, locale),
  );
  return `=${texts.join('')}`;
}

function engineToken(token: Token, index: number, tokens: readonly Token[], scope: Scope, locale: Locale): string {
  switch (token.kind) {
    case 'space':
      return '';
    case 'function':
      // Univer calculates every formula as Sheets does inside ARRAYFORMULA.
      return token.text.toUpperCase() === 'ARRAYFORMULA' ? '' : token.text;
    case 'number':
      return locale === 'de_DE' ? token.text.replace(',', '.') : token.text;
    case 'open':
    case 'close':
    case 'separator':
      return token.engine;
    case 'operator':
      return token.text === '+' && isPrefix(index, tokens) ? '' : token.text;
    case 'error':
      return token.text.slice(token.text.lastIndexOf('#')).toUpperCase();
    case 'name':
    case 'reference': {
      const area = areaOf(token, scope);
      if (area === 'missing') return '#REF!';
      return area ? `${quoted(scope.sheetName(area.sheetId))}!${areaName(area)}` : token.text;
    }
    default:
      return token.text;
  }
}

function isPrefix(index: number, tokens: readonly Token[]): boolean {
  let at = index - 1;
  while (tokens[at]?.kind === 'space') at -= 1;
  const before = tokens[at];
  return (
    !before ||
    before.kind === 'open' ||
    before.kind === 'separator' ||
    (before.kind === 'operator' && before.text !== '%')
  );
}

function areaName({ row, column, rows, columns }: Rect): string {
  const start = cellName(row, column);
  return rows === 1 && columns === 1 ? start : `${start}:${cellName(row + rows - 1, column + columns - 1)}`;
}

function quoted(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}

/** The formula's text after rows or columns came or went. `ownSheet` is the sheet of a reference that names none. */
export function shiftFormula(
  formula: Formula,
  shift: Shift,
  sheetId: (name: string | undefined) => string | undefined,
): string {
  return rewrite(formula, (token) => {
    if (sheetId(token.reference.sheet) !== shift.sheetId) return token.text;
    const moved = shiftReference(token.reference, shift);
    return moved ? referenceText(moved) : '#REF!';
  });
}

/** How far a formula moves. */
export interface Offset {
  readonly down: number;
  readonly right: number;
}

/**
 * A formula that is written for one cell, as it reads for another: relative references go along, and are #REF! where that
 * leads out of the grid.
 */
export function relocateFormula(formula: Formula, offset: Offset): string {
  return rewrite(formula, ({ reference }) => {
    const moved = relocated(reference, offset);
    return moved ? referenceText(moved) : '#REF!';
  });
}

/** The formula of a rule after rows or columns came or went: fixed references follow their cells, relative ones the rule's. */
export function shiftRuleFormula(formula: Formula, shift: Shift, offset: Offset): string {
  const key = shift.axis === 'rows' ? 'row' : 'column';
  const isFixed = (corner: Corner) => corner[shift.axis === 'rows' ? 'rowFixed' : 'columnFixed'];
  return rewrite(formula, ({ reference }) => {
    const followed = shiftReference(reference, shift);
    const moved = relocated(reference, offset);
    const { start, end } = reference;
    if (!moved || (!followed && (isFixed(start) || (end && isFixed(end))))) return '#REF!';
    const chosen = (corner: Corner, fixed: Corner | undefined): Corner =>
      isFixed(corner) ? { ...corner, [key]: fixed?.[key] } : corner;
    return referenceText({
      ...moved,
      start: chosen(moved.start, followed?.start),
      end: moved.end && chosen(moved.end, followed?.end),
    });
  });
}

export function renameSheetInFormula(formula: Formula, from: string, to: string): string {
  return rewrite(formula, (token) =>
    token.reference.sheet?.toLowerCase() === from.toLowerCase()
      ? referenceText({ ...token.reference, sheet: to })
      : token.text,
  );
}

export function dropSheetFromFormula(formula: Formula, name: string): string {
  return rewrite(formula, (token) =>
    token.reference.sheet?.toLowerCase() === name.toLowerCase() ? '#REF!' : token.text,
  );
}

function rewrite({ tokens }: Formula, change: (token: Extract<Token, { kind: 'reference' }>) => string): string {
  return `=${tokens.map((token) => (token.kind === 'reference' ? change(token) : token.text)).join('')}`;
}

function shiftReference(reference: Reference, shift: Shift): Reference | undefined {
  const key = shift.axis === 'rows' ? 'row' : 'column';
  const { start, end } = reference;
  const from = start[key];
  const to = end ? end[key] : from;
  if (from === undefined) return reference;
  // An open end has no number that could move.
  const moved = shiftStretch(from, to ?? Number.MAX_SAFE_INTEGER, shift);
  if (!moved) return undefined;
  return {
    ...reference,
    start: { ...start, [key]: moved[0] },
    end: end && { ...end, [key]: to === undefined ? undefined : moved[1] },
  };
}

function relocated(reference: Reference, { down, right }: Offset): Reference | undefined {
  const moved = (corner: Corner): Corner => ({
    ...corner,
    row: corner.row === undefined || corner.rowFixed ? corner.row : corner.row + down,
    column: corner.column === undefined || corner.columnFixed ? corner.column : corner.column + right,
  });
  const start = moved(reference.start);
  const end = reference.end && moved(reference.end);
  const isOutside = [start, end].some((corner) => (corner?.row ?? 1) < 1 || (corner?.column ?? 1) < 1);
  return isOutside ? undefined : { ...reference, start, end };
}

function referenceText({ sheet, start, end }: Reference): string {
  const prefix = sheet === undefined ? '' : `${/^[\p{L}_][\p{L}\p{N}_]*$/u.test(sheet) ? sheet : quoted(sheet)}!`;
  return prefix + cornerText(start) + (end ? `:${cornerText(end)}` : '');
}

function cornerText({ row, column, rowFixed, columnFixed }: Corner): string {
  const columnPart = column === undefined ? '' : (columnFixed ? '$' : '') + columnLabel(column);
  const rowPart = row === undefined ? '' : (rowFixed ? '$' : '') + row;
  return columnPart + rowPart;
}
