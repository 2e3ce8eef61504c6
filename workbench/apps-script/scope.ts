/** What one of Google's objects offers to a script. */
export interface Surface {
  readonly methods: readonly string[];
  /** Enumerations by name, each with its members: `Utilities.DigestAlgorithm.SHA_256`. */
  readonly enums?: Readonly<Record<string, readonly string[]>>;
}

export interface ScopePorts {
  /** Global services by name; their handles' ids are their places in this list. */
  readonly services: ReadonlyArray<readonly [name: string, surface: Surface]>;
  readonly classes: Readonly<Record<string, Surface>>;
  /** Calls a method of a service's object: JSON in, JSON out (see wire.ts); `!` before it marks what was thrown. */
  readonly call: (id: number, method: string, args: string) => string;
  readonly now: () => number;
  /** In the place of Math.random, where an execution has to repeat itself. */
  readonly random: (() => number) | null;
  readonly log: (level: string, text: string) => void;
}

/** What the host may do inside a script's scope. */
export interface Scope {
  /** Calls a top-level function; arguments and result as JSON. What the script throws is thrown here as it is. */
  readonly invoke: (name: string, args: string) => string;
}

/**
 * Prepares a fresh scope as Google's V8 gives it: its services, no timers, no network, no newer methods than are certain
 * (P7-1, P7-2, P7-3, P7-9). Runs inside that scope, from its source text, so that every object it makes is of that
 * scope's realm (P7-15); it can use nothing from outside but `ports`.
 */
export function prepareScope(global: Record<string, unknown>, ports: ScopePorts): Scope {
  const objects = new WeakMap<object, { id: number; className: string }>();
  const members = new WeakMap<object, string>();

  function encode(value: unknown): unknown {
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', text: String(value) };
    if (typeof value === 'function') return { $: 'function' };
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Date) return { $: 'date', ms: Number.isNaN(value.getTime()) ? null : value.getTime() };
    if (Array.isArray(value)) return Array.from(value, encode);
    const member = members.get(value);
    if (member) return { $: 'enum', name: member };
    const object = objects.get(value);
    if (object) return { $: 'handle', id: object.id, className: object.className };
    const plain: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value)) plain[name] = encode(item);
    return plain;
  }

  function decode(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(decode);
    const tagged = value as {
      $?: string;
      text: string;
      ms: number | null;
      id: number;
      className: string;
      name: string;
    };
    switch (tagged.$) {
      case undefined: {
        const plain: Record<string, unknown> = {};
        for (const [name, item] of Object.entries(value)) plain[name] = decode(item);
        return plain;
      }
      case 'undefined':
        return undefined;
      case 'number':
        return Number(tagged.text);
      case 'date':
        return new Date(tagged.ms === null ? Number.NaN : tagged.ms);
      case 'handle':
        return proxy(tagged.id, tagged.className, ports.classes[tagged.className] ?? { methods: [] });
      case 'enum':
        return enumMember(tagged.name);
      default:
        return null;
    }
  }

  const memberObjects: Record<string, object> = {};
  function enumMember(name: string): object {
    const known = memberObjects[name];
    if (known) return known;
    const short = name.slice(name.indexOf('.') + 1);
    const member = Object.freeze({ toString: () => short, toJSON: () => short });
    members.set(member, name);
    memberObjects[name] = member;
    return member;
  }

  const proxies: Record<number, object> = {};
  function proxy(id: number, className: string, surface: Surface): object {
    const known = proxies[id];
    if (known) return known;
    const made: Record<string, unknown> = { toString: () => className };
    for (const method of surface.methods) {
      made[method] = (...args: unknown[]) => {
        const reply = ports.call(id, method, JSON.stringify(encode(args)));
        if (!reply.startsWith('!')) return decode(JSON.parse(reply));
        const thrown = new Error(reply.slice(1));
        thrown.name = 'Exception';
        throw thrown;
      };
    }
    for (const [name, names] of Object.entries(surface.enums ?? {})) {
      made[name] = Object.freeze(Object.fromEntries(names.map((member) => [member, enumMember(`${name}.${member}`)])));
    }
    Object.freeze(made);
    objects.set(made, { id, className });
    proxies[id] = made;
    return made;
  }

  function withoutNewerMethods(): void {
    const newer: ReadonlyArray<readonly [object, readonly string[]]> = [
      [Array, ['fromAsync']],
      [
        Array.prototype,
        ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with', 'group', 'groupToMap'],
      ],
      [String.prototype, ['at', 'replaceAll', 'isWellFormed', 'toWellFormed']],
      [Object, ['hasOwn', 'groupBy']],
      [Promise, ['any', 'withResolvers']],
      [
        global,
        [
          'BigInt',
          'WeakRef',
          'FinalizationRegistry',
          'AggregateError',
          'Iterator',
          'SharedArrayBuffer',
          'Atomics',
          'console',
        ],
      ],
    ];
    for (const [owner, names] of newer) for (const name of names) Reflect.deleteProperty(owner, name);
  }

  function withClock(): void {
    const RealDate = Date;
    // A function of the scope's own: the host's would lead out of it.
    const now = () => ports.now();
    global.Date = new Proxy(RealDate, {
      construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
      apply: () => new RealDate(now()).toString(),
      get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
    });
  }

  withoutNewerMethods();
  withClock();
  const { random } = ports;
  if (random) Math.random = () => random();
  const log =
    (level: string) =>
    (...parts: unknown[]) =>
      ports.log(level, parts.map(String).join(' '));
  global.console = {
    log: log('log'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    time: log('time'),
    timeEnd: log('timeEnd'),
  };
  ports.services.forEach(([name, surface], id) => {
    global[name] = proxy(id, name, surface);
  });

  return {
    invoke: (name, args) => {
      const entry = global[name];
      if (typeof entry !== 'function') throw new ReferenceError(`Script function not found: ${name}`);
      const result: unknown = entry(...(decode(JSON.parse(args)) as unknown[]));
      if (result instanceof Promise)
        throw new Error(`${name} returned a promise: not established for Apps Script (P7-6).`);
      return JSON.stringify(encode(result));
    },
  };
}
