import type { Clock } from '../../clock';
import { PlatformError } from '../errors';
import type { Served } from '../served';

const maxKeyChars = 250;
const maxValueBytes = 100 * 1024;
const maxItems = 1000;
const maxTtlSeconds = 21_600;
const defaultTtlSeconds = 600;

/** What a document's cache holds, oldest first. */
export class CacheStore {
  /** A cache may drop anything at any time (P4-17): while set, it keeps nothing. */
  forgetful = false;
  readonly #items = new Map<string, { value: string; expiresAt: number }>();

  constructor(private readonly clock: Clock) {}

  get(key: string): string | null {
    const item = this.#items.get(key);
    return item && item.expiresAt > this.clock.now() ? item.value : null;
  }

  put(key: string, value: string, ttlSeconds: number): void {
    if (this.forgetful) return;
    this.#items.delete(key);
    this.#items.set(key, { value, expiresAt: this.clock.now() + ttlSeconds * 1000 });
    // Oldest first and a tenth at a time, reads do not count as use (P4-19).
    if (this.#items.size > maxItems)
      for (const old of [...this.#items.keys()].slice(0, maxItems / 10)) this.#items.delete(old);
  }

  remove(key: string): void {
    this.#items.delete(key);
  }

  clear(): void {
    this.#items.clear();
  }

  /** All that is stored, for searching it. */
  entries(): Array<[key: string, value: string]> {
    return [...this.#items].map(([key, { value }]) => [key, value]);
  }
}

export class Cache implements Served<GoogleAppsScript.Cache.Cache, 'get' | 'getAll' | 'put' | 'remove' | 'removeAll'> {
  readonly #store: CacheStore;

  constructor(store: CacheStore) {
    this.#store = store;
  }

  get(key: string): string | null {
    return this.#store.get(checkedKey(key));
  }

  getAll(keys: string[]): Record<string, string> {
    const found = keys.map((key) => [key, this.#store.get(checkedKey(key))] as const);
    return Object.fromEntries(found.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
  }

  put(key: string, value: string, expirationInSeconds = defaultTtlSeconds): void {
    // To a service undefined is null (P7-14).
    const text = String(value ?? null);
    if (Buffer.byteLength(text) > maxValueBytes) throw new PlatformError('Argument too large: value');
    if (!(expirationInSeconds <= maxTtlSeconds)) throw new PlatformError('Invalid argument: ttlSeconds');
    // A negative time is taken, and the value can be read (P4-18): for how long is not said.
    const seconds = expirationInSeconds < 0 ? defaultTtlSeconds : expirationInSeconds;
    this.#store.put(checkedKey(key), text, seconds);
  }

  remove(key: string): void {
    this.#store.remove(checkedKey(key));
  }

  removeAll(keys: string[]): void {
    for (const key of keys.map(checkedKey)) this.#store.remove(key);
  }
}

export class CacheService implements Served<typeof globalThis.CacheService, 'getDocumentCache'> {
  readonly #document: Cache | null;

  constructor(document: CacheStore | null) {
    this.#document = document && new Cache(document);
  }

  getDocumentCache(): Cache | null {
    return this.#document;
  }
}

function checkedKey(key: unknown): string {
  if (key === null || key === undefined || key === '') throw new PlatformError('Invalid argument: key');
  const text = String(key);
  if (text.length > maxKeyChars) throw new PlatformError('Argument too large: key');
  return text;
}
