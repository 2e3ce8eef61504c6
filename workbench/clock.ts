/** The time of Google, of Journeybee and of everybody's patience. Milliseconds throughout. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Whether real time runs in it, or only what waits and moves add. */
  readonly runs: boolean;
  /** Resolves after `ms`, or at once when `signal` aborts. To be called from inside `busy`: waiting is the opposite of it. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `work`, which goes on in real time (a thread computes, a request travels). */
  busy<T>(work: () => Promise<T>): Promise<T>;
  /** Calls `reached` once after `ms`, unless cancelled first: a time limit on what somebody else does. */
  limit(ms: number, reached: () => void): () => void;
  /** Moves the clock forward; whatever becomes due on the way happens. */
  advance(ms: number): Promise<void>;
}

interface Alarm {
  at: number;
  ring: () => void;
}

/** Real time, plus what somebody moved it by. A wait takes as long as it says, unless the clock is moved past its end. */
export class WallClock implements Clock {
  readonly runs = true;
  private offset: number;
  private readonly alarms = new Map<Alarm, NodeJS.Timeout>();

  constructor(startAt = Date.now()) {
    this.offset = startAt - Date.now();
  }

  now(): number {
    return Date.now() + this.offset;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.limit(ms, () => {
        forget();
        resolve();
      });
      const forget = onAbort(signal, () => {
        cancel();
        resolve();
      });
    });
  }

  busy<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  limit(ms: number, reached: () => void): () => void {
    const alarm: Alarm = { at: this.now() + ms, ring: reached };
    const cancel = () => {
      clearTimeout(this.alarms.get(alarm));
      this.alarms.delete(alarm);
    };
    const ring = () => {
      cancel();
      reached();
    };
    alarm.ring = ring;
    // setTimeout cannot wait longer than this, and nobody here does: an infinite wait is one that nobody sets.
    if (ms <= 0x7fffffff) this.alarms.set(alarm, setTimeout(ring, Math.max(0, ms)));
    return cancel;
  }

  async advance(ms: number): Promise<void> {
    this.offset += ms;
    for (const alarm of [...this.alarms.keys()]) if (alarm.at <= this.now()) alarm.ring();
  }
}

/**
 * Time for tests: it stands still while anything is at work and jumps to the next alarm when everything waits, so that a
 * minute's hang takes no time and a slow machine changes nothing.
 */
export class SimulatedClock implements Clock {
  readonly runs = false;
  private working = 0;
  private readonly alarms = new Set<Alarm>();

  constructor(private time = Date.UTC(2026, 4, 15, 9, 0, 0)) {}

  now(): number {
    return this.time;
  }

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    this.working -= 1;
    this.jumpWhenIdle();
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.working += 1;
        resolve();
      };
      const cancel = this.limit(ms, () => {
        forget();
        wake();
      });
      const forget = onAbort(signal, () => {
        if (cancel()) wake();
      });
    });
  }

  async busy<T>(work: () => Promise<T>): Promise<T> {
    this.working += 1;
    try {
      return await work();
    } finally {
      this.working -= 1;
      this.jumpWhenIdle();
    }
  }

  /** The returned function says whether there was still something to cancel. */
  limit(ms: number, reached: () => void): () => boolean {
    const alarm: Alarm = { at: this.time + ms, ring: reached };
    this.alarms.add(alarm);
    return () => this.alarms.delete(alarm);
  }

  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (let next = this.next(); next && next.at <= end; next = this.next()) await this.ring(next);
    this.time = Math.max(this.time, end);
  }

  private jumpWhenIdle(): void {
    setImmediate(() => {
      const next = this.next();
      if (this.working > 0 || !next || next.at === Infinity) return;
      void this.ring(next);
    });
  }

  private async ring(alarm: Alarm): Promise<void> {
    this.alarms.delete(alarm);
    this.time = Math.max(this.time, alarm.at);
    alarm.ring();
    await new Promise(setImmediate);
  }

  private next(): Alarm | undefined {
    return [...this.alarms].sort((a, b) => a.at - b.at)[0];
  }
}

/** The returned function takes it back. */
function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted) act();
  else signal?.addEventListener('abort', act, { once: true });
  return () => signal?.removeEventListener('abort', act);
}
