import { type Parser, parsedJson } from '../domain/parsing';
import { Problem } from '../problem';

/**
 * A store of texts for a person or a document, kept by Google until they are removed. A value has at most 9 KB, a
 * store 500 KB (P4-5).
 */
export interface Store {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  /** Everything whose name begins so, by name. */
  all(prefix: string): Record<string, string>;
  clear(): void;
  /**
   * Runs `work` with one read of the whole store, made at its first use: one call to Google instead of many. The read is
   * kept up with what this execution writes, and is made anew after some seconds.
   */
  atOnce<T>(work: () => T): T;
  /** Drops what was read during such work: it may have changed since. */
  lookAgain(): void;
}

/** Whether a value may be as long as this JSON text (P4-5), of which a character takes up to three bytes. */
export const fitsProperty = (json: string): boolean =>
  encodeURIComponent(json).replace(/%../g, 'x').length <= mostBytes;

/** How long others' changes may go unseen by work that reads the store at once; who holds the lock sees all of them. */
const readMs = 10_000;

/** The bytes of a value: its name takes the rest of the 9 KB. */
const mostBytes = 9000;

/**
 * The store of the person at the keyboard, across all their files; in a cell, that of the spreadsheet's owner
 * (P1.4-4).
 */
export const personStore = store(() => PropertiesService.getUserProperties());

/** This spreadsheet's store: the same for everybody who edits it. Does not travel with a copy (P8.1-7). */
export const documentStore = store(() => PropertiesService.getDocumentProperties());

/** The values of this spreadsheet's store whose names begin with `prefix`, by the rest of the name. Unreadable ones are left out. */
export function storedUnder<T>(prefix: string, parser: Parser<T>): Map<string, T> {
  const values = new Map<string, T>();
  for (const [name, text] of Object.entries(documentStore.all(prefix))) {
    const value = parsedJson(parser, text);
    if (value !== null) values.set(name.slice(prefix.length), value);
  }
  return values;
}

/**
 * The service is opened at its first use: no service may be called while globals load (P2.1-8). It is then reused,
 * since each call takes time.
 */
function store(open: () => GoogleAppsScript.Properties.Properties | null): Store {
  let opened: GoogleAppsScript.Properties.Properties | null = null;
  const properties = () => {
    opened = opened ?? open();
    if (!opened) throw new Problem('Journeybee needs a spreadsheet to work in. Open one and try again.');
    return opened;
  };
  let isAtOnce = false;
  let read: { readonly entries: Map<string, string>; readonly at: number } | null = null;
  const everything = () => {
    if (read && Date.now() - read.at < readMs) return read.entries;
    const entries = new Map(Object.entries(properties().getProperties()));
    read = isAtOnce ? { entries, at: Date.now() } : null;
    return entries;
  };
  /** A write that Google refused may have taken effect: the store is read anew after it. */
  const write = (
    change: (store: GoogleAppsScript.Properties.Properties) => void,
    note: (entries: Map<string, string>) => void,
  ) => {
    const before = read;
    read = null;
    change(properties());
    if (before) note(before.entries);
    read = before;
  };
  return {
    get: (name) => (isAtOnce ? (everything().get(name) ?? null) : properties().getProperty(name)),
    set: (name, value) =>
      write(
        (store) => void store.setProperty(name, value),
        (entries) => void entries.set(name, value),
      ),
    remove: (name) =>
      write(
        (store) => void store.deleteProperty(name),
        (entries) => void entries.delete(name),
      ),
    all: (prefix) => Object.fromEntries([...everything()].filter(([name]) => name.startsWith(prefix))),
    clear: () =>
      write(
        (store) => void store.deleteAllProperties(),
        (entries) => entries.clear(),
      ),
    atOnce: (work) => {
      if (isAtOnce) return work();
      isAtOnce = true;
      try {
        return work();
      } finally {
        isAtOnce = false;
        read = null;
      }
    },
    lookAgain: () => {
      read = null;
    },
  };
}
