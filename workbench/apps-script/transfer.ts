/** What passes between a sidebar and its script (P2.3-5). */
export type Transferable =
  | null
  | boolean
  | number
  | string
  | readonly Transferable[]
  | { readonly [name: string]: Transferable };

/**
 * What a sidebar sends, as a copy. Throws what google.script.run throws at the caller for anything but plain values
 * (P2.3-6). Also loaded by the page, where DOM elements and functions are met.
 */
export function sentByClient(args: readonly unknown[]): Transferable[] {
  return args.map((value, index) => clientCopy(value, String(index)));
}

function clientCopy(value: unknown, property: string): Transferable {
  if (isPrimitive(value)) return value ?? null;
  if (Array.isArray(value)) return Array.from(value, (item, index) => clientCopy(item, String(index)));
  if (!isPlainObject(value)) throw new Error(`Failed due to illegal value in property: ${property}`);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, clientCopy(item, name)]));
}

/** What a script's result is when it arrives (P2.3-7): undefined is null, and a Date anywhere means that nothing arrives. */
export function sentByServer(value: unknown): Transferable {
  return holdsDate(value) ? null : serverCopy(value);
}

function serverCopy(value: unknown): Transferable {
  if (isPrimitive(value)) return value ?? null;
  if (Array.isArray(value)) return Array.from(value, serverCopy);
  if (!isPlainObject(value)) throw new Error('Not supported here: a function or a service object as a result.');
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, serverCopy(item)]));
}

function holdsDate(value: unknown): boolean {
  if (Object.prototype.toString.call(value) === '[object Date]') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsDate);
}

function isPrimitive(value: unknown): value is undefined | null | boolean | number | string {
  return value === undefined || value === null || ['boolean', 'number', 'string'].includes(typeof value);
}

/** Of any realm: its prototype, if it has one, is the end of the chain. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
