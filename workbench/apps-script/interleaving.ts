import type { Clock } from '../clock';
import { Random } from '../random';

/** These take time: others get on while they last, and again before what they came to is heard. */
const lasting = new Set(['UrlFetchApp.fetch', 'UrlFetchApp.fetchAll', 'Utilities.sleep', 'Lock.tryLock']);
/** These last until somebody else does something. */
const blocking = new Set(['Lock.tryLock']);

/** Where executions that run at once find out who is next. */
interface Interleaved {
  interleaving: Interleaving | null;
  readonly clock: Clock;
}

/**
 * Starts all of `works` and lets the seed alone decide whose service call goes next, until all of them have ended: the
 * same seed, the same order of calls. Returns what they came to, and the order, call by call.
 */
export async function interleaved<T>(
  google: Interleaved,
  seed: number,
  works: ReadonlyArray<() => Promise<T>>,
): Promise<{ readonly results: ReadonlyArray<PromiseSettledResult<T>>; readonly order: readonly string[] }> {
  const interleaving = new Interleaving(google.clock, seed);
  google.interleaving = interleaving;
  try {
    const results = Promise.allSettled(works.map((work) => work()));
    await interleaving.drive(results);
    return { results: await results, order: interleaving.order };
  } finally {
    google.interleaving = null;
  }
}

/** Executions that run at once, and one of them at a time whose turn it is. */
export class Interleaving {
  /** `refreshAllTables of anna@example.com: Range.getValues`, … */
  readonly order: string[] = [];
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #chances: Random;
  /** In the order of joining. */
  #seats: Seat[] = [];
  #stir: () => void = () => undefined;

  constructor(clock: Clock, seed: number) {
    this.#clock = clock;
    this.#random = new Random(seed, 'interleaving');
    this.#chances = new Random(seed, 'chances');
  }

  /** An execution begins. */
  join(name: string): Seat {
    const chance = this.#chances.integer(0, 2 ** 31);
    const seat = new Seat(name, chance, this.#clock, () => this.#stir());
    this.#seats.push(seat);
    this.#stir();
    return seat;
  }

  /** Gives turns until `works` are done. */
  drive(works: Promise<unknown>): Promise<void> {
    let done = false;
    void works.then(() => {
      done = true;
      this.#stir();
    });
    // At work, so that the clock stands still but where it is let go.
    return this.#clock.busy(async () => {
      for (;;) {
        await settledHere();
        this.#seats = this.#seats.filter(({ state }) => state !== 'gone');
        if (done && this.#seats.length === 0) return;
        const computing = this.#seats.some(({ state }) => state === 'computing');
        const under = this.#seats.some(({ state, call }) => state === 'calling' && !blocking.has(call));
        const [first, ...others] = this.#seats.filter(({ state }) => state === 'waiting' || state === 'hearing');
        if (computing) await this.#change(false);
        else if (under || !first) await this.#change(true);
        else this.#next(this.#random.pick([first, ...others]));
      }
    });
  }

  #next(seat: Seat): void {
    if (seat.state === 'waiting') this.order.push(`${seat.name}: ${seat.call}`);
    seat.go();
  }

  /** Until something else is the case with somebody. */
  async #change(timePasses: boolean): Promise<void> {
    const change = new AbortController();
    // Without a reason, here and in the services, Node makes an error with a stack each time: a tenth of a campaign's time.
    this.#stir = () => change.abort(null);
    if (timePasses) await this.#clock.wait(Infinity, change.signal);
    else await new Promise<void>((resolve) => change.signal.addEventListener('abort', () => resolve()));
  }
}

/** One execution's place among those that run at once. */
export class Seat {
  /** `hearing`: a call has been answered, and it is not yet its turn to know. */
  state: 'computing' | 'waiting' | 'calling' | 'hearing' | 'gone' = 'computing';
  /** The one that it waits with, or for. */
  call = '';
  readonly name: string;
  /** A seed for the execution's own Math.random. */
  readonly chance: number;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #go: () => void = () => undefined;

  constructor(name: string, chance: number, clock: Clock, changed: () => void) {
    this.name = name;
    this.chance = chance;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Makes a call when it is this execution's turn. */
  async take<T>(call: string, work: () => Promise<T>): Promise<T> {
    this.call = call;
    await this.#turn('waiting');
    this.#become('calling');
    try {
      return await work();
    } finally {
      if (lasting.has(call)) await this.#turn('hearing');
      this.#become('computing');
    }
  }

  go(): void {
    this.#go();
  }

  /** The execution has ended, or was killed: what it waited with is never called. */
  leave(): void {
    this.#become('gone');
    this.#go();
  }

  async #turn(state: 'waiting' | 'hearing'): Promise<void> {
    const turn = new AbortController();
    this.#go = () => turn.abort(null);
    this.#become(state);
    if (!this.#isGone()) await this.#clock.wait(Infinity, turn.signal);
    if (this.#isGone()) await new Promise(() => undefined);
  }

  #become(state: Seat['state']): void {
    if (this.#isGone()) return;
    this.state = state;
    this.#changed();
  }

  #isGone(): boolean {
    return this.state === 'gone';
  }
}

/** What follows at once from what has just happened has happened too: cells that calculate, executions that begin. */
async function settledHere(): Promise<void> {
  for (let round = 0; round < 4; round += 1) await new Promise(setImmediate);
}
