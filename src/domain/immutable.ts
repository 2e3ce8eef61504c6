/** The same value, of which nothing can be assigned at any depth. */
export type Immutable<T> =
  T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Immutable<Item>>
    : T extends object
      ? { readonly [K in keyof T]: Immutable<T[K]> }
      : T;
