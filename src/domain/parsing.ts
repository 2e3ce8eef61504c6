/*
 * Values from outside (Journeybee, the stores, the sidebar) are unknown until they are parsed. A parser returns a new
 * value that has only the fields it knows, or throws.
 */

export type Parser<T> = (value: unknown) => T;
/** What a parser gives. */
export type Parsed<P> = P extends Parser<infer T> ? T : never;

/** The message is the path, such as "partners.0.uuid", and never the value: that may be somebody's key. */
class Mismatch extends Error {}

/** The error of a part, with the name of the part put before its path. */
function atPath(name: string | number, error: unknown): unknown {
  if (!(error instanceof Mismatch)) return error;
  return new Mismatch(error.message ? `${name}.${error.message}` : String(name));
}

/** The parsed value, or the path of the mismatch; null where the outermost value does not match. */
export type Reading<T> = { readonly value: T } | { readonly mismatch: string | null };

export function reading<T>(parser: Parser<T>, value: unknown): Reading<T> {
  try {
    return { value: parser(value) };
  } catch (error) {
    if (error instanceof Mismatch) return { mismatch: error.message || null };
    throw error;
  }
}

/** null for what is not as expected. */
export const parsed = <T>(parser: Parser<T>, value: unknown): T | null => fallback(parser, null)(value);

/** null where the text is missing, is no JSON, or does not match. */
export function parsedJson<T>(parser: Parser<T>, text: string | null | undefined): T | null {
  return parsed(parser, jsonIn(text));
}

/**
 * undefined where the text is missing or is no JSON. A byte order mark before it is skipped, as RFC 8259 (8.1) allows.
 */
export function jsonIn(text: string | null | undefined): unknown {
  try {
    return JSON.parse((text ?? '').replace(/^\ufeff/, ''));
  } catch {
    // It is no JSON.
    return undefined;
  }
}

/** A parser that returns values which satisfy a predicate unchanged. */
const satisfying =
  <T>(test: (value: unknown) => value is T): Parser<T> =>
  (value) => {
    if (test(value)) return value;
    throw new Mismatch();
  };

export const string = satisfying((value): value is string => typeof value === 'string');
export const boolean = satisfying((value): value is boolean => typeof value === 'boolean');
export const number = satisfying((value): value is number => typeof value === 'number' && !Number.isNaN(value));
/**
 * A number, or a text with a decimal number: services send numbers as text to keep their digits ("566561.35", "-1e3").
 * A number that is too large is refused: JavaScript reads 1e400 as Infinity.
 */
export const decimal: Parser<number> = (value) =>
  finite(typeof value === 'string' && decimalForm.test(value.trim()) ? Number(value) : value);

const finite = satisfying((value): value is number => Number.isFinite(value));

const decimalForm = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export const anything: Parser<unknown> = (value) => value;

export const oneOf = <const T>(values: readonly T[]): Parser<T> =>
  satisfying((value): value is T => (values as readonly unknown[]).includes(value));

export const checked =
  <T>(parser: Parser<T>, test: (value: T) => boolean): Parser<T> =>
  (value) => {
    const read = parser(value);
    if (test(read)) return read;
    throw new Mismatch();
  };

export const between = (least: number, most: number): Parser<number> =>
  checked(number, (value) => value >= least && value <= most);

export const whole = (least: number, most: number): Parser<number> => checked(between(least, most), Number.isInteger);

export const mapped =
  <T, U>(parser: Parser<T>, make: (value: T) => U): Parser<U> =>
  (value) =>
    make(parser(value));

export const nullable =
  <T>(parser: Parser<T>): Parser<T | null> =>
  (value) =>
    value === null ? null : parser(value);

/** `otherwise` for undefined: the field is missing. */
export const optional =
  <T, U = never>(parser: Parser<T>, otherwise: NoInfer<T> | U): Parser<T | U> =>
  (value) =>
    value === undefined ? otherwise : parser(value);

/** `otherwise` for null as well. */
export const nullish =
  <T, U = never>(parser: Parser<T>, otherwise: NoInfer<T> | U): Parser<T | U> =>
  (value) =>
    value === null || value === undefined ? otherwise : parser(value);

/** `otherwise` for any value that does not match. */
export const fallback =
  <T, U = never>(parser: Parser<T>, otherwise: NoInfer<T> | U): Parser<T | U> =>
  (value) => {
    const read = reading(parser, value);
    return 'value' in read ? read.value : otherwise;
  };

/** The first that takes it. */
export const union =
  <P extends ReadonlyArray<Parser<unknown>>>(...parsers: P): Parser<Parsed<P[number]>> =>
  (value) => {
    for (const parser of parsers) {
      const read = reading(parser, value);
      if ('value' in read) return read.value as Parsed<P[number]>;
    }
    throw new Mismatch();
  };

const list = satisfying((value): value is unknown[] => Array.isArray(value));

export const array =
  <T>(parser: Parser<T>): Parser<T[]> =>
  (value) => {
    const items = list(value);
    const read: T[] = [];
    try {
      for (const item of items) read.push(parser(item));
    } catch (error) {
      throw atPath(read.length, error);
    }
    return read;
  };

/** An array that begins with values of these parsers. Further values are dropped. */
export const tuple =
  <P extends ReadonlyArray<Parser<unknown>>>(...parsers: P): Parser<{ -readonly [K in keyof P]: Parsed<P[K]> }> =>
  (value) => {
    const items = list(value);
    const read: unknown[] = [];
    try {
      for (const parser of parsers) read.push(parser(items[read.length]));
    } catch (error) {
      throw atPath(read.length, error);
    }
    return read as { -readonly [K in keyof P]: Parsed<P[K]> };
  };

/** The values of an array that match, and those that do not. */
export interface Sifted<T> {
  readonly read: readonly T[];
  readonly unread: readonly unknown[];
}

/** Throws where the array is not empty and no value in it matches. */
export const sifted =
  <T>(parser: Parser<T>): Parser<Sifted<T>> =>
  (value) => {
    const items = list(value);
    const read: T[] = [];
    const unread: unknown[] = [];
    for (const item of items) {
      const result = reading(parser, item);
      if ('value' in result) read.push(result.value);
      else unread.push(item);
    }
    return { read: unread.length > 0 && read.length === 0 ? array(parser)(items) : read, unread };
  };

const fields = satisfying(
  (value): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** A copy of an object, with all its own fields. */
export const record: Parser<Record<string, unknown>> = (value) => Object.fromEntries(Object.entries(fields(value)));

const owns = Object.prototype.hasOwnProperty;

/** A copy of an object that has these own fields. Inherited fields count as missing; other fields are dropped. */
export const object = <S extends Readonly<Record<string, Parser<unknown>>>>(
  shape: S,
): Parser<{ -readonly [K in keyof S]: Parsed<S[K]> }> => {
  const parsers = Object.entries(shape);
  return (value) => {
    const given = fields(value);
    const read: Record<string, unknown> = {};
    let at = '';
    try {
      for (const [name, parser] of parsers) {
        at = name;
        read[name] = parser(owns.call(given, name) ? given[name] : undefined);
      }
    } catch (error) {
      throw atPath(at, error);
    }
    return read as { -readonly [K in keyof S]: Parsed<S[K]> };
  };
};
