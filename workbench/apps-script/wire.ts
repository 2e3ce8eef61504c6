/*
 * How values travel between an execution's thread and the services: as JSON in which everything that JSON has no form for
 * is an object with the one field `$`. The same few lines stand in scope.ts, which runs in another realm and can share nothing.
 */
export interface ServiceHandle {
  readonly id: number;
  readonly className: string;
}

type Tagged =
  | { readonly $: 'undefined' }
  | { readonly $: 'number'; readonly text: string }
  | { readonly $: 'date'; readonly ms: number | null }
  | { readonly $: 'handle'; readonly id: number; readonly className: string }
  | { readonly $: 'enum'; readonly name: string }
  | { readonly $: 'function' };

/** An enumeration's member such as `DigestAlgorithm.SHA_256`; only those exist, a string in its place is refused (P8-19). */
export class EnumMember {
  constructor(readonly name: string) {}
}

/** A value that only exists on the script's side and that no service takes. */
class ScriptFunction {}

export function encode(value: unknown, handleOf: (object: object) => ServiceHandle | null): string {
  return JSON.stringify(plain(value, handleOf));
}

export function decode(text: string, objectOf: (id: number) => object): unknown {
  return revive(JSON.parse(text), objectOf);
}

function plain(value: unknown, handleOf: (object: object) => ServiceHandle | null): unknown {
  if (value === undefined) return { $: 'undefined' } satisfies Tagged;
  if (typeof value === 'number' && !Number.isFinite(value))
    return { $: 'number', text: String(value) } satisfies Tagged;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) {
    return { $: 'date', ms: Number.isNaN(value.getTime()) ? null : value.getTime() } satisfies Tagged;
  }
  if (Array.isArray(value)) return value.map((item) => plain(item, handleOf));
  if (value instanceof EnumMember) return { $: 'enum', name: value.name } satisfies Tagged;
  const handle = handleOf(value);
  if (handle) return { $: 'handle', ...handle } satisfies Tagged;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item, handleOf)]));
}

function revive(value: unknown, objectOf: (id: number) => object): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => revive(item, objectOf));
  if ('$' in value) return untagged(value as Tagged, objectOf);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, revive(item, objectOf)]));
}

function untagged(tagged: Tagged, objectOf: (id: number) => object): unknown {
  switch (tagged.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(tagged.text);
    case 'date':
      return new Date(tagged.ms ?? Number.NaN);
    case 'handle':
      return objectOf(tagged.id);
    case 'enum':
      return new EnumMember(tagged.name);
    case 'function':
      return new ScriptFunction();
  }
}
