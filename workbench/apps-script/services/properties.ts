import type { DailyCount } from '../daily-count';
import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';

const maxValueBytes = 9 * 1024;
const maxStoreBytes = 500 * 1024;

/** One store of strings, as Google keeps it between executions. */
export type PropertyStore = Map<string, string>;

export class Properties
  implements
    Served<
      GoogleAppsScript.Properties.Properties,
      'getProperty' | 'getProperties' | 'setProperty' | 'deleteProperty' | 'deleteAllProperties'
    >
{
  readonly #store: PropertyStore;
  readonly #mayChange: boolean;
  readonly #calls: DailyCount;

  constructor(store: PropertyStore, mayChange: boolean, calls: DailyCount) {
    this.#store = store;
    this.#mayChange = mayChange;
    this.#calls = calls;
  }

  getProperty(key: string): string | null {
    this.#calls.spend();
    return this.#store.get(named(key)) ?? null;
  }

  /** A copy (P4-23). */
  getProperties(): Record<string, string> {
    this.#calls.spend();
    return Object.fromEntries(this.#store);
  }

  /** Everything becomes a string (P4-23). */
  setProperty(key: string, value: string): this {
    if (!this.#mayChange) throw noPermission('Properties.setProperty');
    this.#calls.spend();
    const name = named(key);
    // To a service undefined is null (P7-14).
    const text = String(value ?? null);
    if (bytes(text) > maxValueBytes) throw new PlatformError('Argument too large: value');
    const others = [...this.#store].reduce((sum, [k, v]) => (k === name ? sum : sum + bytes(k) + bytes(v)), 0);
    if (others + bytes(name) + bytes(text) > maxStoreBytes) {
      throw new PlatformError(
        'You have exceeded the property storage quota. Please remove some properties and try again.',
      );
    }
    this.#store.set(name, text);
    return this;
  }

  deleteProperty(key: string): this {
    if (!this.#mayChange) throw noPermission('Properties.deleteProperty');
    this.#calls.spend();
    this.#store.delete(named(key));
    return this;
  }

  deleteAllProperties(): this {
    if (!this.#mayChange) throw noPermission('Properties.deleteAllProperties');
    this.#calls.spend();
    this.#store.clear();
    return this;
  }
}

export class PropertiesService
  implements Served<typeof globalThis.PropertiesService, 'getUserProperties' | 'getDocumentProperties'>
{
  readonly #user: Properties;
  readonly #document: Properties | null;

  /**
   * `user`: of the person, or in a cell of the spreadsheet's owner, where nobody else can change them, `own` being false
   * (P1.4-4).
   */
  constructor(user: PropertyStore, document: PropertyStore | null, own: boolean, calls: DailyCount) {
    this.#user = new Properties(user, own, calls);
    this.#document = document && new Properties(document, true, calls);
  }

  getUserProperties(): Properties {
    return this.#user;
  }

  getDocumentProperties(): Properties | null {
    return this.#document;
  }
}

function named(key: unknown): string {
  if (key === null || key === undefined || key === '') throw new PlatformError('Invalid argument: key');
  return String(key);
}

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');
