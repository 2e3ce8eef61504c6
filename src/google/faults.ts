import { Fault, type FaultPlace, faultOf } from '../domain/fault';
import { array, parsedJson } from '../domain/parsing';
import { Problem } from '../problem';
import { cached, remember } from './cache';
import { isGoogles } from './errors';
import { documentStore } from './properties';

/*
 * What is thrown is a problem with words for a person, an exception of Google's, or else a fault of the add-on. A fault is
 * told as such, and kept in this spreadsheet for Copy diagnostics.
 */

const keptName = 'faults';
const mostKept = 5;
/** The longest time that the cache allows (P4-17). */
const keptSeconds = 21_600;
const Faults = array(Fault);

/** Whether something that was thrown is a fault of the add-on. */
export const isFault = (error: unknown): boolean => !(error instanceof Problem || isGoogles(error));

/** Keeps a fault, and gives the problem that tells people of it. */
export function unexpected(place: FaultPlace, error: unknown): Problem {
  const fault = faultOf(place, error, Date.now());
  keepFault(place, fault);
  return new Problem(
    `This is a fault of the add-on (${fault.code}). Try again. If it stays so, choose Settings > Copy diagnostics in the sidebar, and send that to whoever maintains the add-on.`,
    'add-on',
    error,
  );
}

/** The problem that tells people of something that was thrown. `words`: of an exception of Google's. */
export function problemOf(place: FaultPlace, error: unknown, words = refused): Problem {
  if (error instanceof Problem) return error;
  return isGoogles(error) ? new Problem(words, 'google', error) : unexpected(place, error);
}

const refused = 'Google Sheets could not do this now. Try again in a few minutes.';

/**
 * What work comes to whose failing does no harm, or `otherwise` where Google refuses it or a problem prevents it. A fault of
 * the add-on in it is kept, and does no harm either.
 */
export function unlessRefused<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (isFault(error)) unexpected('aside', error);
    return otherwise;
  }
}

/** The latest faults in this spreadsheet, the newest first. */
export const keptFaults = (): Fault[] =>
  [documentStore.get(keptName), cached([keptName])[keptName]]
    .flatMap((text) => parsedJson(Faults, text) ?? [])
    .sort((a, b) => b.at - a.at);

/** A cell may not write properties, nor may anybody where the store is full: the cache keeps it then, for some hours. */
function keepFault(place: FaultPlace, fault: Fault): void {
  const added = (text: string | null | undefined) => {
    const before = (parsedJson(Faults, text) ?? []).filter(({ code }) => code !== fault.code);
    return JSON.stringify([fault, ...before].slice(0, mostKept));
  };
  try {
    if (place !== 'cell') {
      documentStore.set(keptName, added(documentStore.get(keptName)));
      return;
    }
  } catch {
    // Whatever is wrong with the store, the fault that is told is the one that came first.
  }
  remember(keptName, added(cached([keptName])[keptName]), keptSeconds);
}
