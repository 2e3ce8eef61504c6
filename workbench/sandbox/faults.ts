/** What can go wrong between a client and an answer. Plain data, so that a page can list, send and show it. */
export type Fault =
  /** A documented error, or any other status, instead of an answer. 429 carries Retry-After, `retryAfter` overrides its text. */
  | { kind: 'status'; status: number; code?: string; message?: string; retryAfter?: string }
  /** The answer, but only after `ms`; Infinity is never. */
  | { kind: 'stall'; ms: number }
  /** The answer in `pieces`, `ms` apart. */
  | { kind: 'drip'; pieces: number; ms: number }
  | { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; location?: string }
  /** The right headers and half of the body, then the connection is gone. */
  | { kind: 'cut' }
  /** The connection is gone before any answer. */
  | { kind: 'reset' }
  /** Just this text, as JSON by its header; 200 unless it says otherwise. */
  | { kind: 'text'; text: string; status?: number; retryAfter?: string }
  /** Status 200 and a body that is none. `bytes` is for `huge`. */
  | { kind: 'garbage'; body: GarbageBody; bytes?: number };

export const GARBAGE_BODIES = [
  /** A web page, as captive portals and proxies answer. */
  'html',
  'empty',
  /** Text that is not JSON. */
  'invalid-json',
  /** JSON that stops in the middle though everything was sent. */
  'truncated-json',
  /** The JSON value null. */
  'null',
  /** The bare rows, without what is around them. */
  'bare-rows',
  /** The rows as an object with a key each. */
  'rows-as-object',
  /** Rows that are null. */
  'null-rows',
  /** Every number as text. */
  'numbers-as-text',
  /** Rows without uuid and name. */
  'nameless-rows',
  /** More than any client should read into memory. */
  'huge',
] as const;

export type GarbageBody = (typeof GARBAGE_BODIES)[number];

/** Every kind of fault once, in words. */
export const FAULT_MENU: readonly { label: string; fault: Fault }[] = [
  { label: 'Key not accepted (401)', fault: { kind: 'status', status: 401 } },
  { label: 'Key may not read (403)', fault: { kind: 'status', status: 403 } },
  { label: 'Module disabled (403)', fault: { kind: 'status', status: 403, code: 'module_disabled' } },
  { label: 'Not found (404)', fault: { kind: 'status', status: 404 } },
  { label: 'Request refused (422)', fault: { kind: 'status', status: 422 } },
  { label: 'Too many requests (429)', fault: { kind: 'status', status: 429 } },
  { label: 'Service failed (500)', fault: { kind: 'status', status: 500 } },
  { label: 'Bad gateway (502)', fault: { kind: 'status', status: 502 } },
  { label: 'Maintenance (503, come back in two minutes)', fault: { kind: 'status', status: 503, retryAfter: '120' } },
  { label: 'Answers after 20 seconds', fault: { kind: 'stall', ms: 20_000 } },
  { label: 'Never answers', fault: { kind: 'stall', ms: Number.POSITIVE_INFINITY } },
  { label: 'Answers drop by drop', fault: { kind: 'drip', pieces: 10, ms: 500 } },
  { label: 'Redirects elsewhere (302)', fault: { kind: 'redirect', status: 302 } },
  { label: 'Redirects elsewhere (307)', fault: { kind: 'redirect', status: 307 } },
  { label: 'Connection lost in the middle', fault: { kind: 'cut' } },
  { label: 'Connection reset', fault: { kind: 'reset' } },
  ...GARBAGE_BODIES.map((body) => ({
    label: `Nonsense: ${body.replaceAll('-', ' ')}`,
    fault: { kind: 'garbage', body } as const,
  })),
];

export interface PlannedFault {
  fault: Fault;
  /** Requests it will still meet; Infinity for those set with `always`. */
  times: number;
  /** The only path it concerns, or null for all. */
  path: string | null;
}

/** Faults to come. Those of `next` are met first, in the order they were asked for; `always` holds in between and after. */
export class Faults {
  private queue: PlannedFault[] = [];
  private standing: PlannedFault[] = [];

  /** The next `times` requests (to `path`) meet this fault. */
  next(fault: Fault, times = 1, path: string | null = null): void {
    if (times > 0) this.queue.push({ fault, times, path });
  }

  /** Every request (to `path`) meets this fault, until cleared or replaced. One for a path goes before one for all. */
  always(fault: Fault, path: string | null = null): void {
    this.standing = this.standing.filter((planned) => planned.path !== path);
    this.standing.push({ fault, times: Number.POSITIVE_INFINITY, path });
  }

  /** Forgets all faults, or those for one path. */
  clear(path?: string | null): void {
    const stays = (planned: PlannedFault) => path !== undefined && planned.path !== path;
    this.queue = this.queue.filter(stays);
    this.standing = this.standing.filter(stays);
  }

  get planned(): readonly Readonly<PlannedFault>[] {
    return [...this.queue, ...this.standing];
  }

  /** The fault that a request meets, which is then used up. */
  take(path: string): Fault | null {
    const queued = this.queue.find((planned) => planned.path === null || planned.path === path);
    if (queued) {
      queued.times -= 1;
      this.queue = this.queue.filter(({ times }) => times > 0);
      return queued.fault;
    }
    const standing =
      this.standing.find((planned) => planned.path === path) ?? this.standing.find((planned) => planned.path === null);
    return standing?.fault ?? null;
  }
}
