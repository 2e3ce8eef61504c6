import type { Clock } from '../../clock';
import type { Served } from '../served';

/** One lock that executions contend for, first come first served. */
export class LockStore {
  #holder: object | null = null;
  readonly #waiting: Array<{ who: object; wake: AbortController }> = [];

  constructor(private readonly clock: Clock) {}

  async acquire(who: object, patienceMs: number): Promise<boolean> {
    if (this.#holder === who) return true;
    if (this.#holder === null) {
      this.#holder = who;
      return true;
    }
    const ticket = { who, wake: new AbortController() };
    this.#waiting.push(ticket);
    await this.clock.wait(patienceMs, ticket.wake.signal);
    const place = this.#waiting.indexOf(ticket);
    if (place >= 0) this.#waiting.splice(place, 1);
    return this.#holder === who;
  }

  release(who: object): void {
    const place = this.#waiting.findIndex((ticket) => ticket.who === who);
    if (place >= 0) this.#waiting.splice(place, 1)[0]?.wake.abort(null);
    if (this.#holder !== who) return;
    const next = this.#waiting.shift();
    this.#holder = next?.who ?? null;
    next?.wake.abort(null);
  }
}

export class Lock implements Served<GoogleAppsScript.Lock.Lock, 'tryLock' | 'releaseLock'> {
  readonly #store: LockStore;
  readonly #who: object;

  constructor(store: LockStore, who: object) {
    this.#store = store;
    this.#who = who;
  }

  tryLock(timeoutInMillis: number): Promise<boolean> {
    return this.#store.acquire(this.#who, timeoutInMillis);
  }

  releaseLock(): void {
    this.#store.release(this.#who);
  }
}

export class LockService implements Served<typeof globalThis.LockService, 'getDocumentLock'> {
  readonly #document: Lock | null;

  /** `who`: the execution, which gives up the lock when it ends. */
  constructor(document: LockStore | null, who: object) {
    this.#document = document && new Lock(document, who);
  }

  getDocumentLock(): Lock | null {
    return this.#document;
  }
}
