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
  /** Runs `work` with one read of the whole store, made at its first use: one call to Google instead of many. */
  atOnce<T>(work: () => T): T;
  /** Drops what was read during such work: it may have changed since. */
  lookAgain(): void;
}

/** Whether a value may be as long as this JSON text (P4-5), of which a character takes up to three bytes. */
export const fitsProperty = (json: string): boolean =>
  encodeURIComponent(json).replace(/%../g, 'x').length <= mostBytes;

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
  let read: Record<string, string> | null = null;
  const everything = () => {
    const entries = read ?? properties().getProperties();
    read = isAtOnce ? entries : null;
    return entries;
  };
  const toWrite = () => {
    read = null;
    return properties();
  };
  return {
    get: (name) => (isAtOnce ? (everything()[name] ?? null) : properties().getProperty(name)),
    set: (name, value) => void toWrite().setProperty(name, value),
    remove: (name) => void toWrite().deleteProperty(name),
    all: (prefix) => Object.fromEntries(Object.entries(everything()).filter(([name]) => name.startsWith(prefix))),
    clear: () => void toWrite().deleteAllProperties(),
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
