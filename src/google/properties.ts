import { Problem } from '../problem';
/** A person's or a document's strings, kept by Google until removed. At most 9 KB each, 500 KB a store (P4-5). */
export interface Store {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  /** Everything whose name begins so, by name. */
  all(prefix: string): Record<string, string>;
  clear(): void;
  /** Runs `work`, for which all is read at once, when something is first asked for: one question to Google in the place of many. */
  atOnce<T>(work: () => T): T;
  /** Within such work: whatever was read may have changed since, and is read anew. */
  lookAgain(): void;
}

/** Whether one value may be as long as this JSON text (P4-5), of which a sign may take three bytes. */
export const fitsProperty = (json: string): boolean =>
  encodeURIComponent(json).replace(/%../g, 'x').length <= mostBytes;

/** Of the 9 KB, what its name leaves. */
const mostBytes = 9000;

/** The person at the keyboard's own store; in a cell, the store of the spreadsheet's owner (P1.4-4). Spans all their files. */
export const personStore = store(() => PropertiesService.getUserProperties());

/** This spreadsheet's store: the same for everybody who edits it. Does not travel with a copy (P8.1-7). */
export const documentStore = store(() => PropertiesService.getDocumentProperties());

/**
 * The service is asked for the store at its first use: nothing of Google's may be touched while globals load (P2.1-8). After
 * that it is at hand for the rest of the execution, since each question to Google takes its time.
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
