import type { EnumMember } from './wire';

type Plain = string | number | boolean | null | undefined | Date;

/**
 * Answers may take time here; the thread that asked waits, so that a script sees Google's synchronous methods. Google's
 * enumerations are typed as numbers and travel as members; its other classes are ours wherever a class is returned.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: what Google's methods return is void, and that is asked here
type Answer<R> = [R] extends [void]
  ? Timely<R>
  : [R] extends [ReadonlyArray<infer Item>]
    ? Timely<Item extends object ? readonly unknown[] : R>
    : Timely<[R] extends [Plain] ? R | (R extends number ? EnumMember : never) : object | null>;
type Timely<R> = R | Promise<R>;

/** Methods `K` of Google's class `T` as the runtime serves them, held to `@types/google-apps-script`. */
export type Served<T, K extends keyof T> = {
  [M in K]: T[M] extends (...args: infer A) => infer R ? (...args: A) => Answer<R> : never;
};
